"""Lists and counts: of talks, speakers, editions and recaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus import Edition, Session, Speaker
from embeddings.words import words
from qa.citation import Citation
from qa.listing.finding import Finder, speakers_of
from qa.listing.wording import kind_of, of_day, of_speakers, of_talks
from qa.request import Request
from qa.retriever import Filters
from qa.rows import ALSO_SPELLED, Listing, Quotes, Row, considered, count, edition_of
from qa.tellings import beginning, first_outside_talks


def list_editions(finder: Finder, request: Request) -> Listing | None:
    """The editions with talks that are asked for; with a subject also those of which a recap names it outside the talks."""
    editions = [edition for edition in finder.editions(request) if edition.sessions]
    by_talks = bool(request.speakers or request.affiliation or request.talk_kind or request.about)
    every = not (by_talks or request.subject)
    found = {} if every or request.at_large else finder.found(request)
    rows = []
    talks: list[Session] = []
    for edition in editions:
        mine = [session for session in edition.sessions if session.id in found]
        quotes = () if by_talks else _about_at_large(finder, request.subject, edition)
        quotes += tuple(quote for session in mine for quote in found[session.id])
        if quotes:
            told = edition.sessions if every or request.at_large else mine
            rows.append(Row((edition.name, str(len(edition.recaps)), str(len(told)), str(len(speakers_of(told)))), quotes))
            talks += told
    if not rows:
        return None
    limit = of_talks(request, 2)
    said = f" with {request.talk_kind or 'talk'}s{limit}" if by_talks else limit.replace("that name", "whose recaps name")
    text = count(len(rows), "edition") + said
    if request.counting and (request.counting == "recaps" or talks):
        sizes = {"recaps": sum(int(row.cells[1]) for row in rows), "speakers": len(speakers_of(talks))}
        noun = request.counting.removesuffix("s") if request.counting in sizes else request.talk_kind or "talk"
        text = f"{count(sizes.get(request.counting, len(talks)), noun)}{limit} in {count(len(rows), 'edition')}"
    return Listing(kind_of(request), text, considered(editions), ("Edition", "Recaps", "Talks", "Speakers"), tuple(rows))


def _about_at_large(finder: Finder, subject: str | None, edition: Edition) -> tuple[Citation, ...]:
    """The sentence of each recap outside its talks that names a subject; its first one where no subject is asked for."""
    if subject is None:
        return tuple(beginning(recap) for recap in edition.recaps)
    stems = set(words(subject))
    return tuple(quote for recap in edition.recaps if (quote := first_outside_talks(recap, lambda shown: stems <= set(words(shown)))))


def list_recaps(finder: Finder, request: Request) -> Listing | None:
    """The recaps that are asked for: by a writer, of some speakers, or with a sentence that names a subject."""
    editions = finder.editions(request)
    recaps = [recap for edition in editions for recap in edition.recaps if not request.recaps or recap.file in request.recaps]
    shown: Quotes = {recap.file: (beginning(recap),) for recap in recaps}
    limit = ""
    if request.speakers or request.affiliation or request.talk_kind:
        whatever = replace(request, subject=None)
        limit = of_talks(whatever, 2).replace(" by ", " with talks by ")
        shown = {}
        for quote in (quote for quotes in finder.found(whatever).values() for quote in quotes):
            shown[quote.recap] = (*shown.get(quote.recap, ()), quote)
    if request.subject:
        limit += f" that name “{request.subject}”"
        naming = finder.recaps_naming(request.subject)
        shown = {file: naming[file] for file in shown if file in naming}
    recaps = [recap for recap in recaps if recap.file in shown]
    by_length = request.order in ("longest", "shortest")
    size = {recap.file: sum(len(passage.text.split()) for passage in recap.passages) for recap in recaps if by_length}
    match request.order:
        case "newest" | "oldest":
            recaps.sort(key=lambda recap: recap.date or date(recap.edition or 1, 1, 1), reverse=request.order == "newest")
        case "longest" | "shortest":
            recaps.sort(key=lambda recap: size[recap.file], reverse=request.order == "longest")
    called = {recap.file: edition.name for edition in editions for recap in edition.recaps}
    rows = []
    for recap in recaps:
        cells = (recap.title, recap.author or "—", recap.date.isoformat() if recap.date else "—", called[recap.file], str(len(recap.talks)))
        rows.append(Row((*cells, f"{size[recap.file]:,}") if by_length else cells, shown[recap.file]))
    text = count(len(rows), "recap") + limit + (f", the {request.order} first" if request.order else "")
    columns = ("Recap", "Author", "Date", "Edition", "Talks", *(["Words"] if by_length else []))
    return Listing(kind_of(request), text, considered(editions), columns, tuple(rows)) if rows else None


def list_talks(finder: Finder, request: Request) -> Listing | None:
    """The talks that are asked for, or their speakers; those that name a subject, else those told to deal with it."""
    editions = finder.editions(request)
    found = finder.found(request)
    by_meaning = ""
    if not found and (request.about or request.described):
        dwells, request = request, replace(request, about=False)
        found = finder.found(request)
        if not found and (found := _told_to_deal(finder, dwells)):
            by_meaning = f" found for “{request.subject}” by meaning; there may be more"
    if not found:
        return None
    if request.thing == "speakers" and (speakers := _list_speakers(finder, request, found, by_meaning or of_speakers(request))):
        return speakers
    if request.thing == "speakers" and not request.subject:
        return None
    rows = tuple(
        Row((_called(session, found[session.id]), ", ".join(session.speakers) or "—", edition_of(session)), found[session.id])
        for session in finder.known.sessions
        if session.id in found
    )
    text = count(len(rows), request.talk_kind or "talk") + " other than lightning talks" * request.regular
    text += " of several speakers" * request.shared + of_day(request) + (by_meaning or of_talks(request, len(rows)))
    text += _unsaid(finder, request)
    return Listing(kind_of(request), text, considered(editions), ("Talk", "Speaker", "Edition"), rows)


def _told_to_deal(finder: Finder, request: Request) -> Quotes:
    """The sessions that deal with a subject by what is told of them, whatever the words; each with the sentence that shows it."""
    meant = finder.found(replace(request, subject=None, described=False))
    files = {recap.file for edition in finder.editions(request) for recap in edition.recaps}
    found: Quotes = {}
    for quote in finder.dealing(request.asked, Filters(recaps=frozenset(files))):
        session = finder.known.session_at(quote.recap, quote.start)
        if session and session.id in meant:
            found[session.id] = (*found.get(session.id, ()), quote)
    return found if len(found) > 1 else {}  # of one alone the evidence is the better judge


def _list_speakers(finder: Finder, request: Request, found: Quotes, limit: str) -> Listing | None:
    """Those who gave the sessions found, in the order of these; `limit` says what sets them apart."""
    order = {session.id: at for at, session in enumerate(finder.known.sessions)}
    at = {
        speaker.name: [session for session in speaker.sessions if session.id in found]
        for speaker in finder.known.speakers
        if not (request.thing == "speakers" and request.speakers) or speaker.name in request.speakers
    }
    people = [speaker for speaker in finder.known.speakers if len(at.get(speaker.name, ())) > int(request.repeated)]
    if request.repeated and request.editions:
        every = [{session.id for session in edition.sessions} for edition in request.editions]
        people = [one for one in people if all(ids.intersection(session.id for session in at[one.name]) for ids in every)]
    if request.elsewhere == "never":
        people = [one for one in people if len(one.sessions) == len(at[one.name])]
    elif request.elsewhere == "before":
        people = [one for one in people if min(session.edition or 0 for session in one.sessions) < (at[one.name][0].edition or 0)]
    people.sort(key=lambda speaker: order[at[speaker.name][0].id])
    if not people:
        return None
    rows = tuple(_speaker_row(speaker, at[speaker.name], found) for speaker in people)
    nameless = sum(session.id in found and not session.speakers for session in finder.known.sessions)
    if nameless and not request.repeated and request.elsewhere != "before":
        limit += f", and {count(nameless, 'talk')} without a named speaker"
    text = count(len(rows), "speaker") + of_day(request) + limit + _unsaid(finder, request)
    return Listing(kind_of(request), text, considered(finder.editions(request)), ("Speaker", "Talk", "Edition"), rows)


def _unsaid(finder: Finder, request: Request) -> str:
    """Of how many talks no recap says whom the speaker works for, where a list is limited to a company."""
    if not request.affiliation:
        return ""
    anybody = finder.found(replace(request, affiliation=None))
    unsaid = sum(session.id in anybody and not session.affiliation for session in finder.known.sessions)
    return f"; of {count(unsaid, 'talk')} no recap says where its speaker is from" if unsaid else ""


def _speaker_row(speaker: Speaker, sessions: Sequence[Session], found: Quotes) -> Row:
    spelled = f"{ALSO_SPELLED}{', '.join(speaker.spellings)})" if speaker.spellings else ""
    titles = "; ".join(session.title or "—" for session in sessions)
    editions = "; ".join(dict.fromkeys(edition_of(session) for session in sessions))
    return Row((speaker.name + spelled, titles, editions), tuple(quote for session in sessions for quote in found[session.id]))


def _called(session: Session, quotes: Sequence[Citation]) -> str:
    """The title of a session; of one that has neither title nor speaker how the recap begins to tell of it."""
    return session.title or ("—" if session.speakers else f"“{quotes[0].shown}”")
