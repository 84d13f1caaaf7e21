"""The judgement of evidence: which sentences of the hits answer a question, and how sure that is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import numpy as np

from corpus import plain
from embeddings import Index
from embeddings.text import context
from qa.evidence.features import PASSAGE, QUESTION, SENTENCE, Candidate, Signals, passage_signals, question_signals, sentence_signals
from qa.evidence.model import SHA256, EvidenceModel
from qa.question import says_back
from qa.retriever import Hit

#: Taken from the score of a sentence that only says the question back; more than any two sentences differ by.
NO_ANSWER = 100.0
#: Probability from which a passage is taken to deal with what a list asks for. Of held-back ones that do, two in five are found;
#: of those that the retriever offers too, one in forty is taken for one (and some of these do).
DEALS = 0.6
WEIGHTS = Path(__file__).with_name("weights.json")


@cache
def identity() -> str:
    """Names the judge by its weights and its model: confidences of another one are not like its own."""
    return hashlib.sha256(WEIGHTS.read_bytes() + SHA256.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a hit, as evidence for a question."""

    hit: Hit
    at: int  #: position among the sentences of the passage
    share: float  #: of the evidence that speaks for this sentence; the shares of all sentences add up to 1


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the hits hold for a question."""

    evidence: tuple[Evidence, ...]  #: best first
    confidence: float  #: probability that the best is right, from 0 to 1


class Judge:
    """Weighs the signals of evidence as `fit.py` fitted them."""

    def __init__(self) -> None:
        self._reader = EvidenceModel()
        weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        self._sentence = np.asarray([weights["sentence"][name] for name in SENTENCE])
        self._question = np.asarray([weights["question"][name] for name in QUESTION])
        self._passage = np.asarray([weights["passage"][name] for name in PASSAGE])
        self._sentence_bias, self._question_bias, self._passage_bias = (weights[of][""] for of in ("sentence", "question", "passage"))

    def judge(self, index: Index, question: str, hits: Sequence[Hit]) -> Judgement:
        """Weigh every sentence of the hits of a question. What was asked before plays no part."""
        if not hits:
            return Judgement((), 0.0)
        candidates, signals = self._read(index, question, hits)
        scores = signals.values @ self._sentence + self._sentence_bias
        asking = [says_back(candidates[number].sentences[at], question) for number, at in signals.places]
        scores[asking] -= NO_ANSWER
        odds = np.exp(scores - scores.max())
        shares = odds / odds.sum()
        order = np.argsort(-scores, kind="stable")
        evidence = tuple(Evidence(hits[signals.places[row][0]], signals.places[row][1], float(shares[row])) for row in order)
        sure = float(question_signals(signals, scores) @ self._question + self._question_bias)
        return Judgement(evidence, 1 / (1 + exp(-max(-30.0, min(30.0, sure)))))

    def dealing(self, index: Index, question: str, hits: Sequence[Hit]) -> tuple[Evidence, ...]:
        """The hits that deal with what a question for talks asks for, each with the sentence that shows it best, in the order of the hits.

        The `share` of each is the probability that it does; only those that rather do than not are given.
        """
        if not hits:
            return ()
        _, signals = self._read(index, question, hits)
        found = []
        for number, hit in enumerate(hits):
            sure = 1 / (1 + exp(-float(passage_signals(signals, number) @ self._passage + self._passage_bias)))
            rows = [row for row, (candidate, _) in enumerate(signals.places) if candidate == number]
            best = max(rows, key=lambda row: float(signals.values[row, SENTENCE.index("evidence")]))
            if sure >= DEALS:
                found.append(Evidence(hit, signals.places[best][1], sure))
        return tuple(found)

    def _read(self, index: Index, question: str, hits: Sequence[Hit]) -> tuple[list[Candidate], Signals]:
        """Some hits as candidates, and the signals of their sentences."""
        candidates = [
            Candidate(
                context(hit.recap, hit.passage),
                tuple(plain(hit.recap.text[span.start : span.end]) for span in hit.passage.sentences),
                hit.sentences,
                hit.score,
            )
            for hit in hits
        ]
        read = self._reader.score(question, [(candidate.context, candidate.sentences) for candidate in candidates])
        return candidates, sentence_signals(question, candidates, read, index.rarity)
