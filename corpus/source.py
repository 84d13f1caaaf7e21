"""Recap files as they lie in a folder: which are there, and the text of each, decoded once and never altered."""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

#: What a recap file may end in, and the markup it is read as.
MARKUP = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".txt": "markdown",  # plain text is Markdown without marks; notes in .txt are often Markdown
    ".text": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rst": "rst",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".org": "org",
}

#: Bytes. A recap is a text a person wrote; a larger file is a dump of something else.
MAX_BYTES = 8_000_000

#: What a file of UTF-8 may begin with.
BYTE_ORDER_MARK = "\ufeff"
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class SourceError(ValueError):
    """A file that cannot be read as a recap; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """One recap file: its name in the folder, its decoded text and the digest of its bytes."""

    name: str  #: path below the recaps folder, with forward slashes
    text: str  #: as it stands: line ends and a byte order mark of UTF-8 are kept
    sha256: str  #: of the bytes
    markup: str  #: one of the values of `MARKUP`

    @property
    def readable(self) -> str:
        """The text as it is parsed, with a space in place of a byte order mark: every offset is that of the text."""
        return " " + self.text[1:] if self.text.startswith(BYTE_ORDER_MARK) else self.text


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file in the recaps folder that is not read as a recap, and the reason in words."""

    name: str
    reason: str


def decode(data: bytes) -> str:
    """Decode the bytes of a recap, keeping line ends and a UTF-8 byte order mark where they stand.

    UTF-8 first, UTF-16 and UTF-32 by their byte order mark. Bytes that are not UTF-8 are read as Windows-1252 when no
    accented letter of the file is proper UTF-8, else as UTF-8 with U+FFFD for each broken byte, so that one bad byte
    costs one character.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        lenient = data.decode("utf-8", errors="replace")
        if any(ord(char) > 127 and char != "\ufffd" for char in lenient):
            return lenient
        return data.decode("cp1252", errors="replace")


def read_source(folder: Path, name: str) -> Source:
    """Read one file of a recaps folder.

    Raises SourceError with the reason where the file ends in none of `MARKUP`, is empty, too large, binary, not a regular file or
    unreadable.
    """
    path = folder / name
    if path.suffix.lower() not in MARKUP:
        kinds = " ".join(sorted(MARKUP))
        raise SourceError(f"{path.suffix or 'no ending'} is not a recap format; expected one of {kinds}")
    try:
        data = read_regular(path, MAX_BYTES + 1)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}") from error
    return source_of(name, data)


def read_regular(path: Path, most: int) -> bytes:
    """The first `most` bytes of a regular file. Raises SourceError for a pipe or device, OSError for a folder or what cannot be read."""
    if "\0" in str(path):
        raise SourceError("its name holds a NUL")
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise SourceError("not a regular file")
        return file.read(most)


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe without waiting for a writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def source_of(name: str, data: bytes) -> Source:
    """The source that a file of this name and these bytes is; its name ends in one of `MARKUP`.

    Raises SourceError with the reason where it is empty, too large or binary.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"larger than {MAX_BYTES:,} bytes")
    text = decode(data)
    if "\0" in text:
        raise SourceError("binary: holds NUL bytes")
    if not text.strip(f"{BYTE_ORDER_MARK} \t\r\n"):
        raise SourceError("empty")
    return Source(name, text, hashlib.sha256(data).hexdigest(), MARKUP[PurePosixPath(name).suffix.lower()])


def list_sources(folder: Path) -> tuple[list[str], list[Skipped]]:
    """Names of the files in a recaps folder that look like recaps, sorted, and the others with the reason.

    Sub-folders are searched; hidden files and folders are passed over; a link that leads out of the folder is skipped.
    Raises SourceError where the folder is missing, is not a folder or cannot be listed.
    """
    try:
        what = None if folder.is_dir() else "is not a folder" if folder.exists() else "does not exist"
        root = folder.resolve()
        if what is None:
            next(folder.iterdir(), None)  # a walk passes over what cannot be listed, be it all of it
    except (OSError, RuntimeError) as error:
        raise SourceError(f"the recaps folder {folder} cannot be read: {error}; give another one") from error
    if what is not None:
        raise SourceError(f"the recaps folder {folder} {what}; give a folder with .md, .txt or .html files in it")
    names: list[str] = []
    skipped: list[Skipped] = []

    def unreadable(error: OSError) -> None:
        skipped.append(Skipped(Path(error.filename).relative_to(folder).as_posix(), f"cannot be read: {error.strerror}"))

    for parent, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = Path(parent, file)
            name = path.relative_to(folder).as_posix()
            if file.startswith("."):
                continue
            if not name.isprintable():
                skipped.append(Skipped(ascii(name)[1:-1], "its name holds characters that cannot be shown"))
            elif path.is_symlink() and not _leads_inside(path, root):
                skipped.append(Skipped(name, "a link that leads out of the recaps folder, or nowhere"))
            elif path.suffix.lower() not in MARKUP:
                skipped.append(Skipped(name, f"{path.suffix or 'no ending'} is not a recap format"))
            elif path.stem.lower() == "readme":
                skipped.append(Skipped(name, "a README describes the folder, it is no recap"))
            else:
                names.append(name)
    return sorted(names), skipped


def _leads_inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False
