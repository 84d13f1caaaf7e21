"""Comparisons: of editions, of what they say of a subject, of talks, and of recaps that tell the same talks."""

from __future__ import annotations

from corpus import Session
from corpus.recap import TalkKind
from embeddings.words import words
from qa.citation import Citation
from qa.listing.finding import Finder, speakers_of
from qa.request import Request
from qa.retriever import Filters
from qa.rows import Listing, Row, considered, count, edition_of
from qa.tellings import SUMMARY, beginning, gist, lead, openings, words_of


def compare_recaps(finder: Finder, request: Request) -> Listing | None:
    """The talks of editions with several recaps: how many words each has for a talk, and what they give differently."""
    editions = [edition for edition in finder.editions(request) if len(edition.recaps) > 1]
    recaps = [recap for edition in editions for recap in edition.recaps]
    asked = set(request.speakers)
    sessions = [session for edition in editions for session in edition.sessions if not asked or asked & set(session.speakers)]
    if not sessions:
        return None
    rows = []
    for session in sessions:
        told = {telling.recap.file: f"{words_of(telling):,} words" for telling in session.tellings}
        unlike = "; ".join(f"{difference.what}: {' / '.join(difference.given)}" for difference in session.differences)
        cells = (session.label, *(told.get(recap.file, "—") for recap in recaps), unlike or "—")
        rows.append(Row(cells, tuple(lead(telling, finder.index) for telling in session.tellings)))
    both = sum(len(session.tellings) > 1 for session in sessions)
    unlike_in = sum(bool(session.differences) for session in sessions)
    text = f"{both} of {count(len(sessions), 'talk')} told by more than one recap, {unlike_in} with something given differently"
    columns = ("Talk", *(recap.author or recap.title for recap in recaps), "Given differently")
    return Listing("comparison", text, considered(editions), columns, tuple(rows))


def compare_talks(finder: Finder, request: Request) -> Listing | None:
    """Talks side by side, each in the recap's words on the subject that is asked for, else in those that say most of it.

    With a subject it is None where nobody says anything of it, and of those who do the talks that do.
    """
    sessions = [session for edition in finder.editions(request) for session in edition.sessions]
    pairs = [(name, session) for name in request.speakers for session in sessions if name in session.speakers]
    pairs += [(", ".join(session.speakers) or "—", session) for id in request.talks for session in sessions if session.id == id]
    said = [(name, session, _said_of(finder, request.subject, session)) for name, session in pairs]
    saying = {name for name, _, quotes in said if quotes}
    if request.subject and not saying:
        return None
    rows = []
    for name, session, on_subject in said:
        if on_subject or name not in saying:
            quotes = on_subject or (openings(session)[:1] if request.subject else gist(session, finder.index, SUMMARY))
            told = "—" if request.subject and not on_subject else " ".join(quote.shown for quote in quotes)
            rows.append(Row((name, edition_of(session), session.title or "—", told), quotes))
    if len(rows) < 2:
        return None
    text = count(len(rows), "talk") + (f" by {' and '.join(request.speakers)}" if request.speakers else "")
    text += f" on “{request.subject}”" if request.subject else ""
    columns = ("Speaker", "Edition", "Talk", "In the recap's words")
    return Listing("comparison", text, considered(finder.known.editions), columns, tuple(rows))


def _said_of(finder: Finder, subject: str | None, session: Session) -> tuple[Citation, ...]:
    """What a session says of a subject; what says most of it where it is about nothing else, nothing where none is asked for."""
    if not subject:
        return ()
    if set(words(subject)) <= set(words(session.title or "")):
        return gist(session, finder.index, SUMMARY)
    people = {name for telling in session.tellings for name in telling.talk.speakers}  # in every spelling
    told_in = Filters.of(None, {telling.recap.file for telling in session.tellings}, people or None)
    who = " and ".join(session.speakers) or session.title
    quotes = finder.evidence(f"What did {who} say about {subject}?", told_in)
    return tuple(quote for quote in quotes if finder.known.session_at(quote.recap, quote.start) is session)


def compare_subject(finder: Finder, request: Request) -> Listing | None:
    """What each edition says of a subject: the sentences that name it, else those that answer it."""
    subject = request.subject or ""
    rows = []
    silent = []
    for edition in request.editions:
        named = finder.naming(subject, edition.sessions)
        quotes = [quote for some in named.values() for quote in some] or finder.evidence(
            subject, Filters(recaps=frozenset(recap.file for recap in edition.recaps))
        )
        rows += [Row((edition.name, ", ".join(quote.speakers) or "—", quote.shown), (quote,)) for quote in quotes]
        silent += [] if quotes else [edition.name]
    if not rows:
        return None
    text = f"“{subject}” in {count(len(rows), 'telling')}" + (f", nothing in {', '.join(silent)}" if silent else "")
    columns = ("Edition", "Speaker", "In the recap's words")
    return Listing("comparison", text, considered(request.editions), columns, tuple(rows))


def compare_editions(finder: Finder, request: Request) -> Listing | None:
    """Editions side by side: their recaps, talks of each kind and speakers, and who spoke at more than one."""
    editions = request.editions
    if len(editions) < 2:
        return None
    first = tuple(quote for edition in editions for session in edition.sessions[:1] for quote in openings(session)[:1])
    kinds: tuple[TalkKind, ...] = ("keynote", "lightning talk")
    of_kind = [(kind, [[session for session in edition.sessions if session.kind == kind] for edition in editions]) for kind in kinds]
    rows = [
        Row(
            ("Recaps", *(str(len(edition.recaps)) for edition in editions)),
            tuple(beginning(recap) for edition in editions for recap in edition.recaps),
        ),
        Row(("Talks", *(str(len(edition.sessions)) for edition in editions)), first),
        *(
            Row(
                (f"of them {kind}s", *(str(len(sessions)) for sessions in found)),
                tuple(openings(session)[0] for sessions in found for session in sessions),
            )
            for kind, found in of_kind
            if any(found)
        ),
        Row(("Speakers", *("; ".join(speakers_of(edition.sessions)) for edition in editions)), first),
    ]
    for speaker in finder.known.speakers:
        at = [[session for session in speaker.sessions if session in edition.sessions] for edition in editions]
        if sum(map(bool, at)) > 1:
            cells = (f"{speaker.name}, again", *("; ".join(session.title or "a talk" for session in mine) or "—" for mine in at))
            rows.append(Row(cells, tuple(quote for mine in at for session in mine for quote in openings(session))))
    columns = ("", *(edition.name for edition in editions))
    return Listing("comparison", f"{count(len(editions), 'edition')} side by side", considered(editions), columns, tuple(rows))
