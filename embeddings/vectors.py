"""Vectors by row, and the FAISS index that finds the nearest: its kind follows their number.

A flat index looks at every vector. A scalar-quantised one does so in eight bits a dimension. An inverted file looks at the vectors of
the nearest centroids alone, and is mapped into memory as it is needed. The last two only find candidates; every score is computed from
the vectors themselves, so that it is the same whichever kind found it.
"""

from __future__ import annotations

import threading
from math import sqrt
from pathlib import Path
from typing import Any, Literal

import faiss
import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
#: The last is PostgreSQL's (`embeddings.postgres`), which is flat or this.
Kind = Literal["flat", "sq8", "ivf", "hnsw"]

#: Vectors up to which a kind serves; above them all, an inverted file.
FLAT, SQ8 = 20_000, 150_000
#: Lists of an inverted file that are looked at: one in so many.
PROBED = 16
#: FAISS keeps one limit for all threads.
_reading = threading.Lock()
#: Vectors a list that the centroids are learned from.
TRAINED = 64


def kind_for(vectors: int) -> Kind:
    """The kind of index for a number of vectors."""
    return "flat" if vectors <= FLAT else "sq8" if vectors <= SQ8 else "ivf"


class _Held:
    """Numbers that lie in the memory of an index, which stays as long as an array of them does."""

    def __init__(self, numbers: npt.NDArray[np.float32], index: object) -> None:
        self.__array_interface__ = numbers.__array_interface__
        self._index = index


class Table:
    """Unit vectors, a row each, `(rows, dim)`. Immutable, and safe to share between threads."""

    def __init__(self, folder: Path, name: str, kind: Kind) -> None:
        """Open what `write_table` wrote. Raises ValueError, or an exception of FAISS, where it is something else."""
        if kind == "hnsw":
            raise ValueError(f"{name} has an index of the kind hnsw, which PostgreSQL alone holds")
        path = str(folder / f"{name}.faiss")
        read: Any = faiss.read_index
        with _reading:  # nothing in a file is larger than the file, whatever it says of itself
            faiss.set_deserialization_vector_byte_limit((folder / f"{name}.faiss").stat().st_size)
            self._index = read(path, faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY if kind == "ivf" else 0)
        if kind == "flat":
            flat = faiss.rev_swig_ptr(self._index.get_xb(), self._index.ntotal * self._index.d)
            self.vectors: Vectors = np.asarray(_Held(flat, self._index)).reshape(self._index.ntotal, self._index.d)  # no copy
        else:
            self.vectors = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
            if self.vectors.shape != (self._index.ntotal, self._index.d):
                raise ValueError(f"{name}.npy and {name}.faiss hold different numbers of vectors")
        self._kind = kind

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def of(self, rows: Rows) -> Vectors:
        """The vectors of some rows, `(len(rows), dim)`."""
        return self.vectors[rows]

    def nearest(self, query: Vectors, depth: int, only: Rows | None = None) -> Rows:
        """Rows of the `depth` vectors nearest to one, `(dim,)`; of some rows alone where they are given."""
        if only is not None and len(only) <= FLAT:
            scores = self.vectors[only] @ query
            return only[np.argsort(-scores, kind="stable")[:depth]]
        settings: dict[str, Any] = {"sel": None if only is None else faiss.IDSelectorBatch(only)}
        make: Any = faiss.SearchParameters
        if self._kind == "ivf":
            make, settings["nprobe"] = faiss.SearchParametersIVF, max(1, self._index.nlist // PROBED)
        _, found = self._index.search(query.reshape(1, -1), min(depth, len(self)), params=make(**settings))
        return np.asarray(found[0][found[0] >= 0], dtype=np.int64)  # FAISS pads with -1


def write_table(folder: Path, name: str, vectors: Vectors, kind: Kind | None = None) -> Kind:
    """Write unit vectors, `(rows, dim)`, and their index, of the kind for their number unless one is given; the kind. Raises OSError."""
    vectors = np.ascontiguousarray(vectors, dtype=np.float32)
    rows, dimension = vectors.shape
    kind = kind or kind_for(rows)
    if kind == "flat":
        index: Any = faiss.IndexFlatIP(dimension)
    elif kind == "sq8":
        index = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    else:
        lists = max(1, int(4 * sqrt(rows)))
        centroids = faiss.IndexFlatIP(dimension)
        index = faiss.IndexIVFScalarQuantizer(centroids, dimension, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
        index.cp.min_points_per_centroid = 1
    if kind != "flat":
        np.save(folder / f"{name}.npy", vectors)
        sample = min(rows, TRAINED * getattr(index, "nlist", 1_000))
        index.train(vectors[np.random.default_rng(0).choice(rows, sample, replace=False)])
    index.add(vectors)
    try:
        faiss.write_index(index, str(folder / f"{name}.faiss"))
    except RuntimeError as error:  # FAISS has no other for a full disk
        raise OSError(f"{name}.faiss: {error}") from error
    return kind
