"""Words of a question that stand in no recap, read as those that they were meant to be: the recaps' own, or those of questions."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from corpus import Catalogue
from corpus.catalogue import name_key
from embeddings import Index
from embeddings.words import is_english, words
from qa.people import people_in

#: Words of requests that the model does not know whole.
_ASKING = frozenset("recap recaps recapped summarise summarised summarises summarize summarizes".split())
#: What questions are asked with.
_OF_QUESTIONS = tuple(
    """about best between compare conference difference first have how last lightning list many mention most recap recaps said say speaker
    speakers spoke summary talk talked talks there were what when where which whose worst year years""".split()
)
#: What a product is called with and without: "Postgres" and "PostgreSQL", "Mongo" and "MongoDB".
_ENDINGS = ("ql", "sql", "db", "js")
#: Letters of a name that is left without its ending.
_SHORTEST = 4
_WORD = re.compile(r"[^\W\d_][\w’'-]*[^\W_]")
#: Two words that may be one: "SD card".
_JOINABLE = re.compile(r"\b([^\W\d_]{2,}) (?=([^\W\d_]{2,})\b)")
#: Where one word may be two: "Node|JS".
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def corrected(index: Index, question: str, known: Catalogue | None = None) -> str:
    """A question with each unknown word replaced by the recaps' own, where exactly one is a slip or two away.

    One slip (a letter too many, too few, wrong, or two swapped) in words of four to seven letters, two in longer ones; the first letter
    stands. Words that the recaps know, English ones and short ones are left as they are. A capital within a question makes a word a name,
    which is replaced by names alone; a speaker's name with a slip is written as the recaps write it, and a word that questions are asked
    with, such as "which", as everybody does. "SD card" and "NodeJS" are written in one word or in two as the recaps have them.
    """

    def replace(found: re.Match[str]) -> str:
        written = known is not None and name_key(found[0].removesuffix("'s").removesuffix("’s")) in known.writers
        return found[0] if written else _asked_with(index, found) or _meant(index, found) or found[0]

    question = _WORD.sub(replace, _JOINABLE.sub(lambda found: found[0].rstrip() if _is_one_word(index, found) else found[0], question))
    for mention in reversed(people_in(question, known) if known else []):
        given = question[mention.start : mention.end]
        if len(mention.names) == 1 and any(not any(map(index.knows, stems)) for part in given.split() if (stems := words(part))):
            question = question[: mention.start] + mention.names[0] + question[mention.end :]
    return question


def also_called(index: Index, name: str) -> list[str]:
    """The other forms of a product's name that the recaps have, in lower case: "mongodb" for "Mongo", "react" for "ReactJS"."""
    low = name.casefold()
    if not re.fullmatch(r"[^\W\d_]{3,}", low):
        return []
    bare = sorted({low.removesuffix(ending) for ending in _ENDINGS if len(low) - len(ending) >= _SHORTEST} - {low})
    forms = [*bare, *(stem + ending for stem in (low, *bare) for ending in _ENDINGS)]
    return [form for form in dict.fromkeys(forms) if form != low and form in index.names]


def _asked_with(index: Index, found: re.Match[str]) -> str | None:
    """The word that questions are asked with that a word of a question is a slip of; a capital within the question makes it a name."""
    low = found[0].casefold()
    if len(low) < 3 or (found.start() and low != found[0]) or _stands(index, low):
        return None
    near = process.extract(low, _OF_QUESTIONS, scorer=OSA.distance, score_cutoff=1)
    meant = [word for word, _, _ in near if word[0] == low[0]]
    return str(meant[0]) if len(meant) == 1 else None


def _meant(index: Index, found: re.Match[str]) -> str | None:
    low = found[0].casefold()
    if len(low) < 4 or not words(low) or low in _ASKING or _stands(index, low):
        return None
    if found[0] != low and len(forms := also_called(index, low)) == 1:
        return forms[0].capitalize()
    parts = _HUMP.sub(" ", found[0])
    if parts != found[0] and index.holding(words(parts)):
        return parts
    slips = 1 if len(low) < 8 else 2
    known = index.spellings.get(low[0], ())
    if found.start() and found[0] not in (low, found[0].upper()):
        known = tuple(word for word in known if word in index.names)  # "Jay Kreps" is somebody, and not what a recap "keeps"
    near = process.extract(low, known, scorer=OSA.distance, score_cutoff=slips, limit=3)
    if not near or (len(near) > 1 and near[0][1] == near[1][1] and words(near[0][0]) != words(near[1][0])):
        return None
    meant = str(near[0][0])
    return meant[0].upper() + meant[1:] if found[0][0].isupper() else meant


def _is_one_word(index: Index, found: re.Match[str]) -> bool:
    """Whether the recaps write two words of a question as one, and do not have both of them."""
    one, other = words(found[1]), words(found[2])
    return bool(one and other) and not all(map(index.knows, one + other)) and all(map(index.knows, words(found[1] + found[2])))


def _stands(index: Index, word: str) -> bool:
    """Whether a word is the recaps' own, or English."""
    return any(index.knows(stem) for stem in words(word)) or _in_english(re.sub("['’]s$", "", word))


def _in_english(word: str) -> bool:
    return is_english(word) or word in _dictionary()


@cache
def _dictionary() -> frozenset[str]:
    return frozenset(SpellChecker(language="en").word_frequency.words())
