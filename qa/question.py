"""Questions: what can be asked, and what they ask for."""

from __future__ import annotations

import re
import unicodedata
from math import ceil
from typing import Literal

#: What a question asks for, where its words tell.
Asked = Literal["quantity", "time", "name", "place"]
#: Why there is no answer: no such edition, no such name, the talk but not this detail, nothing close; a name that several
#: speakers share, a follow-up with nothing to follow, a question in another language, and what is no question.
Reason = Literal["edition", "name", "detail", "nothing", "ambiguous", "context", "language", "chat"]
#: Characters. Longer than any question, shorter than a document pasted by mistake.
MAX_CHARS = 2000

_YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20\d\d)(?!\d)")
_ASKED: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (
        "quantity",
        re.compile(
            r"(?i)\bhow\s+(?:many|much|long|big|large|often|old|far|fast|high|deep|tall|wide|expensive)\b"
            r"|\bwhat\s+(?:percent\w*|share|number|price|size)\b|\bcost\b"
        ),
    ),
    ("time", re.compile(r"(?i)\bwhen\b|\b(?:what|which)\s+(?:year|day|date|time|month|edition)\b")),
    ("name", re.compile(r"(?i)\bwho(?:se|m)?\b|\bwhich\s+(?:speaker|person|people|company)\b")),
    ("place", re.compile(r"(?i)\bwhere\b|\b(?:what|which)\s+(?:place|city|venue|theat(?:re|er))\b")),
)


#: Words that a question begins with; of it the share, and the words at least, that a sentence must repeat in one run to say it back; and
#: the words that may follow them.
_OPENS = frozenset("who whose whom what which when where why how did do does is are was were can could has have".split())
_RUN_SHARE, _RUN_WORDS, _MORE_WORDS = 0.7, 5, 2


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


def asks_for(question: str) -> Asked | None:
    """Whether a question asks for a quantity, a time, a name or a place; None where its words do not tell."""
    return next((asked for asked, pattern in _ASKED if pattern.search(question)), None)


def says_back(sentence: str, question: str) -> bool:
    """Whether a sentence is the question itself, word for word or most of it, and says next to nothing after it."""
    asked = _bare(question)
    if len(asked) < _RUN_WORDS or asked[0] not in _OPENS:
        return False
    run = " ".join(asked[: max(_RUN_WORDS, ceil(len(asked) * _RUN_SHARE))])
    _, found, after = f" {' '.join(_bare(sentence))} ".partition(f" {run} ")
    rest = len(asked) - len(run.split())
    return bool(found) and len(after.split()) <= rest + _MORE_WORDS


def _bare(text: str) -> list[str]:
    """The words of a text in small letters, without apostrophes."""
    return re.findall(r"\w+", re.sub("['’]", "", text.casefold()))
