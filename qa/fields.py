"""Answers, hits, recaps and the catalogue as JSON holds them: the command line, the page and the HTTP interface print the same."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from corpus import Catalogue, Recap, Session
from qa.answer import Answer
from qa.citation import Citation
from qa.emphasis import asked_for
from qa.reading import paragraphs
from qa.retriever import Hit

Fields = dict[str, Any]


def citation_fields(citation: Citation, question: str = "") -> Fields:
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


def answer_fields(answer: Answer) -> Fields:
    """An answer; a row names its quotes by their places in `quotes`, from 0."""
    return {
        "question": answer.question,
        "understood_as": answer.understood_as,
        "kind": answer.kind,
        "refused": answer.refused,
        "reason": answer.reason,
        "text": answer.text,
        "quotes": [citation_fields(quote, answer.understood_as) for quote in answer.quotes],
        "considered": answer.considered,
        "columns": list(answer.columns),
        "rows": [{"cells": list(row.cells), "quotes": [answer.quotes.index(quote) for quote in row.quotes]} for row in answer.rows],
        "focus": [{"part": part, "value": value} for part, value in answer.focus.parts()],
        "support": [citation_fields(quote, answer.understood_as) for quote in answer.support],
        "nearest": [citation_fields(quote) for quote in answer.nearest],
        "confidence": answer.confidence,
        "searched": {"recaps": answer.searched[0], "passages": answer.searched[1]},
        "ms": answer.ms,
    }


def hit_fields(hit: Hit) -> Fields:
    """A hit."""
    return {"score": round(hit.score, 4), **citation_fields(hit.citation), "also": [citation_fields(other) for other in hit.also]}


def recap_fields(recap: Recap) -> Fields:
    """What is known of a recap, without its text."""
    return {
        "file": recap.file,
        "title": recap.title,
        "author": recap.author,
        "event": recap.event,
        "year": recap.edition,
        "date": recap.date.isoformat() if recap.date else None,
        "link": recap.link,
        "after": recap.after,
        "talks": len(recap.talks),
        "words": sum(len(passage.text.split()) for passage in recap.passages),
        "sha256": recap.sha256,
    }


def reading_fields(recap: Recap) -> Fields:
    """A whole recap as a reader sees it: its talks, and its headings and paragraphs of sentences, with their places in the file."""
    talks = [{"label": talk.label, "start": talk.start, "end": talk.end} for talk in recap.talks]
    return {**recap_fields(recap), "talks": talks, "paragraphs": [asdict(paragraph) for paragraph in paragraphs(recap)]}


def differences_fields(session: Session) -> list[Fields]:
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


def catalogue_fields(known: Catalogue) -> Fields:
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
