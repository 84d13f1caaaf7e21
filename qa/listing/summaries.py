"""Summaries of talks and of whole editions, in the recaps' own sentences."""

from __future__ import annotations

from qa.listing.finding import Finder, on_day
from qa.request import Request
from qa.rows import Listing, Row, considered, count, edition_of
from qa.tellings import at_large, gist, lead

#: How many times as many sentences a summary has that is asked for in detail.
LONGER = 3


def summary(finder: Finder, request: Request) -> Listing | None:
    """The talks that are asked for, each in the sentences that say most of it."""
    sessions = finder.sessions(request)
    told = ((session, gist(session, finder.index, times=LONGER if request.longer else 1)) for session in sessions)
    rows = tuple(Row((session.label, edition_of(session)), quotes) for session, quotes in told if quotes)
    if not rows:
        return None
    tellings = sum(len(session.tellings) for session in sessions)
    of_how_many = f"{count(tellings, 'telling')} of {count(len(rows), 'talk')}"
    return Listing("summary", "In the recaps' own sentences", of_how_many, ("Talk", "Edition"), rows)


def summary_of_editions(finder: Finder, request: Request) -> Listing | None:
    """Every talk of some editions, each with the sentence that says most of it; those of one kind alone where that is asked for."""
    editions = finder.editions(request)
    rows = []
    talks = 0
    for edition in editions:
        if not request.talk_kind:
            begun = [(quote, (f"{edition.name} at large", "—", quote.shown)) for recap in edition.recaps if (quote := at_large(recap))]
            rows += [Row(cells, (quote,)) for quote, cells in begun]
        for session in on_day(edition, request.day):
            if request.talk_kind in (None, session.kind):
                quote = lead(session.tellings[0], finder.index)
                rows.append(Row((session.title or "—", ", ".join(session.speakers) or "—", quote.shown), (quote,)))
                talks += 1
    columns = ("Talk", "Speaker", "In the recap's words")
    return Listing("summary", count(talks, request.talk_kind or "talk"), considered(editions), columns, tuple(rows)) if talks else None
