"""Lists and counts: of talks, speakers, editions, recaps or companies."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from corpus import Catalogue, Edition
from corpus.catalogue import name_key
from corpus.recap import TalkKind
from qa.request.asked import Marked, Order, Request, RequestKind, Thing
from qa.request.places import kind_called
from qa.request.wording import RECAP
from qa.request.words import FILLER, is_plain, trimmed
from qa.titles import TALK

_TALKS = rf"(?:(?P<short>lightning|short)\s+)?(?P<talks>{TALK}e?s?)"
_THINGS = (
    rf"(?:{_TALKS}|(?P<speakers>(?:speaker|presenter)s?|people(?=\s+(?:who\s+)?(?:spoke|speak|talked|talk|present|gave|held)))"
    r"|(?P<editions>(?:edition|conference|conf|event|year)s)|(?P<recaps>(?:recap|post|blog\s+post)s|(?:recap|post|blog\s+post)(?=\s+(?:mention|name|cover|discuss|deal)))"
    r"|(?P<companies>(?:company|companies|organi[sz]ations?|employers?)))"
)
#: What a list or a count begins with.
_HEADS: tuple[tuple[RequestKind, re.Pattern[str]], ...] = (
    (
        "count",
        re.compile(
            rf"(?i)^(?:(?:and|so)\s+)?(?:(?:(?:at|in)\s+)?how\s+many|what\s+(?:is|was)\s+the\s+(?:total\s+)?number\s+of|(?:total\s+)?number\s+of|count(?:\s+of)?)\s+"
            rf"(?:(?:all|the|different|distinct|of)\s+)*{_THINGS}\b(?P<rest>.*)$"
        ),
    ),
    (
        "list",
        re.compile(
            rf"(?i)^(?:(?:please|and|so|can\s+you|could\s+you)\s+)*(?:(?:which|what|list|show|name|enumerate|give|tell)\s+)"
            rf"(?:(?:me|us|were|was|are|is|all|of|the|every|each|out|a|list|overview|different|these|those|your|some|any|few|two|three|five|ten|\d+)\s+)*{_THINGS}\b(?P<rest>.*)$"
        ),
    ),
    (
        "list",
        re.compile(
            r"(?i)^(?:(?:at|in|on)\s+)?(?:when|(?:which|what)\s+(?:editions?|years?|conf(?:erence)?s?|events?))\s+"
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
            r"(?i)^who\s+(?:(?:all|were|was|are|is|the|else)\s+)*(?:(?P<short>lightning|short)\s+)?(?P<speakers>(?:speaker|presenter)s?)\b(?P<rest>.*)$"
        ),
    ),
    (
        "list",
        re.compile(
            rf"(?i)^who\s+(?:(?:all|else|has|have|had)\s+)*(?P<speakers>spoke|speaks?|spoken|talked|talks?|present(?:s|ed)|appeared|"
            rf"(?:gave|gives?|given|did|held|delivered|made)\s+(?:(?:a|an|the|any|some|all)\s+)*(?:(?P<short>lightning|short)\s+)?{TALK}e?s?)\b(?P<rest>.*)$"
        ),
    ),
    (
        "list",
        re.compile(
            rf"(?i)^(?:who\s+(?:wrote|authored|(?:is|was|are|were)\s+the\s+(?:writers?|authors?|bloggers?)(?:\s+of)?)\s+(?:(?:the|this|these|those|your|all|each)\s+)*"
            rf"(?P<recaps>{RECAP}s?)|when\s+(?:was|were|did)\s+(?:the\s+)?(?P<recaps2>{RECAP}s?)\s+(?:published|posted|written))\b(?P<rest>.*)$"
        ),
    ),
    (
        "list",
        re.compile(
            r"(?i)^(?P<speakers>who)\s+(?=(?:works?|worked|is\s+working|works)\s+(?:at|for)\b|(?:is|are|was|were|came|comes?)\s+from\b)(?P<rest>.*)$"
        ),
    ),
)
#: What sets talks apart that no sentence tells of them.
_NOT_TOLD = re.compile(
    r"(?i)\b(?:not|no|never|without|(?:long|short|bigg|larg|small|lat|earli|fe)e?(?:st|r)|most|least|best|worst|more|less|than|only|just|except|neither|nor|"
    r"both|same|each|every|favou?rites?)\b|n['’]t\b"
)
#: "Which Kafka talks were there?"
_OF_TOPIC = re.compile(
    r"(?i)^(?:(?:which|what|list|show|name|give|any|(?P<count>how\s+many)|(?:is|are|was|were)\s+there)\s+)?(?:(?:me|all|the|of|any|a|an|were|was)\s+)*"
    r"(?P<topic>[^\W\d_][\w.+#/-]*(?:\s[\w.+#/-]+)?)\s+(?:(?P<keynotes>keynotes?)|talks?|sessions?|presentations?|lectures?)\b(?P<rest>.*)$"
)
_ORDERS: dict[Order, str] = {
    "newest": r"newest|latest|last|most\s+recent",
    "oldest": r"oldest|earliest|first",
    "longest": r"longest|biggest|most\s+detailed",
    "shortest": r"shortest|briefest",
}
_IN_ORDER = "|".join(_ORDERS.values())
#: "The newest recap", "Which recap is the longest?"
_RECAPS_IN_ORDER = re.compile(
    rf"(?i)^(?:(?:which|what)\s+(?:is|was)\s+)?(?:(?:the|your)\s+)?(?:(?P<before>{_IN_ORDER})\s+{RECAP}s?|(?:which|what)\s+{RECAP}\s+(?:is|was)\s+(?:the\s+)?(?P<after>{_IN_ORDER}))$"
)
#: "Google speakers", "speakers Google"
_OF_COMPANY = re.compile(
    r"(?i)^(?:(?:which|what|list|show|name|give|any|(?P<count>how\s+many)|(?:is|are|was|were)\s+there)\s+)?(?:(?:me|all|the|of|any|a|an)\s+)*"
    r"(?:(?P<before>[\w.&+'’-]+(?:\s[\w.&+'’-]+)?)\s+(?:speakers?|presenters?|people|employees)|(?:speakers?|people)\s+(?P<after>[\w.&+'’-]+(?:\s[\w.&+'’-]+)?))"
    r"(?:\s+(?:were|are|was|is)\s+there)?$"
)
#: What stands before "talks" without being a topic.
_NO_TOPIC = frozenset(
    """bad best better big closing favorite favourite few final first four full good great individual interesting keynote last
    later least lightning long longer longest main many memorable more most new next notable only opening other own parallel
    popular recommended recorded remaining same second separate several short shorter shortest similar single stand-out
    standout ten third three two upcoming worst""".split()
)
#: A topic that all talks have.
_ANY_TOPIC = frozenset("conference individual tech technical various".split())
#: "… and mention Kafka", after a subject.
_ALSO = re.compile(r"(?i)^(?P<subject>.+?)\s+(?:and|that|which)\s+(?:also\s+)?(?:mention|name|discuss|cover)(?:s|ed|ing)?\s+(?P<also>.+)$")
_MOST = r"(?:the\s+)?(?:(?P<most>(?:most|(?:largest|highest|greatest)\s+number\s+of))|(?:fewest|least|(?:smallest|lowest)\s+number\s+of))"
#: "Which conference had the most talks?", "Who gave the most talks?"
_MOST_OF = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:which|what)\s+(?:(?:one\s+)?of\s+the\s+)?(?:conferences?|conf|editions?|years?|events?)\s+(?:had|has|have|featured|saw|counted)\s+"
        rf"{_MOST}\s+(?:(?P<by>speakers?|presenters?)|(?:(?P<short>lightning|short)\s+)?(?P<talks>{TALK}e?s?))$",
        r"^(?:who|(?:which|what)\s+(?:speakers?|person|presenters?|people))\s+(?:has\s+|have\s+)?(?:had|has|gave|given|held|delivered|did|spoke|spoken|talked|presented)\s+"
        rf"(?:the\s+)?most(?:\s+{TALK}e?s|\s+often)?$",
    )
)
_SUBJECT = re.compile(
    r"(?i)^(?P<before>.*?)\b(?:talk(?:ed|s|ing)?\s+about|sp(?:oke|eak|eaks|oken)\s+(?:about|of|on)|about|regarding|concern(?:s|ed|ing)?|mention(?:s|ed|ing)?|"
    r"cover(?:s|ed|ing)?|deal(?:s|t|ing)?\s+with|ha(?:s|d|ve|ving)\s+to\s+do\s+with|discuss(?:es|ed|ing)?|involv(?:es|ed|ing)|nam(?:es?|ed|ing)|relat(?:es|ed|ing)\s+to|"
    r"touch(?:es|ed|ing)?\s+(?:on|upon)|on(?:\s+the\s+(?:subject|topic)\s+of)?|(?P<called>called|titled|entitled))\s+(?P<subject>.+)$"
)
_AT_WORK = re.compile(
    r"(?i)^(?P<before>.*?)\b(?:(?:(?:who|that)\s+)?(?:works?|worked|working)\s+(?:at|for)|from|employed\s+by)\s+"
    r"(?:the\s+)?(?P<org>[^\W_][\w.&+'’ -]{1,40})$"
)
_EMPLOYEES = re.compile(r"(?i)(?:['’]s?)?\s+(?:employees?|people|engineers|staff|folks|speakers)$")
_REPEATED = re.compile(
    r"(?i)\b(?:more\s+than\s+(?:once|one\s+(?:talk|time|edition|year|conference))|(?:at\s+least\s+)?twice|several\s+(?:times|editions|years|talks)|"
    r"(?:in|at)\s+(?:both|multiple|several|two|more\s+than\s+one)(?:\s+(?:editions?|years?|conferences?))?|"
    r"multiple\s+times|repeatedly|(?:two|2)\s+(?:times|talks))\b"
)
#: "… came back for a second year", "… spoke again"
_BACK = re.compile(
    r"(?i)\b(?:(?:(?:came|come)\s+back|returned)(?:\s+for\s+(?:a|an|the|another)(?:\s+\w+)?\s+(?:edition|year|time))?(?:\s+again)?|again)\b"
)
_BY_SEVERAL = re.compile(
    r"(?i)\s*\b(?:(?:with|by|had|has|have|given\s+by|held\s+by|that\s+had)\s+)?(?:more\s+than\s+one|at\s+least\s+two|two|2|several|multiple)\s+"
    r"(?:speakers?|presenters?|people)\b|\s*\bwith\s+(?:someone|somebody)\s+else\b|^\s*(?:together|jointly)\s*$"
)
#: "… that are not about Kafka", "… that don't mention it"
_NOT_ABOUT = re.compile(
    r"(?i)^\s*(?:(?:that|which|who)\s+)?(?:(?:are|were|is|was|do|does|did)\s*(?:not\b|n['’]t\b)|not\b)(?=\s+(?:about|on|mention|name|cover|concern|discuss|deal|talk)\b)"
)
#: "Who spoke both in 2015 and in 2016?"
_IN_EACH = re.compile(r"(?i)\b(?:both|also|again|each|twice|repeatedly)\b")
#: "Which conferences were held in Lyon?"
_HELD = re.compile(
    r"(?i)^\s*(?:(?:that|which)\s+)?(?:(?:were|was|are|is)\s+)?(?:held|hosted|took\s+place|happened|were|was)?\s*\bin\s+"
    r"(?P<place>[^\W\d][\w .'’-]*)$"
)
_EACH = re.compile(r"(?i)\b(?:each|every|per)\s+(?:edition|conference|event|year)\b")
#: "… sent more than one speaker"
_SEVERAL_SPEAKERS = re.compile(
    r"(?i)\b(?:(?:sent|had|has|have|with|gave|brought)\s+)?(?:more\s+than\s+one|at\s+least\s+two|two|2|several|multiple)\s+(?:different\s+)?"
    r"(?:speakers?|presenters?|people|employees)\b"
)
#: What is said of companies: that their people spoke.
_OF_COMPANIES = re.compile(
    r"(?i)\b(?:(?:are|were)\s+)?(?:represented|present|work(?:s|ed|ing)?|employ(?:s|ed)?|sent|come|came|send)\b|\b(?:from|for|at|by|with|behind)\b(?=\s*$)"
)


def ranked(asked: Marked, _: Catalogue) -> Request | None:
    """Editions by their talks or speakers, and speakers by their talks."""
    of_editions, of_speakers = (pattern.match(asked.bare) for pattern in _MOST_OF)
    if of_speakers:
        return Request("list", "speakers", asked.editions, ranked="most")
    if not of_editions:
        return None
    kind = kind_called(of_editions["talks"] or "", short=bool(of_editions["short"]))
    way: Literal["most", "fewest"] = "most" if of_editions["most"] else "fewest"
    return Request("list", "editions", asked.editions, talk_kind=kind, ranked=way, counting="speakers" if of_editions["by"] else "talks")


def listed(asked: Marked, _: Catalogue) -> Request | None:
    """Of all that is asked for, with what sets it apart."""
    bare, editions, speakers = asked.bare, asked.editions, asked.speakers
    for kind, pattern in _HEADS:
        found = pattern.match(bare)
        if not found:
            continue
        groups = found.groupdict()
        thing: Thing = next((thing for thing in ("editions", "recaps", "speakers", "companies") if groups.get(thing)), "talks")
        held = _HELD.match(found["rest"]) if thing == "editions" else None
        if held and len(held["place"].split()) <= 3:
            return Request(kind, thing, editions, subject=held["place"], at_large=True)
        thing = "recaps" if groups.get("recaps2") else thing
        rest, each = _EACH.subn(" ", found["rest"])
        short = bool(groups.get("short") or re.match(r"(?i)lightning", groups.get("talks") or ""))
        keynote = bool(re.search(r"(?i)\bkeynotes?\b", bare[: found.start("rest")]))
        talk_kind: TalkKind | None = "lightning talk" if short else "keynote" if keynote else None
        made = _limited(kind, thing, rest, editions, speakers, talk_kind)
        if made:
            several = kind == "count" and asked.text.count("¶") > 1 and not made.repeated and not made.elsewhere
            by_edition = (each or several) and thing in ("talks", "speakers", "recaps")
            return replace(made, thing="editions", counting=thing) if by_edition else made
        if described := _described(kind, thing, found, editions, speakers):
            return described
    return None


def _described(
    kind: RequestKind, thing: Thing, found: re.Match[str], editions: tuple[Edition, ...], speakers: tuple[str, ...]
) -> Request | None:
    """A list of talks or speakers by what was told of them: "Which talks showed live coding?"; None for any other question."""
    groups = found.groupdict()
    several = re.search(r"(?i)(?:s|people)$", groups.get("talks") or groups.get("speakers") or "")
    about = _SUBJECT.match(found["rest"])
    subject = trimmed(about["subject"] if about and is_plain(about["before"]) else found["rest"])
    if thing not in ("talks", "speakers") or speakers or "§" in subject or not (several or about) or _NOT_TOLD.search(found["rest"]):
        return None
    if not 1 <= len(subject.split()) <= 12 or is_plain(subject):
        return None
    short = groups.get("short") or re.match(r"(?i)lightning", groups.get("talks") or "")
    return Request(kind, thing, editions, talk_kind="lightning talk" if short else None, subject=subject, described=True)


def recaps_in_order(asked: Marked, _: Catalogue) -> Request | None:
    """Recaps by date or length."""
    found = _RECAPS_IN_ORDER.match(asked.bare)
    if not found:
        return None
    wanted = (found["before"] or found["after"]).casefold()
    order: Order = next((order for order, said in _ORDERS.items() if re.fullmatch(said, wanted)), "newest")
    return Request("list", "recaps", asked.editions, order=order)


def of_company(asked: Marked, known: Catalogue) -> Request | None:
    """The speakers of a company that a recap introduces somebody as from."""
    found = _OF_COMPANY.match(asked.bare)
    company = (found["before"] or found["after"]) if found else ""
    if not found or name_key(company) not in {name_key(session.affiliation) for session in known.sessions if session.affiliation}:
        return None
    return Request("count" if found["count"] else "list", "speakers", asked.editions, affiliation=company)


def of_topic(asked: Marked, _: Catalogue) -> Request | None:
    """The talks on a topic that stands before them: "Kafka talks"."""
    found = _OF_TOPIC.match(asked.bare)
    if not found or not is_plain(found["rest"]) or not _NO_TOPIC.isdisjoint(parts := found["topic"].casefold().split()):
        return None
    if any(part in FILLER for part in parts):
        return None
    subject = None if _ANY_TOPIC.issuperset(parts) else found["topic"]
    return Request(
        "count" if found["count"] else "list",
        "talks",
        asked.editions,
        talk_kind="keynote" if found["keynotes"] else None,
        subject=subject,
        about=True,
    )


def _limited(
    kind: RequestKind,
    thing: Thing,
    rest: str,
    editions: tuple[Edition, ...],
    speakers: tuple[str, ...],
    talk_kind: TalkKind | None,
) -> Request | None:
    """A list or a count with what the rest of its question asks for; None where the rest is not understood."""
    rest, shared = _BY_SEVERAL.subn(" ", rest) if thing in ("talks", "speakers") else (rest, 0)
    rest, lacks = _NOT_ABOUT.subn(" ", rest) if thing == "talks" else (rest, 0)
    in_each = thing == "speakers" and len(editions) > 1 and bool(_IN_EACH.search(rest))
    rest = _IN_EACH.sub(" ", rest) if in_each else rest
    rest, only = re.subn(r"(?i)\b(?:only|just)\b(?=\s*(?:$|in\b|at\b))", " ", rest) if thing == "speakers" and editions else (rest, 0)
    rest, back = _BACK.subn(" ", rest) if thing == "speakers" else (rest, 0)
    elsewhere: Literal["before", "never"] | None = "never" if only else "before" if back and len(editions) == 1 else None
    repeated = thing == "speakers" and bool(_REPEATED.search(rest) or (back and len(editions) != 1))
    if repeated:
        rest = _REPEATED.sub(" ", rest)
    if re.search(r"(?i)\blightning\s+talks?\b", rest):
        talk_kind, rest = "lightning talk", re.sub(r"(?i)\b(?:(?:a|the)\s+)?lightning\s+talks?\b", " ", rest)
    if thing == "companies":
        rest, several = _SEVERAL_SPEAKERS.subn(" ", rest)
        repeated, rest = bool(several), _OF_COMPANIES.sub(" ", rest)
    subject = also = affiliation = None
    dwells = False
    about = _SUBJECT.match(rest)
    at_work = _AT_WORK.match(rest)
    works = _AT_WORK.match(about["before"].rstrip()) if about else None
    if about and works and works["org"][0].isupper() and is_plain(works["before"]):  # "from Google that mention Borg"
        affiliation, rest = trimmed(works["org"]) or None, rest[about.end("before") :]
        about = _SUBJECT.match(rest)
    if about and "§" not in about["subject"] and is_plain(about["before"].replace("§", " ")):
        subject = trimmed(
            re.sub(
                r"(?i)^both\b|\bin\s+(?:their|his|her|the)\s+(?:talks?|recaps?)$|\b(?:in|at)\s+(?:any|all|the)\s+\w+$", "", about["subject"]
            )
        )
        if more := _ALSO.match(subject):
            subject, also = more["subject"], trimmed(more["also"])
        if max(len(subject.split()), len((also or "").split())) > 5:
            return None
        dwells = not re.search(r"(?i)\b(?:mention|nam)(?:s|ed|es|e|ing)?\s*$", rest[: about.start("subject")])
        subject, rest = subject or None, ""
    elif at_work and "§" not in at_work["org"] and is_plain(at_work["before"]):
        affiliation, rest = trimmed(_EMPLOYEES.sub("", at_work["org"])), ""
        if not affiliation or len(affiliation.split()) > 4:
            return None
    if speakers and thing == "speakers" and re.fullmatch(rf"(?i)\s*(?:(?:of|by)\s+)?§(?:['’]?s?\s+{TALK})?\s*", rest):
        rest = ""
    elif speakers and not subject:
        if not re.search(r"(?i)^[\w\s]*?(?:\b(?:by|of|from|did|has|was|is)\b)?[\w\s]*§", rest) or thing == "speakers":
            return None
        rest = re.sub(r"§['’]?s?", " ", rest)
        rest = re.sub(r"(?i)\b(?:by|given|give|gave|speak|present|hold|held)\b", " ", rest)
    if not is_plain(rest) or (lacks and not subject):
        return None
    return Request(
        kind,
        thing,
        editions,
        speakers,
        talk_kind=talk_kind,
        subject=subject,
        about=dwells and not lacks,
        lacks=bool(lacks),
        also=also,
        affiliation=affiliation,
        repeated=repeated or in_each,
        elsewhere=elsewhere,
        shared=bool(shared),
    )
