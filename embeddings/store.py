"""Where an index lies. A store holds one generation that is in use; the next takes its place in one step, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from corpus import Recap
from embeddings.folder import FolderStore
from embeddings.index import Describe, Index, IndexFault, Manifest, Threshold
from embeddings.model import Encoder
from embeddings.vectors import Vectors


class Store(Protocol):
    """What the rest of the code asks of a store. Its `str` is the place as it was given, and as messages name it."""

    @property
    def scratch(self) -> Path:
        """A folder on this machine for what a rebuild keeps while it runs."""
        ...

    def current(self) -> str | None:
        """Which generation is in use; None where there is no index. Raises IndexFault where that cannot be told."""
        ...

    def manifest(self) -> Manifest | None:
        """The manifest of the generation in use; None where there is no index. Raises IndexFault where it is damaged."""
        ...

    def open(self, encoder: Encoder) -> Index:
        """Open the generation in use. Raises IndexFault where there is none, or it is damaged, or of another format or model."""
        ...

    def threshold(self) -> Threshold | None:
        """What was fitted for these recaps; None where nothing was. Raises IndexFault where it cannot be read."""
        ...

    def keep_threshold(self, threshold: Threshold) -> None:
        """Record a fitted threshold: it stays for the generations to come. Raises OSError."""
        ...

    def lock(self, seconds: float) -> AbstractContextManager[object]:
        """Keeps other rebuilds out. Raises TimeoutError where one runs for longer, OSError where the place cannot be written."""
        ...

    def write(self, recaps: Sequence[Recap], passages: Vectors, sentences: Vectors, texts: Iterable[str], describe: Describe) -> None:
        """Make a generation durable and put it to use. The caller holds the lock.

        `passages` and `sentences` are their vectors, `(n, dim)`, `texts` the words under which each passage is found. Raises OSError.
        """
        ...

    def remove_leftovers(self) -> None:
        """Remove what rebuilds have left beside the generation in use. The caller holds the lock."""
        ...


def store_at(place: str | Path) -> Store:
    """The store of a place: the path of a folder, or the URL of a PostgreSQL database, `postgresql://USER@HOST:5432/DATABASE`.

    Raises IndexFault for another URL, and where the package for PostgreSQL is missing.
    """
    if not re.match(r"(?i)[a-z][a-z+]+:/", str(place)):  # one slash: what a path makes of a URL is none, but was meant as one
        return FolderStore(Path(place).expanduser())
    if not isinstance(place, str) or not place.startswith(("postgresql://", "postgres://")):
        scheme = str(place).split(":")[0]  # and no more of it: it may hold a password
        raise IndexFault(
            f"{scheme}:… is neither a folder nor, as text, the URL of a database; give --store postgresql://USER@HOST:5432/DATABASE"
        )
    try:
        from embeddings.postgres import PostgresStore  # here, not above: an index in a folder needs no PostgreSQL
    except ImportError as error:
        raise IndexFault(
            f"an index in PostgreSQL needs a package that is missing here ({error}); "
            "in the folder of this project: pip install -e '.[postgres]'"
        ) from error
    return PostgresStore(place)


def open_index(place: str | Path, encoder: Encoder) -> Index:
    """Open the index of a place. Raises IndexFault, saying what to do."""
    return store_at(place).open(encoder)
