"""Fit how the signals are weighed, on articles and posts that the evidence model was not trained on.

    python qa/evidence/fit.py ../shared --model DIR        a quarter of an hour; prints figures, writes weights.json

Three logistic regressions: one ranks the sentences of a question's passages, one gives the probability that the best of them is right,
one the probability that a passage deals with what a question for talks asks for ("Which talks covered …?"). All are fitted on one
half of the held-back sources and reported on the other; what ships is fitted on both.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from math import log, log1p
from pathlib import Path

import bm25s
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from tqdm import tqdm

from embeddings import Model
from embeddings.words import words
from qa.evidence.features import PASSAGE, QUESTION, SENTENCE, Array, Candidate, Signals, passage_signals, question_signals, sentence_signals
from qa.evidence.model import EvidenceModel
from qa.evidence.train import Row, load
from qa.retriever import BM25_WEIGHT

#: Passages whose sentences are weighed, as in use.
DEPTH = 8
#: Sentences among which the right one is to be for a question to count as found: most answers show no more.
SHOWN = 2
#: What a question counts for, by kind: ours are like users', and fewer.
WEIGHT = {"squad": 1.0, "trick": 1.0, "plain": 5.0, "para": 5.0, "short": 5.0, "absent": 5.0}
#: Share of questions in use, as we assume it, that are answered by a sentence that would be shown; of what the gate is fitted on fewer are.
ANSWERED = 0.7
#: The same of passages that are offered for a question for talks, and deal with what it asks for.
DEALING = 0.2


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its signals: once with its passage among the others, once without."""

    kind: str
    half: int  #: of the held-back sources
    present: Signals
    right: Array  #: (sentences,) of `present`: 1 where it answers
    absent: Signals  #: the passage left out
    rank: int | None  #: of the passage, from 1


def cases(shared: Path, folder: Path, most: int) -> tuple[list[Case], list[Topic]]:
    """Signals of every held-back question, its passages found as the retriever finds them; of questions for talks, of their own passage."""
    pieces, rows = load(shared)
    asking = [row for row in rows if row.held and row.kind == "topic"]
    held = [row for row in rows if row.held and row.kind != "topic"]
    held = random.Random(3).sample(held, min(most, len(held)))
    model, reader = Model(), EvidenceModel(folder, sha256=None)
    texts = [f"{piece.context}: {' '.join(piece.sentences)}" for piece in pieces]
    vectors = model.encode(texts)
    flat = [sentence for piece in pieces for sentence in piece.sentences]
    sentence_vectors = model.encode(flat)
    firsts = np.concatenate([[0], np.cumsum([len(piece.sentences) for piece in pieces])])
    index = bm25s.BM25()
    index.index([words(text) for text in texts], show_progress=False)
    counts = np.diff(index.scores["indptr"])

    def rarity(word: str) -> float:
        n = int(counts[index.vocab_dict[word]]) if word in index.vocab_dict else 0
        return log1p((len(pieces) - n + 0.5) / (n + 0.5))

    def found(row: Row, chosen: Sequence[int], scores: Array, cosines: Array, read: dict[int, list[float]]) -> Signals:
        candidates = [
            Candidate(pieces[at].context, pieces[at].sentences, tuple(cosines[firsts[at] : firsts[at + 1]]), float(scores[at]))
            for at in chosen
        ]
        evidence = [read[at] for at in chosen]
        return sentence_signals(row.question, candidates, evidence, rarity)

    def case(row: Row, vector: Array) -> Case:
        cosines = sentence_vectors @ vector
        best = np.maximum.reduceat(cosines, firsts[:-1])
        known = [word for word in words(row.question) if word in index.vocab_dict]
        lexical = index.get_scores(known) if known else np.zeros(len(pieces))
        scores = (vectors @ vector + best) / 2 + BM25_WEIGHT * lexical / max(float(lexical.max()), 1e-6)
        order = [int(at) for at in np.argsort(-scores)[: DEPTH + 3]]
        same = {at for at in order if pieces[at].source == pieces[row.piece].source and pieces[at].source.startswith("s:")} | {row.piece}
        read = dict(zip(order, reader.score(row.question, [(pieces[at].context, pieces[at].sentences) for at in order]), strict=True))
        present = found(row, order[:DEPTH], scores, cosines, read)
        right = np.asarray([float(order[c] == row.piece and s in row.answers) for c, s in present.places])
        absent = found(row, [at for at in order if at not in same][:DEPTH], scores, cosines, read)
        half = sum(map(ord, pieces[row.piece].context[:8] if row.kind in ("squad", "trick") else pieces[row.piece].source)) % 2
        rank = order.index(row.piece) + 1 if row.piece in order else None
        return Case(row.kind, half, present, right, absent, rank)

    chance = random.Random(5)
    posts = [at for at, piece in enumerate(pieces) if piece.source.startswith("w:")]

    def topic(row: Row, vector: Array) -> list[Topic]:
        cosines = sentence_vectors @ vector
        beside = int(np.argsort(-(vectors @ vector))[1])
        read = [row.piece, *(at for at in (beside, chance.choice(posts)) if pieces[at].context != pieces[row.piece].context)]
        evidence = reader.score(row.question, [(pieces[at].context, pieces[at].sentences) for at in read])
        signals = found(row, read, np.ones(len(pieces)), cosines, dict(zip(read, evidence, strict=True)))
        half = sum(map(ord, pieces[row.piece].source)) % 2
        return [Topic(half, passage_signals(signals, number), not number and bool(row.answers)) for number in range(len(read))]

    with ThreadPoolExecutor(2) as threads:
        found_cases = list(tqdm(threads.map(case, held, model.encode([row.question for row in held])), total=len(held)))
        return found_cases, list(chain.from_iterable(map(topic, asking, model.encode([row.question for row in asking]))))


@dataclass(frozen=True, slots=True)
class Topic:
    """A question for talks with a passage: the one it was written over, the next that a retriever offers, or any other of the recaps."""

    half: int
    signals: Array  #: `(len(PASSAGE),)`
    deals: bool  #: whether the passage deals with what is asked for


def fit_dealing(chosen: Sequence[Topic]) -> LogisticRegression:
    """Weights of the passage signals."""
    x, y = np.stack([topic.signals for topic in chosen]), [topic.deals for topic in chosen]
    model = LogisticRegression(C=1.0, max_iter=5000).fit(x, y)
    model.intercept_ += logit(DEALING) - logit(float(np.mean(y)))
    return model


def fit_ranking(chosen: Sequence[Case], columns: Sequence[int]) -> LogisticRegression:
    """Weights of the sentence signals: right sentences against the others of their question."""
    usable = [case for case in chosen if case.right.any()]
    x = np.concatenate([case.present.values[:, columns] for case in usable])
    y = np.concatenate([case.right for case in usable])
    weight = np.concatenate([np.full(len(case.right), WEIGHT[case.kind]) for case in usable])
    return LogisticRegression(C=1.0, max_iter=5000).fit(x, y, weight)


def scores_of(model: LogisticRegression, signals: Signals, columns: Sequence[int]) -> Array:
    """The ranking's score of each sentence."""
    found: Array = signals.values[:, columns] @ model.coef_[0] + model.intercept_[0]
    return found


def fit_gate(chosen: Sequence[Case], ranking: LogisticRegression, columns: Sequence[int]) -> LogisticRegression:
    """Weights of the question signals: one of the sentences that would be shown is right, or none is."""
    x, y, weight = [], [], []
    for case in chosen:
        scores = scores_of(ranking, case.present, columns)
        x.append(question_signals(case.present, scores))
        y.append(float(case.right[np.argsort(-scores)[:SHOWN]].any()))
        weight.append(WEIGHT[case.kind])
        if case.right.any():  # and once with its passage taken out
            x.append(question_signals(case.absent, scores_of(ranking, case.absent, columns)))
            y.append(0.0)
            weight.append(WEIGHT[case.kind])
    gate = LogisticRegression(C=1.0, max_iter=5000).fit(np.asarray(x), y, weight)
    share = float(np.average(y, weights=weight))
    gate.intercept_ += logit(ANSWERED) - logit(share)  # the correction of Saerens, Latinne and Decaestecker (2002)
    return gate


def logit(share: float) -> float:
    """The logarithm of the odds."""
    return log(share / (1 - share))


def report(chosen: Sequence[Case], ranking: LogisticRegression, gate: LogisticRegression, columns: Sequence[int]) -> None:
    """Right sentence and right passage first by kind; AUROC of refusal with the passage taken out, and on tempting questions."""

    def best(case: Case) -> int:
        return int(np.argmax(scores_of(ranking, case.present, columns)))

    for kinds in (("squad",), ("plain",), ("para",), ("short",)):
        mine = [case for case in chosen if case.kind in kinds and case.right.any()]
        first = [case.right[best(case)] for case in mine]
        print(f"  right sentence first, {'/'.join(kinds):<12} {np.mean(first):.3f}  (n {len(mine)}, passage among the {DEPTH})")
        every = [case for case in chosen if case.kind in kinds]
        found = [case.present.places[best(case)][0] + 1 == case.rank for case in every]
        print(f"  right passage first, {'/'.join(kinds):<13} {np.mean(found):.3f}  (n {len(every)}, of all passages)")

    def sure(signals: Signals) -> float:
        row = question_signals(signals, scores_of(ranking, signals, columns))
        return float(gate.decision_function(row[None])[0])

    for answered, tempting, name in (
        (("squad",), (), "SQuAD, passage taken out"),
        (("plain", "para", "short"), (), "ours, passage taken out"),
        (("squad",), ("trick",), "SQuAD 2.0 trick questions"),
        (("plain", "para", "short"), ("absent",), "ours, tempting questions"),
    ):
        there = [sure(case.present) for case in chosen if case.kind in answered and case.right.any()]
        away = [sure(case.present) for case in chosen if case.kind in tempting] or [
            sure(case.absent) for case in chosen if case.kind in answered and case.right.any()
        ]
        auc = roc_auc_score([1] * len(there) + [0] * len(away), there + away)
        print(f"  refusal AUROC, {name:<28} {auc:.3f}  (n {len(there)} / {len(away)})")


def main() -> None:
    """Compute or read the signals, fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--model", type=Path, required=True, help="folder of evidence.onnx")
    parser.add_argument("--rows", type=int, default=10_000, help="held-back questions to use at most")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    cache = options.model / "signals.pickle"
    if not cache.exists():
        cache.write_bytes(pickle.dumps(cases(options.shared, options.model, options.rows)))
    found: list[Case]
    topics: list[Topic]
    found, topics = pickle.loads(cache.read_bytes())  # written by the line above
    for half in (0, 1):
        fitting, reporting = [c for c in found if c.half == half], [c for c in found if c.half != half]
        for name, columns in (("with the evidence model", range(len(SENTENCE))), ("without it", range(1, len(SENTENCE)))):
            ranking = fit_ranking(fitting, columns)
            gate = fit_gate(fitting, ranking, columns)
            print(f"fitted on half {half}, reported on the other, {name}")
            report(reporting, ranking, gate, columns)
        dealing = fit_dealing([topic for topic in topics if topic.half == half])
        others = [topic for topic in topics if topic.half != half]
        scores = dealing.decision_function(np.stack([topic.signals for topic in others]))
        print(f"  talks that deal with what is asked for, AUROC {roc_auc_score([t.deals for t in others], scores):.3f}  (n {len(others)})")
    dealing = fit_dealing(topics)
    ranking = fit_ranking(found, range(len(SENTENCE)))
    gate = fit_gate(found, ranking, range(len(SENTENCE)))
    weights = {
        "sentence": {"": float(ranking.intercept_[0]), **dict(zip(SENTENCE, map(float, ranking.coef_[0]), strict=True))},
        "question": {"": float(gate.intercept_[0]), **dict(zip(QUESTION, map(float, gate.coef_[0]), strict=True))},
        "passage": {"": float(dealing.intercept_[0]), **dict(zip(PASSAGE, map(float, dealing.coef_[0]), strict=True))},
    }
    print(json.dumps(weights, indent=1))
    if options.out:
        options.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
