"""A post fetched from the web: the one place that asks another machine for a post, and only where a person named the address.

The name of a host is resolved once, its addresses are checked, and the connection is made to a checked address, so that a
name cannot point elsewhere a moment later. Every redirect is checked anew.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

import httpx

from corpus.source import MARKUP

#: Bytes, as sent and also unpacked.
MAX_BYTES = 10_000_000
MAX_REDIRECTS = 5
#: For everything together: resolving the name, every redirect, and the last byte.
SECONDS = 30.0

#: Content types that are taken, and the ending of a file that holds such.
TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/pdf": ".pdf",
}
_HEADERS = {"User-Agent": "recap-qa", "Accept": ", ".join(TYPES), "Accept-Encoding": "gzip"}
#: IPv6 addresses that lead to the IPv4 address in their last 32 bits (RFC 6052).
_TO_IPV4 = ipaddress.IPv6Network("64:ff9b::/96")

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchError(ValueError):
    """A post that cannot be fetched; the message names the address, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an address holds."""

    url: str  #: where it lies, after all redirects, without a fragment
    data: bytes  #: unpacked; text that names its charset is UTF-8 here
    suffix: str  #: the ending of a file that holds such: one of `TYPES`, or of `MARKUP` for text that its address names so


def fetch(url: str, *, allow_private: bool = False, seconds: float = SECONDS) -> Page:
    """Fetch the post at an address, without proxies, cookies or credentials.

    Raises FetchError for an address that is not http or https or carries a password, that leads to a private, loopback,
    link-local, reserved or multicast address unless `allow_private`, redirects more than MAX_REDIRECTS times, does not
    answer with 200, holds more than MAX_BYTES or another type than `TYPES`, or takes longer than `seconds` altogether.
    """
    outcome: queue.SimpleQueue[Page | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            outcome.put(_follow(url, allow_private, time.monotonic() + seconds + 1))
        except Exception as error:
            outcome.put(error)

    # A thread, for neither the resolver nor a server that sends a byte now and then can be told to be done at a given time.
    threading.Thread(target=work, daemon=True).start()
    try:
        found = outcome.get(timeout=seconds)
    except queue.Empty:
        raise FetchError(f"{url} took longer than {seconds:g} s; try again, or save the post and add the file") from None
    if isinstance(found, Exception):
        raise found
    return found


def _follow(address: str, allow_private: bool, deadline: float) -> Page:
    """The page at an address or where it redirects to."""
    url = _parsed(address)
    for _ in range(MAX_REDIRECTS + 1):
        try:
            found = _get(url, allow_private, deadline)
        except (httpx.HTTPError, httpx.InvalidURL, zlib.error, OSError) as error:
            raise FetchError(f"{url} cannot be fetched: {error or type(error).__name__}") from error
        if isinstance(found, Page):
            return found
        url = _parsed(found)
    raise FetchError(f"{address} redirects more than {MAX_REDIRECTS} times; give the address that it leads to")


def _parsed(address: str) -> httpx.URL:
    """An address that may be asked, without its fragment."""
    try:
        url = httpx.URL(address.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"{address!r} is no web address: {error}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(f"{address!r} is no web address; expected one that begins with http:// or https://")
    if url.userinfo:
        raise FetchError(f"the address at {url.host} holds a user name or password; give it without, or save the post and add the file")
    return url


def _get(url: httpx.URL, allow_private: bool, deadline: float) -> Page | str:
    """The page at an address, or the address that it redirects to."""
    for address in (addresses := _addresses(url, allow_private)):
        left = max(0.1, deadline - time.monotonic())
        # sni_hostname: the certificate is checked against the name, though the connection is made to the number.
        with httpx.Client(trust_env=False, timeout=left) as client:
            request = client.build_request(
                "GET",
                url.copy_with(host=address),
                headers={**_HEADERS, "Host": url.netloc.decode("ascii")},
                extensions={"sni_hostname": url.raw_host.decode("ascii")},
            )
            try:
                response = client.send(request, stream=True)
            except httpx.ConnectError:
                if address == addresses[-1]:
                    raise
                continue
            try:
                return _read(url, response, deadline)
            finally:
                response.close()
    raise FetchError(f"{url.host} has no address")


def _addresses(url: httpx.URL, allow_private: bool) -> list[str]:
    """The numbers of a host, all of them checked."""
    try:
        found = socket.getaddrinfo(url.raw_host.decode("ascii"), url.port or url.scheme, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, OverflowError) as error:
        raise FetchError(f"the host {url.host!r} is not known: {error}; check the address") from error
    numbers = list(dict.fromkeys(str(place[0]) for *_, place in found))
    for number in numbers:
        if not allow_private and not _is_public(ipaddress.ip_address(number)):
            raise FetchError(
                f"{url} leads to {number}, which is no public address; where you know that machine and trust it, add --allow-private"
            )
    return numbers


def _is_public(address: _Address) -> bool:
    """Whether an address, and any that it stands for, is one of the open internet."""
    if isinstance(address, ipaddress.IPv6Address):
        same = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _TO_IPV4 else address.ipv4_mapped
        if same is not None:
            return _is_public(same)
        tunnelled = (address.sixtofour, *(address.teredo or ()))
        if address.is_site_local or not all(_is_public(inner) for inner in tunnelled if inner is not None):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _read(url: httpx.URL, response: httpx.Response, deadline: float) -> Page | str:
    """What a server answers: a page, or the address that it redirects to."""
    if response.is_redirect:
        return str(url.join(response.headers["location"]))
    if response.status_code != 200:
        raise FetchError(f"{url} answers {response.status_code} {response.reason_phrase}; open it in a browser to see what is there")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    suffix = TYPES.get(kind)
    if suffix is None:
        raise FetchError(f"{url} holds {kind or 'something without a type'}; expected one of {', '.join(TYPES)}")
    data = _body(url, response, deadline)
    if suffix == ".txt":  # servers of code call every text plain; its name tells more
        named = PurePosixPath(url.path).suffix.lower()
        suffix = named if MARKUP.get(named, "html") != "html" else suffix
    charset = response.charset_encoding
    if suffix != ".pdf" and charset:
        with suppress(LookupError, ValueError):  # a charset that nobody knows: the bytes speak for themselves
            data = data.decode(charset, errors="replace").encode("utf-8", errors="replace")
    return Page(str(url), data, suffix)


def _body(url: httpx.URL, response: httpx.Response, deadline: float) -> bytes:
    """The bytes of an answer, unpacked piece by piece so that a small one cannot grow beyond MAX_BYTES."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip"):
        raise FetchError(f"{url} is packed as {packing!r} though gzip or nothing was asked for; save the post and add the file")
    unpack = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS) if packing == "gzip" else None
    received = 0
    body = bytearray()
    for piece in response.iter_raw():
        received += len(piece)
        body += unpack.decompress(piece, MAX_BYTES + 1 - len(body)) if unpack else piece
        if max(received, len(body)) > MAX_BYTES:
            raise FetchError(f"{url} holds more than {MAX_BYTES:,} bytes; a recap is shorter")
        if time.monotonic() > deadline:
            raise TimeoutError("nobody waits for it any more")
    if unpack and not unpack.eof:
        raise FetchError(f"{url} ended before it was whole; try again")
    return bytes(body)
