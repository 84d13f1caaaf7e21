"""The HTTP interface: the same answers, passages, talks and recaps as in Python, as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from embeddings import IndexFault
from embeddings.build import BuildError
from qa.answer import Answer
from qa.assistant import Assistant
from qa.conversation import MAX_HISTORY, Part
from qa.fields import (
    AnswerFields,
    CatalogueFields,
    DifferenceFields,
    HitFields,
    QuoteFields,
    ReadingFields,
    RecapFields,
    answer_fields,
    catalogue_fields,
    citation_fields,
    differences_fields,
    hit_fields,
    reading_fields,
    recap_fields,
)
from qa.live import Live
from qa.question import MAX_CHARS, QuestionError, clean

Names = Annotated[list[Annotated[str, Field(max_length=1000)]], Field(max_length=1000)]
#: A question as it was understood may be longer than it was asked.
History = Annotated[list[Annotated[str, Field(max_length=4 * MAX_CHARS)]], Field(max_length=1000)]


class Asked(BaseModel):
    """A question, what was asked before it, and what is searched. Without years, recaps or speakers, everything is."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    question: str = Field(description=f"at most {MAX_CHARS:,} characters")
    history: History = Field(default=[], description="earlier questions of the conversation, oldest first")
    without: list[Part] = Field(default=[], max_length=3, description="parts of the conversation's focus that are not to be used")
    years: list[int] = Field(default=[], max_length=1000)
    recaps: Names = Field(default=[], description="file names")
    speakers: Names = Field(default=[], description="full names")

    @property
    def filters(self) -> dict[str, Any]:
        """The filters as the assistant takes them."""
        return {"years": self.years or None, "recaps": self.recaps or None, "speakers": self.speakers or None}


class Searched(Asked):
    """A question and how many passages are wanted."""

    k: int = Field(default=5, ge=1, le=100)


class ToldFields(TypedDict):
    """A talk that several recaps tell: the sentence of each that says most, and what they give differently."""

    talk: str
    leads: list[QuoteFields]
    differences: list[DifferenceFields]


class PageAnswerFields(AnswerFields):
    """An answer with what the page shows beside it."""

    tellings: list[ToldFields]
    next: list[str]


class HitsFields(TypedDict):
    """Passages, best first."""

    question: str
    hits: list[HitFields]


class RecapsFields(TypedDict):
    """Every recap, without its text."""

    recaps: list[RecapFields]


class QuestionsFields(TypedDict):
    """Questions that have an answer."""

    questions: list[str]


class GenerationFields(TypedDict):
    """The generation of the index that answers."""

    generation: str


def answer(assistant: Assistant, asked: Asked) -> PageAnswerFields:
    """The answer to a question, with the talks that several recaps tell and what to ask next. Raises QuestionError."""
    given = assistant.ask(asked.question, history=asked.history[-MAX_HISTORY:], without=asked.without, **asked.filters)
    return {**answer_fields(given), "tellings": _tellings(assistant, given), "next": list(assistant.next_questions(given, **asked.filters))}


def _tellings(assistant: Assistant, given: Answer) -> list[ToldFields]:
    return [
        {"talk": session.label, "leads": [citation_fields(quote) for quote in leads], "differences": differences_fields(session)}
        for session, leads in assistant.tellings(given)
    ]


def hits(assistant: Assistant, asked: Searched) -> HitsFields:
    """The passages that fit a question. Raises QuestionError."""
    found = assistant.retrieve(asked.question, asked.k, **asked.filters)
    return {"question": clean(asked.question), "hits": [hit_fields(hit) for hit in found]}


class NoSuchRecap(LookupError):
    """No recap has the name that was given."""


def reading(assistant: Assistant, file: str) -> ReadingFields:
    """A recap with its text. Raises NoSuchRecap."""
    recap = next((recap for recap in assistant.recaps if recap.file == file), None)
    if recap is None:
        raise NoSuchRecap(f"no recap {file[:200]!r} is here; give a file name as quotes and talks have it")
    return reading_fields(recap)


def routes(live: Live) -> APIRouter:
    """The routes below /api."""
    api = APIRouter(prefix="/api")

    @api.post("/ask")
    def ask(asked: Asked) -> PageAnswerFields:
        """One answer: the recaps' own sentences, or why they do not say."""
        try:
            return answer(live.assistant, asked)
        except QuestionError as error:
            raise HTTPException(422, str(error)) from error

    @api.post("/retrieve")
    def retrieve(asked: Searched) -> HitsFields:
        """Passages, best first."""
        try:
            return hits(live.assistant, asked)
        except QuestionError as error:
            raise HTTPException(422, str(error)) from error

    @api.get("/talks")
    def talks() -> CatalogueFields:
        """Every telling of every talk, every speaker, and what tellings give differently."""
        return catalogue_fields(live.assistant.catalogue)

    @api.get("/recaps")
    def all_recaps() -> RecapsFields:
        """Every recap, without its text."""
        return {"recaps": [recap_fields(recap) for recap in live.assistant.recaps]}

    @api.get("/recaps/{file:path}")
    def recap(file: str) -> ReadingFields:
        """One recap with its text."""
        try:
            return reading(live.assistant, file)
        except NoSuchRecap as error:
            raise HTTPException(404, str(error.args[0])) from error

    @api.get("/questions")
    def questions() -> QuestionsFields:
        """Questions that show what can be asked of these recaps."""
        return {"questions": list(live.assistant.first_questions())}

    @api.post("/rebuild")
    def rebuild() -> GenerationFields:
        """Bring the index up to date with the folder of recaps."""
        try:
            live.rebuild()
        except (BuildError, IndexFault) as error:
            raise HTTPException(500, str(error)) from error
        return {"generation": live.generation}

    return api
