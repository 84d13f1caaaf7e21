"""Which day of a conference a talk was on, where its recap says so: in its title, by headings, or by how it goes on to the next day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.recap import Recap

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
#: A day of a conference as people write it: "day 2", "the second day", "the last day".
DAY = (
    r"(?:day[\s-]*(?P<number>one|two|three|four|five|[1-5])\b|(?P<order>first|second|third|fourth|fifth|opening|next|last|final|closing)"
    r"\s+(?:conference\s+)?day\b)"
)
_OF_RECAP = re.compile(rf"(?i)\b{DAY}")
#: A heading that begins with a day, or a line that is nothing else; and a paragraph that begins with one.
_MARK = r"(?:[#=*]{1,9}[ \t]{0,9}|h\d\.[ \t]{0,9}|<h\d[^>\n]{0,200}>)"
_HEADING = re.compile(rf"(?im)^(?P<mark>{_MARK})?(?:the\s+)?{DAY}(?(mark)|[^\w\n]{{0,20}}$)")
_SENTENCE = re.compile(rf"(?im)^(?:<p>)?(?:then\s+)?(?:on\s+)?(?:the\s+)?{DAY}")
#: A day of the week as people write it.
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
#: A heading that begins with one, "Day three, Wednesday" too; and a paragraph that begins with one.
_WEEKDAY_HEADING = re.compile(rf"(?im)^{_MARK}[^\w\n]{{0,20}}(?:{DAY}\W{{1,20}})?(?P<weekday>{WEEKDAY})\b")
_WEEKDAY_PARAGRAPH = re.compile(rf"(?im)(?:\A|\n[ \t]*\n)(?:<p>)?(?:then\s+)?(?:on\s+)?(?P<weekday>{WEEKDAY})\b(?!['’])")


def number_of(day: str, last: int | None = None) -> int | None:
    """The number of a day as people write it; of the last one `last`."""
    word = day.casefold()
    return _NUMBERS.get(word) or (int(word) if word.isdigit() else 1 if word == "opening" else last)


def days_of(recap: Recap) -> list[int | None]:
    """For each talk of a recap the day it was on, from 1; None where the recap does not say."""
    told = [found for found in map(_OF_RECAP.search, (recap.title, recap.file)) if found]
    if told and (number := number_of(told[0]["number"] or told[0]["order"])):
        return [number] * len(recap.talks)
    marks = _marks(recap.text, _HEADING) or _marks(recap.text, _SENTENCE)
    if max((day for _, day in marks), default=1) < 2:
        return [None] * len(recap.talks)
    return [next((day for at, day in reversed(marks) if at <= talk.start), 1 if marks[0][1] == 2 else None) for talk in recap.talks]


def weekdays_of(recap: Recap) -> list[str | None]:
    """For each talk of a recap the day of the week it was on, in small letters, as headings or paragraphs say; None where they do not."""
    for pattern in (_WEEKDAY_HEADING, _WEEKDAY_PARAGRAPH):
        marks = [(found.start(), found["weekday"].casefold()) for found in pattern.finditer(recap.text)]
        if len({weekday for _, weekday in marks}) > 1:
            return [next((weekday for at, weekday in reversed(marks) if at <= talk.start), None) for talk in recap.talks]
    return [None] * len(recap.talks)


def _marks(text: str, pattern: re.Pattern[str]) -> Sequence[tuple[int, int]]:
    """Where a day begins, and which; days that go back are none."""
    marks: list[tuple[int, int]] = []
    for found in pattern.finditer(text):
        last = marks[-1][1] if marks else 0
        day = number_of(found["number"] or found["order"], max(last, 1) + 1) or 0
        if day > last:
            marks.append((found.start(), day))
    return marks
