"""Quotes and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import Passage, Recap, Talk, plain


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and its source. `text` is cut from the recap: `file_text[start:end]`, marks and line ends included."""

    text: str
    recap: str  #: file name below the recaps folder
    start: int
    end: int
    lines: tuple[int, int]  #: first and last, from 1
    talk: str | None  #: its title, where the recap gives one
    speakers: tuple[str, ...]
    year: int | None
    title: str  #: of the recap
    author: str | None  #: of the recap
    link: str | None  #: where the recap was published
    sha256: str  #: of the file that was quoted

    @property
    def shown(self) -> str:
        """The quote as a reader sees it: without links, emphasis and line ends."""
        return plain(self.text)

    @property
    def source(self) -> str:
        """One line that says who is quoted from where."""
        who = ", ".join(self.speakers)
        where = f"{self.title} ({self.recap}, {_lines(self.lines)})"
        return " · ".join(part for part in (who, self.talk, where, self.author, str(self.year or "")) if part)


def cite(recap: Recap, passage: Passage, start: int, end: int) -> Citation:
    """Cut a quote out of a passage of a recap."""
    return cite_talk(recap, recap.talk_of(passage), start, end)


def cite_talk(recap: Recap, talk: Talk | None, start: int, end: int) -> Citation:
    """Cut a quote out of a talk of a recap, or out of a part that is no talk."""
    return Citation(
        text=recap.text[start:end],
        recap=recap.file,
        start=start,
        end=end,
        lines=recap.lines(start, end),
        talk=talk.title if talk else None,
        speakers=talk.speakers if talk else (),
        year=recap.edition,
        title=recap.title,
        author=recap.author,
        link=recap.link,
        sha256=recap.sha256,
    )


def _lines(lines: tuple[int, int]) -> str:
    return f"line {lines[0]}" if lines[0] == lines[1] else f"lines {lines[0]}–{lines[1]}"
