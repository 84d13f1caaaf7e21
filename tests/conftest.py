"""Fixtures: the folders that tests read, a small encoder with exact scores, and assistants over real recaps."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read when torch is loaded: two workers of a test run share two cores

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus import SHIPPED, Recap, Source
from corpus.read import cut_recap
from embeddings import Model, open_index
from embeddings.build import build
from embeddings.vectors import Vectors
from qa import Assistant

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def _folder(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"{folder} is not on this machine: it belongs to other authors and does not come with the project")
    return folder


@pytest.fixture(scope="session")
def originals() -> Path:
    """The five original posts that the shipped recaps retell."""
    return _folder("recaps")


@pytest.fixture(scope="session")
def wild() -> Path:
    """Recaps of other conferences, as their authors published them."""
    return _folder("wild")


class WordEncoder:
    """A vector counts words, each in a place of its own: texts that share a word have a cosine one can work out."""

    name = "words"
    digest = "words-1"
    encoded = 0  #: texts encoded so far

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), 512), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().replace(".", " ").split():
                vectors[row, zlib.crc32(word.encode()) % 512] += 1
        self.encoded += len(texts)
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)

    def encode_question(self, question: str) -> Vectors:
        return self.encode([question])[0]


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def recap() -> Callable[..., Recap]:
    """Cuts a text as the recap file of a name would be cut."""

    def cut(text: str, name: str = "recap.md", markup: str = "markdown") -> Recap:
        return cut_recap(Source(name, text, "0" * 64, markup))

    return cut


@pytest.fixture(scope="session")
def model() -> Model:
    return Model()


@pytest.fixture(scope="session")
def of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the workers of this test run share; what is in it is only read, but for indexes as they are built."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def shipped_index(model: Model, of_this_run: Path) -> Path:
    build(SHIPPED, of_this_run / "index-shipped", model)  # the second worker waits for the first, and finds it done
    return of_this_run / "index-shipped"


@pytest.fixture(scope="session")
def shipped(model: Model, shipped_index: Path) -> Assistant:
    return Assistant(open_index(shipped_index, model), model)


@pytest.fixture(scope="session")
def told(model: Model, originals: Path, of_this_run: Path) -> Assistant:
    """An assistant over the five original posts."""
    build(originals, of_this_run / "index-originals", model)
    return Assistant(open_index(of_this_run / "index-originals", model), model)
