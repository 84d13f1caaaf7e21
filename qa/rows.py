"""What a list or comparison is made of, and the words that its counts are put in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corpus import Edition, Session
from qa.citation import Citation

ListingKind = Literal["list", "count", "comparison", "summary", "opinion"]
#: Sessions by id, or recaps by file, each with the quotes that it is listed for.
Quotes = dict[str, tuple[Citation, ...]]
#: Between a speaker's name and its other spellings.
ALSO_SPELLED = " (also spelled "


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list or comparison: its cells, and the quotes that it rests on."""

    cells: tuple[str, ...]
    quotes: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """An answer from the catalogue; without rows where the talk is known, but not what was asked of it."""

    kind: ListingKind
    text: str  #: what was found, in a few words
    considered: str  #: what it was found among: "16 talks in 2 recaps of dotScale 2015"
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def count(number: int, noun: str) -> str:
    """A number of things in words: "1 talk", "2 talks"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def edition_of(session: Session) -> str:
    """The edition of a session as people call it; the recap's title where its event is not known."""
    return " ".join(str(part) for part in (session.event, session.edition) if part) or session.tellings[0].recap.title


def considered(editions: Iterable[Edition]) -> str:
    """How much an answer rests on: "16 talks in 2 recaps of dotScale 2015"."""
    editions = list(editions)
    talks, recaps = sum(len(edition.sessions) for edition in editions), sum(len(edition.recaps) for edition in editions)
    names = [edition.name for edition in editions]
    return f"{count(talks, 'talk')} in {count(recaps, 'recap')} of {', '.join(names) if len(names) <= 3 else f'{len(names)} editions'}"
