"""A recap as a reader sees it: headings and paragraphs of sentences, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus import Recap, plain

_NEW_PARAGRAPH = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n|[-*+•|]|\d{1,3}[.)]\s)|</(?:p|li|tr|h[1-6])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence as it is shown, and the characters of the file that it was cut from."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a recap, or a heading above the next ones."""

    heading: str | None
    sentences: tuple[ShownSentence, ...]


def paragraphs(recap: Recap) -> Iterator[Paragraph]:
    """The headings and paragraphs of a recap in reading order; a talk without a heading is headed by its speakers."""
    before: tuple[str | None, int | None] = (None, None)
    for passage in recap.passages:
        talk = recap.talk_of(passage)
        here = (passage.heading, passage.talk)
        if here != before:
            heading = passage.heading if passage.heading != before[0] or talk is None else talk.label
            if heading or talk:
                yield Paragraph(heading or (talk.label if talk else ""), ())
        before = here
        run: list[ShownSentence] = []
        for span in passage.sentences:
            if run and _NEW_PARAGRAPH.search(recap.text, run[-1].end, span.start):
                yield Paragraph(None, tuple(run))
                run = []
            run.append(ShownSentence(span.start, span.end, plain(recap.text[span.start : span.end])))
        yield Paragraph(None, tuple(run))
