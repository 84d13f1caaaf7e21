"""Start the server: at once with a waiting page that shows how far it is, then with the page itself."""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

import qa
from embeddings import IndexFault, ModelError
from embeddings.build import BuildError
from qa.live import Live
from qa.server.guard import Guard

#: The port that is tried first where none is asked for, and how many after it.
PORT, MORE_PORTS = 7860, 20
#: Connections at once; a further one is told to come again.
CONNECTIONS = 256
#: Seconds that answers under way have to end in when the server is stopped.
GRACE = 3
PASSWORD = "RECAPS_PASSWORD"
_WAITING = Path(qa.__file__).parent / "page" / "waiting.html"


class Waiting:
    """What is served until the page is ready: how far the start is. An ASGI application that then hands over."""

    def __init__(self, prepare: Callable[[Callable[[str, int, int], None]], Starlette], failed: Callable[[Exception], None]) -> None:
        self._prepare, self._failed = prepare, failed
        self._app: ASGIApp | None = None
        self._step = ("starting", 0, 0)
        self._stopped = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the page, or how far it is."""
        if scope["type"] == "lifespan":
            await Starlette(lifespan=self._lifespan)(scope, receive, send)
        elif self._app is not None:
            await self._app(scope, receive, send)
        else:
            await self._wait(Request(scope))(scope, receive, send)

    def _wait(self, request: Request) -> Response:
        stage, done, total = self._step
        if request.url.path == "/healthz":
            return JSONResponse({"status": stage, "done": done, "total": total}, 503, {"retry-after": "1"})
        if request.url.path != "/":
            return JSONResponse({"detail": f"the server is starting: {stage}"}, 503, {"retry-after": "1"})
        return HTMLResponse(_WAITING.read_text(encoding="utf-8"), headers={"cache-control": "no-store"})

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        running = asyncio.create_task(self._run())
        yield
        self._stopped.set()
        await running

    async def _run(self) -> None:
        try:
            app = await asyncio.to_thread(self._prepare, self._tell)
        except Exception as error:  # the server ends with it
            self._failed(error)
            return
        async with app.router.lifespan_context(app):
            self._app = app
            await self._stopped.wait()

    def _tell(self, stage: str, done: int, total: int) -> None:
        self._step = (stage, done, total)


def listen(host: str, port: int | None) -> socket.socket:
    """A socket at an address; without a port at 7860, or the next free one. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in [port] if port is not None else range(PORT, PORT + MORE_PORTS + 1):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, tried))
            return listening
        except OSError as error:
            listening.close()
            failed = error
    raise failed


def serve(options: argparse.Namespace) -> int:
    """Serve until stopped: 0 after a clean stop, 2 with a message where the recaps cannot be opened or the port is taken."""
    try:
        listening = listen(options.host, options.port)
    except OSError as error:
        print(f"error: cannot listen at {options.host}, port {options.port or PORT}: {error}; give another --port", file=sys.stderr)
        return 2
    wrong: list[Exception] = []

    def prepare(tell: Callable[[str, int, int], None]) -> Starlette:
        tell("opening the recaps", 0, 0)
        live = Live.open(options.recaps, options.index, model=options.model, watch=options.watch, progress=tell)
        tell("loading the model", 0, 0)
        live.assistant.retrieve("warm up", 1)
        tell("loading the page", 0, 0)
        from qa.server.page import build_app  # here, not above: Gradio takes seconds to import, and what cannot be opened is told before

        app = build_app(live)
        live.start()
        print(f"{live.assistant.summary} at {address}", flush=True)
        return app

    def failed(error: Exception) -> None:
        wrong.append(error)
        server.should_exit = True

    host, port = listening.getsockname()[:2]
    address = f"http://{'localhost' if host in ('0.0.0.0', '::') else f'[{host}]' if ':' in host else host}:{port}"  # noqa: S104
    print(f"Opening the recaps at {address}; the first time this takes half a minute …", flush=True)
    password = options.password or os.environ.get(PASSWORD) or None
    app = Guard(Waiting(prepare, failed), hosts=[options.host, *options.allow_host], password=password)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=CONNECTIONS,
            timeout_graceful_shutdown=GRACE,
            ws="none",
        )
    )
    server.run(sockets=[listening])
    for why in wrong:
        if not isinstance(why, (BuildError, IndexFault, ModelError, OSError)):
            raise why
        print(f"error: {why}", file=sys.stderr)
    return 2 if wrong else 0
