"""Questions for the writers' own judgement."""

from __future__ import annotations

import re

from corpus import Catalogue
from qa.opinion import Sort
from qa.request.asked import Marked, Request
from qa.request.words import THEY, WRITER, is_plain, trimmed
from qa.titles import TALK

_BEST, _WORST = re.compile(r"(?i)\b(?:favou?rite|best|most|highlight)\b"), re.compile(r"(?i)\b(?:worst|least)\b")
_LIKE, _DISLIKE = r"(?:like|enjoy|love|appreciate|praise|recommend)d?", r"(?:dislike|hate|critici[sz]e|complain\s+about|regret)d?"
_ANYONE = rf"(?:{THEY}|people|any(?:one|body)|every(?:one|body))"
_WHAT_OR_TALKS = rf"(?:what|which\s+ones?|(?:which|what|whose)\s+{TALK}s?)"
_RANKED = r"(?:favou?rite|best|worst|highlight(?!s)|(?:most|least)\s+(?:favou?rite|interesting))"
#: "Whose talk did the author like better, Ada Lovelace's or Tom Babbage's?"
_PREFERRED = re.compile(rf"(?i)\b{THEY}\s+(?:like|enjoy|love|prefer|rate)\b")
#: Questions for judgements, and the sort that each asks for.
_OPINIONS: tuple[tuple[Sort | None, str], ...] = (
    # What did the author not like; which talks did people complain about
    (
        "bad",
        rf"^{_WHAT_OR_TALKS}\s+(?:(?:did|does|do|has|have)\s+{_ANYONE}\s+(?:not\s+{_LIKE}|{_DISLIKE})"
        rf"|(?:did|does|do)(?:n['’]?t|\s+not)\s+{_ANYONE}\s+{_LIKE})\b(?P<rest>.*)$",
    ),
    # Which talks were boring
    (
        "bad",
        rf"^{_WHAT_OR_TALKS}\s+(?:was|were)\s+(?:bad|boring|dull|weak|poor|disappointing|critici[sz]ed|disliked"
        r"|not\s+(?:so\s+)?(?:good|great|liked))\b(?P<rest>.*)$",
    ),
    # Was there any criticism of …
    (
        "bad",
        r"^(?:(?:is|was|were|are)\s+there\s+|what\s+(?:was|were|is|are)\s+)?(?:(?:any|some|the)\s+)?(?:main\s+)?"
        r"(?:criticisms?|complaints?|downsides|negatives?(?:\s+(?:points?|opinions?|feedback|comments?))?)\b(?P<rest>.*)$",
    ),
    # What did the author like; which talks were interesting
    ("good", rf"^{_WHAT_OR_TALKS}\s+(?:did|does|do|has|have)\s+{_ANYONE}\s+{_LIKE}\b(?!.*\b(?:most|best|least)\b)(?P<rest>.*)$"),
    (
        "good",
        rf"^{_WHAT_OR_TALKS}\s+(?:was|were)\s+(?:good|great|interesting|inspiring|impressive|fun|praised|liked|recommended)\b(?P<rest>.*)$",
    ),
    # What did the author think of …
    (
        None,
        rf"^(?:what|how)\s+(?:did|does|do)(?:n['’]?t)?\s+(?:{THEY}\s+(?:(?:really|personally)\s+)?(?:think|feel|find|like|rate|judge|consider)|{WRITER}\s+say)\b"
        r"(?:\s+(?:of|about))?(?P<rest>.*)$",
    ),
    # Did the author like …; was the author convinced by …
    (
        None,
        rf"^(?:did|does|was|is|were)\s+{WRITER}\s+(?:(?:really|actually|also)\s+)?"
        r"(?:like|enjoy|love|appreciate|hate|dislike|impressed|disappointed|convinced|happy|bored|think|find)"
        r"(?:\s+(?:by|with|of|about))?(?P<rest>.*)$",
    ),
    # The author's opinion of …
    (
        None,
        rf"^(?:what\s+(?:is|was|were|are)\s+)?{WRITER}['’]?s?['’]?\s+(?:own\s+)?"
        r"(?:opinions?|impressions?|views?|judge?ments?|verdict|take|feelings?)(?:\s+(?:of|on|about))?(?P<rest>.*)$",
    ),
    # Was Ada Lovelace's talk any good; were the talks interesting; was it worth it, of an edition
    (
        None,
        rf"^(?:was|were|is|are)\s+(?:(?P<rest>§(?:['’]?s?\s+{TALK})?|(?:the\s+)?(?:conference|event|edition|day|talks))\s+)?(?:any\s+)?"
        r"(?:good|bad|interesting|boring|great|enjoyable|impressive|well\s+received|worth\s+\w+|liked)$",
    ),
    # How was the conference
    (None, r"^how\s+(?:was|were|is)(?P<rest>\s+(?:the\s+)?(?:conference|event|edition|talks))?$"),
    # Which talk should I watch first; recommend me a talk
    (
        "best",
        rf"^(?:(?:which|what)\s+(?P<rest>)(?:{TALK}s?\s+)?should\s+(?:i|we|one)\s+(?:watch|see|read|look\s+at)(?:\s+first)?"
        rf"|(?:which|what)\s+{TALK}s?\s+(?:is|are|was|were)\s+worth\s+\w+|(?:(?:can|could)\s+you\s+)?recommend\s+(?:me\s+)?(?:(?:a|an|some|any|the)\s+)*(?:good\s+)?{TALK}s?)$",
    ),
    # What was the author's favourite talk
    (
        None,
        rf"^(?:(?:which|what)\s+(?:was|were)\s+|(?=(?:the\s+)?{_RANKED}\s+{TALK}))(?P<rest>)"
        rf"(?:{WRITER}['’]?s?\s+)?(?:the\s+)?{_RANKED}\s*{TALK}?s?"
        rf"(?:\s+(?:according\s+to|of|for)\s+{WRITER})?$",
    ),
    # Which talk was the best
    (
        None,
        rf"^(?:which|what)\s+(?:{TALK}|one)s?\s+(?:was|were|is|are)\s+(?P<rest>)(?:(?:the|considered)\s+)*(?:{WRITER}['’]?s?\s+)?{_RANKED}s?$",
    ),
    # Which talk did the author like most
    (
        None,
        rf"^(?:which|what)\s+(?:{TALK}|one)s?\s+(?:did|does)\s+{WRITER}\s+(?P<rest>)(?:like|enjoy|love|prefer|dislike)"
        r"(?:\s+(?:the\s+)?(?:most|best|least))?$",
    ),
)
_OPINION = tuple((sort, re.compile(pattern, re.IGNORECASE)) for sort, pattern in _OPINIONS)


def opinion(asked: Marked, _: Catalogue) -> Request | None:
    """What a writer thought: of talks, of a subject, or of a whole edition."""
    bare, editions, speakers = asked.bare, asked.editions, asked.speakers
    if len(speakers) > 1 and _PREFERRED.search(bare):
        return Request("opinion", "talks", editions, speakers)
    for sort, pattern in _OPINION:
        found = pattern.match(bare)
        if found:
            rest = re.sub(
                rf"(?i)§['’]?s?|\b(?!keynotes\b){TALK}e?s?\b|\b(?:by|it|very|much|conference|event|whole|day|better|best|most|more|than|least|compared\s+(?:to|with))\b",
                " ",
                said := found["rest"] or "",
            )
            if speakers and re.search(rf"(?i)\b{TALK}\b", said):
                rest = ""  # "the Docker talk by Ada Lovelace"
            subject = "" if is_plain(rest) else trimmed(rest)
            if len(subject.split()) <= 4:
                return Request(
                    "opinion",
                    "talks",
                    editions,
                    speakers,
                    talks=asked.talks,
                    subject=subject or None,
                    of_talks=bool(
                        re.match(
                            rf"(?i)(?:(?:which|what|whose|how)\s+)?(?:(?:was|were|are)\s+)?(?:the\s+)?(?:{_RANKED}\s+)?(?:{TALK}|ones?\b)|recommend|.*\bshould\b",
                            bare,
                        )
                    ),
                    judged=sort or ("bad" if _WORST.search(bare) else "best" if _BEST.search(bare) else None),
                    recaps=asked.recaps,
                )
    return None
