"""Wordings that are read as shorter ones, before it is looked at what a question asks for."""

from __future__ import annotations

import re

from corpus.days import WEEKDAY
from qa.titles import TALK

#: What a recap is called.
RECAP = r"(?:(?:blog\s+)?post|recap|article|write-?up|account|(?:trip\s+)?report|notes)"
_FEW = r"(?:a\s+few|one|two|three|some|\d+)\s+(?:sentences?|words|lines?)"
#: Around a question, and not of it.
_POLITE = re.compile(
    r"(?i)^(?:(?:please|hi|hello|hey)\b[\s,]*)+|^(?:i(?:['’]?d|\s+would)\s+like|i\s+(?:want|need)|(?:can|could|may)\s+i\s+(?:have|get|see))\s+"
    rf"(?=(?:a|an|the|to)\b)|(?:(?<![\s,])[\s,]+(?:for\s+me|please|pls|plz|thanks|thx|thank\s+you|briefly|in\s+(?:short|brief|{_FEW})))+$"
)
#: What is looked for by its name, in one word or two; more words say what is to be told of it.
_NAME = (
    r"((?!(?:the|an?|how|why|what|when|where|who|being|any)\b)[^\s¶]+(?:\s+(?!(?:in|at|during|on|of|for|or|and)\b)[^\s¶]+)?(?:\s+(?:or|and)\s+[^\s¶]+)?)(?=$|\s)"
    r"(?=\s*$|\s+(?:in|at|during|mentioned|named|brought|discussed|covered|talked|ever|also)\b)"
)
_ABOUT = r"(?:about|on|regarding|concerning|related\s+to)"
_MENTION = r"(?:mention|name|bring\s+up|say\s+(?:anything|something|a\s+word)\s+(?:about|on))"
_TALK_ABOUT = r"(?:(?:talk|speak)\s+(?:about|on|of)|cover|discuss|deal\s+with|address|touch\s+(?:up)?on)"
_MENTIONED = r"(?:ever\s+|also\s+)?(?:mentioned|named|brought\s+up|discussed|covered|talked\s+about)"
_DID_ANYBODY = (
    rf"^(?:did|do|does|has|have)\s+(?:any(?:one|body)|some(?:one|body)|they|(?:any|some)\s+(?:of\s+the\s+)?(?:speaker|presenter|{TALK})s?"
    rf"|(?:any|one)\s+(?:of\s+the\s+)?{RECAP}s?|(?:the|your|these)\s+{RECAP}s?)\s+(?:(?:ever|even|also)\s+)*"
)
_TO_SEE = r"(?:watch|see|read|attend|look\s+at|start\s+with|pick|choose|recommend|suggest)"
#: After "I".
_CARE = (
    r"(?:(?:['’]?m|\s+am)\s+(?:interested\s+in|curious\s+about|into|keen\s+on)|\s+(?:only\s+)?care\s+about"
    r"|\s+(?:want|would\s+like)\s+to\s+(?:learn|know|hear|read)\s+(?:more\s+)?about|\s+(?:like|love))"
)
_REWORDED = tuple(
    (re.compile(wordy, re.IGNORECASE), short)
    for wordy, short in (
        (r"^(what|who)['’]?s\b", r"\1 is"),
        # The speakers and their companies; where do the speakers work
        (
            r"^(?:(?:list|show|name|which|what|who\s+(?:are|were))\s+)?(?:(?:all|the|me)\s+)*speakers?\s+(?:and|with)\s+(?:their|the)\s+"
            r"(?:compan(?:y|ies)|employers?|affiliations?|organi[sz]ations?)"
            r"|^(?:where\s+(?:do|did)\s+(?:all\s+)?(?:the\s+)?speakers\s+work|who\s+works?\s+where)",
            "which companies",
        ),
        # Is there anything on Kafka; did anybody talk about Kafka; is Kafka mentioned anywhere
        (
            rf"^(?:(?:is|are|was|were)\s+there\s+|do\s+you\s+have\s+)?(?:anything|something|stuff)\s+{_ABOUT}\s+{_NAME}"
            rf"|{_DID_ANYBODY}(?:{_TALK_ABOUT}|{_MENTION})\s+{_NAME}"
            rf"|^(?:is|are|was|were)\s+(?!(?:it|that|this|they|he|she|there|the)\b){_NAME}\s+{_MENTIONED}"
            r"(?:\s+(?:anywhere|at\s+all|by\s+any(?:one|body)|in\s+(?:any|the|these)\s+\w+))?(?=$|\s+(?:in|at|during)\s)",
            r"which talks mention \1\2\3",
        ),
        (
            rf"^(?:in\s+)?(?:which|what)\s+((?:edition|conference|event|year)s?)\s+(?:was|were|is|are)\s+(.{{2,40}}?)\s+{_MENTIONED}$",
            r"which \1 mention \2",
        ),
        # The title and the speaker of every talk; all talk titles; titles and speakers
        (
            r"\b(?:the\s+|a\s+)?(?:(?:titles?|names?)\s+(?:(?:and|with)\s+(?:the\s+|their\s+)?(?:speakers?|presenters?)(?:\s+names?)?\s+)?(?:of|for|from)\s+"
            r"(?:(?:all|every|each|of|the)\s+)*(?:(?:every|each)\s+talk|talks)|talk\s+titles(?:\s+(?:and|with)\s+speakers)?|titles\s+(?:and|with)\s+speakers)\b",
            "talks",
        ),
        # Every speaker and the title of their talk; the names of the people who spoke
        (
            r"\bspeakers?\s+(?:and|with)\s+(?:the\s+)?(?:titles?\s+of\s+their\s+talks?|their\s+(?:talks?|titles?|talk\s+titles?))\b",
            "speakers",
        ),
        (
            r"^(?:(?:what|who)\s+(?:are|were)\s+)?(?:the\s+)?names?\s+of\s+(?:(?:all|the)\s+)*(?:people|persons|those|speakers)\s+(?:who|that)\s+",
            "who ",
        ),
        # Talks by Google people; who are the authors; the author of the 2018 recap
        (r"\b(talks?)\s+by\s+(\S+)\s+(?:people|engineers|employees|folks|staff)\b", r"\1 from \2"),
        (r"^who\s+(?:is|are|was|were)\s+the\s+(?:authors?|writers?|bloggers?)$", "who wrote the recaps"),
        (rf"\b(author|writer|blogger)\s+of\s+the\s+(\d{{4}})\s+{RECAP}\b(.*)$", r"\1\3 in \2"),
        # Who from Google spoke
        (
            rf"^who\s+(?:(?:all|else)\s+)?from\s+(?!(?:the|this|that|those|them|these)\b)([^\s¶]+(?:\s[^\s¶]+)?)\s+"
            rf"(?:spoke|speaks|talked|presented|attended|was\s+there|gave\s+(?:a\s+)?{TALK}s?)(?=$|\s)",
            r"who works for \1",
        ),
        # Who talked about Kafka and what did they say; … and in which year
        (
            r"(?<=\w)\s*,?\s+and\s+(?:what\s+(?:did|do|does)\s+(?:they|he|she)\s+say(?:\s+(?:about|on|of)\s+(?:it|that|this))?"
            r"|(?:in\s+)?(?:which|what)\s+(?:years?|editions?|conferences?)|when)$",
            "",
        ),
        # Who came back; returning speakers; how many speakers … and who are they
        (r"\s+and\s+(?:who|which|what)\s+(?:are|were)\s+(?:they|these|those)$", ""),
        (r"^who\s+(?:all\s+)?(?=(?:came\s+back|returned)\b)", "which speakers "),
        (r"\b(?:returning|repeat|recurring)\s+(speakers?)\b", r"\1 who came back"),
        # Compare the number of talks in 2015 and 2018; which databases were mentioned
        (r"^(?:compare|comparison\s+of)\s+(?:the\s+)?numbers?\s+of\s+(\w+(?:\s+talks)?)(?=\s)", r"how many \1"),
        (
            rf"^(?:which|what)\s+(?!(?:\w+\s)?(?:{TALK}|speaker|presenter|{RECAP}|edition|conference|event|year|compan|topic|theme|subject|name|thing)\w*\s)"
            rf"((?:\w+\s)?\w+s)\s+(?:are|were|got|get)\s+{_MENTIONED}(?=$|\s+(?:in|at|during)\s)",
            r"which talks mention \1",
        ),
        # How many talks were there in 2015, and how many in 2018
        (r"(?<=\d)\s*,?\s+and\s+how\s+many\s+(?=(?:in|at)\s)", " and "),
        (
            rf"^(?:which|what)\s+{TALK}s\s+(?:are|were|was|is)\s+(?:told|retold|covered|described|summari[sz]ed)\s+(?:by|in)\s+"
            rf"(?:both|several|two|multiple|more\s+than\s+one)\s+(?:of\s+the\s+)?{RECAP}s?",
            "compare the recaps",
        ),
        # Who gave two talks; do you have talks on Kafka; the schedule of 2015; lightening talks
        (
            r"^who\s+(?:gave|held|did)\s+(?:two|2|several|multiple|more\s+than\s+one)\s+(?:different\s+)?talks?\b",
            "who spoke more than once",
        ),
        (r"^(?:do|have)\s+(?:you|we)\s+(?:have|got|know)\s+(?:of\s+)?(?=\S)", "list "),
        (
            r"^(?:what\s+(?:was|is)\s+)?(?:the\s+)?(?:line-?up|schedule|agenda|program(?:me)?|timetable)\b(?:\s+(?:of|for|at|in))?",
            "which talks were there",
        ),
        (r"^(?:is|are|was|were)\s+there\s+(?:more\s+than\s+one|several|multiple)\s+(?=\w+)(recap|talk|speaker|edition)s?\b", r"which \1s"),
        (r"^who\s+(?:was|were|is|are)\s+(?:the\s+)?keynote\s+speakers?", "who gave keynotes"),
        (r"^(how\s+many\s.+?)\s+(?:together|combined|in\s+total|altogether)$", r"\1"),
        (r"\blightening(?=\s+(?:talk|speaker))", "lightning"),
        # What was on the programme
        (
            r"^what\s+(?:is|was|were)\s+(?:there\s+)?(?:to\s+see|on)(?:\s+(?:the\s+)?(?:program(?:me)?|agenda|schedule))?"
            rf"(?=\s+(?:at|in|of|during|on|{WEEKDAY}|(?:the\s+)?\w+\s+day)\b|$)",
            "which talks were there",
        ),
        (r"\s+and\s+when\s+(?:was|is)\s+(?:it|that)\s+(?:published|posted|written)$", ""),
        (r"(?<![\s,])[\s,]+(?:and\s+)?(?:by|from)\s+whom?$", ""),
        (rf"\s+part\s+(?:\d|one|two|three)(?=\s+{RECAP}\b)", ""),
        (r"\bgo(?:es)?\s+(?:through|over)\b", "cover"),
        (r"\b(?:go|went|gone|going)\s+to\b|\bs[ai]t\s+in\s+on\b", "attend"),
        (r"\bquickie(s?)\b", r"lightning talk\1"),
        (r"\b(?:both|all)\s+days(?:\s+(?:together|taken\s+together|combined))?\b", "overall"),
        (rf"\b(?:named|mentioned|listed|described|covered|reviewed)\s+(?:in|by)\s+(?:the\s+|this\s+)?(?={RECAP}\b)", "in the "),
        # What should I watch if I care about Kafka; which talks would you recommend on it; I'm interested in Kafka
        (
            rf"^(?:(?:what|which(?:\s+{TALK}s?)?)\s+(?:should|could|can|would|do)\s+(?:i|we|you)\s+{_TO_SEE}\s+(?:if|when|since|as)\s+i{_CARE}"
            rf"|(?:what|which(?:\s+{TALK}s?)?)\s+(?:would|do|can)\s+you\s+(?:recommend|suggest)\s+(?:on|about|for)"
            rf"|(?:recommend|suggest)(?:\s+me)?\s+(?:(?:a|an|any|some)\s+)?(?:good\s+)?(?:{TALK}s?|something|anything)\s+(?:on|about)|i{_CARE})\s+"
            r"(\S+(?:\s+\S+){0,3})$",
            r"which talks are about \1",
        ),
        # Everybody who spoke
        (
            r"^(?:name\s+|(?:(?:give|show|tell)\s+me\s+)?(?:(?:a|the)\s+)?list\s+(?:of\s+)?)?(?:everyone|everybody|(?:all\s+(?:the\s+)?)people)\s+(?:who|that)\s+",
            "who ",
        ),
    )
)


def in_fewer_words(question: str) -> str:
    """A question without its courtesies, and in the wording of those that ask the same."""
    text = _POLITE.sub("", " ".join(question.replace("?", " ").split()).strip(" .!"))
    for wordy, short in _REWORDED:
        text = wordy.sub(short, text)
    return text
