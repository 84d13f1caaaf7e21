"""What is counted across talks: the companies that speakers are from, and where or by whom the most talks were given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from corpus import Edition, Session, Speaker
from corpus.catalogue import name_key
from qa.citation import Citation
from qa.listing.finding import Finder, speakers_of
from qa.listing.wording import kind_of, of_speakers
from qa.request import Request
from qa.rows import Listing, Row, considered, count, edition_of
from qa.tellings import beginning, opening, openings

#: What a company is called, "Google" or "gov.uk", and not "a co-author of the book".
_NAME = re.compile(r"[A-Z]|^\S+$")
_Counted = TypeVar("_Counted", Edition, Speaker)


def companies(finder: Finder, request: Request) -> Listing | None:
    """Where speakers are from, by the words that a recap introduces them with; None where no recap says, or of none with several."""
    found = finder.found(request)
    sessions = [session for session in finder.known.sessions if session.id in found]
    by_company: dict[str, list[Session]] = {}
    for session in sessions:
        if session.affiliation and _NAME.search(session.affiliation):
            by_company.setdefault(name_key(session.affiliation), []).append(session)
    said = sum(map(len, by_company.values()))
    if request.repeated:
        by_company = {company: theirs for company, theirs in by_company.items() if len(speakers_of(theirs)) > 1}
    if not by_company:
        return None
    rows = [
        Row((theirs[0].affiliation or "", "; ".join(speakers_of(theirs)) or "—", _editions(theirs)), _introduced(theirs))
        for theirs in by_company.values()
    ]
    unsaid = len(sessions) - said
    speakers = "more than one speaker is" if request.repeated else f"speakers{of_speakers(request)} are"
    text = ("1 company" if len(rows) == 1 else f"{len(rows):,} companies") + f" that {speakers} introduced as from"
    text += f"; of {count(unsaid, 'talk')} no recap says" if unsaid else ""
    among = considered(finder.editions(request))
    return Listing(kind_of(request), text, among, ("Company", "Speakers", "Edition"), tuple(rows))


def _introduced(sessions: Iterable[Session]) -> tuple[Citation, ...]:
    tellings = (telling for session in sessions for telling in session.tellings if telling.talk.affiliation)
    return tuple(opening(telling, telling.talk.affiliation) for telling in tellings)


def ranked_editions(finder: Finder, request: Request) -> Listing | None:
    """The editions by their talks, or by the speakers of these, those that are asked for first; None where there is one alone."""
    editions = [edition for edition in finder.editions(request) if edition.sessions]

    def sessions_of(edition: Edition) -> list[Session]:
        return [session for session in edition.sessions if request.talk_kind in (None, session.kind)]

    def size(edition: Edition) -> int:
        return len(speakers_of(sessions_of(edition))) if request.counting == "speakers" else len(sessions_of(edition))

    if len(editions) < 2 or not any(map(size, editions)):
        return None
    noun = "speaker" if request.counting == "speakers" else request.talk_kind or "talk"
    rows = tuple(
        Row((edition.name, str(size(edition))), tuple(beginning(recap) for recap in edition.recaps))
        for edition in sorted(editions, key=size, reverse=request.ranked == "most")
    )
    text = _first(request, editions, size, lambda edition: edition.name, noun) + f" of {count(len(editions), 'edition')}"
    return Listing("list", text, considered(editions), ("Edition", f"{noun[0].upper()}{noun[1:]}s"), rows)


def ranked_speakers(finder: Finder, request: Request) -> Listing | None:
    """Who gave the most talks; None where one person gave them all."""
    editions = finder.editions(request)
    within = {session.id for edition in editions for session in edition.sessions}

    def talks(speaker: Speaker) -> list[Session]:
        return [session for session in speaker.sessions if session.id in within]

    def size(speaker: Speaker) -> int:
        return len(talks(speaker))

    speakers = [speaker for speaker in finder.known.speakers if talks(speaker)]
    if len(speakers) < 2:
        return None
    most = max(map(size, speakers))
    rows = tuple(
        Row(
            (
                speaker.name,
                "; ".join(session.title or "—" for session in talks(speaker)),
                _editions(talks(speaker)),
            ),
            tuple(quote for session in talks(speaker) for quote in openings(session)),
        )
        for speaker in speakers
        if size(speaker) == most
    )
    if most == 1:
        text = f"nobody gave more than one talk of {count(len(speakers), 'speaker')}"
    else:
        text = _first(request, speakers, size, lambda speaker: speaker.name, "talk") + f" of {count(len(speakers), 'speaker')}"
    return Listing("list", text, considered(editions), ("Speaker", "Talk", "Edition"), rows)


def _first(
    request: Request, counted: Sequence[_Counted], size: Callable[[_Counted], int], name: Callable[[_Counted], str], noun: str
) -> str:
    """Whom a ranking puts first: "dotScale 2015, dotScale 2016 with 16 talks each, the most"."""
    end = max(map(size, counted)) if request.ranked == "most" else min(map(size, counted))
    names = [name(one) for one in counted if size(one) == end]
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")
    return f"{shown} with {count(end, noun)}{' each' if len(names) > 1 else ''}, the {request.ranked}"


def _editions(sessions: Iterable[Session]) -> str:
    return "; ".join(dict.fromkeys(map(edition_of, sessions)))
