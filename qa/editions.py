"""The editions a question names: by event and year, by year, by event, by order, by a span of years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus import Catalogue, Edition
from corpus.catalogue import CONFERENCE_NAME

#: The year of an edition.
YEAR = r"(?:19[89]\d|20\d\d)"
_BEFORE = re.compile(r"\b([^\W\d_][\w.+-]*[^\W\d_])\s+$")
#: Characters. No event's name is longer.
LONGEST_NAME = 80
#: Of two questions, one asks what changed from one edition to another; the years of the other are a span.
_CHANGES = re.compile(r"(?i)\b(?:chang|differ|compar|evol|contrast)")
_FIRST = ("first", "earliest", "oldest")


@dataclass(frozen=True, slots=True)
class EditionMention:
    """Editions that a part of a question names, with the words that lead to them; none where no recap tells of such an edition."""

    start: int
    end: int
    editions: tuple[Edition, ...]
    stated: str  #: as a further question can name them: "PyCon 2015", "2015", "PyCon"
    span: bool  #: a span of years, which an ordinary question may name for another reason


def editions_in(question: str, known: Catalogue) -> list[EditionMention]:
    """The editions a question names, in order. An event without a year means all of its editions; one that all are of, none."""
    asked = dict.fromkeys(re.findall(r"\w+", question.casefold()))
    names = {name: editions for word in asked for name, editions in known.events.get(word, ())}
    if not names and not re.search(rf"{YEAR}|(?i:edition|conference|year)", question):
        return []
    mentions = []
    for found in _pattern(tuple(sorted(names, key=lambda name: (-len(name), name))), bool(_CHANGES.search(question))).finditer(question):
        given = {name: value for name, value in found.groupdict().items() if value}
        event = given.get("event") or given.get("later_event") or given.get("alone")
        mine = names[_key(event)] if event else known.editions
        year = given.get("year")
        span = not year and not event and "order" not in given
        if span:
            first = int(given["after"]) + 1 if "after" in given else int(given.get("since") or given.get("begin") or 0)
            last = int(given["before"]) - 1 if "before" in given else int(given.get("until") or given.get("last") or 9999)
            mine = tuple(edition for edition in mine if edition.year and first <= edition.year <= last)
        elif year:
            mine = tuple(edition for edition in mine if edition.year == int(year))
            other = None if event else _BEFORE.search(question, max(0, found.start("year") - LONGEST_NAME), found.start("year"))
            if other and CONFERENCE_NAME.search(other[1]):
                event, mine = other[1], ()  # of a conference that no recap tells of
        elif "order" in given:
            years = sorted(edition.year for edition in mine if edition.year)
            at = 0 if given["order"].casefold() in _FIRST else -1
            mine = tuple(edition for edition in mine if edition.year == years[at]) if years else ()
        elif len(mine) == len(known.editions):
            mine = ()  # no limit
        stated = " ".join(part for part in (event, year) if part) if year or "order" not in given else mine[0].name if mine else ""
        if not mine and year and event and re.search(rf"(?i){re.escape(event)}\s+(?:in|of|from)\s", found[0]):
            stated = year  # "Where was PyCon in 2014?": the recap of another year may say
        mentions.append(EditionMention(found.start(), found.end(), mine, stated or found[0].strip(), span))
    return _of_one_event(mentions)


def _of_one_event(mentions: list[EditionMention]) -> list[EditionMention]:
    """The mentions, a year that stands apart taken for one of the only event that is named: "Was PyCon bigger in 2015 or in 2014?"."""
    alone = [mention for mention in mentions if mention.editions and not mention.span and not re.search(YEAR, mention.stated)]
    if len(alone) != 1:
        return mentions
    event = alone[0].editions
    years = {
        mention.stated: [edition for edition in event if edition in mention.editions]
        for mention in mentions
        if re.fullmatch(YEAR, mention.stated)
    }
    kept = tuple(edition for editions in years.values() for edition in editions)
    return [
        replace(mention, editions=tuple(years.get(mention.stated, kept if mention is alone[0] else mention.editions))) if kept else mention
        for mention in mentions
    ]


def masked(question: str, mentions: Iterable[EditionMention]) -> str:
    """A question with a mark in place of each edition that the recaps tell of; an event that sets no limit is left out."""
    for mention in sorted(mentions, key=lambda mention: -mention.start):
        if mention.editions or not re.search(YEAR, question[mention.start : mention.end]):
            question = f"{question[: mention.start]} {'¶' if mention.editions else ''} {question[mention.end :]}"
    return " ".join(question.split())


def without_editions(question: str, mentions: Sequence[EditionMention]) -> str:
    """A question without the editions it names, in order."""
    for mention in reversed(mentions):
        question = question[: mention.start] + question[mention.end :]
    return question


def strange_editions(question: str, known: Catalogue) -> list[str]:
    """Editions that a question names and no recap tells of. A name before a year that is no event's may be a product's or a month."""
    strange = []
    for mention in editions_in(question, known):
        if not mention.editions and not mention.span:
            said = question[mention.start : mention.end].strip()
            strange += re.findall(rf"\b{YEAR}\s+edition\b", said) or (
                [mention.stated] if re.search(rf"\S\s+{YEAR}", mention.stated) else []
            )
    return strange


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


@lru_cache(maxsize=256)
def _pattern(events: tuple[str, ...], changes: bool) -> re.Pattern[str]:
    """Finds a mention of an edition; spans of years only where it is not asked what changed between two of them."""
    named = "|".join(r"\s+".join(map(re.escape, event.split())) for event in events) or "(?!)"
    lead = r"(?:\b(?:at|in|of|for|from|during|on)\s+)?(?:\b(?:the|an?)\s+)?"
    noun = r"(?:\b(?:edition|year|conference|event)\s+(?:(?:of|in)\s+)?)?"
    tail = r"(?:['’]s?(?!\w))?(?:\s+(?:editions?|conferences?|events?)\b)?"
    order = r"(?P<order>first|earliest|oldest|last|latest|newest|most\s+recent)\s+(?:edition|conference|year)\b"
    spans = (
        rf"\b(?:from|between)\s+(?P<begin>{YEAR})\s*(?:to|and|until|till|through|[-–])\s*(?P<last>{YEAR})\b"
        rf"|\b(?:after|later\s+than)\s+(?P<after>{YEAR})\b|\bsince\s+(?P<since>{YEAR})\b"
        rf"|\b(?:before|earlier\s+than|prior\s+to)\s+(?P<before>{YEAR})\b|\b(?:until|up\s+to)\s+(?P<until>{YEAR})\b|"
    )
    return re.compile(
        ("" if changes else spans)
        + rf"{lead}(?:(?<!\w)(?P<event>{named})(?!\w)\s*,?\s*)?{noun}(?:\b(?:in|of|from)\s+)?(?:\b(?P<year>{YEAR})\b|\b{order})"
        rf"(?:\s+(?:of\s+)?(?P<later_event>{named})(?!\w))?{tail}"
        rf"|{lead}{noun}(?<!\w)(?P<alone>{named})(?!\w){tail}",
        re.IGNORECASE,
    )


def with_edition(question: str, known: Catalogue, *editions: str) -> str:
    """A question asked of other editions, as `EditionMention.stated` names them."""
    stated = " and ".join(editions)
    named = editions_in(question, known)
    if not named:
        return f"{question.rstrip(' ?!.')} in {stated}?"
    first, *others = named
    event = re.sub(YEAR, "", first.stated).strip()
    if event and re.fullmatch(YEAR, stated):
        stated = f"{event} {stated}"  # another year of the same event
    rest = without_editions(question[first.end :], [replace(one, start=one.start - first.end, end=one.end - first.end) for one in others])
    lead = re.match(r"(?i)(?:at|in|of|for|from|during|on)\b", question[first.start :])
    return " ".join(f"{question[: first.start]} {lead[0] if lead else 'in'} {stated}{'' if rest[:1] in '?!.' else ' '}{rest}".split())
