"""`ask` and `retrieve` over the recaps that come with the project, for a first try and for notebooks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from corpus import Catalogue
from qa.answer import Answer
from qa.assistant import Assistant
from qa.retriever import Hit


@cache
def _assistant() -> Assistant:
    return Assistant.open()


def catalogue() -> Catalogue:
    """Every talk, speaker and edition of the recaps that come with the project."""
    return _assistant().catalogue


def ask(
    question: str,
    *,
    history: Sequence[str] = (),
    years: Collection[int] | None = None,
    recaps: Collection[str] | None = None,
    speakers: Collection[str] | None = None,
) -> Answer:
    """`Assistant.ask` of the recaps that come with the project; the first call opens their index."""
    return _assistant().ask(question, history=history, years=years, recaps=recaps, speakers=speakers)


def retrieve(
    question: str,
    k: int = 5,
    *,
    years: Collection[int] | None = None,
    recaps: Collection[str] | None = None,
    speakers: Collection[str] | None = None,
) -> list[Hit]:
    """`Assistant.retrieve` of the recaps that come with the project; the first call opens their index."""
    return _assistant().retrieve(question, k, years=years, recaps=recaps, speakers=speakers)
