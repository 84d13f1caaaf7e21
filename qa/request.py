"""What a question that stands alone asks of the catalogue: a list, a count, a comparison, a summary, a judgement.

A question is only read so where all of it is understood: the thing asked for, the edition, the people, the subject, and words that
say nothing. Whatever else it holds makes it an ordinary question, which is answered from the evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus import Catalogue, Edition
from corpus.catalogue import name_key
from corpus.recap import TalkKind
from embeddings.words import words
from qa.editions import editions_in, masked
from qa.people import people_in

RequestKind = Literal["list", "count", "compare", "summary", "opinion"]
Thing = Literal["talks", "speakers", "editions", "recaps"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the catalogue. Empty tuples and None set no limit."""

    kind: RequestKind
    thing: Thing = "talks"
    editions: tuple[Edition, ...] = ()
    speakers: tuple[str, ...] = ()  #: names as the catalogue has them
    talk_kind: TalkKind | None = None
    subject: str | None = None  #: words that a talk's telling holds
    title: str | None = None  #: of a talk
    affiliation: str | None = None
    position: Literal["first", "last"] | None = None  #: in the order of an edition
    repeated: bool = False  #: speakers of more than one talk
    favourite: bool = False  #: what the writer liked best
    recaps: tuple[str, ...] = ()  #: files of the recaps whose writer is meant by name


_TALK = r"(?:talk|presentation|session|speech|keynote|lecture|lightning\s+talk)"
_TALKS = rf"(?:(?P<short>lightning|short)\s+)?(?P<talks>{_TALK}e?s?)"
_THINGS = (
    rf"(?:{_TALKS}|(?P<speakers>(?:speaker|presenter)s?|people(?=\s+(?:who\s+)?(?:spoke|speak|talked|talk|present|gave|held)))"
    r"|(?P<editions>(?:edition|conference|event)s)|(?P<recaps>(?:recap|post|blog\s+post)s))"
)
_WRITER = r"(?:the\s+)?(?:writers?|authors?|bloggers?|reviewers?|recappers?|attendees?)"

#: Around a question, and not of it.
_POLITE = re.compile(
    r"(?i)^(?:(?:please|hi|hello|hey)\b[\s,]*)+|^(?:i(?:['’]?d|\s+would)\s+like|i\s+(?:want|need)|(?:can|could|may)\s+i\s+(?:have|get|see))\s+"
    r"(?=(?:a|an|the|to)\b)|(?:[\s,]+(?:for\s+me|please|thanks|thank\s+you))+$"
)
_EVERYBODY = re.compile(
    r"(?i)^(?:(?:(?:give|show|tell)\s+me\s+)?(?:(?:a|the)\s+)?list\s+(?:of\s+)?)?(?:everyone|everybody|(?:all\s+(?:the\s+)?)people)\s+(?:who|that)\s+"
)
_RECAP = r"(?:(?:blog\s+)?post|recap|article|write-?up|account)"
#: What a list or a count begins with.
_HEADS: tuple[tuple[RequestKind, re.Pattern[str]], ...] = (
    (
        "count",
        re.compile(
            rf"(?i)^(?:(?:and|so)\s+)?(?:how\s+many|what\s+(?:is|was)\s+the\s+(?:total\s+)?number\s+of|(?:total\s+)?number\s+of|count(?:\s+of)?)\s+"
            rf"(?:(?:all|the|different|distinct|of)\s+)*{_THINGS}\b(?P<rest>.*)$"
        ),
    ),
    (
        "list",
        re.compile(
            rf"(?i)^(?:(?:please|and|so|can\s+you|could\s+you)\s+)*(?:(?:which|what|list|show|name|enumerate|give|tell)\s+)"
            rf"(?:(?:me|us|were|was|are|is|all|of|the|every|each|out|a|list|overview|different)\s+)*{_THINGS}\b(?P<rest>.*)$"
        ),
    ),
    (
        "list",
        re.compile(
            r"(?i)^(?:(?:at|in|on)\s+)?(?:when|which\s+(?:editions?|years?|conferences?|events?)|what\s+(?:editions?|years?))\s+"
            r"(?=(?:did|has|does|was|is|had|featured|saw)\b.*§)(?P<rest>.*)$"
        ),
    ),
    ("list", re.compile(rf"(?i)^(?:(?:a|the|full|complete)\s+)*(?:list\s+of\s+)?(?:(?:all|every|the)\s+)*{_THINGS}\b(?P<rest>.*)$")),
    (
        "list",
        re.compile(rf"(?i)^(?:(?:is|are|was|were)\s+there\s+)?(?:(?:any|a|an|some|other|more)\s+)*{_THINGS}\b(?P<rest>.*)$"),
    ),
    (
        "list",
        re.compile(
            r"(?i)^who\s+(?:(?:all|were|was|are|is|the|else|very)\s+)*(?P<position>first|last|opening|closing)?\s*(?:(?P<short>lightning|short)\s+)?(?P<speakers>(?:speaker|presenter)s?)\b(?P<rest>.*)$"
        ),
    ),
    (
        "list",
        re.compile(
            rf"(?i)^who\s+(?:(?:all|else|has|have|had)\s+)*(?P<speakers>spoke|speaks?|spoken|talked|talks?|present(?:s|ed)|appeared|"
            rf"(?:gave|gives?|given|did|held|delivered|made)\s+(?:(?:a|an|the|any|some|all|very)\s+)*(?P<position>first|last|opening|closing)?\s*"
            rf"(?:(?P<short>lightning|short)\s+)?{_TALK}e?s?|(?P<opened>opened)|(?P<closed>closed)(?:\s+the\s+(?:day|conference|event))?)\b(?P<rest>.*)$"
        ),
    ),
    (
        "list",
        re.compile(
            rf"(?i)^(?:who\s+(?:wrote|authored|(?:is|was|are|were)\s+the\s+(?:writers?|authors?|bloggers?)(?:\s+of)?)\s+(?:(?:the|this|all|each)\s+)*"
            rf"(?P<recaps>{_RECAP}s?)|when\s+(?:was|were|did)\s+(?:the\s+)?(?P<recaps2>{_RECAP}s?)\s+(?:published|posted|written))\b(?P<rest>.*)$"
        ),
    ),
    (
        "list",
        re.compile(
            r"(?i)^(?P<speakers>who)\s+(?=(?:works?|worked|is\s+working|works)\s+(?:at|for)\b|(?:is|are|was|were|came|comes?)\s+from\b)(?P<rest>.*)$"
        ),
    ),
)
_SUBJECT = re.compile(
    r"(?i)^(?P<before>.*?)\b(?:talk(?:ed|s|ing)?\s+about|sp(?:oke|eak|eaks|oken)\s+(?:about|of|on)|about|regarding|concerning|mention(?:s|ed|ing)?|"
    r"cover(?:s|ed|ing)?|deal(?:s|t|ing)?\s+with|discuss(?:es|ed|ing)?|involv(?:es|ed|ing)|nam(?:es?|ed|ing)|relat(?:es|ed|ing)\s+to|"
    r"touch(?:es|ed|ing)?\s+(?:on|upon)|on(?:\s+the\s+(?:subject|topic)\s+of)?|(?P<called>called|titled|entitled))\s+(?P<subject>.+)$"
)
_AT_WORK = re.compile(
    r"(?i)^(?P<before>.*?)\b(?:(?:(?:who|that)\s+)?(?:works?|worked|working)\s+(?:at|for)|from|employed\s+by)\s+"
    r"(?:the\s+)?(?P<org>[^\W_][\w.&+'’ -]{1,40})$"
)
_REPEATED = re.compile(
    r"(?i)\b(?:more\s+than\s+(?:once|one\s+(?:talk|time|edition|year|conference))|(?:at\s+least\s+)?twice|several\s+(?:times|editions|years|talks)|"
    r"(?:in|at)\s+(?:both|multiple|several|two|more\s+than\s+one)(?:\s+(?:editions?|years?|conferences?))?|"
    r"multiple\s+times|again|repeatedly|(?:two|2)\s+(?:times|talks))\b"
)
#: Words that set no limit.
_FILLER = frozenset(
    """a about all altogether an and any anyone appear appeared appears are at attend attended author available back be been
    blogger by came can come conference could cover covered covers day describe described did different do does during each
    edition editions else entire event ever every exactly folder folks for from full gave give given gives got had happen
    happened has have heard held here i in is it know list me mention mentioned of on one ones or overall part people place
    please presented recap recaps retold reviewed said saw see seen show some somebody someone speak speaker speakers
    speaking speaks spoke spoken summarised talk talked talks tell tells that the their them there these they this those to
    told took total us visit visited was watch watched we were what which who with write writer wrote year years you your""".split()
)
#: "The ManoMano talk", "the closing keynote": a talk by what its title says.
_PART_OF_TITLE = re.compile(
    rf"(?i)\bthe\s+(?!(?:best|first|last|next|same|whole|worst|most|least|favou?rite|shortest|longest)\b)(?P<part>(?:(?!the\s)[\w.'’+-]+\s+){{1,4}}?{_TALK})\b"
)
_TALK_ON = re.compile(rf"(?i)\bthe\s+{_TALK}\s+(?:on|about|called|titled|entitled)\s+(?P<part>[\w.'’+ -]{{2,60}}?)(?=\s+about$|$)")
_TALK_STEMS = frozenset(words("talk presentation session speech lecture"))
#: No subject, and not known of a talk.
_A_DAY = re.compile(
    r"(?i)(?:the\s+)?(?:(?:first|second|third|last|opening|closing)\s+day|day\s+\w+|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_EACH = re.compile(r"(?i)\b(?:each|every|per)\s+(?:edition|conference|event|year)\b")
_ORDER = {"first": "first", "opening": "first", "last": "last", "closing": "last", "final": "last"}
_OVER_TIME = re.compile(
    r"(?i)\b(?:over\s+(?:the\s+years|time)|(?:across|between|through|in|from)\s+(?:the\s+|all\s+|both\s+|different\s+)*(?:years|editions|conferences)|"
    r"year\s+(?:by|after)\s+year|from\s+(?:one\s+)?edition\s+to\s+(?:edition|the\s+next|another))\b"
)
_COMPARE = re.compile(
    r"(?i)^(?:please\s+)?(?:compare|comparison\s+(?:of|between)|(?:what|which)\s+(?:is|are|was|were)\s+the\s+differences?\s+(?:between|in)|differences?\s+between|"
    r"how\s+(?:do|does|did|are|is|was|were|has|have)|what\s+(?:has\s+|have\s+)?changed|what\s+(?:did|do|does)|where\s+do|contrast)\b"
)
_COMPARES = re.compile(
    r"(?i)\b(?:compare[sd]?|comparison|compared\s+(?:to|with)|contrast|differ(?:s|ed|ent|ently|ence|ences)?|disagree[sd]?|agree|versus|vs\.?|chang(?:e|ed|es)|"
    r"evolv(?:e|ed|es)|bigger|larger|smaller|longer|shorter)\b"
)
_TELL = (
    r"(?:summari[sz]e|sum\s+up|tell\s+me\s+about|describe|recap"
    r"|(?:(?:give|show)\s+me\s+|what\s+(?:is|was)\s+)?(?:(?:an?|the)\s+)?(?:(?:short|quick|brief)\s+)?(?:summary|overview|gist|essence|rundown|tl;?dr)(?:\s+of)?)"
)
#: § stands for the speaker or the title of a talk.
_SUMMARY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # What was Ada Lovelace's talk about
        rf"^what\s+(?:was|is|were|are)\s+(?:the\s+)?§['’]?s?\s+(?:\w+\s+)?{_TALK}s?\s+(?:(?:all\s+)?about|on)$",
        # What was the talk by Ada Lovelace about
        rf"^what\s+(?:was|is)\s+the\s+{_TALK}\s+(?:by|of|from|given\s+by)\s+§\s+(?:all\s+)?about$",
        # What was "Notes on the Engine" about
        r"^what\s+(?:was|is|were)\s+§\s+(?:all\s+)?about$",
        # What did Ada Lovelace talk about
        r"^what\s+(?:did|does)\s+§\s+(?:talk|speak|present|say|tell|explain|discuss|cover)(?:\s+(?:about|on|of))?$",
        # What happened in Ada Lovelace's talk
        rf"^what\s+happened\s+(?:in|during)\s+§['’]?s?\s+{_TALK}$",
        # Summarise Ada Lovelace's talk; tell me about the talk by Ada Lovelace
        rf"^(?:(?:can|could)\s+you\s+)?(?:please\s+)?{_TELL}\s+(?:the\s+)?§(?:['’]?s?\s+{_TALK}s?)?$",
        rf"^(?:please\s+)?{_TELL}\s+the\s+{_TALK}\s+(?:by|of|from|given\s+by)\s+§$",
        # Ada Lovelace talk; Ada Lovelace
        rf"^§['’]?s?\s+{_TALK}\s*(?:summary|in\s+short|overview)?$",
        r"^§$",
    )
)
_SUMMARY_OF_EDITION = re.compile(
    rf"(?i)^(?:(?:(?:can|could)\s+you\s+)?(?:please\s+)?{_TELL}(?:\s+(?:the\s+)?(?:whole\s+)?(?:conference|event|edition|{_RECAP}))?(?:\s+of)?"
    r"|what\s+happened|what\s+(?:is|was)(?:\s+the\s+(?:conference|event|edition))?\s+about)$"
)
_FAVOURITE = re.compile(r"(?i)\b(?:favou?rite|best|most|worst|least)\b")
_RANKED = r"(?:favou?rite|best|worst|(?:most|least)\s+(?:favou?rite|interesting))"
_OPINION = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # What did the author think of …
        rf"^(?:what|how)\s+(?:did|does|do)\s+{_WRITER}\s+(?:(?:really|personally)\s+)?(?:think|feel|say|find|like|rate|judge|consider)\b"
        r"(?:\s+(?:of|about))?(?P<rest>.*)$",
        # Did the author like …; was the author convinced by …
        rf"^(?:did|does|was|is|were)\s+{_WRITER}\s+(?:(?:really|actually|also)\s+)?"
        r"(?:like|enjoy|love|appreciate|hate|dislike|impressed|disappointed|convinced|happy|bored|think|find)"
        r"(?:\s+(?:by|with|of|about))?(?P<rest>.*)$",
        # The author's opinion of …
        rf"^(?:what\s+(?:is|was|were|are)\s+)?{_WRITER}['’]?s?['’]?\s+(?:own\s+)?"
        r"(?:opinions?|impressions?|views?|judge?ments?|verdict|take|feelings?)(?:\s+(?:of|on|about))?(?P<rest>.*)$",
        # Was Ada Lovelace's talk any good
        rf"^(?:was|were|is)\s+(?P<rest>§['’]?s?\s+{_TALK})\s+(?:any\s+)?"
        r"(?:good|bad|interesting|boring|great|enjoyable|impressive|well\s+received|worth\s+\w+|liked)$",
        # What was the author's favourite talk
        rf"^(?:which|what)\s+(?:was|were)\s+(?P<rest>)(?:{_WRITER}['’]?s?\s+)?(?:the\s+)?{_RANKED}\s*{_TALK}?s?"
        rf"(?:\s+(?:according\s+to|of|for)\s+{_WRITER})?$",
        # Which talk was the best
        rf"^(?:which|what)\s+{_TALK}s?\s+(?:was|were|is|are)\s+(?P<rest>)(?:(?:the|considered)\s+)*(?:{_WRITER}['’]?s?\s+)?{_RANKED}s?$",
        # Which talk did the author like most
        rf"^(?:which|what)\s+{_TALK}s?\s+(?:did|does)\s+{_WRITER}\s+(?P<rest>)(?:like|enjoy|love|prefer|dislike)"
        r"(?:\s+(?:the\s+)?(?:most|best|least))?$",
    )
)


def read_request(question: str, known: Catalogue) -> Request | None:
    """What a question asks of the catalogue; None for one that is to be answered from the evidence."""
    text = _POLITE.sub("", " ".join(question.replace("?", " ").split()).strip(" .!"))
    text = _EVERYBODY.sub("who ", re.sub(r"(?i)^(what|who)['’]?s\b", r"\1 is", text))
    mentioned = editions_in(text, known)
    named = {id(edition) for mention in mentioned for edition in mention.editions}
    editions = tuple(edition for edition in known.editions if id(edition) in named)
    text = masked(text, mentioned)
    recaps, text = _writers(text, known)
    mentions = people_in(text, known)
    speakers = tuple(dict.fromkeys(name for mention in mentions for name in mention.names))
    for mention in reversed(mentions):
        text = text[: mention.start] + "§" + text[mention.end :]
    title, titled = _title(text, known, editions)
    if title:
        text, speakers = titled, ()
    text = " ".join(text.split())
    bare = " ".join(re.sub("¶", " ", text).split())
    bare = bare.lstrip(" ,;:–—-")
    bare = re.sub(r"(?i)^(?:(?:and|so|but|ok|okay|please|then)\b[\s,]*)+", "", bare)
    bare = re.sub(r"\s+(?:at|in|of|from|during|for)$", "", bare)
    return (
        _comparison(text, bare, editions, speakers, known)
        or _opinion(bare, editions, speakers, title, recaps)
        or _summary(bare, editions, speakers, title)
        or _who_gave(bare, editions, title)
        or _listed(bare, editions, speakers)
    )


def _writers(text: str, known: Catalogue) -> tuple[tuple[str, ...], str]:
    """The recaps whose writer a question names, and the question with "the author" in place of the name."""
    found: list[str] = []
    asked = set(name_key(text).split())
    for recap in (recap for edition in known.editions for recap in edition.recaps):
        last = (recap.author or "").split()[-1:]
        if last and " " in (recap.author or "") and name_key(last[0]) in asked and name_key(recap.author or "") not in known.directory.full:
            pattern = rf"(?i)\b(?:{re.escape(recap.author or '')}|{re.escape(last[0])})\b(?:['’]s\s+recap)?"
            text, times = re.subn(pattern, "the author", text)
            found += [recap.file] * bool(times)
    return tuple(found), text


def _title(text: str, known: Catalogue, editions: tuple[Edition, ...]) -> tuple[str | None, str]:
    """The title of a talk that a question gives, in full or a part that no other talk has, and the question with a mark in its place."""
    low = f" {name_key(text)} "
    for key, title in known.titles:
        if f" {key} " in low:
            pattern = r"\W+".join(map(re.escape, re.findall(r"\w+", title)))
            text, times = re.subn(rf"(?i)[“\"'‘]?\b{pattern}\b[”\"'’)]*", "§", text)
            if times:
                return title, re.sub(rf"(?i)\bthe\s+{_TALK}\s+(?:(?:called|titled|entitled|on|about)\s+)?§|\b{_TALK}\s+§", "§", text)
    part = None if "§" in text else _PART_OF_TITLE.search(text) or _TALK_ON.search(text)
    stems = set(words(part["part"])) - _TALK_STEMS if part else set()
    meant = {title for key, title in known.titles if stems and all(stem[:4] in key for stem in stems) and stems <= set(words(title))}
    if editions:
        meant &= {session.title or "" for edition in editions for session in edition.sessions}
    if part and len(meant) == 1:
        return meant.pop(), f"{text[: part.start()]}§{text[part.end() :]}"
    return None, text


def _plain(text: str) -> bool:
    """Whether a rest of a question sets no limit."""
    return all(word in _FILLER for word in re.findall(r"[\w§]+", text.casefold()))


def _comparison(text: str, bare: str, editions: tuple[Edition, ...], speakers: tuple[str, ...], known: Catalogue) -> Request | None:
    over_time = bool(_OVER_TIME.search(text))
    compares = bool(_COMPARES.search(text) or (len(speakers) >= 2 and re.search(r"(?i)\b(?:each|both|respectively)\b", text)))
    compares = compares or bool(text.count("¶") >= 2 and re.match(r"(?i)which\b.*\b(?:more|fewer|most|least)\b", text))
    two = text.count("¶") >= 2 or (compares and len(editions) >= 2)
    if not (
        compares or ((over_time or two) and re.match(r"(?i)(?:what|how\s+(?!many))\b", text)) or (over_time and len(text.split()) <= 6)
    ):
        return None
    rest = _COMPARES.sub(" ", _OVER_TIME.sub(" ", _COMPARE.sub(" ", bare)))
    recaps = re.search(rf"(?i)\b(?:recaps|posts|tellings|accounts|{_WRITER}s)\b", rest)
    rest = re.sub(
        rf"(?i)\b(?:recaps|posts|tellings|accounts|both|two|between|more|fewer|most|least|say|said|says|think|thought|written|other|each)\b|{_WRITER}",
        " ",
        rest,
    )
    if recaps and not two:
        return Request("compare", "recaps", editions, speakers) if _plain(rest.replace("§", " ")) else None
    rest = re.sub(r"(?i)\bhow\s+(?:do|does|did)\s+(?:they|these|those|it)\b", " ", rest)
    rest = re.sub(rf"(?i)§['’]?s?|\b{_TALK}e?s?\b|\b(?:speakers?|editions?|and|to|with|his|her|their|about|content)\b", " ", rest)
    if len(speakers) >= 2 or (speakers and (two or over_time or compares)):
        return Request("compare", "speakers", editions, speakers) if _plain(rest) or (len(speakers) >= 2 and compares) else None
    subject = _trim(rest)
    if two or over_time:
        if not subject:
            return Request("compare", "editions", editions or known.editions)
        return Request("compare", "editions", editions or known.editions, subject=subject) if len(subject.split()) <= 5 else None
    return None


def _trim(text: str) -> str:
    """A subject without the words around it that say nothing."""
    parts = re.findall(r"[^\s,;:¶§]+", text)
    while parts and (parts[0].casefold() in _FILLER or parts[0].casefold() in ("about", "regarding", "of")):
        parts.pop(0)
    while parts and parts[-1].casefold() in _FILLER:
        parts.pop()
    return " ".join(parts).strip("“”\"'‘’")


def _summary(bare: str, editions: tuple[Edition, ...], speakers: tuple[str, ...], title: str | None) -> Request | None:
    if editions and not speakers and not title and _SUMMARY_OF_EDITION.match(bare):
        return Request("summary", "editions", editions)
    if (speakers or title) and any(pattern.match(bare) for pattern in _SUMMARY):
        return Request("summary", "talks", editions, speakers, title=title)
    return None


def _who_gave(bare: str, editions: tuple[Edition, ...], title: str | None) -> Request | None:
    if title and re.match(
        rf"(?i)^who\s+(?:gave|held|did|presented|delivered|made|was\s+giving|spoke\s+(?:in|about|on))\s+(?:the\s+)?(?:{_TALK}\s+)?§$", bare
    ):
        return Request("list", "speakers", editions, title=title)
    return None


def _opinion(
    bare: str, editions: tuple[Edition, ...], speakers: tuple[str, ...], title: str | None, recaps: tuple[str, ...]
) -> Request | None:
    for pattern in _OPINION:
        found = pattern.match(bare)
        if found:
            rest = re.sub(
                rf"(?i)§['’]?s?|\b(?!keynotes\b){_TALK}e?s?\b|\b(?:by|it|very|much|conference|event|whole|day|better|best|most|more|than|least|compared\s+(?:to|with))\b",
                " ",
                found["rest"],
            )
            if speakers and re.search(rf"(?i)\b{_TALK}\b", found["rest"]):
                rest = ""  # "the Docker talk by Ada Lovelace"
            subject = "" if _plain(rest) else _trim(rest)
            if len(subject.split()) <= 4:
                return Request(
                    "opinion",
                    "talks",
                    editions,
                    speakers,
                    title=title,
                    subject=subject or None,
                    favourite=bool(_FAVOURITE.search(bare)),
                    recaps=recaps,
                )
    return None


def _listed(bare: str, editions: tuple[Edition, ...], speakers: tuple[str, ...]) -> Request | None:
    for kind, pattern in _HEADS:
        found = pattern.match(bare)
        if not found:
            continue
        groups = found.groupdict()
        thing: Thing = next((thing for thing in ("editions", "recaps", "speakers") if groups.get(thing)), "talks")
        if groups.get("recaps2"):
            thing = "recaps"
        elif _EACH.search(found["rest"]):
            thing = "editions"
        short = bool(groups.get("short") or re.match(r"(?i)lightning", groups.get("talks") or ""))
        keynote = bool(re.search(r"(?i)\bkeynotes?\b", bare[: found.start("rest")]))
        position = _ORDER.get((groups.get("position") or "").casefold()) or (
            "first" if groups.get("opened") else "last" if groups.get("closed") else None
        )
        made = _limited(
            kind, thing, found["rest"], editions, speakers, "lightning talk" if short else "keynote" if keynote else None, position
        )
        if made:
            return made
    return None


def _limited(
    kind: RequestKind,
    thing: Thing,
    rest: str,
    editions: tuple[Edition, ...],
    speakers: tuple[str, ...],
    talk_kind: TalkKind | None,
    position: str | None,
) -> Request | None:
    """A list or a count with what the rest of its question asks for; None where the rest is not understood."""
    repeated = bool(_REPEATED.search(rest)) and thing == "speakers"
    if repeated:
        rest = _REPEATED.sub(" ", rest)
    order = re.fullmatch(r"(?i)\s*(first|last)\s*", rest)
    if order and thing == "speakers":
        position, rest = _ORDER[order[1].casefold()], ""
    if re.search(r"(?i)\blightning\s+talks?\b", rest):
        talk_kind, rest = "lightning talk", re.sub(r"(?i)\b(?:(?:a|the)\s+)?lightning\s+talks?\b", " ", rest)
    subject = affiliation = title = None
    about = _SUBJECT.match(rest)
    at_work = _AT_WORK.match(rest)
    if about and "§" not in about["subject"] and _plain(about["before"].replace("§", " ")):
        subject = _trim(
            re.sub(r"(?i)\bin\s+(?:their|his|her|the)\s+(?:talks?|recaps?)$|\b(?:in|at)\s+(?:any|all|the)\s+\w+$", "", about["subject"])
        )
        if len(subject.split()) > 5 or _A_DAY.match(about["subject"]):
            return None
        subject, rest = subject or None, ""
    elif at_work and "§" not in at_work["org"] and _plain(at_work["before"]):
        affiliation, rest = _trim(at_work["org"]), ""
        if not affiliation or len(affiliation.split()) > 4:
            return None
    if speakers and thing == "speakers" and re.fullmatch(rf"(?i)\s*(?:(?:of|by)\s+)?§(?:['’]?s?\s+{_TALK})?\s*", rest):
        rest = ""
    elif speakers and not subject:
        if not re.search(r"(?i)^[\w\s]*?(?:\b(?:by|of|from|did|has|was|is)\b)?[\w\s]*§", rest) or thing == "speakers":
            return None
        rest = re.sub(r"§['’]?s?", " ", rest)
        rest = re.sub(r"(?i)\b(?:by|given|give|gave|speak|present|hold|held)\b", " ", rest)
    if not _plain(rest):
        return None
    return Request(
        kind,
        thing,
        editions,
        speakers,
        talk_kind,
        subject,
        title,
        affiliation,
        "first" if position == "first" else "last" if position else None,
        repeated,
    )
