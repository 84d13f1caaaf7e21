"""The talks a question means by their place in the order of an edition: "the opening keynote", "the third talk", "who spoke after Ada?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus import Catalogue, Edition, Session
from corpus.recap import TalkKind
from qa.titles import TALK, TalksMeant

#: The place of what comes last.
LAST = -1
_ORDER = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
#: A place in words: "third", "3rd", "last".
ORDINAL = rf"(?:{'|'.join(_ORDER)}|last|final|\d{{1,3}}(?:st|nd|rd|th))"
_SPEAKER = r"(?:speaker|presenter)"
_SHORT = r"(?:(?P<short>lightning|short)\s+)?"
#: "The opening keynote", "the third talk of 2015".
_PLACED = re.compile(
    rf"(?i)(?:\bthe\s+|^)(?:very\s+)?(?P<place>opening|closing|{ORDINAL})\s+{_SHORT}(?P<talk>{TALK}|{_SPEAKER})\b"
    r"(?!\s+§)(?:\s+(?:of|in|at|from)\s+¶)?"
)
#: "Who opened the conference?", "Which talk came last?", "Who was the third speaker of 2015?"
_AT = re.compile(
    rf"(?i)^(?:who|(?:which|what)\s+(?P<talk>{TALK}|{_SPEAKER}))\s+"
    r"(?:(?P<opened>opened|started|began|kicked\s+off)|(?P<closed>closed|ended|finished|concluded)"
    rf"|(?:(?:came|went|spoke|talked|was|is|were)\s+)(?:the\s+)?(?:very\s+)?(?P<place>opening|closing|{ORDINAL}))"
    rf"(?:\s+{_SHORT}{_SPEAKER})?(?:\s+(?:in|at|of))?(?:\s+(?:it|(?:the|this)\s+(?:day|conference|event|edition)))?(?:(?:\s+(?:in|at|of))?\s*¶)*$"
)
#: "Who spoke after Ada Lovelace?", "Which talk came before hers?"
_BESIDE = re.compile(
    rf"(?i)^(?:who|(?:which|what)\s+(?P<talk>{TALK}|{_SPEAKER}))\s+(?:(?:spoke|talked|presented|came|went|was|is)\s+)?(?:(?:right|directly|just|immediately)\s+)?"
    rf"(?:(?P<after>after|followed)|before|preceded)\s+(?:the\s+{TALK}\s+(?:by|of)\s+)?§(?:['’]?s?(?:\s+{TALK})?)?(?:(?:\s+(?:in|at|of))?\s*¶)*$"
)
#: "Who spoke between Ada Lovelace and Charles Babbage?"
_BETWEEN = re.compile(
    rf"(?i)^(?:who|(?:which|what)\s+(?P<talk>{TALK}|{_SPEAKER})s?)\s+(?:spoke|talked|presented|came|went|was|were|is)\s+between\s+"
    rf"§(?:['’]?s?(?:\s+{TALK})?)?\s+and\s+§(?:['’]?s?(?:\s+{TALK})?)?(?:(?:\s+(?:in|at|of))?\s*¶)*$"
)


def placed(text: str, editions: Sequence[Edition], speakers: Sequence[str], known: Catalogue) -> TalksMeant | None:
    """The talks of some editions that a question means by their place, one of each; None where it means none so.

    § and ¶ stand in it for the speakers and the editions that it names.
    """
    if beside := _BESIDE.match(text):
        return _found(_neighbours(editions, speakers, 1 if beside["after"] else -1), _asking(beside["talk"]), None)
    if between := _BETWEEN.match(text):
        return _found(_between(editions, speakers), _asking(between["talk"]), None)
    at = _AT.match(text)
    found = at or (_PLACED.search(text) if "§" not in text else None)
    if not found:
        return None
    said = found.groupdict()
    place = 1 if said.get("opened") else LAST if said.get("closed") else place_of(said["place"])
    kind = kind_called(said["talk"] or "", short=bool(said["short"]))
    sessions = [session for edition in editions if (session := _at_place(place, edition.sessions, kind, known))]
    return _found(sessions, _asking(said["talk"]) if at else f"{text[: found.start()]}§{text[found.end() :]}", place)


def kind_called(noun: str, *, short: bool = False) -> TalkKind | None:
    """The kind of talk that a noun says, "keynotes" or "lightning talk"; None for one that says any."""
    if short or re.match(r"(?i)lightning", noun):
        return "lightning talk"
    return "keynote" if re.match(r"(?i)keynote", noun) else None


def place_of(word: str) -> int:
    """The number of a place, from 1, or LAST."""
    low = word.casefold()
    if low in ("last", "closing", "final"):
        return LAST
    return 1 if low == "opening" else _ORDER.index(low) + 1 if low in _ORDER else int(re.sub(r"\D", "", low))


def _asking(noun: str | None) -> str:
    return "list §" if re.match(TALK, noun or "", re.IGNORECASE) else "who gave §"


def _found(sessions: Sequence[Session], marked: str, place: int | None) -> TalksMeant | None:
    return TalksMeant(tuple(session.id for session in sessions), marked, place) if sessions else None


def _neighbours(editions: Sequence[Edition], speakers: Sequence[str], step: int) -> list[Session]:
    """The sessions right after, or with -1 right before, those of some speakers."""

    def beside() -> Iterator[Session]:
        for edition in editions:
            for at, session in enumerate(edition.sessions):
                if set(session.speakers) & set(speakers) and 0 <= at + step < len(edition.sessions):
                    yield edition.sessions[at + step]

    return list(beside())


def _between(editions: Sequence[Edition], speakers: Sequence[str]) -> list[Session]:
    """The sessions after that of one of two speakers and before that of the other, in the editions where both spoke."""
    found: list[Session] = []
    for edition in editions:
        places = [[at for at, session in enumerate(edition.sessions) if name in session.speakers] for name in speakers]
        if len(places) == 2 and all(places):
            first, last = sorted((places[0][0], places[1][0]))
            found += edition.sessions[first + 1 : last]
    return found


def _at_place(place: int, sessions: Sequence[Session], kind: TalkKind | None, known: Catalogue) -> Session | None:
    """The session of a kind at a place; a first or last keynote only where it opened or closed them all, or the recap says that it did."""
    of_kind = [session for session in sessions if kind in (None, session.kind)]
    at = place - 1 if place > 0 else len(of_kind) - 1
    if not 0 <= at < len(of_kind):
        return None
    if kind != "keynote" or place not in (1, LAST):
        return of_kind[at]
    full = [session for session in sessions if session.kind != "lightning talk"]
    said = (
        r"\b(?:first|open(?:ed|ing)?|start(?:ed|ing)?|kick(?:ed|ing)?|began)\b"
        if place == 1
        else r"\b(?:last|final|clos(?:ed?|ing)|ended|ending)\b"
    )
    return of_kind[at] if full[at if place == 1 else LAST] is of_kind[at] or re.search(said, known.opening_of(of_kind[at])) else None
