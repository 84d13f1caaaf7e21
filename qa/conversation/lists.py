"""Follow-ups on a list: its rows by number, all of them, or those that something more is true of; each as a question that stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Catalogue, Session
from corpus.recap import TalkKind
from embeddings.words import words
from qa.editions import editions_in, with_edition, without_editions
from qa.listing.wording import of_day
from qa.people import people_in
from qa.request import Request, read_request
from qa.request.places import LAST, ORDINAL, place_of
from qa.rows import ALSO_SPELLED, Listing, Row
from qa.titles import TALK, called


@dataclass(frozen=True, slots=True)
class RowNames:
    """What a row of a list is called in a question. Empty where it has no name, or one that somebody else has too."""

    talk: str  #: "Ada Lovelace's talk", or what else it lists
    title: str  #: of the talk, in quotes, for "who gave …"; as `talk` where it has none
    speakers: str  #: "Ada Lovelace and Charles Babbage"
    kind: TalkKind = "talk"


_SPEAKER = r"(?:speaker|presenter|person)"
_SAYS = r"(?:say|says|said|speak|speaks|spoke|think|explain|explained|show|showed|present|presented|recommend|work|works|mean|argue)"
#: "The second one", "the 3rd talk of them", "the last".
_ROW = re.compile(
    rf"(?i)(?<![\w-])(?:(?P<the>the)\s+)?(?P<ordinal>{ORDINAL})\b(?!-)(?:\s+(?:(?P<speaker>{_SPEAKER})|(?P<noun>one|row|company|{TALK}))\b)?"
    r"(?:\s+(?:of|in|on|from)\s+(?:them|these|those|(?:the|that|this|your)\s+list))?"
)
_MANY = "two three four five six seven eight nine ten".split()
#: "The first two", "the last 3 talks of them", "both of them".
_ROWS = re.compile(
    rf"(?i)\b(?:(?:the\s+)?(?P<end>first|last)\s+(?P<many>{'|'.join(_MANY)}|[2-9]|10)|both)"
    rf"(?:\s+(?:{_SPEAKER}|one|row|{TALK})s)?(?:\s+(?:(?:of|in|on|from)\s+)?(?:them|these|those|(?:the|that|this|your)\s+list))?(?=['’]|\W*$|\s+{_SAYS}\b|\s+talk)"
)
#: "And the other one?", of two.
_OTHER = re.compile(rf"(?i)\bthe\s+other(?:\s+(?:one|{_SPEAKER}|{TALK}))?(?=['’]|\W*$|\s+{_SAYS}\b|\s+(?:talk|about)\b)")
#: What can come after a row that is pointed at with a noun, and after one without.
_AFTER_NOUN = re.compile(
    rf"(?i)['’]s\s|\W*$|\s+(?:{_SAYS}|about|and|or|is|was|at|in|deals?|covers?|mentions?|gets?|has|have|had|like|talks?|talked)\b|\s+[a-z]+\W*$"
)
_AFTER_ORDINAL = re.compile(rf"(?i)['’]s\s|\W*$|\s+{_SAYS}\b|\s+about\W*$|\s+(?:and|with|to|or)\s+the\s+\w+(?:\s+(?:one|{TALK}))?\W*$")
_OWN_OR_SAYS = re.compile(rf"(?i)['’]s\s|\s+{_SAYS}\b")
#: "Was Ada the last one?" says it of somebody.
_SAID_OF = re.compile(r"(?<!^)\b[A-Z]\w*\s+$")
#: "What did the second talk about?", where "talk" is what somebody did.
_TALKED = re.compile(r"(?i)\s+talk(?:s|ed)?\b")
_DID = re.compile(r"(?i)\b(?:did|does|do)\s*$")
#: "The first and third ones" point at two rows at once, and at none by itself.
_TWO_AT_ONCE = re.compile(rf"(?i)\b{ORDINAL}(?:\s*,|\s+and|\s+or)\s+{ORDINAL}\b")
_WHO = re.compile(r"(?i)^(?:who|whose|by\s+whom)\b")
_WHO_GAVE = re.compile(r"(?i)^(?:who|by\s+whom)\s+(?:gave|held|did|presented|made|delivered)\b")
#: "Who was the first speaker?" is asked of an edition, not of a list.
_IS_FIRST = re.compile(rf"(?i)^(?:who|which|what)\s+(?:is|was|were|are)\s+(?:the\s+)?(?:first|last|final)\s+(?:{_SPEAKER}|{TALK})\W*$")
_COMPARE = re.compile(r"(?i)^(?:compare|contrast)\b")
_LITTLE = re.compile(r"(?i)^\W*(?:(?:and|what\s+about|how\s+about|at|in|by|of|for|from|to|on|with)\b\s*)+")
#: "Which of them …?", "only those from 2016"; "how many were there?", "list them" and "who gave them?" after a list.
_SOME_OF = re.compile(
    r"(?i)^(?P<head>which|how\s+many|who|what|(?:list|name|show\s+me)\s+(?:the\s+)?ones?)(?:\s+ones?)?\s+(?:of|among)\s+(?:them|these|those)\s+(?P<rest>.+)$"
)
_ONLY = re.compile(
    r"(?i)^(?P<head>which(?:\s+ones)?|(?:only|just)\s+(?:the\s+ones|those)|the\s+one)\s+(?P<rest>(?:(?:are|were)\s+(?!the\b)|(?:mention|name|cover|discuss|use|deal|from|about)\b).+)$"
)
_HOW_MANY = re.compile(r"(?i)^how\s+many(?:\s+(?:of\s+them|were|are|is|was|there|they|these|those|that|in\s+(?:all|total)))*\W*$")
_LIST_THEM = re.compile(
    r"(?i)^(?:(?:please|can\s+you|could\s+you)\s+)*(?:(?:list|name|show|enumerate|give)(?:\s+(?:me|us))?\s+(?:all\s+(?:of\s+)?)?(?:them|these|those)(?:\s+all)?"
    r"|(?:which|what|who)\s+(?:are|were)\s+(?:they|these|those)|which(?:\s+ones)?)(?:\s+please)?\W*$"
)
_WHO_GAVE_THEM = re.compile(r"(?i)^(?:who|by\s+whom)(?:\s+(?:gave|held|did|presented|made|delivered)\s+(?:them|these|those))?\W*$")
#: "Only the lightning ones", "How many were keynotes?"
_OF_KIND = re.compile(
    r"(?i)^(?:(?P<count>how\s+many)(?:\s+of\s+(?:them|these|those))?\s+(?:were|are)|(?:only|just)|which(?:\s+(?:ones|of\s+(?:them|these|those)))?\s+(?:were|are))\s+(?:the\s+)?"
    r"(?P<kind>lightning|keynote)s?(?:\s+(?:talk|one)s?)?\W*$"
)
#: "Except the lightning ones"
_EXCEPT = (
    r"(?:and\s+|but\s+)?(?:all\s+)?(?:except|without|not|excluding|other\s+than|apart\s+from|leave\s+out|leaving\s+out)\s+"
    r"(?:for\s+)?(?:the\s+|those\s+)?"
)
_NOT_LIGHTNING = re.compile(rf"(?i)^{_EXCEPT}lightning(?:s|\s+(?:talk|one)s?)?\W*$")
#: "Except the ones about Kafka", "but not the Kafka talks"
_NOT_NAMING = re.compile(
    rf"(?i)^{_EXCEPT}(?:(?:(?:ones|{TALK}s)\s+)?(?:about|on|(?:that|which)\s+mention|mentioning)\s+(?P<subject>\S+(?:\s\S+){{0,2}})"
    rf"|(?P<before>\S+(?:\s\S+)?)\s+(?:ones|{TALK}s))\W*$"
)
_WHERE_WORK = re.compile(
    r"(?i)^(?:where\s+(?:do|did|are)\s+(?:they|these\s+(?:people|speakers))\s+(?:work|from)|(?:which|what)\s+compan(?:y|ies)\s+(?:are|were|do|did)\s+they\s+"
    r"(?:from|work\s+for|come\s+from)|who\s+do\s+they\s+work\s+for)\W*$"
)
_WHICH_HAD = re.compile(r"(?i)^which(?:\s+(?:one|of\s+(?:them|these|those)))?\s+(?P<rest>(?:had|has)\s+the\s+(?:most|fewest|least)\s+.+)$")
#: "The fewest?", after a question for the most.
_MOST = re.compile(
    r"(?i)^(?:(?:which|what)(?:\s+(?:one|edition|conference|year|event))?\s+(?:had|has)\s+)?(?:the\s+)?(?P<way>most|fewest|least)"
    r"(?:\s+(?P<counted>(?:lightning\s+)?talks|speakers))?\W*$"
)
#: "… mention Kafka", "… are about Kafka": one thing more that the talks of a list are to name.
_NAMING = re.compile(
    r"(?i)^(?:also\s+|(?:were|are)\s+(?:also\s+)?|talk(?:s|ed)?\s+|sp(?:eak|eaks|oke)\s+)?"
    r"(?:about|on|of|mention(?:s|ed|ing)?|nam(?:e|es|ed|ing)|cover(?:s|ed|ing)?|discuss(?:es|ed|ing)?|deal(?:s|t|ing)?\s+with|use[sd]?|using)\s+"
    r"(?P<subject>\S+(?:\s+\S+){0,3})$"
)
#: "… are from Google", "… work at Google".
_WORKING = re.compile(r"(?i)^(?:(?:are|were|is|was)\s+from|work(?:s|ed)?\s+(?:at|for)|from)\s+(?P<company>\S+(?:\s+\S+){0,2})$")


def names_of(listing: Listing, known: Catalogue) -> tuple[RowNames, ...]:
    """What the rows of a list of talks, speakers, editions or companies are called; () for any other.

    A conference at large, which a summary begins with, is no row.
    """
    match listing.columns[:1]:
        case ("Speaker",):
            return tuple(_names_of_speaker(row, known) for row in listing.rows)
        case ("Edition",):
            return tuple(RowNames(row.cells[0], row.cells[0], row.cells[0]) for row in listing.rows)
        case ("Company",):
            names = [row.cells[0] if ";" in row.cells[2] else f"{row.cells[0]} at {row.cells[2]}" for row in listing.rows]
            return tuple(RowNames(name, name, name) for name in names)
        case ("Talk",):
            return tuple(_names_of_talk(session, known) for row in listing.rows for session in _sessions_of(row, known)[:1])
        case _:
            return ()


def _sessions_of(row: Row, known: Catalogue) -> list[Session]:
    cited = (known.session_at(quote.recap, quote.start) for quote in row.quotes)
    return list(dict.fromkeys(session for session in cited if session))


def _names_of_speaker(row: Row, known: Catalogue) -> RowNames:
    name = row.cells[0].split(ALSO_SPELLED)[0]
    match _sessions_of(row, known):
        case [session]:
            names = _names_of_talk(session, known)
            return RowNames(names.talk, names.title, name, session.kind)
        case _:
            return RowNames(f"{name}'s talk", f"{name}'s talk", name)


def _names_of_talk(session: Session, known: Catalogue) -> RowNames:
    title = f"“{session.title}”" if session.title else ""
    talk, who = called(session), " and ".join(session.speakers)
    if any(len(mention.names) > 1 for mention in people_in(who, known)):
        who = f"{who} from {session.affiliation}"  # "Dan", where another Dan spoke too
        if not session.affiliation or any(len(mention.names) > 1 for mention in people_in(who, known)):
            return RowNames(title, title, "", session.kind)
        return RowNames(f"the talk by {who}", title or f"the talk by {who}", who, session.kind)
    if any(other is not session and set(other.speakers) & set(session.speakers) for other in known.sessions):
        talk = title or " in ".join(str(part) for part in (talk, session.edition) if part)
    return RowNames(talk, (title or talk) if who else "", who, session.kind)


def points_at_row(question: str, known: Catalogue) -> bool:
    """Whether a question can mean a row of the list before it: "and the third?", "What was the last one about?"."""
    if (
        not (_pointer(question) or _ROWS.search(question))
        or _TWO_AT_ONCE.search(question)
        or _IS_FIRST.match(question)
        or editions_in(question, known)
    ):
        return False
    return bool(_COMPARE.match(question)) or not people_in(question, known)


def means_the_other(question: str) -> bool:
    """Whether a question means one of two rows by the one that the question before was about: "and the other?"."""
    return bool(_OTHER.search(question))


def by_place(question: str, rows: Sequence[RowNames], speakers: Sequence[str]) -> str:
    """Such a question with the place of the row it means, where there are two and the other is that of some speakers."""
    about = [row.speakers == " and ".join(speakers) for row in rows]
    if len(rows) != 2 or about.count(True) != 1:
        return question
    return _OTHER.sub("the second one" if about[0] else "the first one", question, count=1)


def only_points(question: str) -> bool:
    """Whether a question says nothing but which row it means: "and the third?"."""
    found = _pointer(question) or _ROWS.search(question)
    return found is not None and _says_nothing(question[: found.start()] + question[found.end() :])


def _pointer(question: str, begin: int = 0) -> re.Match[str] | None:
    for found in _ROW.finditer(question, begin):
        rest = question[found.end() :]
        if _SAID_OF.search(question[: found.start()]):
            continue
        if found["noun"] or found["speaker"]:
            if _AFTER_NOUN.match(rest):
                return found
        elif (found["the"] or _says_nothing(question[: found.start()])) and _AFTER_ORDINAL.match(rest):
            return found
    return None


def _says_nothing(rest: str) -> bool:
    return not re.search(r"\w", _LITTLE.sub("", rest))


def in_full(question: str, like: str) -> str:
    """A question that only points asked in the way of `like`, the one of this kind before it."""
    found, pointer = _pointer(question), _pointer(like)
    if not only_points(question):
        return question
    if not found:  # several rows
        return f"What did {_LITTLE.sub('', question).strip(' ?!.')} talk about?"
    before, after = (like[: pointer.start()], like[pointer.end() :]) if pointer else ("What was ", " about?")
    return before + found[0] + after


def with_rows(question: str, rows: Sequence[RowNames]) -> str | None:
    """A question with the rows that it points at by their names; None where there is no such row, or it has no name."""
    if several := _ROWS.search(question):
        names = [row.speakers for row in _several(several, rows)]
        if not all(names) or not names:
            return None
        *others, last = dict.fromkeys(names)
        named = f"{', '.join(others)} and {last}" if others else last
        question = question[: several.start()] + named + question[several.end() :]
        return question[0].upper() + question[1:]
    found = _pointer(question)
    while found:
        name = _name(found, question, rows)
        if not name:
            return None
        question = question[: found.start()] + name + question[found.end() :]
        found = _pointer(question, found.start() + len(name))
    return question[0].upper() + question[1:]


def _several(found: re.Match[str], rows: Sequence[RowNames]) -> Sequence[RowNames]:
    """The rows that "the first two" or "both" mean; none where there are not as many."""
    if not found["end"]:
        return rows if len(rows) == 2 else ()
    low = found["many"].casefold()
    many = _MANY.index(low) + 2 if low in _MANY else int(low)
    if many > len(rows):
        return ()
    return rows[:many] if found["end"].casefold() == "first" else rows[-many:]


def _name(found: re.Match[str], question: str, rows: Sequence[RowNames]) -> str:
    noun = (found["noun"] or "").casefold()
    kind: TalkKind | None = "keynote" if noun == "keynote" else "lightning talk" if noun.startswith("lightning") else None
    rows = [row for row in rows if kind in (None, row.kind)]
    place = place_of(found["ordinal"])
    at = len(rows) if place == LAST else place
    if not 1 <= at <= len(rows):
        return ""
    row, before, after = rows[at - 1], question[: found.start()], question[found.end() :]
    if _DID.search(before) and noun == "talk" and re.match(r"(?i)\s+about\b", after):
        return f"{row.speakers} talk" if row.speakers else ""
    if found["speaker"] or _OWN_OR_SAYS.match(after) or _COMPARE.match(question) or (_DID.search(before) and _TALKED.match(after)):
        return row.speakers or row.talk
    if _WHO.match(question):
        return row.title if _WHO_GAVE.match(question) else row.speakers
    return row.talk


def of_list(question: str, stated: str, known: Catalogue) -> str | None:
    """A question about the rows of the list, count or summary that `stated` asks for; None for any other."""
    request = read_request(stated, known)
    if request is None or request.kind not in ("list", "count", "summary") or request.speakers or request.talks:
        return None
    if request.ranked and request.thing == "editions" and (had := _MOST.match(question)):
        counted = f"{request.talk_kind}s" if request.talk_kind else request.counting
        return f"Which edition had the {had['way'].casefold()} {had['counted'] or counted}?"
    if request.position or request.ranked:
        return None
    if request.repeated or request.elsewhere or request.also or request.shared:
        return stated if _HOW_MANY.match(question) or _LIST_THEM.match(question) else None  # which says how many, and lists them
    thing = "talks" if request.kind == "summary" else request.thing
    things = f"{request.talk_kind}s" if request.talk_kind and thing == "talks" else thing
    things += " other than lightning talks" if request.regular else ""
    within = " and ".join(mention.stated for mention in editions_in(stated, known) if mention.editions)
    within = of_day(request) + (f" in {within}" if within else "")
    deals = (
        "that do not mention" if request.lacks else "mention" if not request.about else "are about" if thing == "talks" else "spoke about"
    )
    limit = f" {deals} {request.subject}" if request.subject else f" from {request.affiliation}" if request.affiliation else ""
    if _HOW_MANY.match(question):
        return f"How many {things}{limit}{within}?"
    if _LIST_THEM.match(question):
        return re.sub(r"(?i)^(?:and\s+)?how\s+many\b", "Which", stated)
    if thing == "editions" and (had := _WHICH_HAD.match(question)):
        return f"Which edition {had['rest']}"
    if thing not in ("talks", "speakers"):
        return None
    if found := _OF_KIND.match(question):
        kind = "lightning talks" if found["kind"].casefold() == "lightning" else "keynotes"
        return f"{'How many' if found['count'] else 'Which'} {kind}{limit.replace(' spoke about ', ' are about ')}{within}?"
    if _NOT_LIGHTNING.match(question) and thing == "talks" and not request.talk_kind:
        return f"Which {things}{'' if request.regular else ' other than lightning talks'}{limit}{within}?"
    if (left_out := _NOT_NAMING.match(question)) and thing == "talks" and not limit:
        return f"Which {things} do not mention {(left_out['subject'] or left_out['before']).rstrip(' ?!.')}{within}?"
    if _WHERE_WORK.match(question):
        return f"Which companies{limit.replace(' are about ', ' spoke about ')}{within}?"
    if found := _SOME_OF.match(question) or _ONLY.match(question):
        named = editions_in(found["rest"], known)
        if named and not words(without_editions(found["rest"], named)):
            return with_edition(stated, known, *(mention.stated for mention in named))
        head = "How many" if found["head"].casefold().startswith("how") else "Which"
        rest = found["rest"].rstrip(" ?!.")
        return f"{head} {things} {rest}{within}?" if not limit else _limited_more(f"{head} {things}", deals, request, rest, within)
    if _WHO_GAVE_THEM.match(question) and thing == "talks":
        limit = limit.replace(" are about ", " spoke about ")
        return f"Who gave {things}{limit}{within}?" if things != "talks" else f"Which speakers{limit}{within}?"
    return None


def _limited_more(head: str, deals: str, request: Request, rest: str, within: str) -> str | None:
    """A question for the rows of a limited list that name one thing more, or whose speakers are from somewhere."""
    if request.described:
        return None
    naming, working = _NAMING.match(rest), _WORKING.match(rest)
    if naming and request.subject:
        apart = request.about or re.search(r"(?i)\bor\b", request.subject)
        return f"{head} {deals} {request.subject} and{' mention' if apart else ''} {naming['subject']}{within}?"
    company = working["company"] if working else request.affiliation
    subject = naming["subject"] if naming else request.subject
    return f"{head} from {company} mention {subject}{within}?" if company and subject else None
