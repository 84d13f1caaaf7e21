"""The page in Gradio: its queue carries questions and answers; what is seen is drawn by the scripts in `qa/page/`."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # before the import: it looks up two hosts otherwise

import gradio as gr
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi_offline import FastAPIOffline
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.staticfiles import StaticFiles

import qa
from embeddings import IndexFault
from qa.live import Live
from qa.question import QuestionError
from qa.server.api import Asked, answer, routes
from qa.server.tools import functions, tools, worded
from qa.version import VERSION

ASSETS = Path(qa.__file__).parent / "page"
#: Questions answered at once, and questions that may wait; past that the page says that the server is busy.
AT_ONCE, WAITING = 8, 64


def build_blocks(live: Live) -> gr.Blocks:
    """The page. Text of recaps and questions reaches the browser as JSON and is shown by `textContent` alone."""

    def ask(sent: dict[str, Any]) -> dict[str, Any]:
        try:
            asked = Asked.model_validate(sent)
            return {"id": sent.get("id"), "answer": answer(live.assistant, asked)}
        except (QuestionError, IndexFault) as error:
            return {"id": sent.get("id"), "error": f"{error}."}
        except ValidationError as error:
            return {"id": sent.get("id"), "error": f"This cannot be asked: {error.errors()[0]['msg']}."}

    blocks: gr.Blocks
    with gr.Blocks(title="Recaps", analytics_enabled=False, fill_height=True) as blocks:
        # One component carries a question out and its answer in; the other is drawn once and never again.
        exchange = gr.HTML(
            html_template="",
            js_on_load="""
                document.addEventListener('recaps-send', (event) => { props.value = event.detail; trigger('submit'); });
                watch('value', () => document.dispatchEvent(new CustomEvent('recaps-answer', { detail: props.value })));
            """,
            visible="hidden",
            elem_id="exchange",
        )
        gr.HTML(
            html_template=(ASSETS / "page.html").read_text(encoding="utf-8"),
            js_on_load="import(new URL('page/main.js', document.baseURI)).then((page) => page.start(element));",
            apply_default_css=False,
            elem_id="recaps",
        )
        asked = exchange.submit(
            ask,
            exchange,
            exchange,
            api_name="turn",
            api_visibility="private",
            show_progress="hidden",
            concurrency_limit=AT_ONCE,
            trigger_mode="multiple",  # a question that was lost with its server must not stand before the next one
        )
        for function in functions(lambda: live.assistant):  # for programs that speak Gradio's protocol
            gr.api(worded(function, _error), api_name=function.__name__, concurrency_limit=AT_ONCE)  # type: ignore[attr-defined]
        asked.failure(fn=None, js="() => document.dispatchEvent(new Event('recaps-failed'))")
    blocks.queue(max_size=WAITING)
    return blocks


def _error(message: str) -> Exception:
    return gr.Error(message, print_exception=False)


def build_app(live: Live) -> FastAPI:
    """The page, its files and the HTTP interface."""
    server = tools(lambda: live.assistant)
    # Who may call is the guard's to say; no session, for no tool keeps anything between two calls.
    protocol = server.streamable_http_app(
        stateless_http=True, json_response=True, transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False)
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with server.session_manager.run():
            yield

    app = FastAPIOffline(
        docs_url="/api/docs",
        redoc_url=None,
        static_url="/api/docs-files",
        title="Recaps",
        version=VERSION,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.router.routes.extend(protocol.routes)

    started = secrets.token_hex(8)

    @app.get("/healthz", include_in_schema=False)
    def healthy() -> dict[str, str | bool]:
        """That the page is ready, which start of the server this is, and how its index stands to the recaps."""
        return {
            "status": "ready",
            "started": started,
            "generation": live.generation,
            "changed": live.changed,
            "rebuilding": live.rebuilding,
        }

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        """What is wrong with a request, without saying it all back: it may be long, or no text at all."""
        return JSONResponse({"detail": [{"loc": fault["loc"], "msg": fault["msg"]} for fault in error.errors()]}, 422)

    @app.exception_handler(IndexFault)
    def unavailable(_: Request, fault: IndexFault) -> JSONResponse:
        """That the index cannot be asked now, as when its database is away."""
        return JSONResponse({"detail": str(fault)}, 503, {"retry-after": "5"})

    app.include_router(routes(live))
    app.mount("/page", StaticFiles(directory=ASSETS))
    gr.mount_gradio_app(
        app,
        build_blocks(live),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1kb",
        ssr_mode=False,
        enable_monitoring=False,
        theme=gr.themes.Base(
            primary_hue="teal",
            neutral_hue="stone",
            font=[gr.themes.LocalFont("IBM Plex Sans", weights=(400, 700)), "system-ui", "sans-serif"],
            font_mono=["ui-monospace", "monospace"],
        ),
        head='<link rel="stylesheet" href="page/page.css"><link rel="stylesheet" href="page/print.css" media="print">'
        '<link rel="icon" href="page/icon.svg" type="image/svg+xml">',
    )
    return app
