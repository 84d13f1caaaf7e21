"""Whether a quote still stands where a citation says, after its recap was edited, renamed or deleted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus import SourceError, list_sources, read_source
from qa.citation import Citation

State = Literal["exact", "moved", "stale"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a quote stands now. Without a place where it stands nowhere."""

    state: State
    recap: str | None  #: file name below the recaps folder
    start: int | None
    end: int | None

    def __str__(self) -> str:
        return f"{self.state}: {self.recap} from {self.start} to {self.end}" if self.recap else self.state


def verify(citation: Citation, recaps: str | Path) -> Verdict:
    """Look a quote up in a folder of recaps, as its files are now.

    *exact*: it stands where the citation says. *moved*: its very words stand elsewhere: in the same file, the place nearest to the old
    one, else in another file. *stale*: they stand nowhere. Raises SourceError where the folder is missing.
    """
    recaps = Path(recaps).expanduser()
    names, _ = list_sources(recaps)
    text = _text(recaps, citation.recap) if citation.recap in names else None
    if text is not None and text[citation.start : citation.end] == citation.text:
        return Verdict("exact", citation.recap, citation.start, citation.end)
    for name in [citation.recap, *names]:
        text = _text(recaps, name) if name in names else None
        places = [] if text is None else _places(text, citation.text)
        if places:
            start = min(places, key=lambda place: abs(place - citation.start))
            return Verdict("moved", name, start, start + len(citation.text))
    return Verdict("stale", None, None, None)


def _text(recaps: Path, name: str) -> str | None:
    try:
        return read_source(recaps, name).text
    except SourceError:
        return None


def _places(text: str, quote: str) -> list[int]:
    """Where a quote begins in a text."""
    places, at = [], text.find(quote) if quote else -1
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    return places
