"""Sentences in which a writer judges: the writer's own words about how good, dull or hard to follow something was."""

from __future__ import annotations

import re
from typing import Literal

#: Judgements of one sort: that praise, that find fault, or that rank what they are about above or below the rest.
Sort = Literal["good", "bad", "best"]
_SAID_PLAINLY = re.compile(
    r"""(?ix)\b(?:
        (?:i|we)\s+(?:\w+\s+){0,3}
        (?: like[ds]? | lov(?:e|ed) | enjoy(?:ed)? | hat(?:e|ed) | prefer(?:red)? | appreciat(?:e|ed) | regret(?:ted)? | admire[ds]?
          | lost | disliked? )
      | (?:i|we)\s+(?:was|were|am|are)\s+(?:\w+\s+){0,2}
        (?: impressed | disappointed | surprised | happy | glad | sad | bored | lost | convinced | amazed | not\s+sure | unsure
          | sceptical | skeptical )
      | i\s+(?:\w+\s+)?
        (?: think | thought | find | found | felt | feel | guess | wish | hope | must\s+(?:say|admit) | have\s+to\s+(?:say|admit)
          | would\s+have | expected | don['’]?t\s+think )
      | (?:my|our)\s+(?:\w+\s+)?(?:favou?rites?|preferred|opinion|impression|highlights?)
      | (?:in|to)\s+my\s+(?:opinion|mind|view|taste) | imho | (?:for|to)\s+me\b
      | bl(?:ew|own)\s+(?:my\s+mind|me\s+away|us\s+away) | (?:was|were)\s+blown\s+away | mind[- ]?blowing
      | a\s+joke | waste\s+of | so\s+what | wtf | no\s+sense | no\s+(?:big\s+)?fan | struggled\s+to | hard\s+to\s+follow
      | the\s+only\s+thing\s+i
      | (?:couldn|could|can|cannot|can['’]?t|didn)['’]?t?\s+(?:not\s+|even\s+)*(?:follow|understand|remember|grasp|keep\s+up)
    )\b"""
)
_HINTED = re.compile(
    r"""(?ix)\b(?:
        interesting(?:ly)? | great | awesome | amazing | fantastic | excellent | brilliant | wonderful | nice(?:ly)? | impressive
      | inspiring
      | fun | funny | entertaining | enjoyable | refreshing | fascinating | outstanding | superb | clever | elegant | cool | best | better
      | favou?rites? | preferred | well[- ](?:done|delivered|explained|organi[sz]ed) | clear(?:ly)? | useful | helpful | thrilled
      | delighted
      | good | perfect | lovely | energetic | passionate | charismatic | high\s+quality | kudos | bravo | boring | dull | bored
      | disappoint(?:ed|ing|ment) | bad | worst | worse | poor(?:ly)? | weak | sad(?:ly)? | unfortunately | confus(?:ed|ing) | messy
      | annoying | frustrating | shame | so\s+(?:fast|quick) | quality | biased | marketing | pitch | lacked | overall | personally
      | honestly
      | sorry | pity | s[ck]eptical | dubious | attractive | convinc(?:ed|ing) | overrated | wow | miss(?:ed)?
      | too\s+(?:\w+\s+){0,2}(?:technical|high|low|fast|quick(?:ly)?|short|long|much|many|dense|shallow|complex|slow|commercial|loud|hot
        |cold|few|little)
    )\b|(?:[:;]-?[)(D])"""
)

_OF_THE_TALK = re.compile(
    r"(?i)\b(?:talks?(?!\s+to\b)|presentations?|sessions?|speakers?|slides?|keynotes?|speech|stage|conference|demo)\b"
)
_SUPERLATIVE = re.compile(
    r"(?i)\b(?:favou?rites?|best(?!\s+(?:practices?|\w+ed\b))|worst|highlights?|(?:most|least)\s+(?:\w+\s+){0,2}(?:interesting|inspiring|awesome|impressive|boring|useful|fun\w*|enjoy\w*))\b"
)
_CRITICAL = re.compile(
    r"""(?ix)\b(?:
        boring | dull | bored | disappoint\w* | bad(?:ly)? | worst | worse | poor(?:ly)? | weak\w* | sad(?:ly)? | unfortunately
      | confus(?:ed|ing) | messy | annoy(?:ed|ing) | frustrat(?:ed|ing) | shame | so\s+(?:fast|quick) | biased | marketing | pitch
      | lack(?:ed|ing|s)? | sorry | pity | s[ck]eptical | dubious | overrated | too\s+(?:\w+\s+){0,2}\w+ | hard\s+to\s+follow | waste\s+of
      | a\s+joke | so\s+what | wtf | no\s+sense | struggled | flaws? | disliked? | hated? | regret(?:s|ted)? | complain(?:s|ed|t|ts|ing)?
      | critici[sz]\w* | unsure | uncomfortabl[ey] | lost | wish(?:e[sd])?
      | (?:not|never|no|n['’]t|less|hardly|least|nothing)\s+(?:\w+\s+){0,3}
        (?: like[ds]? | enjoy(?:ed)? | convinced | sure | impressed | happy | thrilled | interesting | good | great | new | useful
          | clear(?:ly)? | best | favou?rite | understand | understood | follow | grasp | remember | fan )
      | (?:couldn|can|didn|could|did)(?:['’]?t|not|\s+not)?\s+(?:even\s+)?(?:follow|grasp|keep\s+up)
      | (?:would|could|should)\s+have\s+(?:\w+\s+)?(?:liked|preferred|been|had|wished|expected)
    )\b|:-?\("""
)
#: By whom a sentence is said to judge, or what: what a sentence without either judges may be no part of the conference.
_OWN = re.compile(r"(?i)\b(?:i|we|my|our|writer|author)\b")
#: What its writer was not at.
_NOT_THERE = re.compile(r"(?i)\b(?:not|n['’]t)\s+(?:\w+\s+){0,3}(?:attend|see|watch|there)\b|\bmissed\b")
#: What a speaker said, which is not the writer's judgement.
_REPORTED = re.compile(
    r"(?i)\b(?:said|says|remark(?:s|ed)|explain(?:s|ed)|argue[sd]?|warn(?:s|ed)|claim(?:s|ed)|recall(?:s|ed)|believe[sd]?|recommend(?:s|ed)|advise[sd]?"
    r"|stresse[sd]|point(?:s|ed)\s+out|according\s+to)\b"
)
#: Words that judge what a talk told of as often as the talk; in a short sentence they do judge: "Pretty good."
_OF_ANYTHING = re.compile(
    r"(?i)\b(?:good|bett?er|best|bad|worse|worst|poor(?:ly)?|weak|clear(?:ly)?|useful|quality|perfect|cool|disappoint\w*|miss(?:ed)?)\b"
)
_SHORT = 8
_TO_READERS = re.compile(r"(?i)\byour?\b")


def judgement(sentence: str, sort: Sort | None = None) -> float:
    """How much a sentence, as a reader sees it, is its writer's judgement: 0 is not at all, 1 and above plainly.

    With a sort it is 0 for a judgement of another sort.
    """
    plainly, hints = len(_SAID_PLAINLY.findall(sentence)), len({found.casefold() for found in _HINTED.findall(sentence)})
    of_the_talk = bool(_OF_THE_TALK.search(sentence)) and plainly + hints > 0
    own = bool(_OWN.search(sentence)) and plainly + hints > 0
    if not (plainly or of_the_talk or own):
        if _REPORTED.search(sentence):
            return 0.0
        if len(sentence.split()) > _SHORT:
            hints -= len({found.casefold() for found in _OF_ANYTHING.findall(sentence)})
    if sort and not (_OWN.search(sentence) or (of_the_talk and not _TO_READERS.search(sentence))):
        return 0.0
    match sort:
        case "bad" if _NOT_THERE.search(sentence):
            return 0.0
        case "best" if not _SUPERLATIVE.search(sentence):
            return 0.0
        case "good" | "bad" if (sort == "bad") != bool(_CRITICAL.search(sentence)):
            return 0.0
        case _:
            return 1.0 * min(plainly, 2) + 0.6 * min(hints, 3) + 0.5 * (of_the_talk or (own and not plainly))
