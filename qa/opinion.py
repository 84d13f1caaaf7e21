"""Sentences in which a writer judges: the writer's own words about how good, dull or hard to follow something was."""

from __future__ import annotations

import re

_SAID_PLAINLY = re.compile(
    r"""(?ix)\b(?:
        (?:i|we)\s+(?:\w+\s+){0,2}
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
      | a\s+joke | waste\s+of | hard\s+to\s+follow | the\s+only\s+thing\s+i
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

_OF_THE_TALK = re.compile(r"(?i)\b(?:talks?|presentations?|sessions?|speakers?|slides?|keynotes?|speech|stage|conference|demo)\b")
_SUPERLATIVE = re.compile(
    r"(?i)\b(?:favou?rites?|best|worst|highlights?|(?:most|least)\s+(?:\w+\s+){0,2}(?:interesting|inspiring|awesome|impressive|boring|useful|fun\w*|enjoy\w*))\b"
)


def judgement(sentence: str) -> float:
    """How much a sentence, as a reader sees it, is its writer's judgement: 0 is not at all, 1 and above plainly."""
    plainly, hints = len(_SAID_PLAINLY.findall(sentence)), len({found.casefold() for found in _HINTED.findall(sentence)})
    of_the_talk = bool(_OF_THE_TALK.search(sentence)) and plainly + hints > 0
    return 1.0 * min(plainly, 2) + 0.6 * min(hints, 3) + 0.5 * of_the_talk


def is_superlative(sentence: str) -> bool:
    """Whether a judgement ranks what it is about above, or below, the rest."""
    return bool(_SUPERLATIVE.search(sentence))
