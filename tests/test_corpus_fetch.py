import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from corpus.fetch import MAX_BYTES, FetchError, Page, _is_public, fetch

PAGE = b"<html><body><p>Ada spoke of engines.</p></body></html>"
BOMB = gzip.compress(bytes(MAX_BYTES * 20), compresslevel=9)


class Answers(BaseHTTPRequestHandler):
    """One answer for each path."""

    asked: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        path, _, more = self.path.partition("?")
        if path == "/to":
            return self.say(302, location=more, **{"set-cookie": "id=1"})
        if path == "/round":
            return self.say(302, location="/round")
        if path == "/huge":
            return self.say(200, b"x" * (MAX_BYTES + 1))
        if path == "/bomb":
            return self.say(200, BOMB, **{"content-encoding": "gzip"})
        if path == "/packed":
            return self.say(200, gzip.compress(PAGE), **{"content-encoding": "gzip"})
        if path == "/torn":
            return self.say(200, gzip.compress(PAGE)[:-9], **{"content-encoding": "gzip"})
        if path == "/br":
            return self.say(200, PAGE, **{"content-encoding": "br"})
        if path == "/typed":
            return self.say(200, PAGE, **{"content-type": more})
        if path == "/latin":
            return self.say(200, "Théâtre".encode("latin-1"), **{"content-type": "text/plain; charset=iso-8859-1"})
        if path == "/gone":
            return self.say(404, b"no")
        if path == "/drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(50):
                self.wfile.write(f"X-{number}: y\r\n".encode())
                time.sleep(0.1)
            return None
        return self.say(200, PAGE)

    def say(self, status: int, data: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content-type": "text/html; charset=utf-8", "content-length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def handle(self) -> None:
        with suppress(OSError):  # the client has heard enough
            super().handle()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def asked() -> list[tuple[str, dict[str, str]]]:
    """The path and headers of each request."""
    return []


@pytest.fixture
def site(asked: list[tuple[str, dict[str, str]]]) -> Iterator[str]:
    handler = type("Handler", (Answers,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_fetches_a_page(site: str) -> None:
    assert fetch(f"{site}/a#part", allow_private=True) == Page(f"{site}/a", PAGE, ".html")


def test_says_who_asks_and_sends_no_more(site: str, asked: list[tuple[str, dict[str, str]]]) -> None:
    fetch(f"{site}/a", allow_private=True)
    headers = {name.lower(): value for name, value in asked[0][1].items()}
    assert headers.keys() == {"host", "accept", "accept-encoding", "connection", "user-agent"}
    assert (headers["user-agent"], headers["host"]) == ("recap-qa", site.removeprefix("http://"))


def test_proxies_of_the_environment_are_not_used(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert fetch(f"{site}/a", allow_private=True).data == PAGE


def test_this_machine_is_not_asked_unless_allowed(site: str, asked: list[tuple[str, dict[str, str]]]) -> None:
    with pytest.raises(FetchError, match=r"leads to 127\.0\.0\.1, which is no public address.*--allow-private"):
        fetch(f"{site}/a")
    assert asked == []


PRIVATE = (
    "127.0.0.1 10.1.2.3 192.168.0.1 172.16.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 255.255.255.255 "
    "::1 :: fe80::1 fc00::1 fec0::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 2002:7f00:1:: 64:ff9b::a00:1"
)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_an_address_that_is_not_public(address: str) -> None:
    assert not _is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_an_address_that_is_public(address: str) -> None:
    assert _is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
def test_this_machine_by_another_spelling(host: str) -> None:
    with pytest.raises(FetchError, match="which is no public address"):
        fetch(f"http://{host}:1/")


def test_a_redirect_is_followed(site: str, asked: list[tuple[str, dict[str, str]]]) -> None:
    assert fetch(f"{site}/to?/a", allow_private=True).url == f"{site}/a"
    assert "cookie" not in {name.lower() for name in asked[1][1]}


def test_a_redirect_to_a_private_address_is_checked_anew(
    site: str, asked: list[tuple[str, dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.fetch._is_public", lambda address: str(address) == "127.0.0.1")
    with pytest.raises(FetchError, match=r"leads to 10\.0\.0\.1"):
        fetch(f"{site}/to?http://10.0.0.1/secret")
    assert len(asked) == 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://me:secret@127.0.0.1/"])
def test_a_redirect_to_something_else_is_refused(site: str, target: str) -> None:
    with pytest.raises(FetchError, match=r"is no web address|user name or password"):
        fetch(f"{site}/to?{target}", allow_private=True)


def test_redirects_end(site: str, asked: list[tuple[str, dict[str, str]]]) -> None:
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        fetch(f"{site}/round", allow_private=True)
    assert len(asked) == 6


def test_a_name_is_resolved_once(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.rpartition(":")[2])
    resolved: list[object] = []

    def rebinding(host: object, *_: object, **__: object) -> list[tuple[object, ...]]:
        resolved.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if len(resolved) == 1 else "10.0.0.1", port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(
        "corpus.fetch.socket.getaddrinfo",
        lambda host, *more, **named: (rebinding if host == "name.example" else real)(host, *more, **named),
    )
    assert fetch(f"http://name.example:{port}/a", allow_private=True).url == f"http://name.example:{port}/a"
    assert resolved == ["name.example"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/huge", "holds more than 10,000,000 bytes"),
        ("/bomb", "holds more than 10,000,000 bytes"),
        ("/torn", "ended before it was whole"),
        ("/br", "packed as 'br'"),
        ("/gone", "answers 404 Not Found"),
        ("/typed?image/png", "holds image/png; expected one of text/html"),
        ("/typed?", "holds something without a type"),
    ],
)
def test_what_is_refused(site: str, path: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        fetch(site + path, allow_private=True)


def test_a_packed_page_is_unpacked(site: str) -> None:
    assert fetch(f"{site}/packed", allow_private=True).data == PAGE


def test_a_bomb_is_small_on_its_way() -> None:
    assert len(BOMB) < MAX_BYTES / 10


def test_text_becomes_utf_8(site: str) -> None:
    page = fetch(f"{site}/latin", allow_private=True)
    assert (page.data.decode(), page.suffix) == ("Théâtre", ".txt")


@pytest.mark.parametrize(("path", "kind", "suffix"), [("/typed", "application/pdf", ".pdf"), ("/typed", "text/markdown", ".md")])
def test_the_type_decides(site: str, path: str, kind: str, suffix: str) -> None:
    assert fetch(f"{site}{path}?{kind}", allow_private=True).suffix == suffix


def test_a_server_that_never_ends_is_left_in_time(site: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"took longer than 0\.3 s"):
        fetch(f"{site}/drip", allow_private=True, seconds=0.3)
    assert time.monotonic() - began < 3  # the answer takes 5


@pytest.mark.parametrize(
    "address", ["ftp://example.org/a", "file:///etc/passwd", "http://", "https:///x", "http://a\x00b/", "http://user:word@example.org/"]
)
def test_what_is_no_web_address(address: str) -> None:
    with pytest.raises(FetchError, match=r"is no web address|user name or password"):
        fetch(address)
