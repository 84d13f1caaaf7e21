"""A recap: one document that retells an edition of a conference, with its talks and passages. How it is read is in `corpus.read`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

#: The recaps that come with the project.
SHIPPED = Path(__file__).parent / "recaps"

TalkKind = Literal["talk", "lightning talk", "keynote"]
#: Characters of a talk in which its telling says what it is.
OPENING = 500

_LINE_END = re.compile(r"\r\n|\r|\n")


def edition_name(event: str | None, year: int | None, title: str) -> str:
    """An edition as people call it, "PyCon 2015"; the title of a recap of it where neither event nor year is known."""
    return " ".join(str(part) for part in (event, year) if part) or title


def talk_label(title: str | None, speakers: Sequence[str]) -> str:
    """A talk in a few words: its title and speakers, as far as they are known."""
    return " — ".join(part for part in (title, ", ".join(speakers)) if part) or "untitled talk"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a recap's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one talk, or of one part that is no talk. `text == recap.text[start:end]`, always."""

    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]
    talk: int | None  #: position in the recap's talks; None in an introduction and the like
    heading: str | None  #: the heading it stands under, as a reader sees it


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk as one recap tells it; its telling is `text[start:end]`, heading included."""

    title: str | None
    speakers: tuple[str, ...]
    affiliation: str | None
    kind: TalkKind
    start: int
    end: int

    @property
    def label(self) -> str:
        """The talk in a few words: its title and speakers, as far as they are known."""
        return talk_label(self.title, self.speakers)


@dataclass(frozen=True, slots=True)
class Recap:
    """One recap, read and cut. Every offset in it counts characters of `text`, the file's decoded text as it stands."""

    file: str  #: name below the recaps folder; tells recaps apart
    sha256: str  #: of the file's bytes
    text: str
    title: str
    author: str | None
    event: str | None
    edition: int | None  #: year of the event
    date: date | None  #: of publication
    link: str | None  #: where it was published
    after: str | None  #: the post it retells, where it is a retelling
    talks: tuple[Talk, ...]
    passages: tuple[Passage, ...]

    def talk_of(self, passage: Passage) -> Talk | None:
        """The talk that a passage of this recap belongs to."""
        return None if passage.talk is None else self.talks[passage.talk]

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """First and last line, from 1, of the characters `start` to `end`."""
        first = len(_LINE_END.findall(self.text, 0, start)) + 1
        return first, first + len(_LINE_END.findall(self.text, start, end))
