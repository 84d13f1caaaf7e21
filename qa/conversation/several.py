"""Messages that ask more than one thing: "What is Redis, and who wrote it?"."""

from __future__ import annotations

import re
from collections.abc import Callable

#: Questions that are told apart in one message; one with more of them is left as it is.
MOST = 4
_DOES = r"(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should)"
#: A question that can stand beside another: "who wrote it", "how many people came", "what does he think of it".
_QUESTION = (
    rf"(?:(?:(?:what|when|where|why)(?:\s+else)?|how(?:\s+\w+){{0,3}}?|(?:which|what|whose)\s+\w+(?:\s+\w+)?|(?:at|in|on|for|to|from|with)\s+(?:which|what)\s+\w+)"
    rf"\s+{_DOES}\s+\w|what['’]s\s+\w|who(?:\s+else)?\s+(?!(?:it|they|he|she|we|you|i|the|an?|his|her|their)\b)\w+\s+\w|how\s+many\s+\w+\s+\w"
    r"|which\s+(?:\w+\s+)?(?:talk|speaker)s?\s+\w+\s+\w)"
)
_LED = r"^\W*(?:(?:and|also|so|but|then|ok|okay|please|hi|hello)\b[\s,]*)*"
_ASKS = re.compile(rf"(?i){_LED}(?:{_QUESTION}|{_DOES}\s+\w+\s+\w|(?:who|what|when|where|why|how|which)\b)")
_FIRST = re.compile(rf"(?i){_LED}(?:{_QUESTION}|(?P<whether>{_DOES}\s+\w+\s+\w))")
#: Between two questions of one sentence.
_AND = re.compile(rf"(?i)(?:\s*[,;]\s*(?P<and>(?:and|but)\s+)?|\s+(?P<only>and)\s+)(?:also\s+)?(?={_QUESTION})")


def questions_of(message: str, is_one: Callable[[str], bool]) -> tuple[str, ...]:
    """The questions of a message, in their order; the message itself where it asks one thing, or too many to be told apart.

    `is_one` says of a sentence whether it is one question as it stands, however many it looks like.
    """
    sentences = re.split(r"(?<=\?)\s+(?=\w)", message)
    if len(sentences) > 1 and not all(map(_ASKS.match, sentences)):
        return (message,)
    parts = (part for one in sentences for part in ([one] if is_one(one) else _of_sentence(one)))
    found = tuple(part[0].upper() + part[1:] for part in parts)
    return found if 1 < len(found) <= MOST else (message,)


def _of_sentence(sentence: str) -> list[str]:
    """The questions of a sentence: "Who wrote it, and when did it come out?"."""
    found: list[str] = []
    rest = sentence
    while joint := _AND.search(rest):
        first = _FIRST.match(rest[: joint.start()])
        if not first or (first["whether"] and not (joint["and"] or joint["only"])):  # "Had it failed, what would they have done?"
            break
        found.append(f"{rest[: joint.start()]}?")
        rest = rest[joint.end() :]
    return [*found, rest]
