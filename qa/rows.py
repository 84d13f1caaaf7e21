"""What a list or comparison is made of, and the words that its counts are put in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corpus import Edition, Recap, Session
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
    """How much an answer rests on: "16 talks in 2 recaps of dotScale 2015", and whether some of these may have been overlooked."""
    editions = list(editions)
    loose = sum(_in_prose(recap) for edition in editions for recap in edition.recaps)
    talks, recaps = sum(len(edition.sessions) for edition in editions), sum(len(edition.recaps) for edition in editions)
    names = [edition.name for edition in editions]
    there = f"{count(talks, 'talk')} in {count(recaps, 'recap')} of {', '.join(names) if len(names) <= 3 else f'{len(names)} editions'}"
    if not loose:
        return there
    them = "which" if recaps == 1 else f"{loose:,} of which"
    return f"{there}, {them} {'tells' if loose == 1 else 'tell'} them without headings: some may be missing"


def _in_prose(recap: Recap) -> bool:
    """Whether a recap tells most of its talks without a line of their own before them."""
    starts = [passage.start for passage in recap.passages]
    firsts = [(talk.start, bisect_left(starts, talk.start)) for talk in recap.talks]
    told_at_once = sum(at < len(starts) and "\n" not in recap.text[start : starts[at]] for start, at in firsts)
    return told_at_once * 2 > len(recap.talks)
