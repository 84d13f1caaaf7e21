"""BM25 over the passages, as bm25s computes and stores it: a score for each word and each passage that holds it.

The scores lie in three arrays, a column a word (compressed sparse columns), and are mapped into memory as they are needed. bm25s itself
is imported for writing alone: it brings SciPy along.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from embeddings.vectors import Rows, Vectors
from embeddings.words import words


class Lexicon:
    """The words of all passages with their scores. Immutable, and safe to share between threads."""

    def __init__(self, folder: Path, passages: int) -> None:
        """Open what `write_lexicon` wrote. Raises ValueError, OSError or KeyError where it is something else."""
        self._columns: dict[str, int] = json.loads((folder / "vocab.index.json").read_bytes())
        self._scores, self._rows, self._starts = (
            np.load(folder / f"{name}.csc.index.npy", mmap_mode="r", allow_pickle=False) for name in ("data", "indices", "indptr")
        )
        self._passages = passages
        self._columns.pop("", None)  # bm25s keeps a place for words that it does not know
        fits = len(self._scores) == len(self._rows) == int(self._starts[-1])
        if not fits or max(self._columns.values(), default=0) >= len(self._starts) - 1:
            raise ValueError("the words do not fit their scores")

    def __contains__(self, stem: str) -> bool:
        return stem in self._columns

    def best(self, text: str, depth: int, only: Rows | None = None) -> Rows:
        """Rows of the `depth` passages with the highest BM25 for a text, best first; of some rows alone where they are given."""
        found = np.zeros(self._passages, dtype=np.float32)
        for rows, scores in self._of(text):
            found[rows] += scores
        worded = np.flatnonzero(found) if only is None else only[found[only] > 0]
        scores = found[worded]
        if len(worded) > depth:  # to sort half a million would take longer than all else
            high = scores >= np.partition(scores, len(scores) - depth)[len(scores) - depth]
            worded, scores = worded[high], scores[high]
        return worded[np.argsort(-scores, kind="stable")[:depth]]

    def scores(self, text: str, rows: Rows) -> Vectors:
        """BM25 of some passages, in ascending order, for a text's words, `(len(rows),)`; a word that is said twice counts twice."""
        found = np.zeros(len(rows), dtype=np.float32)
        for held, scores in self._of(text):
            place = np.minimum(np.searchsorted(held, rows), len(held) - 1)  # bm25s keeps them in ascending order
            found += np.where(held[place] == rows, scores[place], np.float32(0))
        return found

    def _of(self, text: str) -> Iterator[tuple[Rows, Vectors]]:
        """For each word of a text that is known, the passages that hold it and what it adds to their scores."""
        for stem in words(text):
            column = self._columns.get(stem)
            if column is not None:
                place = slice(int(self._starts[column]), int(self._starts[column + 1]))
                yield self._rows[place], self._scores[place]

    def holding(self, stem: str) -> Rows:
        """Rows of the passages that hold a stem, in themselves or their context."""
        column = self._columns.get(stem)
        if column is None:
            return np.zeros(0, dtype=np.int64)
        return np.asarray(self._rows[int(self._starts[column]) : int(self._starts[column + 1])], dtype=np.int64)

    def count(self, stem: str) -> int:
        """How many passages hold a stem."""
        column = self._columns.get(stem)
        return 0 if column is None else int(self._starts[column + 1] - self._starts[column])


@dataclass(frozen=True, slots=True)
class Columns:
    """BM25 of passages in compressed sparse columns: a column a stem, ascending rows in each."""

    stems: dict[str, int]  #: the column of each
    scores: Vectors
    rows: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]  #: where each column begins, and the end


def columns_of(texts: Iterable[str]) -> Columns:
    """Compute BM25 of passages with their contexts, in the order of their rows."""
    index = _computed(texts)
    stems = {stem: column for stem, column in index.vocab_dict.items() if stem}  # bm25s keeps a place for words that it does not know
    return Columns(stems, index.scores["data"], index.scores["indices"], index.scores["indptr"])


def write_lexicon(folder: Path, texts: Iterable[str]) -> None:
    """Compute BM25 of passages with their contexts, in the order of their rows, and write it to a folder."""
    _computed(texts).save(folder, show_progress=False)


def _computed(texts: Iterable[str]) -> Any:
    import bm25s

    index = bm25s.BM25()
    index.index([words(text) for text in texts], show_progress=False)
    return index
