"""Answers and quotes as Markdown, for notebooks and for pasting into notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.citation import Citation

if TYPE_CHECKING:
    from qa.answer import Answer

#: What would be read as a mark, a tag, a link or the cell of a table.
_MARKS = re.compile(r"([\\`*_{}\[\]<>|~#!$&])")


def answer_markdown(answer: Answer) -> str:
    """An answer: its quotes with their sources, a list as a table whose rows name their quotes, a refusal with its reason.

    Answers to several questions stand below each other, each with its question.
    """
    if answer.answers:
        return "\n\n".join(f"**{_escaped(one.understood_as)}**\n\n{answer_markdown(one)}" for one in answer.answers)
    if answer.refused:
        closest = "".join(f"\n\n{quote_markdown(quote)}" for quote in answer.nearest)
        return f"**{answer.heading}** {_escaped(answer.text)}" + (f"\n\nClosest, though no answer:{closest}" if closest else "")
    if not answer.rows:
        return "\n\n".join(quote_markdown(quote) for quote in answer.quotes)
    numbers = {quote: number for number, quote in enumerate(answer.quotes, 1)}
    rule = "| --- " * (len(answer.columns) + 1) + "|"
    lines = [_escaped(answer.text.splitlines()[0]), "", _row([*answer.columns, "quotes"]), rule]
    lines += [_row([*row.cells, ", ".join(str(numbers[quote]) for quote in row.quotes)]) for row in answer.rows]
    told = "\n\n".join(quote_markdown(quote, number) for quote, number in numbers.items())
    return "\n".join(lines) + (f"\n\n{told}" if told else "")


def quote_markdown(quote: Citation, number: int | None = None) -> str:
    """A quote with its source, linked to where the recap was published."""
    source = _escaped(quote.source)
    if quote.link and re.fullmatch(r"https?://[^\s()<>]+", quote.link):
        source = f"[{source}]({quote.link})"
    return f"> {_escaped(quote.shown)}\n>\n> — {f'{number}. ' if number else ''}{source}"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(map(_escaped, cells))} |"


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
