"""The evidence model: how well each sentence of a passage answers a question. Runs on one core without PyTorch."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from embeddings.model import packaged_folder
from qa.evidence.reading import Reading, encode, load_tokenizer

HERE = Path(__file__).parent


class EvidenceModel:
    """Scores sentences in their passages; 0 is as good as no answer at all."""

    def __init__(self, folder: Path = HERE) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # two are slower for so little work
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(folder / "evidence.onnx", options, providers=["CPUExecutionProvider"])
        self._tokenizer = load_tokenizer(packaged_folder() / "tokenizer.json")
        self._lock = threading.Lock()

    def score(self, question: str, passages: Sequence[tuple[str, Sequence[str]]]) -> list[list[float]]:
        """A score for each sentence of each passage, given as (context, sentences); higher is better.

        A sentence that does not fit the model's width is scored as the lowest of its passage.
        """
        if not passages:
            return []
        with self._lock:  # a tokenizer is not safe to share between threads
            readings = [encode(self._tokenizer, question, about, sentences) for about, sentences in passages]
        found: list[list[float]] = [[] for _ in passages]
        order = sorted(range(len(readings)), key=lambda at: len(readings[at].ids))
        half = (len(order) + 1) // 2
        for part in (order[:half], order[half:]):  # two batches of like length: less padding
            if part:
                numbers = self._run([readings[at] for at in part])
                for row, at in enumerate(part):
                    scores = [float(numbers[row, start:end].mean()) for start, end in readings[at].sentences]
                    missing = len(passages[at][1]) - len(scores)
                    found[at] = scores + [min(scores, default=-10.0)] * missing
        return found

    def _run(self, readings: Sequence[Reading]) -> np.ndarray:
        """A number a token, `(readings, tokens)`."""
        width = max(len(reading.ids) for reading in readings)
        ids, mask, segments = (np.zeros((len(readings), width), dtype=np.int64) for _ in range(3))
        for row, reading in enumerate(readings):
            n = len(reading.ids)
            ids[row, :n], mask[row, :n], segments[row, :n] = reading.ids, 1, reading.segments
        numbers: np.ndarray = self._session.run(None, {"ids": ids, "mask": mask, "segments": segments})[0]
        return numbers
