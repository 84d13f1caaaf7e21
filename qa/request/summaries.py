"""Summaries of talks and editions, and the talks that are meant by their place or their speaker."""

from __future__ import annotations

import re

from corpus import Catalogue
from qa.request.asked import Marked, Request
from qa.request.places import kind_called
from qa.request.wording import RECAP
from qa.titles import TALK

_TALKS_OF = re.compile(rf"(?i)^(?:(?:show|list|give|me|all|the)\s+)*§['’]?s?\s+{TALK}s$")
#: "Did Ada Lovelace speak …?", "Was Ada Lovelace at …?"
_DID_SPEAK = re.compile(
    rf"(?i)^(?:did|does|has|have)\s+§\s+(?:also\s+|ever\s+)?(?:speak|spoken|talk|talked|present|appear|come|be|been|give|given|hold|held)\b"
    rf"(?:\s+(?:a|any|back|again|there|too|also|{TALK}s?))*$|^(?:was|is|were)\s+§(?:\s+(?:also|a|there|too|on\s+stage|speakers?|among|the))*$"
)
_OF_A_KIND = r"(?:lightning\s+|short\s+)?"
_TELL = (
    r"(?:summari[sz]e|sum\s+up|(?:tell\s+me\s+|say\s+)?(?:a\s+(?:bit|little)\s+)?more\s+(?:about|on)|tell\s+me\s+(?:(?:something|anything|everything|all|what\s+you\s+know)\s+)?about|describe|recap"
    r"|(?:(?:give|show|tell)\s+me\s+|what\s+(?:are|were)\s+)?(?:the\s+)?(?:(?:top|key|main|biggest|most\s+important|\d+|two|three|five)\s+)*"
    r"(?:take-?aways?|key\s+points?|main\s+points?|learnings|highlights|lessons\s+learned)(?:\s+(?:of|from|at|in))?"
    r"|what\s+(?:were|are)\s+the\s+(?:(?:main|key|big)\s+)?(?:topics|themes)(?:\s+(?:of|at|in))?"
    r"|(?:(?:give|show)\s+me\s+|what\s+(?:is|was)\s+)?(?:(?:an?|the)\s+)?(?:(?:short|quick|brief)\s+)?(?:summary|overview|gist|essence|rundown|tl;?dr)(?:\s+of)?)"
)
#: § stands for the speaker or the title of a talk.
_SUMMARY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # What was Ada Lovelace's talk about
        rf"^what\s+(?:was|is|were|are)\s+(?:the\s+)?§['’]?s?\s+(?:\w+\s+)?{TALK}s?\s+(?:(?:all\s+)?about|on)$",
        # What was the talk by Ada Lovelace about
        rf"^what\s+(?:was|is)\s+the\s+{TALK}\s+(?:by|of|from|given\s+by)\s+§\s+(?:all\s+)?about$",
        # What was "Notes on the Engine" about
        r"^what\s+(?:was|is|were)\s+§\s+(?:all\s+)?about$",
        # What did Ada Lovelace talk about
        r"^what\s+(?:did|does)\s+§\s+(?:(?:from|of|at)\s+[\w.&'’-]+(?:\s+[\w.&'’-]+){0,2}\s+)?"
        r"(?:talk|speak|present|say|have\s+to\s+say|tell(?:\s+us)?|explain|discuss|cover|argue|teach|show|demonstrate)(?:\s+(?:about|for|on|of))?$",
        # What happened in Ada Lovelace's talk
        rf"^what\s+happened\s+(?:in|during|at)\s+(?:the\s+)?§(?:['’]?s?\s+{TALK})?$",
        # Summarise Ada Lovelace's talk; tell me about the talk by Ada Lovelace
        rf"^(?:(?:can|could)\s+you\s+)?(?:please\s+)?{_TELL}\s+(?:the\s+)?§(?:['’]?s?\s+{TALK}s?)?$",
        rf"^(?:please\s+)?{_TELL}\s+the\s+{TALK}s?\s+(?:by|of|from|given\s+by)\s+§$",
        # Ada Lovelace talk; Ada Lovelace
        rf"^§(?:['’]?s?\s+{TALK})?[\s,:–-]*(?:summary|in\s+short|overview|what\s+(?:was|is)\s+(?:it|that)\s+about)?$",
    )
)
_SUMMARY_OF_EDITION = re.compile(
    rf"(?i)^(?:(?:(?:can|could)\s+you\s+)?(?:please\s+)?{_TELL}(?:\s+(?:and|both|the|whole|each|every|all|of|{_OF_A_KIND}{TALK}|conference|event|edition|{RECAP})s?)*(?:\s+of)?"
    r"|what\s+happened|what\s+(?:is|was)(?:\s+the\s+(?:conference|event|edition))?\s+about|(?:how|what)\s+(?:is|was)(?:\s+it)?\s+like(?:\s+overall)?)$"
)
#: "Ada Lovelace and Charles Babbage"
_SEVERAL = re.compile(r"(?i)§(?:['’]?s?\s*,\s*§)*(?:['’]s?)?,?\s+and\s+§")
#: Of all recaps: "Summarise everything", "What were the main topics?"
_SUMMARY_OF_ALL = re.compile(
    r"(?i)^(?:(?:(?:can|could)\s+you\s+)?summari[sz]e|(?:(?:give|show)\s+me\s+|what\s+(?:is|was)\s+)?(?:(?:an?|the)\s+)?(?:(?:short|quick|brief)\s+)?"
    r"(?:summary|overview|rundown|tl;?dr)|what\s+happened|what\s+(?:is|was|were|are)(?=.*\babout$)"
    r"|(?:what\s+(?:were|are|was|is)\s+)?(?:the\s+)?(?:(?:main|key|big|hot|most\s+important)\s+)?(?:topics?|themes?|subjects?|take-?aways?|highlights?))"
    rf"(?:\s+(?:of|from|at|in))?(?:\s+(?:everything|it\s+all|all(?:\s+of\s+(?:it|them))?|(?:(?:all|the|these|your|each|every)\s+)*(?:conferences?|events?|editions?|{RECAP}s?|{_OF_A_KIND}{TALK}s?)))?"
    r"(?:\s+(?:all\s+)?about)?$"
)


def summary(asked: Marked, _: Catalogue) -> Request | None:
    """Of some talks, of an edition or of all recaps."""
    editions, speakers, talks = asked.editions, asked.speakers, asked.talks
    bare = _SEVERAL.sub("§", asked.bare)
    of_editions = not speakers and not talks and (_SUMMARY_OF_EDITION.match(bare) or not bare if editions else _SUMMARY_OF_ALL.match(bare))
    if of_editions:
        kind = re.search(r"(?i)\b(?:lightning|short|keynotes?)\b(?!\s+(?:summary|overview|rundown))", bare)
        return Request("summary", "editions", editions, talk_kind=kind_called(kind[0].replace("short", "lightning")) if kind else None)
    if (speakers or talks) and any(pattern.match(bare) for pattern in _SUMMARY):
        return Request("summary", "talks", editions, speakers, talks=talks)
    return None


def spoke(asked: Marked, _: Catalogue) -> Request | None:
    """The talks of somebody: "Ada Lovelace talks", "Did Ada Lovelace speak in 2015?"."""
    if asked.speakers and (_TALKS_OF.match(asked.bare) or (asked.editions and _DID_SPEAK.match(asked.bare))):
        return Request("list", "talks", asked.editions, asked.speakers)
    return None


def of_place(asked: Marked, _: Catalogue) -> Request | None:
    """The talks at a place and nothing more of them: "What was the closing keynote?"."""
    alone = re.fullmatch(r"(?i)(?:(?:what|which)\s+(?:was|were|is|are)\s+|(?:show|give|tell)\s+me\s+)?§", asked.bare)
    if asked.bare == "list §" or (asked.position and alone):
        return Request("list", "talks", asked.editions, talks=asked.talks)
    return None


def who_gave(asked: Marked, _: Catalogue) -> Request | None:
    """The speakers of the talks that are meant, be it by one of them: "Who gave the talk of Ada Lovelace and Charles Babbage?"."""
    if len(asked.speakers) > 1 and re.match(
        rf"(?i)^who\s+(?:gave|held|did|presented)\s+(?:the\s+)?{TALK}\s+(?:of|by)\s+§(?:(?:,|,?\s+and)\s+§)+$", asked.bare
    ):
        return Request("list", "speakers", asked.editions, asked.speakers)
    if asked.talks and re.match(
        r"(?i)^§[\s,–-]*who\s+(?:gave|did|was)\s+(?:it|that|this)\b(?:\s+one|\s+talk)?(?:\s+and\b.*)?$|^who\s+(?:gave|held|did|presented|delivered|made|was\s+giving|spoke\s+(?:in|about|on)|"
        r"(?:was|is|were)\s+the\s+(?:speaker|presenter)s?\s+(?:of|in|at))\s+(?:the\s+)?§(?:\s+and\s+(?:(?:at|for|from)\s+)?(?:what|which|where|when)\b.*)?$",
        asked.bare,
    ):
        return Request("list", "speakers", asked.editions, talks=asked.talks)
    return None
