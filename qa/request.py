"""What a question that stands alone asks of the catalogue: a list, a count, a comparison, a summary, a judgement.

A question is only read so where all of it is understood: the thing asked for, the edition, the people, the subject, and words that
say nothing. Whatever else it holds makes it an ordinary question, which is answered from the evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from corpus import Catalogue, Edition
from corpus.catalogue import name_key
from corpus.days import DAY, WEEKDAY, number_of
from corpus.recap import TalkKind
from embeddings.words import is_english
from qa.editions import editions_in, masked
from qa.opinion import Sort
from qa.people import people_in
from qa.places import kind_called, placed
from qa.titles import TALK, TalksMeant, meant_by, talks_in
from qa.wording import RECAP, in_fewer_words

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
    talk_kind: TalkKind | None = None
    subject: str | None = None  #: words that a talk's telling holds
    about: bool = False  #: whether the subject must be more to a talk than a word in passing
    talks: tuple[str, ...] = ()  #: ids of the sessions that are meant by a title, or by what only they open with
    also: str | None = None  #: words that the telling of a talk about the subject holds too
    affiliation: str | None = None
    position: int | None = None  #: the place in an edition by which talks are meant, from 1; -1 for the last
    repeated: bool = False  #: speakers of more than one talk; of several editions, of one at least in each
    ranked: Literal["most", "fewest"] | None = None  #: editions or speakers by their talks
    order: Order | None = None  #: of recaps
    counting: Thing | None = None  #: what editions are ranked or told by: talks, speakers or recaps
    regular: bool = False  #: whether lightning talks are left out
    shared: bool = False  #: talks of several speakers
    at_large: bool = False  #: whether the subject is looked for outside the talks alone
    of_talks: bool = False  #: whether only judgements of talks are asked for
    judged: Sort | None = None  #: the judgements that are asked for; None for any
    recaps: tuple[str, ...] = ()  #: files of the recaps whose writer is meant by name
    described: bool = False  #: whether the subject says what is told of the talks, and names nothing
    asked: str = field(default="", compare=False)  #: the question itself
    day: int | str | None = None  #: of an edition, from 1, or LAST_DAY for its last; or of the week


#: The last day of an edition, whichever that is.
LAST_DAY = -1

_TALKS = rf"(?:(?P<short>lightning|short)\s+)?(?P<talks>{TALK}e?s?)"
_THINGS = (
    rf"(?:{_TALKS}|(?P<speakers>(?:speaker|presenter)s?|people(?=\s+(?:who\s+)?(?:spoke|speak|talked|talk|present|gave|held)))"
    r"|(?P<editions>(?:edition|conference|conf|event|year)s)|(?P<recaps>(?:recap|post|blog\s+post)s|(?:recap|post|blog\s+post)(?=\s+(?:mention|name|cover|discuss|deal)))"
    r"|(?P<companies>(?:company|companies|organi[sz]ations?|employers?)))"
)
_WRITER = r"(?:the\s+)?(?:writers?|authors?|bloggers?|reviewers?|recappers?|attendees?|visitors?)"
#: Who is meant with nobody named before: the writer.
_THEY = rf"(?:{_WRITER}|he|she|they)"

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
_EXCEPT = r"(?:(?:,\s*)?(?:but\s+)?(?:not|excluding|except(?:\s+for)?|without|other\s+than|apart\s+from|outside(?:\s+of)?))"
#: "… but not in 2016"
_LEFT_OUT = re.compile(rf"(?i)\s*{_EXCEPT}\s+(?:(?:the|those|ones|talks?|in|at|from|of)\s+)*¶")
#: "Talks other than lightning talks", "regular talks"
_NOT_SHORT = re.compile(
    rf"(?i)\s*(?:\b(?:that|which)\s+)?(?:\b(?:are|were)\s+)?{_EXCEPT}\s+(?:(?:the|any|counting)\s+)*(?:lightning|short)(?:\s+(?:talk|one)s?)?\b"
    r"|\b(?:regular|normal|ordinary|full(?:-length)?|main|non-?\s?lightning)\s+(?=talks?\b)"
)
#: "Did Ada Lovelace speak …?", "Was Ada Lovelace at …?"
_DID_SPEAK = re.compile(
    rf"(?i)^(?:did|does|has|have)\s+§\s+(?:also\s+|ever\s+)?(?:speak|spoken|talk|talked|present|appear|come|be|been|give|given|hold|held)\b"
    rf"(?:\s+(?:a|any|back|again|there|too|also|{TALK}s?))*$|^(?:was|is|were)\s+§(?:\s+(?:also|a|there|too|on\s+stage|speakers?|among|the))*$"
)
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
    r"(?i)^(?P<before>.*?)\b(?:talk(?:ed|s|ing)?\s+about|sp(?:oke|eak|eaks|oken)\s+(?:about|of|on)|about|regarding|concerning|mention(?:s|ed|ing)?|"
    r"cover(?:s|ed|ing)?|deal(?:s|t|ing)?\s+with|ha(?:s|d|ve|ving)\s+to\s+do\s+with|discuss(?:es|ed|ing)?|involv(?:es|ed|ing)|nam(?:es?|ed|ing)|relat(?:es|ed|ing)\s+to|"
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
_BY_SEVERAL = re.compile(
    r"(?i)\s*\b(?:(?:with|by|had|has|have|given\s+by|held\s+by|that\s+had)\s+)?(?:more\s+than\s+one|at\s+least\s+two|two|2|several|multiple)\s+"
    r"(?:speakers?|presenters?|people)\b"
)
_JOINT = re.compile(
    r"(?i)\b(?:co-?presented|joint|shared)\s+(?=(?:talk|session|presentation|keynote)s?\b)|\b(?:co-?presented|given\s+together)$"
)
#: "Who spoke both in 2015 and in 2016?"
_IN_EACH = re.compile(r"(?i)\b(?:both|also|again|each|twice|repeatedly)\b")
#: Words that set no limit.
_FILLER = frozenset(
    """a about across agenda all altogether an and any anyone appear appeared appears are article at attend attended author available
    back be been blog blogger by came can come conf conference conferences contain contained could cover covered covers day describe
    described describes did different do does during each edition editions else entire event ever every exactly folder folks for from
    full gave give given gives got had happen happened has have heard held here i in include included is it know line-up lineup list
    listed me mention mentioned noted notes of on one ones or overall part people place planned please post posts presented program
    programme recap recaps report retold review reviewed reviews said saw schedule scheduled see seen show some somebody someone speak
    speaker speakers speaking speaks spoke spoken summarised talk talked talks tell tells that the their them there these they this
    those through to told took total trip us visit visited was watch watched we were what which who with write writer wrote year years
    you your""".split()
)
_ON_A_DAY = re.compile(rf"(?i)\s*(?:\b(?:on|of|during|for|at|in|from)\s+)?(?:\bthe\s+)?\b(?!next){DAY}(?:\s+of(?=\s*$|\s+¶))?")
_ON_A_WEEKDAY = re.compile(
    rf"(?i)\s*(?:\b(?:on|of|during|for|from)\s+)?(?:\bthe\s+)?\b(?P<weekday>{WEEKDAY})\b(?!['’]s?\s)(?:\s+of(?=\s*$|\s+¶))?"
)
#: "Which conferences were held in Lyon?"
_HELD = re.compile(
    r"(?i)^\s*(?:(?:that|which)\s+)?(?:(?:were|was|are|is)\s+)?(?:held|hosted|took\s+place|happened|were|was)?\s*\bin\s+"
    r"(?P<place>[^\W\d][\w .'’-]*)$"
)
_EACH = re.compile(r"(?i)\b(?:each|every|per)\s+(?:edition|conference|event|year)\b")
#: What is said of companies: that their people spoke.
_OF_COMPANIES = re.compile(
    r"(?i)\b(?:(?:are|were)\s+)?(?:represented|present|work(?:s|ed|ing)?|employ(?:s|ed)?|sent|come|came|send)\b|\b(?:from|for|at|by|with|behind)\b(?=\s*$)"
)
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
#: "How do the loom talk and the card talk differ in speed?"
_TWO_TALKS = re.compile(
    rf"(?i)^(?:(?:please|compare|how|what|which|did|does|do|are|is|the|differences?|between|of|was|were|comparison)\s+)*"
    rf"(?P<one>[\w.'’+-]+(?:\s[\w.'’+-]+){{0,5}}?)['’]?s?(?:\s+{TALK})?\s+(?:and|vs\.?|versus|with|to|against)\s+(?:the\s+)?"
    rf"(?P<other>[\w.'’+-]+(?:\s[\w.'’+-]+){{0,5}}?)['’]?s?(?:\s+{TALK}s?)?(?=\s+(?:differ|both|each|say|said|compare|on|about|in|at|¶)|$)(?P<rest>.*)$"
)
_OF_A_KIND = r"(?:lightning\s+|short\s+)?"
_TELL = (
    r"(?:summari[sz]e|sum\s+up|(?:tell\s+me\s+|say\s+)?(?:a\s+(?:bit|little)\s+)?more\s+(?:about|on)|tell\s+me\s+about|describe|recap"
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
        rf"^(?:please\s+)?{_TELL}\s+the\s+{TALK}\s+(?:by|of|from|given\s+by)\s+§$",
        # Ada Lovelace talk; Ada Lovelace
        rf"^§(?:['’]?s?\s+{TALK})?[\s,:–-]*(?:summary|in\s+short|overview|what\s+(?:was|is)\s+(?:it|that)\s+about)?$",
    )
)
_SUMMARY_OF_EDITION = re.compile(
    rf"(?i)^(?:(?:(?:can|could)\s+you\s+)?(?:please\s+)?{_TELL}(?:\s+(?:and|both|the|whole|each|every|all|of|{_OF_A_KIND}{TALK}|conference|event|edition|{RECAP})s?)*(?:\s+of)?"
    r"|what\s+happened|what\s+(?:is|was)(?:\s+the\s+(?:conference|event|edition))?\s+about|(?:how|what)\s+(?:is|was)(?:\s+it)?\s+like(?:\s+overall)?)$"
)
#: Of all recaps: "Summarise everything", "What were the main topics?"
_SUMMARY_OF_ALL = re.compile(
    r"(?i)^(?:(?:(?:can|could)\s+you\s+)?summari[sz]e|(?:(?:give|show)\s+me\s+|what\s+(?:is|was)\s+)?(?:(?:an?|the)\s+)?(?:(?:short|quick|brief)\s+)?"
    r"(?:summary|overview|rundown|tl;?dr)|what\s+happened|what\s+(?:is|was|were|are)(?=.*\babout$)"
    r"|(?:what\s+(?:were|are|was|is)\s+)?(?:the\s+)?(?:(?:main|key|big|hot|most\s+important)\s+)?(?:topics?|themes?|subjects?|take-?aways?|highlights?))"
    rf"(?:\s+(?:of|from|at|in))?(?:\s+(?:everything|it\s+all|all(?:\s+of\s+(?:it|them))?|(?:(?:all|the|these|your|each|every)\s+)*(?:conferences?|events?|editions?|{RECAP}s?|{_OF_A_KIND}{TALK}s?)))?"
    r"(?:\s+(?:all\s+)?about)?$"
)
_BEST, _WORST = re.compile(r"(?i)\b(?:favou?rite|best|most)\b"), re.compile(r"(?i)\b(?:worst|least)\b")
_LIKE, _DISLIKE = r"(?:like|enjoy|love|appreciate|praise|recommend)d?", r"(?:dislike|hate|critici[sz]e|complain\s+about|regret)d?"
_ANYONE = rf"(?:{_THEY}|people|any(?:one|body)|every(?:one|body))"
_WHAT_OR_TALKS = rf"(?:what|(?:which|what|whose)\s+{TALK}s?)"
_RANKED = r"(?:favou?rite|best|worst|(?:most|least)\s+(?:favou?rite|interesting))"
#: "Whose talk did the author like better, Ada Lovelace's or Tom Babbage's?"
_PREFERRED = re.compile(rf"(?i)\b{_THEY}\s+(?:like|enjoy|love|prefer|rate)\b")
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
        rf"^(?:what|how)\s+(?:did|does|do)(?:n['’]?t)?\s+(?:{_THEY}\s+(?:(?:really|personally)\s+)?(?:think|feel|find|like|rate|judge|consider)|{_WRITER}\s+say)\b"
        r"(?:\s+(?:of|about))?(?P<rest>.*)$",
    ),
    # Did the author like …; was the author convinced by …
    (
        None,
        rf"^(?:did|does|was|is|were)\s+{_WRITER}\s+(?:(?:really|actually|also)\s+)?"
        r"(?:like|enjoy|love|appreciate|hate|dislike|impressed|disappointed|convinced|happy|bored|think|find)"
        r"(?:\s+(?:by|with|of|about))?(?P<rest>.*)$",
    ),
    # The author's opinion of …
    (
        None,
        rf"^(?:what\s+(?:is|was|were|are)\s+)?{_WRITER}['’]?s?['’]?\s+(?:own\s+)?"
        r"(?:opinions?|impressions?|views?|judge?ments?|verdict|take|feelings?)(?:\s+(?:of|on|about))?(?P<rest>.*)$",
    ),
    # Was Ada Lovelace's talk any good
    (
        None,
        rf"^(?:was|were|is)\s+(?P<rest>§(?:['’]?s?\s+{TALK})?)\s+(?:any\s+)?"
        r"(?:good|bad|interesting|boring|great|enjoyable|impressive|well\s+received|worth\s+\w+|liked)$",
    ),
    # What was the author's favourite talk
    (
        None,
        rf"^(?:(?:which|what)\s+(?:was|were)\s+|(?=(?:the\s+)?{_RANKED}\s+{TALK}))(?P<rest>)"
        rf"(?:{_WRITER}['’]?s?\s+)?(?:the\s+)?{_RANKED}\s*{TALK}?s?"
        rf"(?:\s+(?:according\s+to|of|for)\s+{_WRITER})?$",
    ),
    # Which talk was the best
    (
        None,
        rf"^(?:which|what)\s+{TALK}s?\s+(?:was|were|is|are)\s+(?P<rest>)(?:(?:the|considered)\s+)*(?:{_WRITER}['’]?s?\s+)?{_RANKED}s?$",
    ),
    # Which talk did the author like most
    (
        None,
        rf"^(?:which|what)\s+{TALK}s?\s+(?:did|does)\s+{_WRITER}\s+(?P<rest>)(?:like|enjoy|love|prefer|dislike)"
        r"(?:\s+(?:the\s+)?(?:most|best|least))?$",
    ),
)
_OPINION = tuple((sort, re.compile(pattern, re.IGNORECASE)) for sort, pattern in _OPINIONS)


def read_request(question: str, known: Catalogue) -> Request | None:
    """What a question asks of the catalogue; None for one that is to be answered from the evidence."""
    text = in_fewer_words(question)
    mentioned = editions_in(text, known)
    text = masked(text, mentioned)
    editions, text = _editions_meant(text, [mention.editions for mention in mentioned if mention.editions], known)
    text, not_short = _NOT_SHORT.subn(" ", text)
    text, joint = _JOINT.subn("", text)
    day, text = _day(" ".join(text.split()))
    recaps, text = _writers(text, known)
    mentions = people_in(text, known)
    speakers = tuple(dict.fromkeys(name for mention in mentions for name in mention.names))
    for mention in reversed(mentions):
        text = text[: mention.start] + "§" + text[mention.end :]
    two_talks = None if speakers else _two_talks(text, editions, known)
    meant = (placed(text, editions or known.editions, speakers, known) if day is None else None) or talks_in(text, known, editions)
    if meant.talks:
        text, speakers = meant.marked, ()
    text = " ".join(text.split())
    bare = " ".join(re.sub("¶", " ", text).split())
    bare = bare.lstrip(" ,;:–—-")
    bare = re.sub(r"(?i)^(?:(?:and|so|but|ok|okay|please|then)\b[\s,]*)+", "", bare)
    bare = re.sub(r"\s+(?:at|in|of|from|during|for)$", "", bare)
    request = (
        two_talks
        or _comparison(text, bare, editions, speakers, known)
        or _opinion(bare, editions, speakers, meant.talks, recaps)
        or _of_place(bare, editions, meant)
        or _spoke(bare, editions, speakers)
        or _summary(bare, editions, speakers, meant.talks)
        or _who_gave(bare, editions, meant.talks)
        or _ranked(bare, editions)
        or _recaps_in_order(bare, editions)
        or _of_company(bare, editions, known)
        or _listed(bare, editions, speakers)
        or _of_topic(bare, editions)
    )
    if request is None or ((not_short or joint) and (request.kind not in ("list", "count") or request.thing not in ("talks", "speakers"))):
        return None
    shared = request.shared or bool(joint)
    recaps = request.recaps or (recaps if request.thing == "recaps" else ())
    return replace(request, day=day, position=meant.position, regular=bool(not_short), shared=shared, recaps=recaps, asked=question)


def _editions_meant(text: str, named: list[tuple[Edition, ...]], known: Catalogue) -> tuple[tuple[Edition, ...], str]:
    """The editions that a question keeps to, and the question without those that it leaves out: "but not in 2016".

    ¶ stands in it for each that is `named`.
    """
    left_out = _LEFT_OUT.search(text)
    kept = text[: left_out.start()].count("¶") if left_out else len(named)
    within, without = ({id(edition) for some in part for edition in some} for part in (named[:kept], named[kept:]))
    if without:
        within = within or {id(edition) for edition in known.editions}
    if left_out:
        text = f"{text[: left_out.start()]} {'¶ ' * bool(kept)}{text[left_out.end() :].replace('¶', ' ')}"
    return tuple(edition for edition in known.editions if id(edition) in within - without), " ".join(text.split())


def subjects_of(subject: str) -> list[str]:
    """What a subject names one by one: "Docker, Kafka and Erlang"."""
    return [part for part in re.split(r"(?i)\s*,\s*(?:and\s+)?|\s+and\s+", subject) if part]


def _day(text: str) -> tuple[int | str | None, str]:
    """The day of a conference that a question keeps to, and the question without it."""
    found = _ON_A_DAY.search(text)
    if not found:
        weekday = _ON_A_WEEKDAY.search(text)
        return (weekday["weekday"].casefold(), f"{text[: weekday.start()]}{text[weekday.end() :]}") if weekday else (None, text)
    return number_of(found["number"] or found["order"], LAST_DAY), f"{text[: found.start()]}{text[found.end() :]}"


def _writers(text: str, known: Catalogue) -> tuple[tuple[str, ...], str]:
    """The recaps whose writer a question names, and the question with "the author" in place of the name."""
    found: list[str] = []
    people = known.directory
    for author in sorted({known.writers[part] for part in name_key(text).split() if part in known.writers}):
        first, *_, last = author.split() if " " in author else (author, author)
        parts = [author, last, *([first] if name_key(first) not in people.first and not is_english(first) else [])]
        if name_key(author) in people.full or (" " not in author and is_english(author)):
            continue
        text, times = re.subn(rf"(?i)\b(?:{'|'.join(map(re.escape, parts))})\b(?:['’]s\s+recap)?", "the author", text)
        if times:
            found += [recap.file for edition in known.editions for recap in edition.recaps if recap.author == author]
    return tuple(found), text


def _plain(text: str) -> bool:
    """Whether a rest of a question sets no limit."""
    return all(word in _FILLER for word in re.findall(r"[\w§]+", text.casefold()))


def _comparison(text: str, bare: str, editions: tuple[Edition, ...], speakers: tuple[str, ...], known: Catalogue) -> Request | None:
    over_time = bool(_OVER_TIME.search(text))
    compares = bool(_COMPARES.search(text) or (len(speakers) >= 2 and re.search(r"(?i)\b(?:each|both|respectively)\b", text)))
    two = len(editions) >= 2 and text.count("¶") >= 2
    compares = compares or (
        two and bool(re.match(r"(?i)(?:which|did|do|does|had|has|have|was|were|is|are)\b.*\b(?:more|fewer|most|least)\b", text))
    )
    two = two or (compares and len(editions) >= 2)
    if not (
        compares or ((over_time or two) and re.match(r"(?i)(?:what|how\s+(?!many))\b", text)) or (over_time and len(text.split()) <= 6)
    ):
        return None
    rest = _COMPARES.sub(" ", _OVER_TIME.sub(" ", _COMPARE.sub(" ", bare)))
    recaps = re.search(rf"(?i)\b(?:recaps|posts|tellings|accounts|{_WRITER}s)\b", rest)
    rest = re.sub(
        rf"(?i)\b(?:recaps|posts|tellings|accounts|both|two|between|more|fewer|most|least|than|its|say|said|says|think|thought|written|other|each)\b|{_WRITER}",
        " ",
        rest,
    )
    if recaps and not two:
        return Request("compare", "recaps", editions, speakers) if _plain(rest.replace("§", " ")) else None
    rest = re.sub(r"(?i)\bhow\s+(?:do|does|did)\s+(?:they|these|those|it)\b", " ", rest)
    rest = re.sub(rf"(?i)§['’]?s?|\b{TALK}e?s?\b|\b(?:speakers?|editions?|and|to|with|his|her|their|about|content)\b", " ", rest)
    if len(speakers) >= 2 or (speakers and (two or over_time or compares)):
        if _plain(rest):
            return Request("compare", "speakers", editions, speakers)
        return Request("compare", "speakers", editions, speakers, subject=_trim(rest)) if len(speakers) >= 2 and compares else None
    subject = _trim(rest)
    if two or over_time:
        if not subject:
            return Request("compare", "editions", editions or known.editions)
        return Request("compare", "editions", editions or known.editions, subject=subject) if len(subject.split()) <= 5 else None
    return None


def _two_talks(text: str, editions: tuple[Edition, ...], known: Catalogue) -> Request | None:
    """A comparison of two talks that are told apart by words of their titles or of how they open."""
    found = _TWO_TALKS.search(text) if _COMPARES.search(text) or re.search(r"(?i)\beach\b", text) else None
    if not found:
        return None
    scope = [session for edition in editions or known.editions for session in edition.sessions]
    one, other = (meant_by(found[side], scope, known) for side in ("one", "other"))
    if len(one) != 1 or len(other) != 1 or one == other:
        return None
    rest = _trim(_COMPARES.sub(" ", re.sub(rf"(?i)¶|\b(?:both|each|their|his|her|say|said|{TALK}s?)\b", " ", found["rest"])))
    return Request("compare", "talks", editions, talks=(*one, *other), subject=rest or None)


def _trim(text: str) -> str:
    """A subject without the words around it that say nothing."""
    parts = list(re.finditer(r"[^\s,;:¶§]+", text))
    while parts and (parts[0][0].casefold() in _FILLER or parts[0][0].casefold() in ("about", "regarding", "of")):
        parts.pop(0)
    while parts and parts[-1][0].casefold() in _FILLER:
        parts.pop()
    kept = text[parts[0].start() : parts[-1].end()] if parts else ""
    return " ".join(re.sub("[¶§]", " ", kept).split()).strip("“”\"'‘’")


def _summary(bare: str, editions: tuple[Edition, ...], speakers: tuple[str, ...], talks: tuple[str, ...]) -> Request | None:
    if not speakers and not talks and (_SUMMARY_OF_EDITION if editions else _SUMMARY_OF_ALL).match(bare):
        kind = re.search(r"(?i)\b(?:lightning|short|keynotes?)\b(?!\s+(?:summary|overview|rundown))", bare)
        return Request("summary", "editions", editions, talk_kind=kind_called(kind[0].replace("short", "lightning")) if kind else None)
    if (speakers or talks) and any(pattern.match(bare) for pattern in _SUMMARY):
        return Request("summary", "talks", editions, speakers, talks=talks)
    return None


def _spoke(bare: str, editions: tuple[Edition, ...], speakers: tuple[str, ...]) -> Request | None:
    """The talks of somebody at some editions: "Did Ada Lovelace speak in 2015?"."""
    if editions and speakers and _DID_SPEAK.match(bare):
        return Request("list", "talks", editions, speakers)
    return None


def _of_place(bare: str, editions: tuple[Edition, ...], meant: TalksMeant) -> Request | None:
    """The talks at a place and nothing more of them: "What was the closing keynote?"."""
    if bare == "list §" or (
        meant.position and re.fullmatch(r"(?i)(?:(?:what|which)\s+(?:was|were|is|are)\s+|(?:show|give|tell)\s+me\s+)?§", bare)
    ):
        return Request("list", "talks", editions, talks=meant.talks)
    return None


def _who_gave(bare: str, editions: tuple[Edition, ...], talks: tuple[str, ...]) -> Request | None:
    if talks and re.match(
        r"(?i)^§[\s,–-]*who\s+(?:gave|did|was)\s+(?:it|that|this)\b(?:\s+one|\s+talk)?(?:\s+and\b.*)?$|^who\s+(?:gave|held|did|presented|delivered|made|was\s+giving|spoke\s+(?:in|about|on)|"
        r"(?:was|is|were)\s+the\s+(?:speaker|presenter)s?\s+(?:of|in|at))\s+(?:the\s+)?§(?:\s+and\s+(?:(?:at|for|from)\s+)?(?:what|which|where|when)\b.*)?$",
        bare,
    ):
        return Request("list", "speakers", editions, talks=talks)
    return None


def _opinion(
    bare: str, editions: tuple[Edition, ...], speakers: tuple[str, ...], talks: tuple[str, ...], recaps: tuple[str, ...]
) -> Request | None:
    if len(speakers) > 1 and _PREFERRED.search(bare):
        return Request("opinion", "talks", editions, speakers)
    for sort, pattern in _OPINION:
        found = pattern.match(bare)
        if found:
            rest = re.sub(
                rf"(?i)§['’]?s?|\b(?!keynotes\b){TALK}e?s?\b|\b(?:by|it|very|much|conference|event|whole|day|better|best|most|more|than|least|compared\s+(?:to|with))\b",
                " ",
                found["rest"],
            )
            if speakers and re.search(rf"(?i)\b{TALK}\b", found["rest"]):
                rest = ""  # "the Docker talk by Ada Lovelace"
            subject = "" if _plain(rest) else _trim(rest)
            if len(subject.split()) <= 4:
                return Request(
                    "opinion",
                    "talks",
                    editions,
                    speakers,
                    talks=talks,
                    subject=subject or None,
                    of_talks=bool(
                        re.match(rf"(?i)(?:(?:which|what|whose)\s+)?(?:(?:was|were)\s+)?(?:the\s+)?(?:{_RANKED}\s+)?{TALK}", bare)
                    ),
                    judged=sort or ("bad" if _WORST.search(bare) else "best" if _BEST.search(bare) else None),
                    recaps=recaps,
                )
    return None


def _ranked(bare: str, editions: tuple[Edition, ...]) -> Request | None:
    of_editions, of_speakers = (pattern.match(bare) for pattern in _MOST_OF)
    if of_speakers:
        return Request("list", "speakers", editions, ranked="most")
    if not of_editions:
        return None
    kind = kind_called(of_editions["talks"] or "", short=bool(of_editions["short"]))
    ranked: Literal["most", "fewest"] = "most" if of_editions["most"] else "fewest"
    return Request("list", "editions", editions, talk_kind=kind, ranked=ranked, counting="speakers" if of_editions["by"] else "talks")


def _listed(bare: str, editions: tuple[Edition, ...], speakers: tuple[str, ...]) -> Request | None:
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
            return replace(made, thing="editions", counting=thing) if each and thing != "companies" else made
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
    subject = _trim(about["subject"] if about and _plain(about["before"]) else found["rest"])
    if thing not in ("talks", "speakers") or speakers or "§" in subject or not (several or about) or _NOT_TOLD.search(found["rest"]):
        return None
    if not 1 <= len(subject.split()) <= 12 or _plain(subject):
        return None
    short = groups.get("short") or re.match(r"(?i)lightning", groups.get("talks") or "")
    return Request(kind, thing, editions, talk_kind="lightning talk" if short else None, subject=subject, described=True)


def _recaps_in_order(bare: str, editions: tuple[Edition, ...]) -> Request | None:
    found = _RECAPS_IN_ORDER.match(bare)
    if not found:
        return None
    asked = (found["before"] or found["after"]).casefold()
    order: Order = next((order for order, said in _ORDERS.items() if re.fullmatch(said, asked)), "newest")
    return Request("list", "recaps", editions, order=order)


def _of_company(bare: str, editions: tuple[Edition, ...], known: Catalogue) -> Request | None:
    found = _OF_COMPANY.match(bare)
    company = (found["before"] or found["after"]) if found else ""
    if not found or name_key(company) not in {name_key(session.affiliation) for session in known.sessions if session.affiliation}:
        return None
    return Request("count" if found["count"] else "list", "speakers", editions, affiliation=company)


def _of_topic(bare: str, editions: tuple[Edition, ...]) -> Request | None:
    found = _OF_TOPIC.match(bare)
    if not found or not _plain(found["rest"]) or not _NO_TOPIC.isdisjoint(parts := found["topic"].casefold().split()):
        return None
    if any(part in _FILLER for part in parts):
        return None
    subject = None if _ANY_TOPIC.issuperset(parts) else found["topic"]
    return Request(
        "count" if found["count"] else "list",
        "talks",
        editions,
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
    rest, shared = _BY_SEVERAL.subn(" ", rest) if thing == "talks" else (rest, 0)
    in_each = thing == "speakers" and len(editions) > 1 and bool(_IN_EACH.search(rest))
    rest = _IN_EACH.sub(" ", rest) if in_each else rest
    repeated = bool(_REPEATED.search(rest)) and thing == "speakers"
    if repeated:
        rest = _REPEATED.sub(" ", rest)
    if re.search(r"(?i)\blightning\s+talks?\b", rest):
        talk_kind, rest = "lightning talk", re.sub(r"(?i)\b(?:(?:a|the)\s+)?lightning\s+talks?\b", " ", rest)
    if thing == "companies":
        rest = _OF_COMPANIES.sub(" ", rest)
    subject = also = affiliation = None
    dwells = False
    about = _SUBJECT.match(rest)
    at_work = _AT_WORK.match(rest)
    works = _AT_WORK.match(about["before"].rstrip()) if about else None
    if about and works and works["org"][0].isupper() and _plain(works["before"]):  # "from Google that mention Borg"
        affiliation, rest = _trim(works["org"]) or None, rest[about.end("before") :]
        about = _SUBJECT.match(rest)
    if about and "§" not in about["subject"] and _plain(about["before"].replace("§", " ")):
        subject = _trim(
            re.sub(
                r"(?i)^both\b|\bin\s+(?:their|his|her|the)\s+(?:talks?|recaps?)$|\b(?:in|at)\s+(?:any|all|the)\s+\w+$", "", about["subject"]
            )
        )
        if more := _ALSO.match(subject):
            subject, also = more["subject"], _trim(more["also"])
        if max(len(subject.split()), len((also or "").split())) > 5:
            return None
        dwells = not re.search(r"(?i)\b(?:mention|nam)(?:s|ed|es|e|ing)?\s*$", rest[: about.start("subject")])
        subject, rest = subject or None, ""
    elif at_work and "§" not in at_work["org"] and _plain(at_work["before"]):
        affiliation, rest = (
            _trim(re.sub(r"(?i)(?:['’]s?)?\s+(?:employees?|people|engineers|staff|folks|speakers)$", "", at_work["org"])),
            "",
        )
        if not affiliation or len(affiliation.split()) > 4:
            return None
    if speakers and thing == "speakers" and re.fullmatch(rf"(?i)\s*(?:(?:of|by)\s+)?§(?:['’]?s?\s+{TALK})?\s*", rest):
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
        about=dwells,
        also=also,
        affiliation=affiliation,
        repeated=repeated or in_each,
        shared=bool(shared),
    )
