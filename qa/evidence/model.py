"""The evidence model: how well each sentence of a passage answers a question. Runs on one core without PyTorch."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.model import ModelError, packaged_folder
from embeddings.runtime import load_network
from qa.evidence.reading import Reading, encode, load_tokenizer

HERE = Path(__file__).parent
#: sha256 of the network that `export.py` wrote last, which prints it.
SHA256 = "086f33107a366eebdbd039f962b59129ab4e9cc14489007d7fe1630a62c6fcb1"


class EvidenceModel:
    """Scores sentences in their passages; 0 is as good as no answer at all."""

    def __init__(self, folder: Path = HERE, sha256: str | None = SHA256) -> None:
        """Load the network of a folder; raises ModelError where it is missing, or not the one of a digest (None: any will do)."""
        path = folder / "evidence.onnx"
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ModelError(f"{path}: {error.strerror}; install the project again") from error
        if sha256 is not None and found != sha256:
            raise ModelError(f"{path} has sha256 {found}, expected {sha256}; install the project again")
        self._network = load_network(path)
        self._tokenizer = load_tokenizer(packaged_folder() / "tokenizer.json")
        self._lock = threading.Lock()

    def score(self, question: str, passages: Sequence[tuple[str, Sequence[str]]]) -> list[list[float]]:
        """A score for each sentence of each passage, given as (context, sentences); higher is better.

        A sentence that does not fit the model's width is scored as the lowest of its passage.
        """
        with self._lock:  # a tokenizer is not safe to share between threads
            readings = [encode(self._tokenizer, question, about, sentences) for about, sentences in passages]
        found = []
        for reading, (_, sentences) in zip(readings, passages, strict=True):  # one at a time: no padding, and less memory
            numbers = self._run(reading)
            scores = [float(numbers[start:end].mean()) for start, end in reading.sentences]
            found.append(scores + [min(scores, default=-10.0)] * (len(sentences) - len(scores)))
        return found

    def _run(self, reading: Reading) -> npt.NDArray[np.float32]:
        """A number a token, `(tokens,)`."""
        ids, segments = (np.asarray([numbers], dtype=np.int64) for numbers in (reading.ids, reading.segments))
        numbers: npt.NDArray[np.float32] = self._network.run(None, {"ids": ids, "mask": np.ones_like(ids), "segments": segments})[0][0]
        return numbers
