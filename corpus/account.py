"""What became of a recap's file: where each thing known of it was read, and which of its lines are in no passage, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from corpus.blocks import read_blocks
from corpus.metadata import Metadata, read_metadata
from corpus.plain import plain
from corpus.recap import Recap
from corpus.source import Source
from corpus.spans import trimmed

#: Characters of what is left out that are shown.
MAX_SHOWN = 400
#: The part of a file that tells something; a page's `head` is its front matter.
Place = Literal["front matter", "text", "file name"]

#: What is left out as a whole, from its opening to its closing mark.
_TAGS = "script style noscript template nav aside footer header form dialog video audio iframe svg figure object".split()
_OPENING = re.compile(rf"<({'|'.join(_TAGS)})\b|<!--|^[ ]{{0,3}}(?:`{{3}}|~{{3}})", re.IGNORECASE | re.MULTILINE)
_CLOSING = {
    **{tag: re.compile(rf"</{tag}\s{{0,9}}>", re.IGNORECASE) for tag in _TAGS},
    "<!--": re.compile("-->"),
    **{" " * indent + fence: re.compile(rf"^[ ]{{0,3}}{fence}[`~]*", re.MULTILINE) for indent in range(4) for fence in ("```", "~~~")},
}
#: Kinds of what is left out, by what stands first in it; the first that fits counts.
_KINDS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE | re.MULTILINE))
    for kind, pattern in (
        ("comment", r"<!--"),
        ("code", r"`{3}|~{3}|\{%-?\s*highlight|#\+begin_(?:src|example)|-{4,}$|\.\. (?:code|sourcecode)"),
        ("script or style", r"<(?:script|style|noscript|template)\b"),
        ("menu or footer", r"<(?:nav|aside|footer|header|form|button|select|dialog)\b"),
        ("video, picture or frame", r"<(?:img|video|audio|iframe|svg|figure|object|embed)\b|!\[|\[!\[|(?:image|video)::"),
        ("link definition", r"\[[^\[\]\n]{1,200}\]:"),
        ("template mark", r"\{[{%]"),
        ("directive", r"\.\. |#\+|:[\w-]+:"),
        ("link alone", r"\W{0,9}(?:(?:https?://|www\.)\S+\W*$|\[[^\[\]\n]{1,400}\]\([^()\n]{1,900}\))"),
    )
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Characters `start` to `end` of a recap's text that no passage holds and that are neither title nor heading."""

    kind: str | None  #: None where nothing tells: the machinery of a page, or words without a sentence
    start: int
    end: int
    words: str  #: as a reader would see them


def origins(source: Source) -> dict[str, Place]:
    """For each field of `Metadata` that is known of a source, the part of its file that tells it."""
    found = read_metadata(source.text, source.markup, source.name)
    nameless = read_metadata(source.text, source.markup, "-")
    front = next((source.text[:end] for start, end in found.heads if start == 0), "")
    alone = read_metadata(front, source.markup, "-") if front else Metadata(title="-")

    def place(field: str) -> Place:
        value = getattr(found, field)
        if getattr(alone, field) == value:
            return "front matter"
        return "text" if getattr(nameless, field) == value else "file name"

    known = (field for field in ("title", "author", "event", "edition", "date", "link", "after") if getattr(found, field) is not None)
    return {field: place(field) for field in known}


def left_out(source: Source, recap: Recap) -> list[LeftOut]:
    """What of a source's text is in no passage of its recap, in reading order: front matter, code, menus and the like."""
    text = source.readable
    metadata = read_metadata(text, source.markup, source.name)
    blocks = read_blocks(text, source.markup, heads=metadata.heads)
    used = [(passage.start, passage.end) for passage in recap.passages]
    used += [(block.start, block.end) for block in blocks if block.kind == "heading" or block.words == metadata.title]
    top = "head of the page" if source.markup == "html" else "front matter"
    heads = [(start, end, top if start == 0 else "author and date") for start, end in metadata.heads]
    found = [LeftOut(kind, start, end, _words(text[start:end])) for start, end, kind in heads]
    code = [(block.start, block.end) for block in blocks if block.kind == "code"]
    for start, end in _gaps(len(text), [*used, *((start, end) for start, end, _ in heads), *code]):
        found += [piece for piece in _pieces(text, start, end) if any(char.isalpha() for char in piece.words)]
    found += [LeftOut("code", start, end, _words(text[start:end])) for start, end in code]
    times = Counter(line.strip() for line in text.splitlines())

    def told(piece: LeftOut) -> LeftOut:
        first = text[piece.start : piece.end].partition("\n")[0].strip()
        return replace(piece, kind="said three times") if piece.kind is None and times[first] >= 3 else piece

    return _runs(text, sorted(map(told, found), key=lambda piece: piece.start))


def _words(text: str) -> str:
    """The first words of a piece of a file; of one that is all comment, script or address, what stands there."""
    text = text[: 50 * MAX_SHOWN]
    shown = plain(text)
    if any(char.isalnum() for char in shown):
        return shown[:MAX_SHOWN]
    return " ".join(text.split())[:MAX_SHOWN] if re.match(r"\s*(?:<!--|<script|<style|!\[|\[)", text) else ""


def _gaps(length: int, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What lies between some spans, which may overlap, of a text of this many characters."""
    at = 0
    for start, end in [*sorted(spans), (length, length)]:
        if start > at:
            yield at, start
        at = max(at, end)


def _pieces(text: str, start: int, end: int) -> Iterator[LeftOut]:
    """A gap as elements, comments and fenced code that stand in it, and what lies between them, cut at its blank lines."""
    at = start
    unclosed = set()  # looked for once: a text of nothing but openings takes no longer than another
    for opening in _OPENING.finditer(text, start, end):
        closing = _CLOSING[(opening[1] or opening[0]).lower()]
        if opening.start() < at or closing in unclosed:
            continue
        closed = closing.search(text, opening.end(), end)
        if closed is None:
            unclosed.add(closing)
            continue
        yield from _paragraphs(text, at, opening.start())
        yield from _piece(text, opening.start(), closed.end())
        at = closed.end()
    yield from _paragraphs(text, at, end)


def _paragraphs(text: str, start: int, end: int) -> Iterator[LeftOut]:
    cuts = [blank.end() for blank in re.compile(r"\n[ \t\r]*(?=\n)").finditer(text, start, end)]
    for first, last in zip([start, *cuts], [*cuts, end], strict=True):
        yield from _piece(text, first, last)


def _piece(text: str, start: int, end: int) -> Iterator[LeftOut]:
    """What stands between two places, without the white space around it; nothing where that is all."""
    start, end = trimmed(text, start, end)
    if start < end:
        kind = next((kind for kind, pattern in _KINDS if pattern.match(text, start, end)), None)
        yield LeftOut(kind, start, end, _words(text[start:end]))


def _runs(text: str, pieces: list[LeftOut]) -> list[LeftOut]:
    """Pieces of one kind that follow one another with nothing but white space between them, as one."""
    runs: list[LeftOut] = []
    for piece in pieces:
        last = runs[-1] if runs else None
        if last and last.kind == piece.kind and not text[last.end : piece.start].strip():
            runs[-1] = LeftOut(last.kind, last.start, piece.end, f"{last.words} {piece.words}"[:MAX_SHOWN])
        else:
            runs.append(piece)
    return runs
