"""What the writers judged, good or bad, of a talk, a subject or a whole edition."""

from __future__ import annotations

from collections.abc import Iterable

from corpus import Passage, Recap, Session, Span, plain
from embeddings.words import words
from qa.citation import cite
from qa.listing.finding import Finder
from qa.opinion import Sort, judgement
from qa.request import Request
from qa.rows import Listing, Row, count
from qa.tellings import passages_of

#: Judgements shown, of each where several talks are weighed against one another; and of the praise or the faults of a whole day.
JUDGEMENTS, OF_ONE_SORT = 3, 8
#: How plainly a sentence must judge, in the telling of the talk that is asked about, and elsewhere.
PLAIN_HERE, PLAIN_ANYWHERE = 0.6, 1.0

_Place = tuple[Recap, Passage]
_Judged = tuple[float, Recap, Passage, Span]  #: how plainly a sentence judges, and where it stands


def judgements(finder: Finder, request: Request) -> Listing | None:
    """The plainest judgements: in the tellings that are asked about, else outside the talks or where the subject is named.

    Where only one talk names the subject, and none of its passages that do judges, all of its tellings are looked through.
    """
    of_talks = bool(request.speakers or request.talks)
    plain_from = PLAIN_HERE if of_talks or request.subject else PLAIN_ANYWHERE
    places = _places(finder, request)
    judged = _judged(places, plain_from, request.judged)
    if not judged and request.judged == "best":  # nothing is ranked, but something may be praised
        judged = _judged(places, plain_from, "good")
    if not judged and request.subject and (session := _only_session(finder, places)):
        places = [(telling.recap, passage) for telling in session.tellings for passage in passages_of(telling)]
        judged = _judged(places, plain_from, request.judged)
    if not judged:
        return Listing("opinion", "", "", (), ()) if of_talks and not request.subject else None  # of a subject, the evidence may still say
    rows = tuple(
        Row((recap.author or "the writer", recap.title), (cite(recap, passage, span.start, span.end),))
        for _, recap, passage, span in _plainest(finder, request, judged)
    )
    told_in = f"{count(len(places), 'passage')} of {count(len({recap.file for recap, _ in places}), 'recap')}"
    text = "The writer's own judgement" + (f": the {len(rows)} plainest of {len(judged)} sentences" if len(rows) < len(judged) else "")
    return Listing("opinion", text, told_in, ("Writer", "Recap"), rows)


def _places(finder: Finder, request: Request) -> list[_Place]:
    """The passages whose judgements are asked for."""
    if request.speakers or request.talks:
        tellings = [telling for session in finder.sessions(request) for telling in session.tellings]
        places = [(telling.recap, passage) for telling in tellings for passage in passages_of(telling)]
    else:
        files = {recap.file for edition in finder.editions(request) for recap in edition.recaps}
        anywhere = bool(request.subject or request.judged or request.of_talks)
        places = [(recap, passage) for recap, passage in finder.index.rows if recap.file in files and (anywhere or passage.talk is None)]
    if stems := set(words(request.subject or "")):
        holding = set(finder.index.holding(stems))
        places = [(recap, passage) for recap, passage in places if finder.index.row_of(recap, passage) in holding]
    return [
        (recap, passage)
        for recap, passage in places
        if (not request.of_talks or passage.talk is not None) and (not request.recaps or recap.file in request.recaps)
    ]


def _only_session(finder: Finder, places: Iterable[_Place]) -> Session | None:
    """The session that all of some passages tell of; None where they tell of several or of none."""
    told = {(recap.file, passage.talk): finder.known.session_at(recap.file, passage.start) for recap, passage in places}
    first = next(iter(told.values()), None)
    return first if all(session is first for session in told.values()) else None


def _judged(places: Iterable[_Place], plain_from: float, sort: Sort | None) -> list[_Judged]:
    """The sentences of some passages that judge plainly enough, each with how plainly; with a sort those of it."""
    found = []
    for recap, passage in places:
        for span in passage.sentences:
            shown = plain(recap.text[span.start : span.end])
            weight = judgement(shown, sort)
            if weight >= plain_from and len(shown.split()) >= 3:
                found.append((weight, recap, passage, span))
    return found


def _plainest(finder: Finder, request: Request, judged: Iterable[_Judged]) -> list[_Judged]:
    """The plainest of some judgements, in the order of the recaps; where several speakers are asked about, some of each."""
    plain_ones = [item for item in judged if item[0] >= PLAIN_ANYWHERE]
    best = sorted(plain_ones or judged, key=lambda item: -item[0])
    if len(request.speakers) > 1:
        sessions = finder.sessions(request)
        whose = [[item for item in best if finder.known.session_at(item[1].file, item[3].start) is session] for session in sessions]
        best = [item for items in whose for item in items[:JUDGEMENTS]]
    else:
        best = best[: OF_ONE_SORT if request.judged in ("good", "bad") and not request.subject else JUDGEMENTS]
    order = {recap.file: at for at, recap in enumerate(finder.index.recaps)}
    return sorted(best, key=lambda item: (order[item[1].file], item[3].start))
