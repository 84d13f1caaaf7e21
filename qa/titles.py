"""The talks a question means: by a title, in full or in part or with slips of the pen, or by what only one opens with.

And what a question calls a talk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz, process

from corpus import Catalogue, Edition, Session
from corpus.catalogue import name_key
from embeddings.words import words

#: What a talk is called.
TALK = r"(?:talk|presentation|session|speech|keynote|lecture|lightning\s+talk)"
#: "The ManoMano talk", "the closing keynote": a talk by what its title says.
_PART_OF_TITLE = re.compile(
    r"(?i)\b(?:the|that)\s+(?!(?:best|first|last|next|same|whole|worst|most|least|favou?rite|shortest|longest)\b)"
    rf"(?=(?P<part>(?:[\w.'’+-]+\s+){{1,6}}?{TALK})\b)"
)
_TALK_ON = re.compile(
    rf"(?i)\b(?:the|that)\s+{TALK}\s+(?:on|about|with|called|titled|entitled)\s+(?:an?\s+|the\s+)?"
    r"(?P<part>[\w.'’+ -]{2,60}?)(?=\s+about$|$)"
)
_A_TALK_CALLED = re.compile(rf"(?i)\b(?:the\s+)?{TALK}\s+(?:(?:called|titled|entitled|on|about)\s+)?§|(?:\bthe\s+)?§\s+{TALK}\b")
#: Parts of a question that are looked up among the titles.
MOST_PARTS = 4
#: What may be a title with slips of the pen.
_GIVEN_AS_TITLE = re.compile(
    r"(?i)^(?:what\s+(?:was|is|were)|what\s+happened\s+(?:in|during|at))\s+(?:the\s+)?(?P<part>\w.{6,120}?)(?:\s+(?:all\s+)?about)?$"
    r"|[“\"](?P<quoted>[^”\"]{6,120})[”\"]"
)
#: Likeness, from 0 to 100, from which a title is meant.
NEAR_TITLE = 80
_TALK_STEMS = frozenset(words("talk presentation session speech lecture"))


def called(session: Session) -> str:
    """A talk as a question names it: by its speaker, or two; else by its title. Empty where it has neither."""
    if session.speakers and (len(session.speakers) <= 2 or not session.title):
        return f"{' and '.join(session.speakers)}'s talk"
    return f"“{session.title}”" if session.title else ""


@dataclass(frozen=True, slots=True)
class TalksMeant:
    """The talks that a question means."""

    talks: tuple[str, ...]  #: ids of sessions
    marked: str  #: the question with § in place of what names them
    position: int | None = None  #: the place by which they are meant, from 1; -1 for the last of their edition


def talks_in(text: str, known: Catalogue, editions: tuple[Edition, ...]) -> TalksMeant:
    """The talks that a question means; none where it names none.

    Where it holds a mark already, that of a speaker, only a title in full counts.
    """
    scope = [session for edition in editions or known.editions for session in edition.sessions]
    found = _by_title(text, scope, known)
    if not found and "§" not in text:
        found = _by_words(text, scope, known) or _by_likeness(text, scope, known)
    return found or TalksMeant((), text)


def _by_title(text: str, scope: Sequence[Session], known: Catalogue) -> TalksMeant | None:
    low = f" {name_key(text)} "
    for title in (title for key, title in known.titles if f" {key} " in low):
        meant = _ids(session for session in scope if session.title == title)
        pattern = r"\W+".join(map(re.escape, re.findall(r"\w+", title)))
        marked, times = re.subn(rf"(?i)[“\"'‘]?\b{pattern}\b[”\"'’)]*", "§", text)
        if meant and times:
            return TalksMeant(meant, _A_TALK_CALLED.sub("§", marked))
    return None


def _by_words(text: str, scope: Sequence[Session], known: Catalogue) -> TalksMeant | None:
    """By words that no other talk has in its title, or opens with."""
    for part in islice((*_PART_OF_TITLE.finditer(text), *_TALK_ON.finditer(text)), MOST_PARTS):
        meant = meant_by(part["part"], scope, known)
        if len(meant) == 1:
            return TalksMeant(meant, f"{text[: part.start()]}§{text[part.end('part') :]}")
    return None


def _by_likeness(text: str, scope: Sequence[Session], known: Catalogue) -> TalksMeant | None:
    """By a title with slips of the pen."""
    given = _GIVEN_AS_TITLE.search(text)
    if not given:
        return None
    part = "part" if given["part"] else "quoted"
    near = process.extractOne(name_key(given[part]), [key for key, _ in known.titles], scorer=fuzz.ratio, score_cutoff=NEAR_TITLE)
    meant = _ids(session for session in scope if session.title == known.titles[near[2]][1]) if near else ()
    return TalksMeant(meant, f"{text[: given.start(part)]}§{text[given.end(part) :]}") if meant else None


def meant_by(part: str, scope: Sequence[Session], known: Catalogue) -> tuple[str, ...]:
    """The sessions that some words can mean: those with them in their titles, else those that open with them."""
    stems = set(words(part)) - _TALK_STEMS
    if not stems:
        return ()
    titled = [session for session in scope if session.title and all(stem[:4] in name_key(session.title) for stem in stems)]
    said = [rf"\b{re.escape(word)}\b" for word in name_key(part).split() if stems.intersection(words(word))]
    return _ids(session for session in titled if stems <= set(words(session.title or ""))) or _ids(
        session for session in scope if all(re.search(word, known.opening_of(session)) for word in said)
    )


def _ids(sessions: Iterable[Session]) -> tuple[str, ...]:
    return tuple(session.id for session in sessions)
