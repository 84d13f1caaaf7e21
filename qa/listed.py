"""Follow-ups on a list: its rows by number, all of them, or those that something more is true of; each as a question that stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Catalogue, Session
from embeddings.words import words
from qa.editions import editions_in, with_edition, without_editions
from qa.people import people_in
from qa.request import Request, read_request
from qa.rows import ALSO_SPELLED, Listing
from qa.titles import TALK


@dataclass(frozen=True, slots=True)
class RowNames:
    """What a row of a list is called in a question. Empty where it cannot be named."""

    talk: str  #: "Ada Lovelace's talk", or what else it lists
    title: str  #: of the talk, in quotes; as `talk` where it has none
    speakers: str  #: "Ada Lovelace and Charles Babbage"


_ORDER = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_SPEAKER = r"(?:speaker|presenter|person)"
#: "The second one", "the 3rd talk", "the last": with an article or a noun, before what can follow a noun.
_ROW = re.compile(
    rf"(?i)(?<![\w-])(?:(?P<the>the)\s+)?(?:(?P<word>{'|'.join(_ORDER)}|last|final)|(?P<nth>\d{{1,2}})(?:st|nd|rd|th))"
    rf"(?:\s+(?:(?P<speaker>{_SPEAKER})|(?P<one>one|row|{TALK})))?(?:\s+(?:of|in|on|from)\s+(?:them|these|those|(?:the|that|this|your)\s+list))?"
    r"(?=(?P<own>['’]s\s)|\W*$|\s+(?P<says>say|says|said|speak|speaks|spoke|think|explain|explained|show|showed|present|presented|recommend|work|works|mean|argue)\b"
    r"|\s+(?:about|and|with|or|is|was|at|deal|cover|mention|talk|get|have|like)\b)"
)
#: What asks for somebody.
_WHO = re.compile(r"(?i)^(?:and\s+)?(?:who|whose|by\s+whom)\b")
#: "Who was the first speaker?" is asked of an edition, not of a list.
_IS_FIRST = re.compile(rf"(?i)^(?:who|which|what)\s+(?:is|was|were|are)\s+(?:the\s+)?(?:first|last|final)\s+(?:{_SPEAKER}|{TALK})\W*$")
_COMPARE = re.compile(r"(?i)^(?:compare|contrast)\b")
#: "Which of them …?", "How many were there?", "List them" and "Who gave them?" after a list.
_SOME_OF = re.compile(
    r"(?i)^(?P<head>which|how\s+many|who|what|(?:list|name|show\s+me)\s+(?:the\s+)?ones?)(?:\s+ones?)?\s+(?:of|among)\s+(?:them|these|those)\s+(?P<rest>.+)$"
)
_HOW_MANY = re.compile(r"(?i)^how\s+many(?:\s+(?:of\s+them|were|are|is|was|there|they|these|those|that|in\s+(?:all|total)))*\W*$")
_LIST_THEM = re.compile(
    r"(?i)^(?:(?:please|can\s+you|could\s+you)\s+)*(?:(?:list|name|show|enumerate|give)(?:\s+(?:me|us))?\s+(?:all\s+(?:of\s+)?)?(?:them|these|those)(?:\s+all)?"
    r"|(?:which|what|who)\s+(?:are|were)\s+(?:they|these|those)|which(?:\s+ones)?)(?:\s+please)?\W*$"
)
_WHO_GAVE_THEM = re.compile(r"(?i)^(?:who|by\s+whom)(?:\s+(?:gave|held|did|presented|made|delivered)\s+(?:them|these|those))?\W*$")
_ABOUT = re.compile(r"(?i)^\W*(?:(?:and|what\s+about|how\s+about)\b\s*)+")
#: "… mention Kafka", "… are about Kafka": one thing more that the talks of a list are to name.
_NAMING = re.compile(
    r"(?i)^(?:also\s+|(?:were|are)\s+(?:also\s+)?|talk(?:s|ed)?\s+|sp(?:eak|eaks|oke)\s+)?"
    r"(?:about|on|of|mention(?:s|ed|ing)?|nam(?:e|es|ed|ing)|cover(?:s|ed|ing)?|discuss(?:es|ed|ing)?|deal(?:s|t|ing)?\s+with|use[sd]?|using)\s+(?P<subject>\S+(?:\s+\S+){0,3})$"
)
#: "… are from Google", "… work at Google".
_WORKING = re.compile(r"(?i)^(?:(?:are|were|is|was)\s+from|work(?:s|ed)?\s+(?:at|for)|from)\s+(?P<company>\S+(?:\s+\S+){0,2})$")


def names_of(listing: Listing, known: Catalogue) -> tuple[RowNames, ...]:
    """What the rows of a list of talks, speakers, editions or companies are called; () for any other."""
    match listing.columns[:1]:
        case ("Speaker",):
            names = [row.cells[0].split(ALSO_SPELLED)[0] for row in listing.rows]
            return tuple(RowNames(f"{name}'s talk", f"{name}'s talk", name) for name in names)
        case ("Edition",) | ("Company",):
            return tuple(RowNames(row.cells[0], row.cells[0], "") for row in listing.rows)
        case ("Talk",):
            sessions = [known.session_at(row.quotes[0].recap, row.quotes[0].start) for row in listing.rows]
            return tuple(_names_of_talk(session, known) for session in sessions if session)
        case _:
            return ()


def _names_of_talk(session: Session, known: Catalogue) -> RowNames:
    title = f"“{session.title}”" if session.title else ""
    if not session.speakers:
        return RowNames(title, title, "")
    who = " and ".join(session.speakers)
    others = [other for other in known.sessions if other is not session and set(other.speakers) & set(session.speakers)]
    if not others:
        return RowNames(f"{who}'s talk", title or f"{who}'s talk", who)
    talk = title or f"{who}'s talk" + (f" in {session.edition}" if session.edition else "")
    return RowNames(talk, talk, who)


def points_at_row(question: str, known: Catalogue) -> bool:
    """Whether a question can mean a row of the list before it: "and the third?", "What was the last one about?"."""
    if not _pointer(question) or _IS_FIRST.match(question) or editions_in(question, known):
        return False
    return bool(_COMPARE.match(question)) or not people_in(question, known)


def _pointer(question: str, begin: int = 0) -> re.Match[str] | None:
    for found in _ROW.finditer(question, begin):
        if found["the"] or found["nth"] or found["one"] or found["speaker"] or _says_nothing(question[: found.start()]):
            return found
    return None


def _says_nothing(rest: str) -> bool:
    return not re.search(r"\w", _ABOUT.sub("", rest))


def in_full(question: str, like: str) -> str:
    """A question that does nothing but point, "and the third?", asked in the way of `like`, the one of this kind before it."""
    found = _pointer(question)
    if not found or not _says_nothing(question[: found.start()] + question[found.end() :]):
        return question
    pointer = _pointer(like)
    before, after = (like[: pointer.start()], like[pointer.end() :]) if pointer else ("What was ", " about?")
    return before + found[0] + after


def with_rows(question: str, rows: Sequence[RowNames]) -> str | None:
    """A question with the rows that it points at by their names; None where there is no such row, or it has no name."""
    found = _pointer(question)
    while found:
        name = _name(found, question, rows)
        if not name:
            return None
        question = question[: found.start()] + name + question[found.end() :]
        found = _pointer(question, found.start() + len(name))
    return question[0].upper() + question[1:]


def _name(found: re.Match[str], question: str, rows: Sequence[RowNames]) -> str:
    word = (found["word"] or "").casefold()
    at = _ORDER.index(word) if word in _ORDER else -1 if word else int(found["nth"]) - 1
    if not -1 <= at < len(rows) or (not word and at < 0):
        return ""
    row = rows[at]
    if found["speaker"] or found["says"] or found["own"] or _COMPARE.match(question):
        return row.speakers or row.talk
    return row.title if _WHO.match(question) else row.talk


def of_list(question: str, stated: str, editions: Sequence[str], known: Catalogue) -> str | None:
    """A question about the rows of the list or count that `stated` asks for, in the editions that are meant; None for any other."""
    request = read_request(stated, known)
    if request is None or request.kind not in ("list", "count") or request.thing not in ("talks", "speakers"):
        return None
    if request.speakers or request.position or request.repeated or request.ranked or request.also:
        return None
    things = f"{request.talk_kind}s" if request.talk_kind and request.thing == "talks" else request.thing
    within = f" in {' and '.join(editions)}" if editions else ""
    deals = "mention" if not request.about else "are about" if request.thing == "talks" else "spoke about"
    limit = f" {deals} {request.subject}" if request.subject else f" from {request.affiliation}" if request.affiliation else ""
    if found := _SOME_OF.match(question):
        named = editions_in(found["rest"], known)
        if named and not words(without_editions(found["rest"], named)):
            return with_edition(stated, known, *(mention.stated for mention in named))
        head = "How many" if found["head"].casefold().startswith("how") else "Which"
        rest = found["rest"].rstrip(" ?!.")
        return f"{head} {things} {rest}{within}?" if not limit else _limited_more(f"{head} {things}", deals, request, rest, within)
    if _HOW_MANY.match(question):
        return f"How many {things}{limit}{within}?"
    if _LIST_THEM.match(question):
        return re.sub(r"(?i)^(?:and\s+)?how\s+many\b", "Which", stated)
    if _WHO_GAVE_THEM.match(question) and request.thing == "talks":
        limit = limit.replace(" are about ", " spoke about ")
        return f"Who gave {things}{limit}{within}?" if request.talk_kind else f"Which speakers{limit}{within}?"
    return None


def _limited_more(head: str, deals: str, request: Request, rest: str, within: str) -> str | None:
    """A question for the rows of a limited list that name one thing more, or whose speakers are from somewhere."""
    if request.described:
        return None
    naming, working = _NAMING.match(rest), _WORKING.match(rest)
    if naming and request.subject:
        both = f"{deals} {request.subject} and{' mention' if request.about else ''}"
        return f"{head} {both} {naming['subject']}{within}?"
    company = working["company"] if working else request.affiliation
    subject = naming["subject"] if naming else request.subject
    return f"{head} from {company} mention {subject}{within}?" if company and subject else None
