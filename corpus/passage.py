"""Talks cut into passages: runs of whole sentences, short enough to search and long enough to understand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from math import ceil

from corpus.blocks import Block
from corpus.plain import plain
from corpus.recap import Passage, Span, Talk
from corpus.sentences import sentence_spans

#: Words. A sentence is never cut to fit, so a passage of one long sentence may be longer.
MAX_WORDS = 120

_RULE = re.compile(r"(?m)^[ \t]*([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def cut_passages(text: str, blocks: Sequence[Block], talks: Sequence[Talk]) -> list[Passage]:
    """Cut the prose of a recap into passages of at most MAX_WORDS words, in reading order.

    A passage ends with its talk, its heading, and before anything that is no prose, so that its text holds none.
    """
    passages: list[Passage] = []
    starts = [talk.start for talk in talks]
    heading: str | None = None
    run: list[Span] = []
    run_words = 0
    run_talk: int | None = None

    def close() -> None:
        nonlocal run, run_words
        if run:
            start, end = run[0].start, run[-1].end
            passages.append(Passage(start, end, text[start:end], tuple(run), run_talk, heading))
        run, run_words = [], 0

    for block in blocks:
        if block.kind == "heading":
            close()
            heading = block.words or None
            continue
        if block.kind == "code":
            close()
            continue
        row = block.kind == "row" and len(block.words.split()) <= MAX_WORDS
        spans = [(block.start, block.end)] if row else sentence_spans(text, block.start, block.end)
        shown = [plain(text[start:end]) for start, end in spans]
        whole = sum(len(words.split()) for words in shown)
        if run and run_words + whole > MAX_WORDS:
            close()  # rather a short passage than a paragraph torn in two
        room = whole / ceil(whole / MAX_WORDS) + MAX_WORDS / 10 if whole > MAX_WORDS else MAX_WORDS  # halves, not a rest
        for (start, end), sentence in zip(spans, shown, strict=True):
            if not any(char.isalnum() for char in sentence):
                continue
            at = bisect_right(starts, start) - 1
            talk = at if at >= 0 and start < talks[at].end else None
            words = len(sentence.split())
            if run and (talk != run_talk or run_words + words > min(room, MAX_WORDS) or not _joined(text[run[-1].end : start])):
                close()
            run_talk = talk
            run.append(Span(start, end))
            run_words += words
    close()
    return passages


def _joined(gap: str) -> bool:
    """Whether nothing but white space, marks and tags lies between two sentences, and no rule across the page."""
    bare = _TAG.sub("", gap)
    return not any(char.isalpha() for char in bare) and len(gap) < 500 and not _RULE.search(bare)
