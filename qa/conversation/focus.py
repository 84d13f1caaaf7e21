"""What a conversation is about, and what is known of a question that is read with those before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus import Catalogue
from embeddings.words import words
from qa.conversation.lists import RowNames
from qa.conversation.wording import BARE
from qa.editions import editions_in, without_editions
from qa.people import people_in
from qa.question import years_in
from qa.request import read_request

Part = Literal["speaker", "edition", "subject"]


@dataclass(frozen=True, slots=True)
class Focus:
    """What a conversation is about. Empty where that is not known."""

    speakers: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()  #: as questions name them: "2015", "PyCon 2015"
    subject: str | None = None

    def parts(self) -> tuple[tuple[Part, str], ...]:
        """The focus as the page shows it: what kind of part, and what."""
        parts: list[tuple[Part, str]] = [("speaker", name) for name in self.speakers]
        parts += [("edition", edition) for edition in self.editions]
        return tuple(parts + ([("subject", self.subject)] if self.subject else []))


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone, and the focus it leaves."""

    question: str
    focus: Focus
    follows: bool  #: whether it needed what was asked before
    lost: bool = False  #: whether it needs something and nothing was there
    base: str = ""  #: the question that a further follow-up is read with, where that is not `question`
    listed: tuple[str, ...] = ()  #: questions for lists whose rows "the second one" and "them" can mean, the newest first
    after: tuple[str, ...] = ()  #: the questions before, as ones that stand alone, the newest first
    pointed: str = ""  #: this question in full, where it points at a row
    pointed_in: str = ""  #: the question for the list of that row
    talk_of: tuple[str, ...] = ()  #: the speakers of the talk that alone is asked: the question says nothing of what else it could be of

    @property
    def stated(self) -> str:
        """The question that a further follow-up is read with."""
        return self.base or self.question


#: The speakers of the talk that answers a question; nobody where none or several do.
AnsweredBy = Callable[[Understood], tuple[str, ...]]
#: What the rows of the list are called that a question asks for.
RowsOf = Callable[[str], Sequence[RowNames]]


def focus_of(question: str, known: Catalogue) -> Focus:
    """What a question that stands alone is about."""
    mentions = people_in(question, known)
    request = read_request(question, known)
    subject = request.subject if request else _subject(question, known)
    editions = tuple(mention.stated for mention in editions_in(question, known) if mention.editions)
    if request and request.talks and not mentions:
        meant = [session for session in known.sessions if session.id in request.talks]
        names = {name for session in meant for name in session.speakers}
        return Focus(tuple(sorted(names)), editions, subject or (None if names or len(meant) > 1 else meant[0].title))
    one = [mention for mention in mentions if len(mention.names) == 1]
    shared = {mention.names[0] for mention in one if any(len(other.names) > 1 for other in people_in(mention.names[0], known))}
    said = [question[mention.start : mention.end] if mention.names[0] in shared else mention.names[0] for mention in one]
    return Focus(tuple(dict.fromkeys(said)), editions, subject)


def _subject(question: str, known: Catalogue) -> str | None:
    """The product or thing that an ordinary question names with a capital, as its object or alone: "What is Borg?", "the Raft protocol"."""
    alone = re.fullmatch(
        r"(?i)(?!(?:any|some|since|until|how|wh\w+)\b)(?:the\s+)?([a-z][\w'’-]*(?:\s+[a-z][\w'’-]*)?)\W*", question.strip()
    )
    if alone and words(alone[1]) and not (people_in(question, known) or editions_in(question, known) or BARE.match(question)):
        return alone[1]
    masked = question
    for mention in reversed(people_in(question, known)):
        masked = masked[: mention.start] + "," + masked[mention.end :]
    found = re.search(r"(?i)^what\s+(?:is|are|was|were)\s+(?:an?\s+|the\s+)?([\w-]+(?:\s+[\w-]+){0,2})\W*$", masked)
    if found:
        return found[1]
    editions = [mention for mention in editions_in(question, known) if mention.editions]
    event = next((mention.stated for mention in editions if re.match(r"[^\W\d]", mention.stated) and years_in(mention.stated)), None)
    if event and len(words(question)) <= 3:
        return event  # "When was PyCon 2015?"
    masked = without_editions(masked, editions) if masked == question else masked
    capital = re.findall(r"(?<=\s)[A-Z][\w+#.-]*\w(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w+#.-]*\w)*", masked)
    events = {edition.event for edition in known.editions}
    return next((name for name in capital if name not in events), None)
