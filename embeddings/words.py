"""Texts as words to search by: lower case, without stop words, stemmed."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache
from pathlib import Path

import Stemmer

from embeddings.model import packaged_folder

#: Words that a question has and an answer need not.
QUESTION_WORDS = frozenset(
    "how what when where which who whom whose why did does do is was were are can could tell say said many much".split()
)
#: The list that bm25s calls English plus, and the words of questions.
STOP_WORDS = frozenset(Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split()) | QUESTION_WORDS

#: The model's own list of word pieces, most of them whole English words.
VOCABULARY = "vocab.txt"

#: Letters by which two forms of a word differ at most.
LONGEST_ENDING = 4

_WORD = re.compile(r"[^\W\d_]+(?:\+\+|#)?|\d+")
_GROUPED_DIGITS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")


class _OfThread(threading.local):
    """A stemmer for each thread: it keeps a cache and is not safe to share."""

    def __init__(self) -> None:
        self.stemmer = Stemmer.Stemmer("english")


_of_thread = _OfThread()


def words(text: str) -> list[str]:
    """The stems of a text's words in order, stop words left out; accents folded, `1,000` and `1.000` as `1000`."""
    stems: list[str] = _of_thread.stemmer.stemWords([word for word in _split(text) if word not in STOP_WORDS])
    return stems


def says(text: str, subject: str) -> bool:
    """Whether a text has a form of every word of a subject: "tested" of "testing"; of "accessibility" not "access", of the same stem."""
    said = _stems(_split(text))

    def has(word: str, stem: str) -> bool:
        return any(other == stem and abs(len(form) - len(word)) <= LONGEST_ENDING for form, other in said)

    return all(has(word, stem) for word, stem in _stems([word for word in _split(subject) if word not in STOP_WORDS]))


def _stems(found: list[str]) -> list[tuple[str, str]]:
    """Words with their stems."""
    return list(zip(found, _of_thread.stemmer.stemWords(found), strict=True))


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset((packaged_folder() / VOCABULARY).read_text(encoding="utf-8").split())


def is_english(word: str) -> bool:
    """Whether a word is among the 30,000 that the default model knows whole: everyday English and well-known names."""
    return word.casefold() in _vocabulary()


def _split(text: str) -> list[str]:
    folded = _GROUPED_DIGITS.sub("", text).lower()
    if not folded.isascii():
        folded = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
    return _WORD.findall(folded)
