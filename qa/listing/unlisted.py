"""Why the catalogue has nothing to list, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import Catalogue, Edition, Session
from corpus.recap import TalkKind
from qa.request import Request, subjects_of

#: Words of a subject that a talk on it must say; a longer one may be told in other words.
FEW_WORDS = (1, 2)
#: "What are lightning talks?" may ask what they are.
_DEFINED = re.compile(r"(?i)what\s+(?:is|are)\b")


def why_nothing(request: Request, known: Catalogue) -> str | None:
    """Why no row answers a request; None where the recaps may still say it in their sentences."""
    editions = request.editions or known.editions
    named = " and ".join(edition.name for edition in request.editions)
    of_them = f" of {named}" if named else ""
    if request.day:
        told = any(session.day or session.weekday for edition in editions for session in edition.sessions)
        return f"The recaps{of_them} " + (
            "tell of no talk that is asked for of that day." if told else "do not say which talk was on which day."
        )
    spoke = [edition.name for edition in known.editions if any(_by(request, session) for session in edition.sessions)]
    if spoke and named and request.thing == "talks" and not any(edition.name in spoke for edition in request.editions):
        return f"No talk by {' or '.join(request.speakers)} is told of in {named}, but in {', '.join(spoke)}."
    if request.kind == "compare" and request.thing == "recaps":
        return f"No talk{of_them} is told by more than one of these recaps."
    if request.kind not in ("list", "count"):
        return None
    if request.thing == "companies" and not (request.repeated or request.subject or request.speakers):
        return f"The recaps{of_them} do not say whom a speaker works for."
    if request.thing == "companies" and request.subject and not (request.repeated or request.speakers):
        return f"The recaps{of_them} name no company of those who spoke about “{request.subject}”."
    if request.repeated and request.thing == "companies":
        return f"The recaps{of_them} introduce no two speakers as from one company."
    if request.repeated and not request.subject:
        return f"The recaps{of_them} tell of nobody who gave more than one talk."
    if request.elsewhere and not request.subject:
        return f"The recaps tell of nobody{of_them} who spoke at {'an earlier' if request.elsewhere == 'before' else 'no other'} edition."
    if not request.subject and (request.talk_kind or request.shared) and not _DEFINED.match(request.asked):
        if request.talk_kind and _is_spoken_of(request.talk_kind, editions):
            return None
        kind = (request.talk_kind or "talk") + " of several speakers" * request.shared
        return f"The recaps{of_them} tell of no {kind} that is asked for."
    if request.talks and request.thing == "speakers":
        label = next(session.label for session in known.sessions if session.id in request.talks)
        return f"The recaps tell of “{label}”, but who gave it was not found in them."
    if request.besides and request.subject:
        return f"No other talk in the recaps{of_them} names “{request.subject}”."
    if request.lacks:
        return f"Every talk in the recaps{of_them} names “{request.subject}”."
    if named and not request.described and len((request.subject or "").split()) in FEW_WORDS:
        return f"No talk in the recaps of {named} names “{request.subject}”."
    several = [f"“{subject}”" for subject in subjects_of(request.subject or "")]
    if len(several) > 1 and _asks_for_names_alone(request):
        each = f"{'both' if len(several) == 2 else 'all of'} {', '.join(several[:-1])} and {several[-1]}"
        return f"No talk in the recaps{of_them} names {each}."
    return None


def _is_spoken_of(kind: TalkKind, editions: Sequence[Edition]) -> bool:
    """Whether recaps speak of talks of a kind, and tell none apart."""
    told_apart = any(session.kind == kind for edition in editions for session in edition.sessions)
    return not told_apart and any(kind in recap.text.casefold() for edition in editions for recap in edition.recaps)


def _by(request: Request, session: Session) -> bool:
    return bool(set(session.speakers) & set(request.speakers))


def _asks_for_names_alone(request: Request) -> bool:
    """Whether a list or count is limited by what talks name, and by nothing else but their edition."""
    return not any((request.about, request.described, request.also, request.speakers, request.talk_kind, request.affiliation, request.day))
