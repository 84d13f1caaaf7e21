"""How follow-ups are worded."""

from __future__ import annotations

import re

from qa.request.places import ORDINAL
from qa.titles import TALK

LEAD = re.compile(r"(?i)^\W*(?:(?:and|but|or|so|ok(?:ay)?|also|then)\b[\s,]*)+")
POLITELY = re.compile(r"(?i)(?<=\S)[\s,]+(?:please|pls|thanks|thx)(?=\W*$)")
ABOUT = re.compile(r"(?i)^(?:what|how|who)\s+about\s+|^(?:the\s+)?same\s+(?:for|question\s+for)\s+")
PERSON = re.compile(r"(?i)\b(?:he|she|him|her(?=\W*$|\s+(?:about|say|talk|for|in|on|at))|the\s+(?:speaker|presenter))\b(?!['’])")
OWNER = re.compile(r"(?i)\b(?:his|her|the\s+speaker['’]s)\s+(?=\w)")
GROUP = re.compile(r"(?i)\b(?:they|them)\b")
GROUPS = re.compile(r"(?i)\btheir\s+(?=\w)")
THIS_TALK = re.compile(r"(?i)\b(?:(?:this|that|the|the\s+same)\s+(?:talk|presentation|session|keynote)|(?:this|that)\s+one)\b")
THING = re.compile(
    r"(?i)\b(?:it|this|that)\b(?=\W*$|\s+(?:about|all|was|is|did|does|do|has|had|cost|works?|run|take|took|given|held|called|made|"
    r"in|at|for|to|on|so|be|good|any|well|better|used?)\b)"
)
ITS = re.compile(r"(?i)\bits\s+(?=\w)")
THERE = re.compile(
    r"(?i)\b(?:(?<!is\s)(?<!are\s)(?<!was\s)(?<!were\s)there(?=\W*$)|(?:that|the\s+same|this)\s+(?:year|edition|conference|event)|(?:in|at)\s+that\s+one)\b"
)
LATER = re.compile(r"(?i)\b(?:(?P<n>one|two|three|four|\d)\s+years?|the\s+year|a\s+year)\s+(?P<way>later|after(?:wards)?|before|earlier)\b")
BARE = re.compile(r"(?i)^(?:why|how|when|where|who|what|which|really|how\s+so|how\s+come|why\s+not|who\s+else|what\s+else)\W*$")
#: "Any numbers?", which any talk could answer.
OF_ANY_TALK = re.compile(
    r"(?i)^(?:(?:any|what|which|some|the|are\s+there(?:\s+any)?|is\s+there(?:\s+any|\s+an?)?)\s+(?:other\s+|more\s+)?"
    r"(?:numbers?|figures?|statistics|stats|examples?|details?|results?|benchmarks?|reasons?|demos?|conclusions?|advice|tips?|links?|slides|"
    r"videos?|code|questions?|costs?|prices?|lessons?|drawbacks?|downsides?|disadvantages?|limitations?|caveats?|trade-?offs?|alternatives?)"
    r"|(?:for|since|until|by|with|at)\s+(?:how\s+(?:long|much|many)|when|what|whom)|how\s+(?:much|many|often|fast|big|large|long|far|old|expensive))\W*$"
)
#: "When was it?", "how long did it take?": of a talk as much as of what it was about.
OF_TALK_ITSELF = re.compile(r"(?i)^(?:when|where|how\s+long|(?:what|which)\s+(?:day|time|year))\b")
#: "How many drives? (Ada Lovelace's talk)", as an answer says that it was understood: the page asks and links such questions again.
OF_TALK = re.compile(r"(?i)^(?P<question>\S.*?)\s+\((?P<talk>[^()]+['’]s\s+talk)\)$")
#: "Who said that?", of what was quoted and not of the subject.
SAID_IT = re.compile(r"(?i)^who\s+(?:said|told|mentioned|claimed|explained|showed|thinks|says)\b")
#: "What did she say about it?", where it can only be her talk.
SAID_OF_IT = re.compile(
    r"(?i)^what\s+(?:did|does|do|has)\s+(?:he|she|they|the\s+speaker)\s+(?:say|said|tell(?:\s+us)?|think|explain)\s+(?:about|of|on)\s+(?:it|this|that)\W*$"
)
#: "Tell me more", after what was told of a talk.
MORE = re.compile(
    r"(?i)^(?:(?:can|could)\s+you\s+)?(?:(?:tell|show|give)\s+me\s+(?:even\s+)?more(?:\s+details?)?|more(?:\s+details?)?|go\s+on|continue|elaborate|(?:in\s+)?(?:more\s+)?details?)"
    r"(?:\s+(?:about|on|of)\s+(?:it|that|this|him|her|them|(?:the|that|this|his|her)\s+talk))?\W*$"
)
#: "And the ones about Kafka?"
ONES = re.compile(rf"(?i)^the\s+(?:ones|{TALK}s)\s+(?:about|on|of|that\s+mention)\s+(?=\S)")
#: "Who else …?"
ELSE = re.compile(r"(?i)\b(?:who|which\s+speakers?|(?:any|some)(?:body|one)|what\s+(?:other|speakers?))\s+else\b")
WHO_GAVE = re.compile(
    r"(?i)^(?:and\s+)?who\s+(?:gave|held|did|presented|was\s+giving|made|delivered|was|said|told(?:\s+us)?|mentioned|claimed|explained|showed|thinks|says)\s+"
    r"(?:it|that|this|so)(?:\s+talk)?\W*$"
)
#: "Who were the speakers?", of the talk that was quoted.
WHO_SPOKE = re.compile(r"(?i)^who\s+(?:is|was|are|were)\s+(?:the|its|their)\s+(?:speaker|presenter)s?\W*$")
#: "Is it built on …?", "How was it made?": the subject of the whole question stands before it.
SUBJECT_OF_ALL = re.compile(
    r"(?i)^(?:(?:how|why|when|where|what|who|which)\s+(?:\w+\s+){0,2})?"
    r"(?:is|was|does|did|do|can|could|has|had|will|would|are|were|should)\s+(?:it|this|that|they|these|those)\b(?!\s+(?:talk|year|edition|conference)s?\b)"
)
POINTER = re.compile(r"(?i)\b(?:he|she|it|they|him|her|them|his|hers|its|their)\b")
DEFINITE = re.compile(r"(?i)^(?:what|which|who|where|when|how|why)\s+(?:\w+\s+){0,2}?(?:the|those|these)\s+")
WRITER = re.compile(r"(?i)\b(?:writer|author|blogger)\b")
YEAR = re.compile(r"(?i)(?:\b(?:in|at|of|from)\s+)?(?:\b(?:19[89]\d|20\d\d)\b)")
LIMITLESS = re.compile(
    r"(?i)^(?:who\s+(?:were|are|was)\s+the|which\s+(?:were|are)\s+the|(?:list|name|show\s+me)\s+the|what\s+(?:were|was)\s+the|"
    r"how\s+many\s+(?:were|of)|the|who\s+(?:gave|held|did|opened|closed)\s+the(?!\s+most)|which\s+ones?)\b(?!.*\b(?:all|total|overall|ever)\b)"
    r"|^(?:who\s+(?:spoke|talked|presented|were\s+there)|(?:which|what|how\s+many)\s+(?:talks|speakers|lightning\s+talks)(?:\s+(?:were|are)\s+there)?)\W*$"
)
#: "Who spoke next?", "And the next talk?"
NEXT = re.compile(
    r"(?i)^(?:(?:and\s+)?(?:who|(?:which|what)(?:\s+(?:talk|speaker))?)\s+(?:(?:spoke|came|was|is|followed)\s*)?(?:(?:the\s+)?next|(?:(?:right|directly|just)\s+)?after\s+(?:that|this|it|them)|then)|(?:the\s+)?next(?=\s+(?:talk|speaker|one))|and\s+then|after\s+that)"
    r"(?:\s+(?:talk|speaker|presentation|one))?\W*$"
)
#: "What did the first two say about it?"
OF_IT = re.compile(r"(?i)\b(about|on|of|with|for)\s+(?:it|that|this)\b(?=\W*$)")
#: "And with booleans?"
PREPOSITION = r"(?:with|in|for|on|at|by|to|of|against)"
WITH = re.compile(rf"(?i)^({PREPOSITION})\s+([\w-]+(?:\s[\w-]+){{0,3}})$")
#: "Who closed it?", of an edition.
OPENED_IT = re.compile(r"(?i)^who\s+(?:opened|closed|started|began|ended|finished|concluded)\s+(?:it|that|this)\W*$")
NOT_IN = re.compile(r"(?i)^(?:not|except|excluding|without)\b")
#: "How many attendees were there?", "How long was the conference?": of the edition at hand.
OF_EVENT = re.compile(
    r"(?i)\b(?:people|attendees|visitors|participants)\s+(?:came|attended|were)\b|\b(?:was|were)\s+there\W*$|\bthe\s+(?:conference|event|edition|venue)\b"
)
COMPARE_IT = re.compile(
    r"(?i)^(?:and\s+)?(?:compare|contrast)\s+(?:it|that|this|him|her|them|(?:that|this|the|his|her)\s+(?:talk|one))\s+(?:with|to|and|against)\s+"
    r"(?:(?:the\s+)?(?:talk|one)\s+(?:of|by|from)\s+)?(?P<other>.+?)(?:['’]s?(?:\s+(?:talk|one))?)?\W*$"
)
#: "Which had more talks?", "Which of them was the bigger one?" after a comparison.
WHICH_MORE = re.compile(
    r"(?i)^which(?:\s+(?:one|of\s+(?:them|these|those|the\s+two)))?\s+(?:had|has|have|was|is|were|are|got|featured|saw)\s+(?:the\s+)?"
    r"(?:more|most|fewer|fewest|less|least|(?:bigg|larg|small|long|short)(?:er|est))(?:\s+(?:lightning\s+)?(?:talks|speakers|keynotes|recaps|one))?\W*$"
)
PLACE = re.compile(rf"(?i)\b(?:{ORDINAL}|opening|closing)\b")
#: "Tell me more about the second one", which is nothing to look for.
PLACED_ONE = re.compile(rf"(?i)\bthe\s+{ORDINAL}\s+one\b")
#: "First talk" is something to look for where nothing was asked before; "the second one" is not.
NAMED_THING = re.compile(rf"(?i)\b(?:{TALK}|speaker|presenter)\b")
#: "Summary, please" and "the key points" after a talk ask for its.
SUMMARISE = re.compile(
    r"(?i)^(?:(?:can|could)\s+you\s+)?(?:summari[sz]e|sum\s+up|(?:(?:give|show)\s+me\s+)?(?:(?:an?|the)\s+)?(?:(?:short|quick|brief|key|main)\s+)?"
    r"(?:summary|overview|gist|tl;?dr|(?:key\s+)?points|take-?aways))\W*$"
)
#: Said between questions, and none; or asked of the assistant itself.
CHAT = re.compile(
    r"(?i)^\W*(?:ok|okay|thanks|thank\s+you|thx|great|cool|nice|good|perfect|hello|hi|hey|wow|interesting|bye|goodbye)\b\W*"
    r"(?:(?:ok|okay|thanks|thank\s+you|great|cool|nice|good|perfect|helpful|useful|that|was|very|really|so|much|a\s+lot|there|bye|how\s+are\s+you"
    r"|morning|evening|afternoon|answer|for\s+(?:that|the\s+help))\b\W*)*$"
    r"|^\W*(?:help(?:\s+me)?|who\s+are\s+you|what(?:\s+questions)?\s+can\s+(?:you|i)\s+(?:do|ask|answer)(?:\s+(?:here|you))?)\W*$"
)
#: "What did they say about Kafka?" with nothing before it: the speakers, any of them.
ANYBODY = re.compile(
    r"(?i)\bthey\s+(?:say|said|talk(?:ed)?|mention(?:ed)?|think|thought|recommend(?:ed)?|speak|spoke|show(?:ed)?|tell|told)\s+(?:about|on|of|for)\s+\w"
)
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4}


def is_chat(text: str) -> bool:
    """Whether a text is no question to the recaps: "hello", "thanks", "what can you do?"."""
    return bool(CHAT.match(text))
