"""A post on its way into a recaps folder: read, converted where it is no plain text, named, and understood as it will be."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from corpus.convert import CONVERTED, convert
from corpus.fetch import Page
from corpus.front_matter import Fields, one_line, with_fields
from corpus.read import cut_recap
from corpus.recap import Recap
from corpus.source import MARKUP, SourceError, read_regular, source_of

#: Bytes of a file that is brought; a PDF may hold pictures.
MAX_FILE = 50_000_000
#: Characters of a name that is made here, without its ending.
MAX_NAME = 80
#: Bytes of a name that is asked for; file systems take 255.
MAX_BYTES_OF_NAME = 200

#: Names that say nothing, or that a system or the reader of the folder passes over.
_NO_NAMES = frozenset("readme index con prn aux nul".split())


class IncomingError(ValueError):
    """A post that cannot be brought in as it was asked for; the message says why and what to do."""


class NoRecap(SourceError):
    """A post that was read and holds nothing to quote; the message says why."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post as it came, from a file or the web."""

    origin: str  #: the path or address it was given by
    data: bytes
    suffix: str  #: what it is: one of `MARKUP` or `CONVERTED`
    stem: str  #: the name it had, without its ending; may be empty
    link: str | None = None  #: where it was fetched


@dataclass(frozen=True, slots=True)
class Stated:
    """What the person who brings a post says of it; None is as the post has it."""

    title: str | None = None
    event: str | None = None
    edition: int | None = None
    author: str | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """What will be a file of the recaps folder."""

    name: str
    data: bytes
    recap: Recap  #: as it will be read from there


def read_post(path: Path) -> Post:
    """Read a file that is to become a recap.

    Raises IncomingError for another format than those of `MARKUP` and `CONVERTED`, for a file that is too large or cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in MARKUP and suffix not in CONVERTED:
        kinds = " ".join(sorted({*MARKUP, *CONVERTED}))
        raise IncomingError(f"{path}: {suffix or 'no ending'} is no format of a recap; expected one of {kinds}")
    try:
        data = read_regular(path, MAX_FILE + 1)
    except SourceError as error:
        raise IncomingError(f"{path} is {error}") from error
    except (OSError, ValueError) as error:
        raise IncomingError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(data) > MAX_FILE:
        raise IncomingError(f"{path} is larger than {MAX_FILE:,} bytes; a recap is shorter")
    return Post(str(path), data, suffix, path.stem)


def post_of(page: Page) -> Post:
    """The post that a fetched page is."""
    return Post(page.url, page.data, page.suffix, PurePosixPath(unquote(urlsplit(page.url).path)).stem, page.url)


def prepare(post: Post, stated: Stated | None = None, *, name: str | None = None) -> Incoming:
    """Convert, name and read a post. Text formats are kept byte for byte unless something is stated of them.

    `name` is the file's name in the folder, with or without its ending. Raises NoRecap where there is nothing to quote, and
    IncomingError where a name is no name of a recap, or what is stated cannot be written into such a file.
    """
    said: Fields = {}
    for field in fields(Stated):
        value = getattr(stated, field.name) if stated else None
        if value is not None:
            said[field.name] = one_line(value) if isinstance(value, str) else value
    if "" in said.values():
        raise IncomingError(f"{post.origin}: an empty value was given; leave the option out to keep what the post says")
    suffix = ".md" if post.suffix in CONVERTED else post.suffix
    data = _converted(post, said) if post.suffix in CONVERTED else _stated(post, said)
    if name is None:
        title = _cut(post, (_slug(post.stem, keep=True) or "post") + suffix, data).title
        own_name_first = post.suffix not in CONVERTED and post.link is None
        slugs = [_slug(title), _slug(post.stem, keep=True)]
        name = next((slug for slug in (reversed(slugs) if own_name_first else slugs) if slug), "recap")
    name = _checked(name, suffix)
    recap = _cut(post, name, data)
    for key, value in said.items():
        if getattr(recap, key) != value:
            raise IncomingError(f"{post.origin}: {key} {value} would be read back as {getattr(recap, key)}; give another, or edit the file")
    return Incoming(name, data, recap)


def _cut(post: Post, name: str, data: bytes) -> Recap:
    try:
        return cut_recap(source_of(name, data))
    except SourceError as error:
        raise NoRecap(f"{post.origin} is no recap: {error}") from error


def _converted(post: Post, said: Fields) -> bytes:
    """A post as Markdown under front matter."""
    try:
        found = convert(post.data, post.suffix)
    except SourceError as error:
        raise IncomingError(f"{post.origin} {error}") from error
    if not found.text.strip():
        raise NoRecap(f"{post.origin} is no recap: holds no text; a scan, or a page that scripts fill, has none to read")
    known: Fields = {}
    for key in ("title", "event", "edition", "date", "author", "link"):  # as the README has them
        value = said.get(key) or (post.link if key == "link" and post.link else getattr(found, key, None))
        if value:
            known[key] = one_line(value) if isinstance(value, str) else value
    return with_fields(found.text.strip() + "\n", known).encode("utf-8", "replace")


def _stated(post: Post, said: Fields) -> bytes:
    """A text format as it came, with what is stated written into its front matter."""
    if not said:
        return post.data
    if MARKUP[post.suffix] != "markdown":
        raise IncomingError(f"{post.origin}: {', '.join(said)} cannot be written into {post.suffix}, which is kept as it is; edit the file")
    text = _cut(post, "post" + post.suffix, post.data).text
    try:
        return with_fields(text, said).encode("utf-8", "replace")
    except SourceError as error:
        raise IncomingError(f"{post.origin} {error}") from error


def _slug(text: str, *, keep: bool = False) -> str:
    """A safe name of ASCII letters, digits and dashes; `keep` leaves capitals, dots and underscores of a name as they are."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    bare = re.sub(r"[^A-Za-z0-9._]+" if keep else r"[^A-Za-z0-9]+", "-", bare if keep else bare.lower())[:MAX_NAME].strip("-._")
    return "" if bare.lower() in _NO_NAMES else bare


def _checked(name: str, suffix: str) -> str:
    """A name that was asked for, with its ending."""
    whole = name if PurePosixPath(name).suffix.lower() in MARKUP else name + suffix
    is_plain = (
        whole.isprintable()
        and not set(whole) & set('/\\:*?"<>|')
        and not whole.startswith(".")
        and len(whole.encode()) <= MAX_BYTES_OF_NAME
    )
    if not is_plain or PurePosixPath(whole).stem.lower() in _NO_NAMES:
        raise IncomingError(f"{name!r} is no name for a recap; give a plain file name like engine-conf-2015{suffix}")
    if MARKUP[PurePosixPath(whole).suffix.lower()] != MARKUP[suffix]:
        raise IncomingError(f"the name {name!r} does not fit what it holds; expected one that ends in {suffix}")
    return whole
