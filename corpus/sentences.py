"""Blocks cut into sentences, each a span of the recap's text."""

from __future__ import annotations

import re
from bisect import bisect_left

from corpus.spans import trimmed

#: A sentence longer than this is cut between words: raw notes and hostile files know no full stops. Words, characters.
MAX_WORDS = 120
MAX_CHARS = 1500

_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"'])(?:e\.?g|i\.?e|etc|vs|cf|al|approx|resp|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|No|Nr|vol|fig|ca|incl|Inc|Ltd|Co|Corp|[A-Z])\.$"
)
#: End of a sentence: terminator, closing marks and tags, white space, then what may open one.
_BOUNDARY = re.compile(
    r"""(?x)
    (?:(?<![.!?…])(?P<stop>[.!?…]++)|(?P<full>[。！？]))
    (?:["'”’»)\]*_~`]|</[a-zA-Z][^<>]{0,99}>|\[\^?[\w:]{1,40}\]|\([^()\s]{0,999}\)){0,20}+   # closing marks; the target of a link
    (?P<space>\s{1,999}+|(?<=[。！？]))
    (?=(?:<[a-zA-Z][^<>]{0,999}>|["'“‘«(\[*_~`>#-]){0,20}\s{0,9}(?P<next>\S))
    """
)
#: Characters. Prose is not wrapped narrower than the first, mostly at the second, and lines wider than the third are not wrapped.
_NARROW, _USUAL, _WIDE = 50, 72, 160
#: Lines of a paragraph that say nothing of how wide it was wrapped.
_FEW_LINES = 3
#: Links, tags, and what is quoted within a sentence ("“Engines! More engines!” by Ada Lovelace"): never cut in two.
_WHOLE = re.compile(
    r"\[[^\[\]\n]{1,400}\](?:\([^()\n]{0,900}\)|\[[^\[\]\n]{0,100}\])|<[a-zA-Z][^<>]{0,900}>|“[^“”\n]{1,160}”(?=,?[ ][a-z])"
)
_SPACES = re.compile(r"\s+")


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, in order, white space trimmed; none is empty.

    A paragraph whose lines mostly break early, and without a full stop, is a run of notes: there each such line is a
    sentence of its own.
    """
    cuts = [start]
    for found in _BOUNDARY.finditer(text, start, end):
        if _ends(text, cuts[-1], found):
            cuts.append(found.end("space"))
    marked = [found.span() for found in _WHOLE.finditer(text, start, end)]
    cuts = [cut for cut in cuts if not any(first < cut < last for first, last in _around(marked, cut))]
    cuts.extend(_note_breaks(text, start, end))
    cuts = sorted({cut for cut in cuts if start <= cut < end})
    spans: list[tuple[int, int]] = []
    for first, last in zip(cuts, [*cuts[1:], end], strict=True):
        first, last = trimmed(text, first, last)
        if first < last:
            spans.extend(_bounded(text, first, last))
    return spans


def _around(spans: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """The last of some ordered spans that begins before a place."""
    found = bisect_left(spans, (at, at)) - 1
    return spans[found : found + 1] if found >= 0 else []


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a terminator ends the sentence that began at `start`."""
    if found["full"]:
        return True
    if found["next"].islower():
        return False
    stop = found.start("stop")
    if found["stop"] == "." and _ABBREVIATION.search(text[max(start, stop - 11) : stop + 1]):
        return False
    # the number of a list item is no sentence
    return stop - start > 9 or not re.fullmatch(r"\W*\d{1,3}\.", text[start : stop + 1])


def _note_breaks(text: str, start: int, end: int) -> list[int]:
    """Starts of the lines of a paragraph that follow a break on purpose: the next word would have fitted above."""
    starts = [start] + [found.end() for found in re.finditer(r"\r\n|\r|\n", text[start:end])]
    starts = [starts[0]] + [start + at for at in starts[1:]]
    lines = [text[here:after].rstrip() for here, after in zip(starts, [*starts[1:], end], strict=True)]
    linked = ["://" in line for line in lines]  # such a line is as long as its address
    widths = sorted(len(line) for line, links in zip(lines, linked, strict=True) if not links)
    edited = len(widths) > _FEW_LINES and _BOUNDARY.search(text, start, end)  # in prose one line may stick out: a word was put in later
    width = max([_NARROW, *(widths[:-1] if edited else widths)])
    if len(lines) < 2 or width > _WIDE:
        return []
    pairs = [
        pair for pair, *links in zip(zip(lines, lines[1:], starts[1:], strict=False), linked, linked[1:], strict=False) if not any(links)
    ]
    early = [line for line, following, _ in pairs if _fits(line, following, width)]
    if sum(line[-1:] not in ".!?…" for line in early) * 2 <= len(pairs):
        return []
    return [after for line, following, after in pairs if _fits(line, following, max(width, _USUAL))]


def _fits(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line would have fitted on a line."""
    return bool(following) and len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A span cut between words into spans of at most MAX_WORDS words and MAX_CHARS characters."""
    spans = []
    while True:
        stop = end
        gaps = list(_SPACES.finditer(text, start, min(end, start + MAX_CHARS + 1)))
        if len(gaps) >= MAX_WORDS:
            stop = gaps[MAX_WORDS - 1].start()
        elif end - start > MAX_CHARS:
            stop = gaps[-1].start() if gaps else start + MAX_CHARS
        spans.append((start, stop))
        if stop >= end:
            return spans
        start, _ = trimmed(text, stop, end)
        if start >= end:
            return spans
