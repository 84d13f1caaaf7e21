"""Words of a question that stand in no recap, read as the words of the recaps that they were meant to be."""

from __future__ import annotations

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus import Catalogue
from corpus.catalogue import name_key
from embeddings import Index
from embeddings.words import is_english, words
from qa.people import people_in

#: Words of requests that the model does not know whole.
_ASKING = frozenset("recap recaps recapped summarise summarised summarises summarize summarizes".split())
_WORD = re.compile(r"[^\W\d_][\w’'-]*[^\W_]")


def corrected(index: Index, question: str, known: Catalogue | None = None) -> str:
    """A question with each unknown word replaced by the recaps' own, where exactly one is a slip or two away.

    One slip (a letter too many, too few, wrong, or two swapped) in words of four to seven letters, two in longer ones; the first letter
    stands. Words that the recaps know, everyday English ones and short ones are left as they are; a speaker's name with a slip is
    written as the recaps write it.
    """

    def replace(found: re.Match[str]) -> str:
        written = known is not None and name_key(found[0].removesuffix("'s").removesuffix("’s")) in known.writers
        return found[0] if written else _meant(index, found[0]) or found[0]

    question = _WORD.sub(replace, question)
    for mention in reversed(people_in(question, known) if known else []):
        given = question[mention.start : mention.end]
        if len(mention.names) == 1 and any(not any(index.knows(stem) for stem in words(part)) for part in given.split()):
            question = question[: mention.start] + mention.names[0] + question[mention.end :]
    return question


def _meant(index: Index, word: str) -> str | None:
    stems = words(word)
    if (
        len(word) < 4
        or not stems
        or word.casefold() in _ASKING
        or is_english(word.removesuffix("'s").removesuffix("’s"))
        or any(index.knows(stem) for stem in stems)
    ):
        return None
    low = word.casefold()
    slips = 1 if len(low) < 8 else 2
    near = process.extract(low, index.spellings.get(low[0], ()), scorer=OSA.distance, score_cutoff=slips, limit=3)
    if not near or (len(near) > 1 and near[0][1] == near[1][1] and words(near[0][0]) != words(near[1][0])):
        return None
    return str(near[0][0])
