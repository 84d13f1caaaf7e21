"""An open index, written to another place as it is or with other vectors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from embeddings import Index, store_at
from embeddings.index import Manifest
from embeddings.text import passage_text
from embeddings.vectors import Vectors


def written(place: str | Path, index: Index, passages: Vectors, sentences: Vectors) -> None:
    """Write an open index, with vectors of its own or others, to another place."""

    def describe(files: dict[str, str], kinds: dict[str, str]) -> Manifest:
        return replace(index.manifest, files=files, kinds=kinds)

    store = store_at(place)
    with store.lock(10):
        store.write(index.recaps, passages, sentences, (passage_text(*row) for row in index.rows), describe)


def copied(place: str | Path, index: Index) -> None:
    every = [index.vectors_of(recap) for recap in index.recaps]
    written(place, index, np.concatenate([one for one, _ in every]), np.concatenate([two for _, two in every]))
