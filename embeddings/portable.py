"""A copy of a sentence-transformers model that turns a question into its vector without PyTorch, which takes seconds to import.

    model-1a2b3c4d5e6f7a8b/
      settings.json     tokens at most, and the sha256 of the other files
      network.onnx      the model, with pooling and norm, in 32-bit floats
      weights.data      its weights, mapped into memory as they are needed
      tokenizer.json    the model's own tokenizer

The folder is written whole under another name and then renamed, and is checked before that: against the model, on texts of many lengths
and scripts.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from embeddings.runtime import load_network

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: Least cosine of the copy's vector with the model's, on every text that it is checked with.
SAME = 0.9999
_FILES = ("network.onnx", "weights.data", "tokenizer.json")
#: Texts that every copy is checked with, of many lengths and scripts.
_CHECKED = (
    "a",
    "How many drives of a group can fail?",
    "why no amazon",
    "Théâtre de Paris, 5:55am — 99.9% of 20 TB",
    "データベース と 分散",
    "The quick brown fox jumps over the lazy dog. " * 3,
    "A long passage about engines, looms and the tables that they compute, told twice over by two people. " * 40,
)


class NotPortable(RuntimeError):
    """A model that cannot be copied, or whose copy does not give the same vectors; the message says why."""


class Portable:
    """A copy of a model. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open a copy. Raises NotPortable where there is none, or where a file is not the one that was written."""
        try:
            settings = json.loads((folder / "settings.json").read_bytes())
            for name in _FILES:
                with (folder / name).open("rb") as file:
                    if hashlib.file_digest(file, "sha256").hexdigest() != settings["sha256"][name]:
                        raise NotPortable(f"{folder / name} is not the file that was written")
            self._network = load_network(folder / "network.onnx")
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NotPortable(f"{folder} holds no copy of a model: {error}") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(settings["max_tokens"]))
        self._lock = threading.Lock()

    def encode(self, text: str) -> npt.NDArray[np.float32]:
        """The unit vector of a text, `(dim,)`."""
        with self._lock:  # a tokenizer is not safe to share between threads
            encoding = self._tokenizer.encode(text.strip())
        given = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        taken = {one.name: np.asarray([given[one.name]], dtype=np.int64) for one in self._network.get_inputs()}
        vector: npt.NDArray[np.float32] = self._network.run(None, taken)[0][0]
        return vector / max(float(np.linalg.norm(vector)), 1e-12)


def make_portable(model: SentenceTransformer, folder: Path) -> Portable:
    """Write a copy of a model to a folder and open it.

    Raises NotPortable where the model cannot be exported, where the copy's vector of a text that every copy is checked with has a
    cosine below SAME with the model's, or where it cannot be written.
    """
    made = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    try:
        made.mkdir(parents=True)
        _export(model, made)
        copy = Portable(made)
        wanted = model.encode(list(_CHECKED), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        worst = min(float(copy.encode(text) @ vector) for text, vector in zip(_CHECKED, wanted, strict=True))
        if not worst >= SAME:
            raise NotPortable(f"its copy gives other vectors, with a cosine of {worst:.5f}")
        if folder.exists():
            shutil.rmtree(folder)
        made.rename(folder)
        return Portable(folder)
    except NotPortable:
        raise
    except Exception as error:  # an exporter fails in many ways, and none of them may stop a question
        raise NotPortable(f"{type(error).__name__}: {str(error).splitlines()[0][:300] if str(error) else ''}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _export(model: SentenceTransformer, folder: Path) -> None:
    """Write the network, its weights, the tokenizer and what they need to be read again."""
    import onnx
    import torch

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *values: torch.Tensor) -> torch.Tensor:
            given = {name: value for name, value in zip(names, values, strict=True)}  # noqa: C416
            found: torch.Tensor = self.model(given)["sentence_embedding"]
            return found

    model.eval()
    example = model.preprocess(["a text", "another text of more words"])
    names: list[str] = [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in example]
    tokenizer = model.tokenizer
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    axes = {name: {0: "texts", 1: "tokens"} for name in names}
    whole = folder / "whole.onnx"
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the exporter, about itself
        torch.onnx.export(
            Network(),
            tuple(example[name] for name in names),
            str(whole),
            dynamo=False,
            input_names=names,
            output_names=["vector"],
            dynamic_axes={**axes, "vector": {0: "texts"}},
            opset_version=17,
        )
    onnx.save_model(
        onnx.load(str(whole)), str(folder / "network.onnx"), save_as_external_data=True, location="weights.data", size_threshold=1024
    )
    whole.unlink()
    sha256 = {}
    for name in _FILES:
        with (folder / name).open("rb") as file:
            sha256[name] = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
    settings = {"max_tokens": int(model.get_max_seq_length() or 512), "sha256": sha256}
    (folder / "settings.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")
