"""Questions: what can be asked, and how a follow-up is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from embeddings.words import words

#: Characters. Longer than any question, shorter than a document pasted by mistake.
MAX_CHARS = 2000

_YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20\d\d)(?!\d)")
_FOLLOWS = re.compile(r"(?i)^\W*(?:and|but|or|so|also|what about|how about|why|who else|what else|the same)\b")
_POINTS_BACK = re.compile(
    r"(?i)\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|(?:that|this) (?:talk|one)|(?:that|this)(?=\W*$))\b"
)


class QuestionError(ValueError):
    """A question that cannot be asked; the message says why."""


def clean(question: str) -> str:
    """A question as one line of plain characters. Raises QuestionError where it is empty, too long or holds no word."""
    if len(question) > MAX_CHARS:
        raise QuestionError(f"the question has {len(question):,} characters; ask in {MAX_CHARS:,} or fewer")
    text = unicodedata.normalize("NFC", question)
    # controls, lone surrogates and the marks that turn the reading direction say nothing
    text = "".join(" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in text if unicodedata.category(char) != "Cf")
    text = " ".join(text.split())
    if not text:
        raise QuestionError("the question is empty; ask about a talk, a speaker or a subject of the recaps")
    if not any(char.isalnum() for char in text):
        raise QuestionError(f"the question {text[:40]!r} holds no word; ask about a talk, a speaker or a subject of the recaps")
    return text


def years_in(question: str) -> tuple[int, ...]:
    """The years a question names, in order."""
    return tuple(dict.fromkeys(int(year) for year in _YEAR.findall(question)))


def standalone(question: str, history: Sequence[str]) -> str:
    """The question a follow-up stands for: with the last question before it that stands alone.

    A question stands alone unless it begins as a follow-up does ("and …", "what about …"), or points back with a pronoun
    and has hardly a word of its own.
    """
    if not history or not _is_follow_up(question):
        return question
    for earlier in reversed(history):
        if not _is_follow_up(earlier):
            return f"{earlier.rstrip(' ?!.')} — {question}"
    return question


def _is_follow_up(question: str) -> bool:
    own = words(_POINTS_BACK.sub(" ", _FOLLOWS.sub(" ", question)))
    return bool((_FOLLOWS.match(question) and len(own) <= 3) or (_POINTS_BACK.search(question) and len(own) <= 2))
