"""What stands before the page: only the paths it needs, small bodies, known hosts, a password where one is set, and a strict policy.

Gradio by itself takes uploads, fetches addresses for its callers and believes forwarded headers; none of that is wanted here.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import ipaddress
import re
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Bytes of a request's body.
MAX_BODY = 64 * 1024
#: Seconds that a body may take to arrive.
BODY_SECONDS = 3
#: All that the page and its interface are made of; whatever else Gradio offers is not there.
PATHS = frozenset(
    "/ /healthz /mcp /config /theme.css /favicon.ico /robots.txt /manifest.json"
    " /gradio_api/info /gradio_api/app_id /gradio_api/startup-events"
    " /gradio_api/queue/join /gradio_api/queue/data /gradio_api/cancel /gradio_api/reset".split()
)
FOLDERS = ("/api/", "/page/", "/assets/", "/static/", "/gradio_api/heartbeat/", "/gradio_api/call/")
#: Gradio compiles its templates in the browser, hence the two unsafe words; nothing may come from, or go to, elsewhere.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_FORWARDED = (b"x-forwarded-", b"forwarded", b"x-real-ip", b"x-original-")


class Guard:
    """ASGI middleware. `hosts` are the names this server may be called by; numbers and this machine's own name always are."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str] = (), password: str | None = None) -> None:
        self._app = app
        self._hosts = {host.casefold() for host in hosts} | {"localhost", socket.gethostname().casefold()}
        self._password = password

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on without what it claims of a proxy."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # no web sockets
        headers = Headers(scope=scope)
        refused = self._refused(scope["path"], headers)
        if refused:
            await refused(scope, receive, send)
            return
        scope["headers"] = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(_FORWARDED)]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                for name, value in HEADERS.items():
                    MutableHeaders(scope=message)[name] = value
            await send(message)

        try:
            body = b"" if scope["method"] in ("GET", "HEAD") else await asyncio.wait_for(_body(receive), BODY_SECONDS)
        except TimeoutError:
            await PlainTextResponse("The request did not come in time.\n", 408, {"connection": "close"})(scope, receive, send)
            return
        if body is None:
            await _too_large()(scope, receive, send)
        else:
            await self._app(scope, _again(body, receive), send_with_headers)

    def _refused(self, path: str, headers: Headers) -> PlainTextResponse | None:
        """Why a request is not passed on; None where it is."""
        if not self._is_known(headers.get("host", "")):
            return PlainTextResponse("This server is not known by that name; start it with --allow-host NAME.\n", 421)
        origin = headers.get("origin")
        if origin and origin.casefold().partition("://")[2] != headers.get("host", "").casefold():
            return PlainTextResponse("Requests from other sites are not answered.\n", 403)
        if path not in PATHS and not path.startswith(FOLDERS):
            return PlainTextResponse("Not found\n", 404)
        length = headers.get("content-length", "0")
        if not re.fullmatch(r"[0-9]{1,18}", length) or int(length) > MAX_BODY:
            return _too_large()
        if self._password is not None and path != "/healthz" and not self._knows(headers.get("authorization", "")):
            return PlainTextResponse(
                "A password is needed; any user name will do.\n", 401, {"www-authenticate": 'Basic realm="Recaps", charset="UTF-8"'}
            )
        return None

    def _is_known(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name.casefold() in self._hosts
        return True  # an address in numbers cannot be pointed here by somebody else's name server

    def _knows(self, authorization: str) -> bool:
        scheme, _, credentials = authorization.partition(" ")
        try:
            _, _, given = base64.b64decode(credentials, validate=True).decode("utf-8").partition(":")
        except ValueError:
            return False
        return scheme.casefold() == "basic" and hmac.compare_digest(given.encode(), (self._password or "").encode())


async def _body(receive: Receive) -> bytes | None:
    """A request's body, whatever its length was said to be; None past the limit."""
    body: bytes = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > MAX_BODY:
            return None
        if not message.get("more_body"):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """The body that was read, and then what else is received."""
    given = False

    async def take() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return take


def _too_large() -> PlainTextResponse:
    return PlainTextResponse(f"A request has at most {MAX_BODY // 1024} kB.\n", 413, {"connection": "close"})
