"""What sets a list apart, in the words of its heading."""

from __future__ import annotations

from qa.request import LAST_DAY, Request
from qa.rows import ListingKind


def kind_of(request: Request) -> ListingKind:
    """Of a request for a list or a count, which of both."""
    return "count" if request.kind == "count" else "list"


def of_day(request: Request) -> str:
    """The day that a list is limited to, in words."""
    if isinstance(request.day, str):
        return f" on {request.day.capitalize()}"
    return "" if not request.day else " on the last day" if request.day == LAST_DAY else f" on day {request.day}"


def of_talks(request: Request, many: int) -> str:
    """What sets the talks of a list apart, in words."""
    names = "does not name" if request.lacks and many == 1 else "do not name" if request.lacks else "names" if many == 1 else "name"
    named = f" {'about' if request.about else f'that {names}'} “{request.subject}”" if request.subject else ""
    named += f" and naming “{request.also}”" if request.also else ""
    who = f"speakers from {request.affiliation}" if request.affiliation else " or ".join(request.speakers) if not request.subject else ""
    return named + (f" by {who}" if who else "") + besides(request)


def besides(request: Request) -> str:
    """The speakers that a list leaves out, in words."""
    return f", besides {' and '.join(request.besides)}" if request.besides else ""


def of_speakers(request: Request) -> str:
    """What sets the speakers of a list apart, in words."""
    works = f" from {request.affiliation}" if request.affiliation else ""
    if request.subject:
        also = f" and names “{request.also}”" if request.also else ""
        return f"{works} whose talk {'is about' if request.about else 'names'} “{request.subject}”{also}{besides(request)}"
    if request.elsewhere:
        return f"{works} who spoke at an earlier edition too" if request.elsewhere == "before" else f"{works} of no other edition"
    return (" of more than one talk" if request.repeated else works) + besides(request)
