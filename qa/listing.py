"""Answers from the catalogue: lists, counts, comparisons, summaries and the writers' judgements, every row with its quote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from corpus import Catalogue, Edition, Passage, Recap, Session, Span, Speaker, Telling, plain
from corpus.catalogue import name_key
from embeddings import Index
from embeddings.words import words
from qa.citation import Citation, cite, cite_talk
from qa.opinion import judgement
from qa.request import Request

#: Sentences of a summary from the telling that says most, and from each other telling.
SUMMARY, SUMMARY_MORE = 3, 1
#: Of how alike two sentences of a summary may be, against how much each says (maximal marginal relevance,
#: Carbonell and Goldstein 1998; each sentence against the centroid of its telling, Radev et al. 2004).
NOVELTY = 0.3
#: Judgements shown for one talk, and for more than one.
JUDGEMENTS, JUDGEMENTS_MORE = 2, 3

ListingKind = Literal["list", "count", "comparison", "summary", "opinion"]
#: Finds quotes that answer a question in one edition, or nothing.
Evidence = Callable[[str, Edition], Sequence[Citation]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list or comparison: its cells, and the quotes that it rests on."""

    cells: tuple[str, ...]
    quotes: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """An answer from the catalogue; no rows where the talk is known but not what was asked of it."""

    kind: ListingKind
    text: str  #: what was found, in a sentence, and how much was considered
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Lister:
    """Answers requests from one index and its catalogue."""

    def __init__(self, index: Index, known: Catalogue, evidence: Evidence) -> None:
        self._index, self._known, self._evidence = index, known, evidence

    def answer(self, request: Request) -> Listing | None:
        """The answer to a request; None where the catalogue holds none, so that the evidence is to be asked."""
        match request.kind:
            case "list" | "count":
                return self._list(request)
            case "compare":
                return self._compare(request)
            case "summary":
                return self._summary(request)
            case "opinion":
                return self._opinion(request)

    # Lists and counts

    def _list(self, request: Request) -> Listing | None:
        editions = request.editions or self._known.editions
        if request.thing == "editions":
            editions = tuple(edition for edition in editions if edition.sessions)
            rows = [
                Row(
                    (edition.name, count(len(edition.recaps), "recap"), count(len(edition.sessions), "talk")),
                    (_title_of(edition.recaps[0]),),
                )
                for edition in editions
            ]
            return Listing(
                _kind(request),
                f"{count(len(rows), 'edition')} of {_considered(self._known.editions)}.",
                ("Edition", "Recaps", "Talks"),
                tuple(rows),
            )
        if request.thing == "recaps":
            recaps = [(edition, recap) for edition in editions for recap in edition.recaps]
            rows = [
                Row((recap.title, recap.author or "—", edition.name, count(len(recap.talks), "talk")), (_title_of(recap),))
                for edition, recap in recaps
            ]
            return Listing(_kind(request), f"{count(len(rows), 'recap')}.", ("Recap", "Author", "Edition", "Talks"), tuple(rows))
        sessions = [session for edition in editions for session in edition.sessions]
        considered = _considered(editions)
        if request.position:
            ends = [
                [session for session in edition.sessions if session.kind == request.talk_kind or not request.talk_kind]
                for edition in editions
            ]
            sessions = [mine[0 if request.position == "first" else -1] for mine in ends if mine]
        if request.talk_kind:
            sessions = [session for session in sessions if session.kind == request.talk_kind]
        if request.speakers:
            sessions = [session for session in sessions if set(session.speakers) & set(request.speakers)]
        named: dict[str, list[Citation]] = {}
        if request.subject:
            named = self._naming(request.subject, sessions)
            sessions = [session for session in sessions if session.id in named]
        if request.affiliation:
            named = self._working_at(request.affiliation, sessions)
            sessions = [session for session in sessions if session.id in named]
        if not sessions:
            return None
        what = "lightning talk" if request.talk_kind == "lightning talk" else "keynote" if request.talk_kind == "keynote" else "talk"
        limit = (
            f" whose talk names “{request.subject}”" if request.subject else f" from {request.affiliation}" if request.affiliation else ""
        )
        if request.thing == "speakers":
            people = [
                speaker for speaker in self._known.speakers if any(session.id in {s.id for s in sessions} for session in speaker.sessions)
            ]
            order = {session.id: at for at, session in enumerate(sessions)}
            people.sort(key=lambda speaker: min(order.get(session.id, len(order)) for session in speaker.sessions))
            if request.repeated:
                people = [speaker for speaker in people if sum(session.id in order for session in speaker.sessions) > 1]
            if not people:
                return None
            rows = [
                self._speaker_row(speaker, [session for session in speaker.sessions if session.id in order], named) for speaker in people
            ]
            nameless = [session for session in sessions if not session.speakers]
            more = f"; {count(len(nameless), 'talk')} without a named speaker" if nameless and not request.repeated else ""
            limit += " of more than one talk" if request.repeated else ""
            text = f"{count(len(rows), 'speaker')}{limit}{more}; considered: {considered}."
            return Listing(_kind(request), text, ("Speaker", "Talk", "Edition"), tuple(rows))
        rows = [
            Row(
                (session.title or "—", ", ".join(session.speakers) or "—", _edition_of(session)),
                tuple(named.get(session.id) or _openings(session)),
            )
            for session in sessions
        ]
        by = f" by {' or '.join(request.speakers)}" if request.speakers else ""
        limit = f" that name{'s' if len(rows) == 1 else ''} “{request.subject}”" if request.subject else limit and f" by speakers{limit}"
        text = f"{count(len(rows), what)}{by}{limit}; considered: {considered}."
        return Listing(_kind(request), text, ("Talk", "Speaker", "Edition"), tuple(rows))

    def _speaker_row(self, speaker: Speaker, sessions: Sequence[Session], named: dict[str, list[Citation]]) -> Row:
        spelled = f" (also spelled {', '.join(speaker.spellings)})" if speaker.spellings else ""
        quotes = [quote for session in sessions for quote in named.get(session.id) or _openings(session)]
        titles = "; ".join(session.title or "—" for session in sessions)
        return Row((speaker.name + spelled, titles, "; ".join(dict.fromkeys(_edition_of(session) for session in sessions))), tuple(quotes))

    def _naming(self, subject: str, sessions: Sequence[Session]) -> dict[str, list[Citation]]:
        """The sessions of which a telling names a subject, each with the sentence that does, in any passage of any recap."""
        stems = words(subject)
        found: dict[str, list[Citation]] = {}
        if not stems:
            return found
        rows = set(self._index.holding(stems))
        for session in sessions:
            for telling in session.tellings:
                passages = [passage for passage in _passages(telling) if self._index.row_of(telling.recap, passage) in rows]
                best: tuple[int, Citation] | None = None
                for passage in passages:
                    for span in passage.sentences:
                        held = len(set(stems) & set(words(plain(telling.recap.text[span.start : span.end]))))
                        if held and (best is None or held > best[0]):
                            best = held, cite(telling.recap, passage, span.start, span.end)
                if best is None and passages and set(stems) <= set(words(f"{telling.talk.title or ''} {' '.join(telling.talk.speakers)}")):
                    best = len(stems), _opening(telling)
                if best and best[0] == len(set(stems)):
                    found.setdefault(session.id, []).append(best[1])
        return found

    def _working_at(self, company: str, sessions: Sequence[Session]) -> dict[str, list[Citation]]:
        """The sessions whose speaker a telling introduces as somebody from a company, each with the words that do."""
        key = name_key(company)
        works = re.compile(rf"(?i)\b(?:from|at|of|for|with|leads?|founded|founder\s+of)\s+(?:the\s+)?{re.escape(company)}\b")
        found: dict[str, list[Citation]] = {}
        for session in sessions:
            for telling in session.tellings:
                opening = _opening(telling, company)
                stated = telling.talk.affiliation and f" {key} " in f" {name_key(telling.talk.affiliation)} "
                who = any(name_key(name).split()[-1] in name_key(opening.shown).split() for name in telling.talk.speakers)
                if stated or (who and works.search(opening.shown)):
                    found.setdefault(session.id, []).append(opening)
        return found

    # Comparisons

    def _compare(self, request: Request) -> Listing | None:
        if request.thing == "recaps":
            return self._compare_recaps(request)
        if request.thing == "speakers":
            return self._compare_speakers(request)
        return self._compare_editions(request)

    def _compare_recaps(self, request: Request) -> Listing | None:
        editions = [edition for edition in request.editions or self._known.editions if len(edition.recaps) > 1]
        sessions = [
            session
            for edition in editions
            for session in edition.sessions
            if not request.speakers or set(session.speakers) & set(request.speakers)
        ]
        if not sessions:
            return None
        recaps = [recap for edition in editions for recap in edition.recaps]
        rows = []
        for session in sessions:
            cells = [session.label]
            for recap in recaps:
                told = next((telling for telling in session.tellings if telling.recap.file == recap.file), None)
                cells.append(f"{_length(told):,} words" if told else "—")
            cells.append("; ".join(f"{difference.what}: {' / '.join(difference.given)}" for difference in session.differences) or "—")
            rows.append(Row(tuple(cells), tuple(_lead(telling, self._index) for telling in session.tellings)))
        unlike = sum(bool(session.differences) for session in sessions)
        both = sum(len(session.tellings) > 1 for session in sessions)
        told_twice = f"{count(both, 'talk')} of {len(sessions)} told by more than one recap, {unlike} with something given differently"
        text = f"{told_twice}; considered: {_considered(editions)}."
        columns = ("Talk", *(recap.author or recap.title for recap in recaps), "Given differently")
        return Listing("comparison", text, columns, tuple(rows))

    def _compare_speakers(self, request: Request) -> Listing | None:
        wanted = {edition.year for edition in request.editions}
        rows = []
        for name in request.speakers:
            for session in self._known.sessions:
                if name in session.speakers and (not wanted or session.edition in wanted):
                    quotes = self._gist(session)
                    if quotes:
                        rows.append(
                            Row((name, _edition_of(session), session.title or "—", " ".join(quote.shown for quote in quotes)), quotes)
                        )
        if len(rows) < 2:
            return None
        who = " and ".join(request.speakers)
        return Listing(
            "comparison",
            f"{count(len(rows), 'talk')} by {who}; considered: {_considered(self._known.editions)}.",
            ("Speaker", "Edition", "Talk", "In the recap's words"),
            tuple(rows),
        )

    def _compare_editions(self, request: Request) -> Listing | None:
        editions = request.editions
        if request.subject:
            rows = []
            for edition in editions:
                named = self._naming(request.subject, edition.sessions)
                if named:
                    for session in edition.sessions:
                        rows += [Row((edition.name, session.label, quote.shown), (quote,)) for quote in named.get(session.id, ())]
                else:
                    quotes = self._evidence(request.subject, edition)
                    rows += [Row((edition.name, ", ".join(quote.speakers) or "—", quote.shown), (quote,)) for quote in quotes]
            if not rows:
                return None
            silent = [edition.name for edition in editions if not any(row.cells[0] == edition.name for row in rows)]
            text = f"“{request.subject}” in {count(len(rows), 'telling')}" + (f"; nothing in {', '.join(silent)}" if silent else "")
            return Listing(
                "comparison", f"{text}; considered: {_considered(editions)}.", ("Edition", "Talk", "In the recap's words"), tuple(rows)
            )
        if len(editions) < 2:
            return None
        openings = tuple(_openings(session)[0] for edition in editions for session in edition.sessions[:1])
        rows = [
            Row(
                ("Recaps", *(str(len(edition.recaps)) for edition in editions)),
                tuple(_title_of(recap) for edition in editions for recap in edition.recaps),
            ),
            Row(("Talks", *(str(len(edition.sessions)) for edition in editions)), openings),
            Row(
                (
                    "of them lightning talks",
                    *(str(sum(session.kind == "lightning talk" for session in edition.sessions)) for edition in editions),
                ),
                tuple(_openings(session)[0] for edition in editions for session in edition.sessions if session.kind == "lightning talk"),
            ),
            Row(("Speakers", *("; ".join(_speakers(edition)) for edition in editions)), openings),
        ]
        for speaker in self._known.speakers:
            at = [[session for session in speaker.sessions if session in edition.sessions] for edition in editions]
            if sum(map(bool, at)) > 1:
                rows.append(
                    Row(
                        (
                            f"{speaker.name} at both" if len(at) == 2 else speaker.name,
                            *("; ".join(session.title or "a talk" for session in mine) or "—" for mine in at),
                        ),
                        tuple(quote for mine in at for session in mine for quote in _openings(session)),
                    )
                )
        return Listing("comparison", f"Compared: {_considered(editions)}.", ("", *(edition.name for edition in editions)), tuple(rows))

    # Summaries and judgements

    def _sessions(self, request: Request) -> list[Session]:
        """The sessions that a request is about."""
        return [
            session
            for edition in request.editions or self._known.editions
            for session in edition.sessions
            if (not request.speakers or set(session.speakers) & set(request.speakers))
            and (not request.title or any(telling.talk.title == request.title for telling in session.tellings))
        ]

    def _summary(self, request: Request) -> Listing | None:
        rows = []
        for session in self._sessions(request):
            quotes = self._gist(session)
            if quotes:
                rows.append(Row((session.label, _edition_of(session)), quotes))
        if not rows:
            return None
        tellings = sum(len(session.tellings) for session in self._sessions(request))
        text = f"In the recaps' own sentences; considered: {count(tellings, 'telling')} of {count(len(rows), 'talk')}."
        return Listing("summary", text, ("Talk", "Edition"), tuple(rows))

    def _gist(self, session: Session) -> tuple[Citation, ...]:
        """The best sentences of the telling that says most, in order, then the best of each other telling."""
        tellings = sorted(session.tellings, key=lambda telling: -_prose(telling))
        quotes: list[Citation] = []
        for number, telling in enumerate(tellings):
            quotes += [
                cite(telling.recap, passage, span.start, span.end)
                for passage, span in best_sentences(telling, self._index, SUMMARY_MORE if number else SUMMARY)
            ]
        return tuple(quotes)

    def _opinion(self, request: Request) -> Listing | None:
        limited = bool(request.speakers or request.title)
        sessions = self._sessions(request)
        found: list[tuple[float, Recap, Passage, Span]] = []
        stems = set(words(request.subject)) if request.subject else set()
        holding = set(self._index.holding(stems))
        if limited:
            places = [(telling.recap, passage) for session in sessions for telling in session.tellings for passage in _passages(telling)]
        else:
            files = {recap.file for edition in request.editions or self._known.editions for recap in edition.recaps}
            places = [(recap, passage) for recap, passage in self._index.rows if recap.file in files and (stems or passage.talk is None)]
        for recap, passage in places:
            if (stems and self._index.row_of(recap, passage) not in holding) or (request.recaps and recap.file not in request.recaps):
                continue
            for span in passage.sentences:
                shown = plain(recap.text[span.start : span.end])
                weight = judgement(shown)
                if weight >= (0.6 if limited or stems else 1.0) and len(shown.split()) >= 3:
                    found.append((weight, recap, passage, span))
        if not found:
            return Listing("opinion", "", (), ()) if limited and not stems else None  # of a subject, the evidence may still say
        most = JUDGEMENTS if limited and len(sessions) == 1 else JUDGEMENTS_MORE
        best = sorted(found, key=lambda item: -item[0])[:most]
        order = {recap.file: at for at, recap in enumerate(self._index.recaps)}
        best.sort(key=lambda item: (order[item[1].file], item[3].start))
        rows = tuple(
            Row((recap.author or "the writer", recap.title), (cite(recap, passage, span.start, span.end),))
            for _, recap, passage, span in best
        )
        return Listing("opinion", "The writer's own judgement.", ("Writer", "Recap"), rows)


def best_sentences(telling: Telling, index: Index, most: int) -> list[tuple[Passage, Span]]:
    """The sentences of a telling that say most of it and least twice, in order."""
    every = [(passage, span, at) for passage in _passages(telling) for at, span in enumerate(passage.sentences)]
    shown = [plain(telling.recap.text[span.start : span.end]) for _, span, _ in every]
    usable = [i for i, text in enumerate(shown) if 5 <= len(text.split()) <= 45 and not text.endswith(("?", ":"))] or list(
        range(len(every))
    )
    if not usable:
        return []
    vectors = np.stack([index.sentence_vectors(index.row_of(telling.recap, passage))[at] for passage, _, at in every])
    centre = vectors.mean(axis=0)
    worth = vectors @ (centre / max(float(np.linalg.norm(centre)), 1e-9))
    chosen: list[int] = []
    while len(chosen) < min(most, len(usable)):
        rest = [i for i in usable if i not in chosen]
        twice = {i: max((float(vectors[i] @ vectors[j]) for j in chosen), default=0.0) for i in rest}
        chosen.append(max(rest, key=lambda i: (1 - NOVELTY) * float(worth[i]) - NOVELTY * twice[i] - 0.3 * min(judgement(shown[i]), 1.0)))
    return [every[i][:2] for i in sorted(chosen)]


def _passages(telling: Telling) -> list[Passage]:
    number = telling.recap.talks.index(telling.talk)
    return [passage for passage in telling.recap.passages if passage.talk == number]


def _prose(telling: Telling) -> int:
    """Words in whole sentences; notes have few."""
    shown = [plain(telling.recap.text[span.start : span.end]) for passage in _passages(telling) for span in passage.sentences]
    return sum(len(text.split()) for text in shown if text.endswith((".", "!", "?")) and text[:1].isupper())


def _length(telling: Telling) -> int:
    return sum(len(plain(passage.text).split()) for passage in _passages(telling))


def _lead(telling: Telling, index: Index) -> Citation:
    best = best_sentences(telling, index, 1)
    return cite(telling.recap, best[0][0], best[0][1].start, best[0][1].end) if best else _opening(telling)


def _opening(telling: Telling, also: str | None = None) -> Citation:
    """Where a telling names its talk: its first sentence where that names the speaker, else its heading; of the first three the one
    that says `also`."""
    recap, talk = telling.recap, telling.talk
    passages = _passages(telling)
    spans = [span for passage in passages[:2] for span in passage.sentences][:3]
    for span in spans if also else ():
        if name_key(also or "") in name_key(plain(recap.text[span.start : span.end])):
            return cite_talk(recap, talk, span.start, span.end)
    first = name_key(plain(recap.text[spans[0].start : spans[0].end])).split() if spans else []
    if any(part in first for name in talk.speakers for part in name_key(name).split()):
        return cite_talk(recap, talk, spans[0].start, spans[0].end)
    line = len(recap.text[talk.start : talk.end].splitlines()[0]) if talk.end > talk.start else 0
    if spans and spans[0].start < talk.start + max(line, 1):
        return cite_talk(recap, talk, spans[0].start, spans[0].end)
    if not any(char.isalnum() for char in recap.text[talk.start : talk.start + line]) and spans:
        return cite_talk(recap, talk, spans[0].start, spans[0].end)
    return cite_talk(recap, talk, talk.start, talk.start + line)


def _openings(session: Session) -> list[Citation]:
    return [_opening(telling) for telling in session.tellings]


def _title_of(recap: Recap) -> Citation:
    """A recap's first sentence, to open it by."""
    passage = recap.passages[0]
    return cite(recap, passage, passage.sentences[0].start, passage.sentences[0].end)


def _edition_of(session: Session) -> str:
    return " ".join(str(part) for part in (session.event, session.edition) if part) or session.tellings[0].recap.title


def _speakers(edition: Edition) -> list[str]:
    return list(dict.fromkeys(name for session in edition.sessions for name in session.speakers))


def _kind(request: Request) -> ListingKind:
    return "count" if request.kind == "count" else "list"


def count(number: int, noun: str) -> str:
    """A number of things in words: "1 talk", "2 talks"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _considered(editions: Iterable[Edition]) -> str:
    """How much an answer rests on: "16 talks in 2 recaps of dotScale 2015"."""
    editions = list(editions)
    talks, recaps = sum(len(edition.sessions) for edition in editions), sum(len(edition.recaps) for edition in editions)
    names = [edition.name for edition in editions]
    of = ", ".join(names) if len(names) <= 3 else f"{len(names)} editions"
    return f"{count(talks, 'talk')} in {count(recaps, 'recap')} of {of}"
