"""What a question asks for, found in a quote: the number, the time, the name. For display alone; a quote is never changed."""

from __future__ import annotations

import re

from embeddings.words import words
from qa.question import asks_for

_QUANTITY = re.compile(
    r"(?i)(?:[$€£]\s?)?\b\d[\d.,]*(?:\s?(?:%|\$|€|[kmgtp]b?\b|million|billion|percent))?(?:/month)?"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|fifty|hundred|thousand|half)\b"
)
_TIME = re.compile(
    r"(?i)\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}(?:,\s*\d{4})?"
    r"|\b\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:\s+\d{4})?"
    r"|\b\d{1,2}(?::\d\d)?\s?[ap]m\b|\b\d{1,2}:\d\d\b|\b(?:19|20)\d\d\b|\bmidnight\b|\bnoon\b"
    r"|\b(?:last|next|on|the)\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’]*[a-zà-ÿ](?:[ -](?:(?:van|von|de|der|di)\s)?[A-ZÀ-Þ][\w'’-]+)+")
_PLACE = re.compile(r"\b(?:in|at|near|from)\s+((?:the\s+)?(?:heart of\s+)?[A-ZÀ-Þ][\w'’-]+(?:\s+(?:de|of|the|[A-ZÀ-Þ][\w'’-]+))*)")
_YEAR = re.compile(r"(?:19|20)\d\d")
MOST = 3


def asked_for(question: str, shown: str) -> list[tuple[int, int]]:
    """Spans of a shown quote that name what a how many, when, who or where question asks for; none for other questions."""
    match asks_for(question):
        case "quantity":
            return _quantities(question, shown)
        case "time":
            return [found.span() for found in _TIME.finditer(shown)][:MOST]
        case "name":
            known = question.casefold()
            return [found.span() for found in _NAME.finditer(shown) if found[0].casefold() not in known][:MOST]
        case "place":
            return [found.span(1) for found in _PLACE.finditer(shown)][:MOST]
        case None:
            return []


def _quantities(question: str, shown: str) -> list[tuple[int, int]]:
    """Numbers beside a word of the question, else the numbers that the question does not hold itself."""
    asked = set(words(question))
    found = [number for number in _QUANTITY.finditer(shown) if number[0].strip() not in question and not _YEAR.fullmatch(number[0])]
    beside = [number for number in found if asked & set(words(" ".join(shown[number.end() :].split()[:2])))]
    return [number.span() for number in beside or found][:MOST]
