"""What can be asked of the catalogue."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY, dataclass, field
from typing import Literal

from corpus import Edition
from corpus.recap import TalkKind
from qa.opinion import Sort

RequestKind = Literal["list", "count", "compare", "summary", "opinion"]
Order = Literal["newest", "oldest", "longest", "shortest"]
Thing = Literal["talks", "speakers", "editions", "recaps", "companies"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the catalogue. Empty tuples and None set no limit."""

    kind: RequestKind
    thing: Thing = "talks"
    editions: tuple[Edition, ...] = ()
    speakers: tuple[str, ...] = ()  #: names as the catalogue has them
    _: KW_ONLY
    talk_kind: TalkKind | None = None
    subject: str | None = None  #: words that a talk's telling holds
    about: bool = False  #: whether the subject must be more to a talk than a word in passing
    lacks: bool = False  #: whether those that do not name the subject are meant
    talks: tuple[str, ...] = ()  #: ids of the sessions that are meant by a title, or by what only they open with
    also: str | None = None  #: words that the telling of a talk about the subject holds too
    affiliation: str | None = None
    position: int | None = None  #: the place in an edition by which talks are meant, from 1; -1 for the last
    repeated: bool = (
        False  #: speakers of more than one talk, of several editions of one at least in each; companies of more than one speaker
    )
    elsewhere: Literal["before", "never"] | None = None  #: speakers of an earlier edition too, or of no other
    ranked: Literal["most", "fewest"] | None = None  #: editions or speakers by their talks
    order: Order | None = None  #: of recaps
    counting: Thing | None = None  #: what editions are ranked or told by: talks, speakers or recaps
    regular: bool = False  #: whether lightning talks are left out
    shared: bool = False  #: talks of several speakers
    besides: tuple[str, ...] = ()  #: speakers whose talks are left out
    longer: bool = False  #: a summary of more than the sentences that say most
    at_large: bool = False  #: whether the subject is looked for outside the talks alone
    of_talks: bool = False  #: whether only judgements of talks are asked for
    judged: Sort | None = None  #: the judgements that are asked for; None for any
    recaps: tuple[str, ...] = ()  #: files of the recaps whose writer is meant by name
    described: bool = False  #: whether the subject says what is told of the talks, and names nothing
    asked: str = field(default="", compare=False)  #: the question itself
    day: int | str | None = None  #: of an edition, from 1, or LAST_DAY for its last; or of the week


#: The last day of an edition, whichever that is.
LAST_DAY = -1


@dataclass(frozen=True, slots=True)
class Marked:
    """A question with marks in place of what it names: § for a speaker or a talk, ¶ for an edition."""

    text: str
    bare: str  #: the same without the editions and what leads to them
    editions: tuple[Edition, ...]
    speakers: tuple[str, ...]
    talks: tuple[str, ...]  #: ids of sessions
    position: int | None  #: the place by which these are meant
    recaps: tuple[str, ...]  #: files of the recaps whose writer is named


def subjects_of(subject: str) -> list[str]:
    """What a subject names one by one: "Docker, Kafka and Erlang"."""
    return [part for part in re.split(r"(?i)\s*,\s*(?:and\s+)?|\s+and\s+", subject) if part]
