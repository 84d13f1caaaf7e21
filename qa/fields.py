"""Answers, hits, recaps and the catalogue as JSON holds them: the command line, the page and the HTTP interface print the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from typing_extensions import TypedDict

from corpus import Catalogue, Recap, Session
from corpus.recap import TalkKind
from qa.citation import Citation
from qa.emphasis import asked_for
from qa.question import Reason
from qa.reading import paragraphs

if TYPE_CHECKING:
    from qa.answer import Answer
    from qa.retriever import Hit

Fields = dict[str, Any]


class QuoteFields(TypedDict):
    """A quote and where it stands; `text` is `start` to `end` of the recap's file, in characters."""

    text: str
    shown: str
    bold: list[list[int]]
    recap: str
    start: int
    end: int
    lines: list[int]
    talk: str | None
    speakers: list[str]
    year: int | None
    title: str
    author: str | None
    link: str | None
    sha256: str


class RowFields(TypedDict):
    """A row of a list: its cells, and its quotes by their places in the answer's."""

    cells: list[str]
    quotes: list[int]


class PartFields(TypedDict):
    """A part of what a conversation is about."""

    part: str
    value: str


class SearchedFields(TypedDict):
    """How much was searched."""

    recaps: int
    passages: int


class AnswerFields(TypedDict):
    """What the recaps say to a question, or why they do not say."""

    question: str
    understood_as: str
    kind: Literal["quotes", "list", "count", "comparison", "summary", "opinion", "refusal", "several"]
    refused: bool
    reason: Reason | None
    heading: str
    text: str
    quotes: list[QuoteFields]
    considered: str
    columns: list[str]
    rows: list[RowFields]
    focus: list[PartFields]
    support: list[QuoteFields]
    nearest: list[QuoteFields]
    confidence: float
    searched: SearchedFields
    ms: float
    answers: list[AnswerFields]


class HitFields(QuoteFields):
    """A passage and how well it fits."""

    score: float
    also: list[QuoteFields]


class AboutFields(TypedDict):
    """What is known of a recap."""

    file: str
    title: str
    author: str | None
    event: str | None
    year: int | None
    date: str | None
    link: str | None
    after: str | None
    words: int
    sha256: str


class RecapFields(AboutFields):
    """A recap without its text: how many talks it has."""

    talks: int


class TalkSpanFields(TypedDict):
    """A talk of a recap that is read, and its characters."""

    label: str
    start: int
    end: int


class SentenceFields(TypedDict):
    """A sentence as it is shown, and its characters."""

    start: int
    end: int
    text: str


class ParagraphFields(TypedDict):
    """A heading, or a paragraph of sentences."""

    heading: str | None
    sentences: list[SentenceFields]


class ReadingFields(AboutFields):
    """A whole recap as a reader sees it."""

    talks: list[TalkSpanFields]
    paragraphs: list[ParagraphFields]


class PlaceFields(TypedDict):
    """Characters of a recap's file."""

    recap: str
    start: int
    end: int


class DifferenceFields(TypedDict):
    """What two tellings of a session give differently."""

    session: str
    what: Literal["name", "number", "date"]
    given: list[str]
    places: list[PlaceFields]


class TalkFields(TypedDict):
    """One talk as one recap tells it; tellings of one talk share their session."""

    recap: str
    title: str | None
    speakers: list[str]
    affiliation: str | None
    kind: TalkKind
    start: int
    end: int
    session: str


class SpeakerFields(TypedDict):
    """A person who spoke."""

    name: str
    spellings: list[str]
    sessions: list[str]


class CatalogueFields(TypedDict):
    """Every telling of every talk, every speaker, and what tellings give differently."""

    talks: list[TalkFields]
    speakers: list[SpeakerFields]
    differences: list[DifferenceFields]


def citation_fields(citation: Citation, question: str = "") -> QuoteFields:
    """A citation; `bold` are the spans of `shown` that name what the question asks for."""
    return {
        "text": citation.text,
        "shown": citation.shown,
        "bold": [list(span) for span in asked_for(question, citation.shown)],
        "recap": citation.recap,
        "start": citation.start,
        "end": citation.end,
        "lines": list(citation.lines),
        "talk": citation.talk,
        "speakers": list(citation.speakers),
        "year": citation.year,
        "title": citation.title,
        "author": citation.author,
        "link": citation.link,
        "sha256": citation.sha256,
    }


def citation_from(fields: Fields) -> Citation:
    """A citation of the fields of one. Raises KeyError, TypeError or ValueError for something else."""
    first, last = fields["lines"]
    if not isinstance(fields["text"], str):
        raise TypeError("the text of a quote is a string")
    return Citation(
        text=fields["text"],
        recap=str(fields["recap"]),
        start=int(fields["start"]),
        end=int(fields["end"]),
        lines=(int(first), int(last)),
        talk=fields["talk"],
        speakers=tuple(map(str, fields["speakers"])),
        year=fields["year"],
        title=str(fields["title"]),
        author=fields["author"],
        link=fields["link"],
        sha256=str(fields.get("sha256", "")),
    )


def answer_fields(answer: Answer) -> AnswerFields:
    """An answer; a row names its quotes by their places in `quotes`, from 0."""
    numbers = {quote: number for number, quote in enumerate(answer.quotes)}
    return {
        "question": answer.question,
        "understood_as": answer.understood_as,
        "kind": answer.kind,
        "refused": answer.refused,
        "reason": answer.reason,
        "heading": answer.heading,
        "text": answer.text,
        "quotes": [citation_fields(quote, answer.understood_as) for quote in answer.quotes],
        "considered": answer.considered,
        "columns": list(answer.columns),
        "rows": [{"cells": list(row.cells), "quotes": [numbers[quote] for quote in row.quotes]} for row in answer.rows],
        "focus": [{"part": part, "value": value} for part, value in answer.focus.parts()],
        "support": [citation_fields(quote, answer.understood_as) for quote in answer.support],
        "nearest": [citation_fields(quote) for quote in answer.nearest],
        "confidence": answer.confidence,
        "searched": {"recaps": answer.searched[0], "passages": answer.searched[1]},
        "ms": answer.ms,
        "answers": [answer_fields(one) for one in answer.answers],
    }


def hit_fields(hit: Hit) -> HitFields:
    """A hit."""
    return {"score": round(hit.score, 4), **citation_fields(hit.citation), "also": [citation_fields(other) for other in hit.also]}


def _about(recap: Recap) -> AboutFields:
    return {
        "file": recap.file,
        "title": recap.title,
        "author": recap.author,
        "event": recap.event,
        "year": recap.edition,
        "date": recap.date.isoformat() if recap.date else None,
        "link": recap.link,
        "after": recap.after,
        "words": sum(len(passage.text.split()) for passage in recap.passages),
        "sha256": recap.sha256,
    }


def recap_fields(recap: Recap) -> RecapFields:
    """What is known of a recap, without its text."""
    return {**_about(recap), "talks": len(recap.talks)}


def reading_fields(recap: Recap) -> ReadingFields:
    """A whole recap as a reader sees it: its talks, and its headings and paragraphs of sentences, with their places in the file."""
    return {
        **_about(recap),
        "talks": [{"label": talk.label, "start": talk.start, "end": talk.end} for talk in recap.talks],
        "paragraphs": [
            {
                "heading": paragraph.heading,
                "sentences": [{"start": one.start, "end": one.end, "text": one.text} for one in paragraph.sentences],
            }
            for paragraph in paragraphs(recap)
        ],
    }


def differences_fields(session: Session) -> list[DifferenceFields]:
    """What the tellings of a session give differently, with both places."""
    return [
        {
            "session": session.id,
            "what": difference.what,
            "given": list(difference.given),
            "places": [{"recap": recap.file, "start": span.start, "end": span.end} for recap, span in difference.places],
        }
        for difference in session.differences
    ]


def catalogue_fields(known: Catalogue) -> CatalogueFields:
    """Every telling of every talk, every speaker, and what the tellings of a session give differently."""
    return {
        "talks": [
            {
                "recap": telling.recap.file,
                "title": telling.talk.title,
                "speakers": list(telling.talk.speakers),
                "affiliation": telling.talk.affiliation,
                "kind": telling.talk.kind,
                "start": telling.talk.start,
                "end": telling.talk.end,
                "session": session.id,
            }
            for session in known.sessions
            for telling in session.tellings
        ],
        "speakers": [
            {"name": speaker.name, "spellings": list(speaker.spellings), "sessions": [session.id for session in speaker.sessions]}
            for speaker in known.speakers
        ],
        "differences": [difference for session in known.sessions for difference in differences_fields(session)],
    }
