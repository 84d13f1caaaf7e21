"""Many weak signals of whether a sentence answers a question, as numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.words import words
from qa.question import asks_for

Array = npt.NDArray[np.float64]

#: Signals of a sentence.
SENTENCE = ("evidence", "cosine", "passage", "direct", "nearby", "asked_kind", "first", "short")
#: Signals of a question with its best sentence.
QUESTION = ("score", "lead", "covered", "asked_kind")
#: Signals of a passage: of its best sentence by the evidence model, of the closest one, and of all its words.
PASSAGE = ("evidence", "cosine", "covered")

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundred|thousand|million|billion"
    r"|half|dozen|first|second|third|once|twice|several|both|single)s?\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1[5-9]\d\d|20\d\d)\b|\d{1,2}(?::\d\d)?\s?[ap]\.?m\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|afternoon|evening|midnight|noon|night)s?\b"
    r"|\b(?:year|month|week|day|hour|minute|second|century|decade|today|yesterday|tomorrow|ago|later|after|before|during|since|until"
    r"|last|next)s?\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-zà-ÿ]+")
_ASKED = {"quantity": _NUMBER, "time": _TIME, "name": _NAME, "place": _NAME}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer: what the signals are computed from."""

    context: str
    sentences: tuple[str, ...]  #: as a reader sees them
    cosines: tuple[float, ...]  #: of the question with each sentence
    score: float  #: of the passage, from the retriever


@dataclass(frozen=True, slots=True)
class Signals:
    """Signals of all sentences of some candidates, `(sentences, len(SENTENCE))`, and where each sentence stands."""

    values: Array
    places: tuple[tuple[int, int], ...]  #: candidate and position of its sentence, a row each
    covered: tuple[float, ...]  #: share of the question's words, by rarity, in each candidate with its context


def sentence_signals(
    question: str,
    candidates: Sequence[Candidate],
    evidence: Sequence[Sequence[float]],
    rarity: Callable[[str], float],
) -> Signals:
    """The signals of every sentence of the candidates; `evidence` holds the evidence model's scores of them."""
    asked = {word: rarity(word) for word in words(question)}
    total = sum(asked.values()) or 1.0
    wanted = _ASKED.get(asks_for(question) or "")
    top = max((candidate.score for candidate in candidates), default=1.0) or 1.0
    rows: list[list[float]] = []
    places: list[tuple[int, int]] = []
    covered: list[float] = []

    def share(found: set[str]) -> float:
        return sum(weight for word, weight in asked.items() if word in found) / total

    for number, candidate in enumerate(candidates):
        around = set(words(candidate.context))
        own = [set(words(sentence)) for sentence in candidate.sentences]
        covered.append(share(around.union(*own)))
        for at, sentence in enumerate(candidate.sentences):
            before = own[at - 1] if at else set()
            rows.append(
                [
                    evidence[number][at],
                    candidate.cosines[at],
                    candidate.score / top,
                    share(own[at]),
                    share(own[at] | before | around),
                    float(wanted is None or bool(wanted.search(sentence))),
                    float(number == 0),
                    float(len(sentence.split()) < 5),
                ]
            )
            places.append((number, at))
    return Signals(np.asarray(rows, dtype=np.float64).reshape(len(rows), len(SENTENCE)), tuple(places), tuple(covered))


def passage_signals(signals: Signals, candidate: int) -> Array:
    """The signals of a candidate, `(len(PASSAGE),)`, as one that may deal with what a question asks for."""
    own = signals.values[[number == candidate for number, _ in signals.places]]
    best = own[:, [SENTENCE.index("evidence"), SENTENCE.index("cosine")]].max(axis=0)
    return np.asarray([*best, signals.covered[candidate]])


def question_signals(signals: Signals, scores: Array) -> Array:
    """The signals of a question, `(len(QUESTION),)`, once its sentences have scores `(sentences,)`."""
    best = int(np.argmax(scores))
    others = np.delete(scores, best)
    candidate = signals.places[best][0]
    return np.asarray(
        [
            scores[best],
            scores[best] - (others.max() if len(others) else scores[best] - 1),
            signals.covered[candidate],
            signals.values[best, SENTENCE.index("asked_kind")],
        ]
    )
