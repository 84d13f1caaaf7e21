"""Answers from the catalogue: lists, counts, comparisons, summaries and the writers' judgements, every row with its quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from corpus import Catalogue, Edition, Passage, Recap, Session, Span, Speaker, plain
from corpus.catalogue import name_key
from corpus.recap import OPENING, TalkKind
from embeddings import Index
from embeddings.words import words
from qa.citation import Citation, cite
from qa.opinion import Sort, judgement
from qa.request import LAST_DAY, Request, subjects_of
from qa.retriever import Filters
from qa.rows import ALSO_SPELLED, Listing, ListingKind, Quotes, Row, considered, count, edition_of
from qa.tallies import companies, listed_recaps, ranked_editions, ranked_speakers
from qa.tellings import SUMMARY, at_large, beginning, first_outside_talks, gist, lead, opening, openings, passages_of, words_of

#: Judgements shown, of each where several talks are weighed against one another; and of the praise or the faults of a whole day.
JUDGEMENTS, OF_ONE_SORT = 3, 8
#: How plainly a sentence must judge, in the telling of the talk that is asked about, and elsewhere.
PLAIN_HERE, PLAIN_ANYWHERE = 0.6, 1.0

#: Finds quotes that answer a question, or one from each talk that deals with what it asks for, in what passes some filters; or nothing.
Evidence = Callable[[str, Filters], Sequence[Citation]]


class Lister:
    """Answers requests from one index and its catalogue."""

    def __init__(self, index: Index, known: Catalogue, evidence: Evidence, dealing: Evidence) -> None:
        self._index, self._known, self._evidence, self._dealing = index, known, evidence, dealing

    def answer(self, request: Request) -> Listing | None:
        """The answer to a request; None where the catalogue holds none, so that the evidence is to be asked."""
        match request.kind, request.thing:
            case "list", "editions" if request.ranked:
                return ranked_editions(request, self._known)
            case "list", "speakers" if request.ranked:
                return ranked_speakers(request, self._known)
            case "list" | "count", "companies":
                return companies(request, self._found(request), self._known, _of_speakers(request))
            case "list" | "count", "editions":
                return self._editions(request)
            case "list" | "count", "recaps":
                return self._recaps(request)
            case "list" | "count", _:
                return self._talks(request)
            case "compare", "recaps":
                return self._compare_recaps(request)
            case "compare", "speakers" | "talks":
                return self._compare_talks(request)
            case "compare", _:
                return self._compare_subject(request) if request.subject else self._compare_editions(request)
            case "summary", "editions":
                return self._summary_of_editions(request)
            case "summary", _:
                return self._summary(request)
            case _:
                return self._opinion(request)

    # Lists and counts

    def _editions(self, request: Request) -> Listing | None:
        """The editions with talks that are asked for; with a subject also those of which a recap names it outside the talks."""
        editions = [edition for edition in request.editions or self._known.editions if edition.sessions]
        of_talks = bool(request.speakers or request.affiliation or request.talk_kind or request.about)
        every = not (of_talks or request.subject)
        found = {} if every or request.at_large else self._found(request)
        rows = []
        talks: list[Session] = []
        for edition in editions:
            mine = [session for session in edition.sessions if session.id in found]
            quotes = () if of_talks else self._about_at_large(request.subject, edition)
            quotes += tuple(quote for session in mine for quote in found[session.id])
            if quotes:
                told = edition.sessions if every or request.at_large else mine
                rows.append(Row((edition.name, str(len(edition.recaps)), str(len(told)), str(len(_names(told)))), quotes))
                talks += told
        if not rows:
            return None
        limit = _of_talks(request, 2)
        said = f" with {request.talk_kind or 'talk'}s{limit}" if of_talks else limit.replace("that name", "whose recaps name")
        text = count(len(rows), "edition") + said
        if request.counting and (request.counting == "recaps" or talks):
            sizes = {"recaps": sum(int(row.cells[1]) for row in rows), "speakers": len(_names(talks))}
            noun = request.counting.removesuffix("s") if request.counting in sizes else request.talk_kind or "talk"
            text = f"{count(sizes.get(request.counting, len(talks)), noun)}{limit} in {count(len(rows), 'edition')}"
        return Listing(_kind(request), text, considered(editions), ("Edition", "Recaps", "Talks", "Speakers"), tuple(rows))

    def _about_at_large(self, subject: str | None, edition: Edition) -> tuple[Citation, ...]:
        """The sentence of each recap outside its talks that names a subject; its first one where no subject is asked for."""
        if subject is None:
            return tuple(beginning(recap) for recap in edition.recaps)
        stems = set(words(subject))
        return tuple(quote for recap in edition.recaps if (quote := first_outside_talks(recap, lambda shown: stems <= set(words(shown)))))

    def _recaps(self, request: Request) -> Listing | None:
        """The recaps that are asked for: by a writer, of some speakers, or with a sentence that names a subject."""
        editions = request.editions or self._known.editions
        recaps = [recap for edition in editions for recap in edition.recaps if not request.recaps or recap.file in request.recaps]
        shown: Quotes = {recap.file: (beginning(recap),) for recap in recaps}
        limit = ""
        if request.speakers or request.affiliation or request.talk_kind:
            of_talks = replace(request, subject=None)
            limit = _of_talks(of_talks, 2).replace(" by ", " with talks by ")
            shown = {}
            for quote in (quote for quotes in self._found(of_talks).values() for quote in quotes):
                shown[quote.recap] = (*shown.get(quote.recap, ()), quote)
        if request.subject:
            limit += f" that name “{request.subject}”"
            naming = self._first_naming(request.subject)
            shown = {file: naming[file] for file in shown if file in naming}
        return listed_recaps(request, [recap for recap in recaps if recap.file in shown], shown, editions, limit)

    def _first_naming(self, subject: str) -> Quotes:
        """The first sentence of each recap that names a subject."""
        stems = set(words(subject))
        found: Quotes = {}
        for recap, passage in (self._index.rows[row] for row in self._index.holding(stems)):
            if recap.file not in found:
                naming = (span for span in passage.sentences if stems <= set(words(plain(recap.text[span.start : span.end]))))
                if span := next(naming, None):
                    found[recap.file] = (cite(recap, passage, span.start, span.end),)
        return found

    def _talks(self, request: Request) -> Listing | None:
        editions = request.editions or self._known.editions
        found = self._found(request)
        by_meaning = ""
        if not found and (request.about or request.described):
            dwells, request = request, replace(request, about=False)
            found = self._found(request)
            if not found and (found := self._told_to_deal(dwells)):
                by_meaning = f" found for “{request.subject}” by meaning; there may be more"
        if not found:
            return None
        if request.thing == "speakers" and (speakers := self._speakers(request, found, by_meaning or _of_speakers(request))):
            return speakers
        if request.thing == "speakers" and not request.subject:
            return None
        rows = tuple(
            Row((_called(session, found[session.id]), ", ".join(session.speakers) or "—", edition_of(session)), found[session.id])
            for session in self._known.sessions
            if session.id in found
        )
        text = count(len(rows), request.talk_kind or "talk") + " other than lightning talks" * request.regular
        text += " of several speakers" * request.shared + _of_day(request) + (by_meaning or _of_talks(request, len(rows)))
        return Listing(_kind(request), text, considered(editions), ("Talk", "Speaker", "Edition"), rows)

    def _told_to_deal(self, request: Request) -> Quotes:
        """The sessions that deal with a subject by what is told of them, whatever the words; each with the sentence that shows it."""
        meant = self._found(replace(request, subject=None, described=False))
        files = {recap.file for edition in request.editions or self._known.editions for recap in edition.recaps}
        found: Quotes = {}
        for quote in self._dealing(request.asked, Filters(recaps=frozenset(files))):
            session = self._known.session_at(quote.recap, quote.start)
            if session and session.id in meant:
                found[session.id] = (*found.get(session.id, ()), quote)
        return found if len(found) > 1 else {}  # of one alone the evidence is the better judge

    def _found(self, request: Request) -> Quotes:
        """The sessions that a list asks for."""
        if request.described:
            return {}
        editions = request.editions or self._known.editions
        every = [on_day(edition, request.day) for edition in editions if edition.sessions]
        sessions = [session for some in every for session in some if request.talk_kind in (None, session.kind)]
        if request.regular:
            sessions = [session for session in sessions if session.kind != "lightning talk"]
        if request.shared:
            sessions = [session for session in sessions if len(session.speakers) > 1]
        if request.speakers:
            sessions = [session for session in sessions if set(session.speakers) & set(request.speakers)]
        if request.talks:
            sessions = [session for session in sessions if session.id in request.talks]
        if request.affiliation:
            working = self._working_at(request.affiliation, sessions)
            sessions = [session for session in sessions if session.id in working]
        if request.subject:
            either = [self._naming_all(part, sessions, about=request.about) for part in re.split(r"(?i)\s+or\s+", request.subject)]
            named = {session.id: found[session.id] for session in sessions for found in either if session.id in found}
            if request.lacks:
                return {session.id: openings(session) for session in sessions if session.id not in named}
            also = self._naming(request.also, [session for session in sessions if session.id in named]) if request.also else named
            return {id: tuple(dict.fromkeys(quotes + also[id])) for id, quotes in named.items() if id in also}
        if request.affiliation:
            return working
        return {session.id: openings(session) for session in sessions}

    def _speakers(self, request: Request, found: Quotes, limit: str) -> Listing | None:
        order = {session.id: at for at, session in enumerate(self._known.sessions)}
        at = {
            speaker.name: [session for session in speaker.sessions if session.id in found]
            for speaker in self._known.speakers
            if not (request.thing == "speakers" and request.speakers) or speaker.name in request.speakers
        }
        people = [speaker for speaker in self._known.speakers if len(at.get(speaker.name, ())) > int(request.repeated)]
        if request.repeated and request.editions:
            every = [{session.id for session in edition.sessions} for edition in request.editions]
            people = [one for one in people if all(ids.intersection(session.id for session in at[one.name]) for ids in every)]
        if request.only:
            people = [one for one in people if len(one.sessions) == len(at[one.name])]
        people.sort(key=lambda speaker: order[at[speaker.name][0].id])
        if not people:
            return None
        rows = tuple(_speaker_row(speaker, at[speaker.name], found) for speaker in people)
        nameless = sum(session.id in found and not session.speakers for session in self._known.sessions)
        if nameless and not request.repeated:
            limit += f", and {count(nameless, 'talk')} without a named speaker"
        text = count(len(rows), "speaker") + _of_day(request) + limit
        return Listing(_kind(request), text, considered(request.editions or self._known.editions), ("Speaker", "Talk", "Edition"), rows)

    def _naming_all(self, subjects: str, sessions: Sequence[Session], *, about: bool) -> Quotes:
        """The sessions of which the tellings name each of some subjects, "Kafka and latency": in one sentence, else in several."""
        together = self._naming(subjects, sessions, about=about)
        several = subjects_of(subjects)
        if len(several) == 1:
            return together
        each = [self._naming(subject, sessions, about=about) for subject in several]
        apart = {session.id: tuple(dict.fromkeys(quote for found in each for quote in found.get(session.id, ()))) for session in sessions}
        return {id: together.get(id) or quotes for id, quotes in apart.items() if all(id in found for found in each)} | together

    def _naming(self, subject: str, sessions: Sequence[Session], *, about: bool = False) -> Quotes:
        """The sessions of which a telling names a subject, each with the sentence that does, in any passage of any recap.

        With `about` those that name it in passing are left out: once, and neither in the title nor at the beginning. Where no passage
        has the words of a subject, its initials are looked for.
        """
        stems = set(words(subject))
        rows = set(self._index.holding(stems))
        name = self._as_written(subject, rows)
        if not rows and (initials := _initials(subject)):
            stems, rows, name = {initials.lower()}, set(self._index.holding({initials.lower()})), re.compile(rf"\b{initials}s?\b")
        found: Quotes = {}
        dwelling: set[str] = set()

        def says(text: str) -> bool:
            return stems <= set(words(text)) and (name is None or bool(name.search(text)))

        for session in sessions if stems else ():
            for telling in session.tellings:
                passages = [passage for passage in passages_of(telling) if self._index.row_of(telling.recap, passage) in rows]
                named = [
                    cite(telling.recap, passage, span.start, span.end)
                    for passage in passages
                    for span in passage.sentences
                    if says(plain(telling.recap.text[span.start : span.end]))
                ]
                titled = bool(passages) and says(telling.talk.title or "")
                if named or titled:
                    found[session.id] = (*found.get(session.id, ()), *(named[:1] or [opening(telling)]))
                if titled or len(named) > 1 or (named and named[0].start < telling.talk.start + OPENING):
                    dwelling.add(session.id)
        return {id: quotes for id, quotes in found.items() if id in dwelling} if about else found

    def _as_written(self, subject: str, rows: Iterable[int]) -> re.Pattern[str] | None:
        """How a name must stand in a sentence that is also an everyday verb: "Go", and not "go", "goes" or "going"; None for others."""
        if not re.fullmatch(r"[A-Z][a-z]+", subject):
            return None
        verb = re.compile(rf"(?<![A-Z])\b(?:to|I|we|they|you|not)\s+{subject.lower()}\b|\b{subject.lower()}(?:es|ing|ed)\b")
        if not any(verb.search(self._index.rows[row][1].text) for row in rows):
            return None
        return re.compile(rf"\b{subject}\b(?!\s+to\b)")

    def _working_at(self, company: str, sessions: Sequence[Session]) -> Quotes:
        """The sessions whose speaker a telling introduces as somebody from a company, each with the words that do."""
        formerly = re.compile(rf"(?i)\b(?:ex|former(?:ly)?|previously|once|used\s+to)\b[^.;]*\b{re.escape(company)}\b")
        works = re.compile(rf"(?i)(?:\b(?:from|at|of|for|with|leads?|founded)|@)\s*(?:\bthe\s+)?\b{re.escape(company)}\b")
        key = f" {name_key(company)} "
        found: Quotes = {}
        for session in sessions:
            for telling in session.tellings:
                quote = opening(telling, company)
                if formerly.search(quote.shown):
                    continue
                named = any(part in name_key(quote.shown).split() for name in telling.talk.speakers for part in name_key(name).split())
                if key in f" {name_key(telling.talk.affiliation or '')} " or (named and works.search(quote.shown)):
                    found[session.id] = (*found.get(session.id, ()), quote)
        return found

    # Comparisons

    def _compare_recaps(self, request: Request) -> Listing | None:
        editions = [edition for edition in request.editions or self._known.editions if len(edition.recaps) > 1]
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
            rows.append(Row(cells, tuple(lead(telling, self._index) for telling in session.tellings)))
        both = sum(len(session.tellings) > 1 for session in sessions)
        unlike_in = sum(bool(session.differences) for session in sessions)
        text = f"{both} of {count(len(sessions), 'talk')} told by more than one recap, {unlike_in} with something given differently"
        columns = ("Talk", *(recap.author or recap.title for recap in recaps), "Given differently")
        return Listing("comparison", text, considered(editions), columns, tuple(rows))

    def _compare_talks(self, request: Request) -> Listing | None:
        """Talks side by side, each in the recap's words on the subject that is asked for, else in those that say most of it."""
        sessions = [session for edition in request.editions or self._known.editions for session in edition.sessions]
        pairs = [(name, session) for name in request.speakers for session in sessions if name in session.speakers]
        pairs += [(", ".join(session.speakers) or "—", session) for id in request.talks for session in sessions if session.id == id]
        rows = []
        for name, session in pairs:
            quotes = self._said_of(request.subject, session) or gist(session, self._index, SUMMARY)
            rows.append(Row((name, edition_of(session), session.title or "—", " ".join(quote.shown for quote in quotes)), quotes))
        if len(rows) < 2:
            return None
        text = count(len(rows), "talk") + (f" by {' and '.join(request.speakers)}" if request.speakers else "")
        columns = ("Speaker", "Edition", "Talk", "In the recap's words")
        return Listing("comparison", text, considered(self._known.editions), columns, tuple(rows))

    def _said_of(self, subject: str | None, session: Session) -> tuple[Citation, ...]:
        """What a session says of a subject; nothing where none is asked for, it is about nothing else or does not say."""
        if not subject or set(words(subject)) <= set(words(session.title or "")):
            return ()
        people = {name for telling in session.tellings for name in telling.talk.speakers}  # in every spelling
        told_in = Filters.of(None, {telling.recap.file for telling in session.tellings}, people or None)
        who = " and ".join(session.speakers) or session.title
        quotes = self._evidence(f"What did {who} say about {subject}?", told_in)
        return tuple(quote for quote in quotes if self._known.session_at(quote.recap, quote.start) is session)

    def _compare_subject(self, request: Request) -> Listing | None:
        """What each edition says of a subject: the sentences that name it, else those that answer it."""
        subject = request.subject or ""
        rows = []
        silent = []
        for edition in request.editions:
            named = self._naming(subject, edition.sessions)
            quotes = [quote for some in named.values() for quote in some] or self._evidence(
                subject, Filters(recaps=frozenset(recap.file for recap in edition.recaps))
            )
            rows += [Row((edition.name, ", ".join(quote.speakers) or "—", quote.shown), (quote,)) for quote in quotes]
            silent += [] if quotes else [edition.name]
        if not rows:
            return None
        text = f"“{subject}” in {count(len(rows), 'telling')}" + (f", nothing in {', '.join(silent)}" if silent else "")
        columns = ("Edition", "Speaker", "In the recap's words")
        return Listing("comparison", text, considered(request.editions), columns, tuple(rows))

    def _compare_editions(self, request: Request) -> Listing | None:
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
            Row(("Speakers", *("; ".join(_names(edition.sessions)) for edition in editions)), first),
        ]
        for speaker in self._known.speakers:
            at = [[session for session in speaker.sessions if session in edition.sessions] for edition in editions]
            if sum(map(bool, at)) > 1:
                cells = (f"{speaker.name}, again", *("; ".join(session.title or "a talk" for session in mine) or "—" for mine in at))
                rows.append(Row(cells, tuple(quote for mine in at for session in mine for quote in openings(session))))
        columns = ("", *(edition.name for edition in editions))
        return Listing("comparison", f"{count(len(editions), 'edition')} side by side", considered(editions), columns, tuple(rows))

    # Summaries and judgements

    def _sessions(self, request: Request) -> list[Session]:
        """The sessions that a request is about."""
        return [
            session
            for edition in request.editions or self._known.editions
            for session in edition.sessions
            if (not request.speakers or set(session.speakers) & set(request.speakers))
            and (not request.talks or session.id in request.talks)
        ]

    def _summary(self, request: Request) -> Listing | None:
        sessions = self._sessions(request)
        rows = tuple(Row((session.label, edition_of(session)), quotes) for session in sessions if (quotes := gist(session, self._index)))
        if not rows:
            return None
        tellings = sum(len(session.tellings) for session in sessions)
        told = f"{count(tellings, 'telling')} of {count(len(rows), 'talk')}"
        return Listing("summary", "In the recaps' own sentences", told, ("Talk", "Edition"), rows)

    def _summary_of_editions(self, request: Request) -> Listing | None:
        """Every talk of some editions, each with the sentence that says most of it; those of one kind alone where that is asked for."""
        editions = request.editions or self._known.editions
        rows = []
        talks = 0
        for edition in editions:
            if not request.talk_kind:
                begun = [(quote, (f"{edition.name} at large", "—", quote.shown)) for recap in edition.recaps if (quote := at_large(recap))]
                rows += [Row(cells, (quote,)) for quote, cells in begun]
            for session in on_day(edition, request.day):
                if request.talk_kind in (None, session.kind):
                    quote = lead(session.tellings[0], self._index)
                    rows.append(Row((session.title or "—", ", ".join(session.speakers) or "—", quote.shown), (quote,)))
                    talks += 1
        columns = ("Talk", "Speaker", "In the recap's words")
        return Listing("summary", count(talks, request.talk_kind or "talk"), considered(editions), columns, tuple(rows)) if talks else None

    def _opinion(self, request: Request) -> Listing | None:
        """The plainest judgements: in the tellings that are asked about, else outside the talks or where the subject is named.

        Where only one talk names the subject, and none of its passages that do judges, all of its tellings are looked through.
        """
        here = bool(request.speakers or request.talks)
        sessions = self._sessions(request)
        stems = set(words(request.subject or ""))
        places: list[tuple[Recap, Passage]]
        if here:
            places = [(telling.recap, passage) for session in sessions for telling in session.tellings for passage in passages_of(telling)]
        else:
            files = {recap.file for edition in request.editions or self._known.editions for recap in edition.recaps}
            places = [
                (recap, passage)
                for recap, passage in self._index.rows
                if recap.file in files and (stems or request.judged or request.of_talks or passage.talk is None)
            ]
        if stems:
            holding = set(self._index.holding(stems))
            places = [(recap, passage) for recap, passage in places if self._index.row_of(recap, passage) in holding]
        if request.of_talks:
            places = [(recap, passage) for recap, passage in places if passage.talk is not None]
        if request.recaps:
            places = [(recap, passage) for recap, passage in places if recap.file in request.recaps]
        plain_from = PLAIN_HERE if here or stems else PLAIN_ANYWHERE
        judged = _judged(places, plain_from, request.judged)
        if not judged and request.judged == "best":  # nothing is ranked, but something may be praised
            judged = _judged(places, plain_from, "good")
        naming = [self._known.session_at(recap.file, passage.start) for recap, passage in places] if stems and not judged else []
        if naming and naming[0] and all(session is naming[0] for session in naming):
            told = [(recap, passage.talk) for recap, passage in places]
            places = [(recap, passage) for recap, talk in dict.fromkeys(told) for passage in recap.passages if passage.talk == talk]
            judged = _judged(places, plain_from, request.judged)
        if not judged:
            return Listing("opinion", "", "", (), ()) if here and not stems else None  # of a subject, the evidence may still say
        best = sorted(judged, key=lambda item: -item[0])
        if len(request.speakers) > 1:  # each has a say
            whose = [[item for item in best if self._known.session_at(item[1].file, item[3].start) is session] for session in sessions]
            best = [item for items in whose for item in items[:JUDGEMENTS]]
        else:
            best = best[: OF_ONE_SORT if request.judged in ("good", "bad") and not stems else JUDGEMENTS]
        order = {recap.file: at for at, recap in enumerate(self._index.recaps)}
        best.sort(key=lambda item: (order[item[1].file], item[3].start))
        rows = tuple(
            Row((recap.author or "the writer", recap.title), (cite(recap, passage, span.start, span.end),))
            for _, recap, passage, span in best
        )
        told_in = f"{count(len(places), 'passage')} of {count(len({recap.file for recap, _ in places}), 'recap')}"
        text = "The writer's own judgement" + (f": the {len(rows)} plainest of {len(judged)} sentences" if len(rows) < len(judged) else "")
        return Listing("opinion", text, told_in, ("Writer", "Recap"), rows)


def _initials(subject: str) -> str:
    """What a subject of several words is called for short: "AI" for "artificial intelligence"; empty for one of a single word."""
    parts = re.findall(r"[^\W\d_]+", subject)
    return "".join(part[0] for part in parts).upper() if 1 < len(parts) < 5 else ""


def _judged(places: Iterable[tuple[Recap, Passage]], plain_from: float, sort: Sort | None) -> list[tuple[float, Recap, Passage, Span]]:
    """The sentences of some passages that judge plainly enough, each with how plainly; with a sort those of it."""
    found = []
    for recap, passage in places:
        for span in passage.sentences:
            shown = plain(recap.text[span.start : span.end])
            weight = judgement(shown, sort)
            if weight >= plain_from and len(shown.split()) >= 3:
                found.append((weight, recap, passage, span))
    return found


def _speaker_row(speaker: Speaker, sessions: Sequence[Session], found: Quotes) -> Row:
    spelled = f"{ALSO_SPELLED}{', '.join(speaker.spellings)})" if speaker.spellings else ""
    titles = "; ".join(session.title or "—" for session in sessions)
    editions = "; ".join(dict.fromkeys(edition_of(session) for session in sessions))
    return Row((speaker.name + spelled, titles, editions), tuple(quote for session in sessions for quote in found[session.id]))


def on_day(edition: Edition, day: int | str | None) -> Sequence[Session]:
    """The sessions of an edition that were on one of its days, by number or weekday; all of them for None."""
    if isinstance(day, str):
        return [session for session in edition.sessions if session.weekday == day]
    if day == LAST_DAY:
        days = {session.day for session in edition.sessions if session.day}
        day = max(days) if len(days) > 1 else 0  # where one day alone is told of, it is not known to be the last
    return [session for session in edition.sessions if day in (None, session.day)]


def _of_day(request: Request) -> str:
    if isinstance(request.day, str):
        return f" on {request.day.capitalize()}"
    return "" if not request.day else " on the last day" if request.day == LAST_DAY else f" on day {request.day}"


def _of_talks(request: Request, many: int) -> str:
    """What sets the talks of a list apart, in words."""
    names = "does not name" if request.lacks and many == 1 else "do not name" if request.lacks else "names" if many == 1 else "name"
    named = f" {'about' if request.about else f'that {names}'} “{request.subject}”" if request.subject else ""
    named += f" and naming “{request.also}”" if request.also else ""
    who = f"speakers from {request.affiliation}" if request.affiliation else " or ".join(request.speakers) if not request.subject else ""
    return named + (f" by {who}" if who else "")


def _of_speakers(request: Request) -> str:
    """What sets the speakers of a list apart, in words."""
    works = f" from {request.affiliation}" if request.affiliation else ""
    if request.subject:
        also = f" and names “{request.also}”" if request.also else ""
        return f"{works} whose talk {'is about' if request.about else 'names'} “{request.subject}”{also}"
    return " of more than one talk" if request.repeated else f"{works} of no other edition" if request.only else works


def _called(session: Session, quotes: Sequence[Citation]) -> str:
    """The title of a session; of one that has neither title nor speaker how the recap begins to tell of it."""
    return session.title or ("—" if session.speakers else f"“{quotes[0].shown}”")


def _names(sessions: Iterable[Session]) -> list[str]:
    return list(dict.fromkeys(name for session in sessions for name in session.speakers))


def _kind(request: Request) -> ListingKind:
    return "count" if request.kind == "count" else "list"
