"""The sessions and recaps that a request asks for, each with the sentences that show it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from corpus import Catalogue, Edition, Session, plain
from corpus.catalogue import name_key
from corpus.recap import OPENING
from embeddings import Index
from embeddings.words import says, words
from qa.citation import Citation, cite
from qa.request import LAST_DAY, Request, subjects_of
from qa.retriever import Filters
from qa.rows import Quotes
from qa.spelling import also_called
from qa.tellings import opening, openings, passages_of

#: Finds quotes that answer a question, or one from each talk that deals with what it asks for, in what passes some filters; or nothing.
Evidence = Callable[[str, Filters], Sequence[Citation]]

_INITIALS = re.compile(r"([A-Z]{3,6})s?")


class Finder:
    """Finds what a request asks for in one index and its catalogue, and in what answers a question or deals with it."""

    def __init__(self, index: Index, known: Catalogue, evidence: Evidence, dealing: Evidence) -> None:
        self.index, self.known, self.evidence, self.dealing = index, known, evidence, dealing

    def editions(self, request: Request) -> Sequence[Edition]:
        """The editions that a request is limited to; all where it names none."""
        return request.editions or self.known.editions

    def sessions(self, request: Request) -> list[Session]:
        """The sessions of the editions, speakers and titles that a request names."""
        return [
            session
            for edition in self.editions(request)
            for session in edition.sessions
            if (not request.speakers or set(session.speakers) & set(request.speakers))
            and (not request.talks or session.id in request.talks)
            and not set(session.speakers) & set(request.besides)
        ]

    def found(self, request: Request) -> Quotes:
        """The sessions that a list asks for."""
        if request.described:
            return {}
        of_day = {session.id for edition in self.editions(request) for session in on_day(edition, request.day)}
        sessions = [session for session in self.sessions(request) if session.id in of_day and _is_of_kind(session, request)]
        working = self._working_at(request.affiliation, sessions) if request.affiliation else None
        if working is not None:
            sessions = [session for session in sessions if session.id in working]
        if request.subject:
            either = [self._naming_all(part, sessions, about=request.about) for part in re.split(r"(?i)\s+or\s+", request.subject)]
            named = {session.id: found[session.id] for session in sessions for found in either if session.id in found}
            if request.lacks:
                return {session.id: openings(session) for session in sessions if session.id not in named}
            also = self.naming(request.also, [session for session in sessions if session.id in named]) if request.also else named
            return {id: tuple(dict.fromkeys(quotes + also[id])) for id, quotes in named.items() if id in also}
        return working if working is not None else {session.id: openings(session) for session in sessions}

    def _naming_all(self, subjects: str, sessions: Sequence[Session], *, about: bool) -> Quotes:
        """The sessions of which the tellings name each of some subjects, "Kafka and latency": in one sentence, else in several."""
        together = self.naming(subjects, sessions, about=about)
        several = subjects_of(subjects)
        if len(several) == 1:
            return together
        each = [self.naming(subject, sessions, about=about) for subject in several]
        apart = {session.id: tuple(dict.fromkeys(quote for found in each for quote in found.get(session.id, ()))) for session in sessions}
        return {id: together.get(id) or quotes for id, quotes in apart.items() if all(id in found for found in each)} | together

    def naming(self, subject: str, sessions: Sequence[Session], *, about: bool = False) -> Quotes:
        """The sessions of which a telling names a subject, each with the sentence that does, in any passage of any recap.

        With `about` those that name it in passing are left out: once, and neither in the title nor at the beginning. Where no passage
        has the words of a subject, its initials are looked for; with initials also what a recap says that they stand for, and
        with "Postgres" also "PostgreSQL".
        """
        stems = set(words(subject))
        rows = set(self.index.holding(stems))
        name = self._as_written(subject, rows)
        said = subject
        if not rows and (initials := _initials(subject)):
            said, stems, rows = initials, {initials.lower()}, set(self.index.holding({initials.lower()}))
            name = re.compile(rf"\b{initials}s?\b")
        in_full = set(words(self._in_full(subject, rows)))
        rows |= set(self.index.holding(in_full)) if in_full else set()
        forms = also_called(self.index, subject)
        rows.update(row for form in forms for row in self.index.holding(words(form)))
        called = re.compile(rf"\b(?=[A-Z])(?i:{'|'.join(forms)})s?\b") if forms else None
        found: Quotes = {}
        dwelling: set[str] = set()

        def named_in(text: str) -> bool:
            return (
                (says(text, said) and (name is None or bool(name.search(text))))
                or bool(in_full and in_full <= set(words(text)))
                or bool(called and called.search(text))
            )

        for session in sessions if stems else ():
            for telling in session.tellings:
                passages = [passage for passage in passages_of(telling) if self.index.row_of(telling.recap, passage) in rows]
                named = [
                    cite(telling.recap, passage, span.start, span.end)
                    for passage in passages
                    for span in passage.sentences
                    if named_in(plain(telling.recap.text[span.start : span.end]))
                ]
                titled = bool(passages) and named_in(telling.talk.title or "")
                if named or titled:
                    found[session.id] = (*found.get(session.id, ()), *(named[:1] or [opening(telling)]))
                if titled or len(named) > 1 or (named and named[0].start < telling.talk.start + OPENING):
                    dwelling.add(session.id)
        return {id: quotes for id, quotes in found.items() if id in dwelling} if about else found

    def _in_full(self, subject: str, rows: Iterable[int]) -> str:
        """What initials stand for, "Conflict-free Replicated Data Types" for "CRDTs", where a passage has both; else empty."""
        if not (initials := _INITIALS.fullmatch(subject)):
            return ""
        spelled = re.compile(r"\b" + r"\s+".join(rf"{letter}[\w-]*" for letter in initials[1]) + r"\b")
        return next((found[0] for row in rows if (found := spelled.search(plain(self.index.rows[row][1].text)))), "")

    def _as_written(self, subject: str, rows: Iterable[int]) -> re.Pattern[str] | None:
        """How a name must stand in a sentence that is also an everyday verb: "Go", and not "go", "goes" or "going"; None for others."""
        if not re.fullmatch(r"[A-Z][a-z]+", subject):
            return None
        verb = re.compile(rf"(?<![A-Z])\b(?:to|I|we|they|you|not)\s+{subject.lower()}\b|\b{subject.lower()}(?:es|ing|ed)\b")
        if not any(verb.search(self.index.rows[row][1].text) for row in rows):
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

    def recaps_naming(self, subject: str) -> Quotes:
        """The first sentence of each recap that names a subject."""
        stems = set(words(subject))
        found: Quotes = {}
        for recap, passage in (self.index.rows[row] for row in self.index.holding(stems)):
            if recap.file not in found:
                naming = (span for span in passage.sentences if stems <= set(words(plain(recap.text[span.start : span.end]))))
                if span := next(naming, None):
                    found[recap.file] = (cite(recap, passage, span.start, span.end),)
        return found


def _is_of_kind(session: Session, request: Request) -> bool:
    """Whether a session is of the kind that a request asks for: lightning talks, all but these, or talks of several speakers."""
    return (
        request.talk_kind in (None, session.kind)
        and not (request.regular and session.kind == "lightning talk")
        and not (request.shared and len(session.speakers) < 2)
    )


def speakers_of(sessions: Iterable[Session]) -> list[str]:
    """The names of those who gave some sessions, each once."""
    return list(dict.fromkeys(name for session in sessions for name in session.speakers))


def on_day(edition: Edition, day: int | str | None) -> Sequence[Session]:
    """The sessions of an edition that were on one of its days, by number or weekday; all of them for None."""
    if isinstance(day, str):
        return [session for session in edition.sessions if session.weekday == day]
    if day == LAST_DAY:
        days = {session.day for session in edition.sessions if session.day}
        day = max(days) if len(days) > 1 else 0  # where one day alone is told of, it is not known to be the last
    return [session for session in edition.sessions if day in (None, session.day)]


def _initials(subject: str) -> str:
    """What a subject of several words is called for short: "AI" for "artificial intelligence"; empty for one of a single word."""
    parts = re.findall(r"[^\W\d_]+", subject)
    return "".join(part[0] for part in parts).upper() if 1 < len(parts) < 5 else ""
