"""Comparisons: of editions, recaps, speakers or talks."""

from __future__ import annotations

import re

from corpus import Catalogue, Edition
from qa.request.asked import Marked, Request
from qa.request.words import WRITER, is_plain, trimmed
from qa.titles import TALK, meant_by

_OVER_TIME = re.compile(
    r"(?i)\b(?:(?<!ran\s)(?<!run\s)(?<!went\s)(?<!go\s)over\s+(?:the\s+years|time)|(?:across|between|through|in|from)\s+(?:the\s+|all\s+|both\s+|different\s+)*(?:years|editions|conferences)|"
    r"year\s+(?:by|after)\s+year|from\s+(?:one\s+)?edition\s+to\s+(?:edition|the\s+next|another))\b"
)
_COMPARE = re.compile(
    r"(?i)^(?:please\s+)?(?:compare|comparison\s+(?:of|between)|(?:what|which)\s+(?:is|are|was|were)\s+the\s+differences?\s+(?:between|in)|differences?\s+between|"
    r"how\s+(?:do|does|did|are|is|was|were|has|have)|what\s+(?:has\s+|have\s+)?changed|what\s+(?:did|do|does)|where\s+do|contrast)\b"
)
_COMPARES = re.compile(
    r"(?i)\b(?:compare[sd]?|comparison|compared\s+(?:to|with)|contrast|differ(?:s|ed|ent|ently|ence|ences)?|disagree[sd]?|agree|versus|vs\.?|chang(?:e|ed|es)|"
    r"evolv(?:e|ed|es)|bigger|larger|smaller|longer|shorter|in\s+common|similar(?:it(?:y|ies))?|alike)\b"
)
#: "What did Ada Lovelace and Charles Babbage say about looms?"
_OF_SEVERAL = re.compile(
    r"(?i)^what\s+(?:did|do|does)\s+(?:§\s*,\s*)*§,?\s+and\s+§\s+(?:say|think|tell|talk)\s+(?:us\s+)?(?:about|of|on)\s+\w"
)
#: "How do the loom talk and the card talk differ in speed?"
_TWO_TALKS = re.compile(
    rf"(?i)^(?:(?:please|compare|how|what|which|did|does|do|are|is|the|differences?|between|of|was|were|comparison)\s+)*"
    rf"(?P<one>[\w.'’+-]+(?:\s[\w.'’+-]+){{0,5}}?)['’]?s?(?:\s+{TALK})?\s+(?:and|vs\.?|versus|with|to|against)\s+(?:the\s+)?"
    rf"(?P<other>[\w.'’+-]+(?:\s[\w.'’+-]+){{0,5}}?)['’]?s?(?:\s+{TALK}s?)?(?=\s+(?:differ|both|each|say|said|compare|on|about|in|at|¶)|$)(?P<rest>.*)$"
)


def comparison(asked: Marked, known: Catalogue) -> Request | None:
    """Of two editions, of people, of the recaps of an edition, or of a subject over the years."""
    text, bare, editions, speakers = asked.text, asked.bare, asked.editions, asked.speakers
    over_time = bool(_OVER_TIME.search(text))
    compares = bool(
        _COMPARES.search(text) or (len(speakers) >= 2 and re.search(r"(?i)\b(?:each|both|respectively)\b", text)) or _OF_SEVERAL.match(text)
    )
    two = len(editions) >= 2 and text.count("¶") >= 2
    compares = compares or (
        two and bool(re.match(r"(?i)(?:which|did|do|does|had|has|have|was|were|is|are)\b.*\b(?:more|fewer|most|least)\b", text))
    )
    two = two or (compares and len(editions) >= 2)
    if not (
        compares or ((over_time or two) and re.match(r"(?i)(?:what|how\s+(?!many))\b", text)) or (over_time and len(text.split()) <= 6)
    ):
        return None
    rest = _COMPARES.sub(" ", _OVER_TIME.sub(" ", _COMPARE.sub(" ", bare)))
    recaps = re.search(rf"(?i)\b(?:recaps|posts|tellings|accounts|{WRITER}s)\b", rest)
    rest = re.sub(
        rf"(?i)\b(?:recaps|posts|tellings|accounts|both|two|between|more|fewer|most|least|than|its|say|said|says|think|thought|written|other|each)\b|{WRITER}",
        " ",
        rest,
    )
    if recaps and not two:
        return Request("compare", "recaps", editions, speakers) if is_plain(rest.replace("§", " ")) else None
    rest = re.sub(r"(?i)\bhow\s+(?:do|does|did)\s+(?:they|these|those|it)\b", " ", rest)
    rest = re.sub(rf"(?i)§['’]?s?|\b{TALK}e?s?\b|\b(?:speakers?|editions?|and|to|with|his|her|their|about|content)\b", " ", rest)
    if len(speakers) >= 2 or (speakers and (two or over_time or compares)):
        if is_plain(rest):
            return Request("compare", "speakers", editions, speakers)
        return Request("compare", "speakers", editions, speakers, subject=trimmed(rest)) if len(speakers) >= 2 and compares else None
    subject = trimmed(rest)
    if two or over_time:
        if not subject:
            return Request("compare", "editions", editions or known.editions)
        return Request("compare", "editions", editions or known.editions, subject=subject) if len(subject.split()) <= 5 else None
    return None


def two_talks(text: str, editions: tuple[Edition, ...], known: Catalogue) -> Request | None:
    """A comparison of two talks that are told apart by words of their titles or of how they open."""
    found = _TWO_TALKS.search(text) if _COMPARES.search(text) or re.search(r"(?i)\beach\b", text) else None
    if not found:
        return None
    scope = [session for edition in editions or known.editions for session in edition.sessions]
    one, other = (meant_by(found[side], scope, known) for side in ("one", "other"))
    if len(one) != 1 or len(other) != 1 or one == other:
        return None
    rest = trimmed(_COMPARES.sub(" ", re.sub(rf"(?i)¶|\b(?:both|each|their|his|her|say|said|{TALK}s?)\b", " ", found["rest"])))
    return Request("compare", "talks", editions, talks=(*one, *other), subject=rest or None)
