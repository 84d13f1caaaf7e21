"""Words that questions of every kind have in common."""

from __future__ import annotations

import re

WRITER = r"(?:the\s+)?(?:writers?|authors?|bloggers?|reviewers?|recappers?|attendees?|visitors?)"
#: Who is meant with nobody named before: the writer.
THEY = rf"(?:{WRITER}|he|she|they)"
#: Words that set no limit.
FILLER = frozenset(
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


def is_plain(text: str) -> bool:
    """Whether a rest of a question sets no limit."""
    return all(word in FILLER for word in re.findall(r"[\w§]+", text.casefold()))


def trimmed(text: str) -> str:
    """A subject without the words around it that say nothing."""
    parts = list(re.finditer(r"[^\s,;:¶§]+", text))
    while parts and (parts[0][0].casefold() in FILLER or parts[0][0].casefold() in ("about", "regarding", "of")):
        parts.pop(0)
    while parts and parts[-1][0].casefold() in FILLER:
        parts.pop()
    kept = text[parts[0].start() : parts[-1].end()] if parts else ""
    return " ".join(re.sub("[¶§]", " ", kept).split()).strip("“”\"'‘’")
