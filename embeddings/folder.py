"""An index in a folder: recaps, vectors and words of one generation, complete and checksummed before anything names it.

    index/
      THRESHOLD                   the confidence below which there is no answer, where it was fitted, and the judge it was fitted for
      CURRENT                     names the generation in use and the sha256 of its manifest; replaced in one step
      gen-000007-1a2b3c4d/        one generation, never changed once it is named
        manifest.json             format, model, dimension, kinds of index, sha256 of every file here and of every recap
        recaps.jsonl              the recaps with their text, talks and passages, a line each
        layout/                   where each line begins, how many passages a recap has, and how many sentences a passage
        passages.faiss            a vector a passage (with passages.npy where the kind of index does not hold them whole)
        sentences.faiss           a vector a sentence, in the order of the passages (the same)
        words/                    BM25 over the passages

A reader opens what CURRENT names and holds it in memory; a writer makes the next folder beside it, syncs it to disk and only
then replaces CURRENT. Whatever instant a writer dies at, CURRENT names a whole generation.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import re
import secrets
import shutil
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import overload

import filelock
import numpy as np
import numpy.typing as npt

from corpus import Recap
from embeddings.index import (
    Describe,
    Index,
    IndexFault,
    Layout,
    Manifest,
    Threshold,
    check_model,
    how_to_rebuild,
    open_in_use,
    read_manifest,
    recap_fields,
    recap_from,
)
from embeddings.lexicon import Lexicon, write_lexicon
from embeddings.model import Encoder
from embeddings.vectors import Table, Vectors, write_table

#: Names of generation folders: nothing else in the index folder is ours to remove.
_GENERATION = re.compile(r"gen-(\d{6,})-[0-9a-f]{8}")


class FolderStore:
    """The store of an index in a folder: FAISS and bm25s."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __str__(self) -> str:
        return str(self._folder)

    @property
    def scratch(self) -> Path:
        """A folder for what a rebuild keeps while it runs."""
        return self._folder

    def current(self) -> str | None:
        """Which generation is in use; None where there is no index. Raises IndexFault where the pointer is damaged."""
        named = self._named()
        return " ".join(named) if named else None

    def manifest(self) -> Manifest | None:
        """The manifest of the generation in use; None where there is no index. Raises IndexFault where it is damaged."""
        return open_in_use(self, self._named, self._manifest) if self._named() else None

    def open(self, encoder: Encoder) -> Index:
        """Open the generation in use.

        Raises IndexFault where there is none, where a file is missing or its checksum differs, and where it was built by
        another format or model. No byte of a file is given to FAISS or numpy before its checksum has matched.
        """
        return open_in_use(self, self._named, lambda generation, digest: self._open(generation, digest, encoder))

    def threshold(self) -> Threshold | None:
        """What was fitted for these recaps; None where nothing was. Raises IndexFault where what is written is no number from 0 to 1."""
        try:
            number, _, judge = (self._folder / "THRESHOLD").read_text(encoding="ascii").partition(" ")
            fitted = float(number)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise IndexFault(f"{self._folder / 'THRESHOLD'} holds no number ({error}); remove it, or fit the threshold again") from error
        if not 0 <= fitted <= 1:
            raise IndexFault(f"{self._folder / 'THRESHOLD'} holds {fitted}, expected 0 to 1; remove it, or fit the threshold again")
        return Threshold(fitted, judge.strip())

    def keep_threshold(self, threshold: Threshold) -> None:
        """Record a fitted threshold: it stays for the generations to come. Raises OSError."""
        written = self._folder / "THRESHOLD.new"
        written.write_text(f"{threshold.value:.6f} {threshold.judge}\n", encoding="ascii")
        _sync(written)
        written.replace(self._folder / "THRESHOLD")

    def lock(self, seconds: float) -> AbstractContextManager[object]:
        """Keeps other rebuilds out. Raises TimeoutError where one runs for longer, OSError where the folder cannot be written."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return filelock.FileLock(self._folder / ".lock", timeout=seconds)

    def write(self, recaps: Sequence[Recap], passages: Vectors, sentences: Vectors, texts: Iterable[str], describe: Describe) -> None:
        """Write a generation beside the one in use, sync it to disk and point CURRENT at it. The caller holds the lock.

        `passages` and `sentences` are their vectors, `(n, dim)`, `texts` the words under which each passage is found. Raises OSError.
        """
        folder = self._folder
        named = self._named_or_none()
        number = int(named.split("-")[1]) + 1 if named else 1
        target = folder / f"gen-{number:06d}-{secrets.token_hex(4)}"
        try:
            manifest = _write_files(target, recaps, passages, sentences, texts, describe)
            _sync(folder)
            pointer = folder / "CURRENT.new"
            pointer.write_text(f"{target.name} {hashlib.sha256(manifest).hexdigest()}\n", encoding="ascii")
            _sync(pointer)
            pointer.replace(folder / "CURRENT")
        except BaseException:
            if self._named_or_none() != target.name:  # not once it is in use
                shutil.rmtree(target, ignore_errors=True)
            raise
        _sync(folder)

    def remove_leftovers(self) -> None:
        """Remove what rebuilds have left beside the generation in use, whole or stopped half-way. The caller holds the lock."""
        named = self._named_or_none()
        for left in self._folder.iterdir():
            if named and (left.name.startswith("unfinished-") or (_GENERATION.fullmatch(left.name) and left.name != named)):
                shutil.rmtree(left, ignore_errors=True)
        (self._folder / "CURRENT.new").unlink(missing_ok=True)

    def _named(self) -> tuple[str, str] | None:
        """Name and manifest digest of the generation in use."""
        try:
            pointer = (self._folder / "CURRENT").read_text(encoding="ascii", errors="replace").split()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise IndexFault(f"the index {self} cannot be read: {error.strerror or error}") from error
        if len(pointer) != 2 or not _GENERATION.fullmatch(pointer[0]) or not re.fullmatch("[0-9a-f]{64}", pointer[1]):
            raise _damaged(self._folder, "CURRENT", "it does not name a generation")
        return pointer[0], pointer[1]

    def _named_or_none(self) -> str | None:
        """The generation in use; None also where the pointer is damaged, for a rebuild mends that."""
        try:
            named = self._named()
        except IndexFault:
            return None
        return named[0] if named else None

    def _manifest(self, generation: str, digest: str) -> Manifest:
        _check(self._folder / generation, "manifest.json", digest)
        try:
            return read_manifest((self._folder / generation / "manifest.json").read_bytes(), self)
        except (ValueError, KeyError, TypeError) as error:
            raise _damaged(self._folder, "manifest.json", str(error)) from error

    def _open(self, generation: str, digest: str, encoder: Encoder) -> Index:
        manifest = self._manifest(generation, digest)
        check_model(self, manifest, encoder)
        at = self._folder / generation
        with ThreadPoolExecutor() as checks:
            list(checks.map(lambda file: _check(at, *file), manifest.files.items()))
        try:
            layout = Layout(*(_load(at, name) for name in ("passages", "sentences")))
            recaps = Recaps(at / "recaps.jsonl", _load(at, "lines"))
            if (len(recaps), len(layout.sentences)) != (len(layout.passages), layout.passages.sum()):
                raise ValueError("its layout is not that of its recaps")
            passages, sentences = (Table(at, name, manifest.kinds[name]) for name in ("passages", "sentences"))
            if (len(passages), len(sentences)) != (manifest.passages, manifest.sentences):
                raise ValueError("it does not hold what the manifest says")
            return Index(recaps, layout, passages, sentences, Lexicon(at / "words", len(passages)), manifest)
        except (KeyError, ValueError, TypeError, RuntimeError, OSError) as error:
            raise _damaged(self._folder, generation, str(error)) from error


class Recaps(Sequence[Recap]):
    """The recaps of a generation in the order of their rows, each read from its line when it is first asked for, and then kept."""

    def __init__(self, path: Path, lines: npt.NDArray[np.int64]) -> None:
        """`lines` says where each line begins, in bytes, and where the last one ends. Raises ValueError where that is not so."""
        self._lines = lines
        self._reading = threading.Lock()
        self._known: list[Recap | None] = [None] * (len(lines) - 1)
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if len(self._data) != lines[-1]:
            raise ValueError("its recaps are not where its layout says")

    def __len__(self) -> int:
        return len(self._known)

    @overload
    def __getitem__(self, number: int) -> Recap: ...
    @overload
    def __getitem__(self, number: slice) -> list[Recap]: ...
    def __getitem__(self, number: int | slice) -> Recap | list[Recap]:
        """A recap by its number, or some of them. Raises IndexError for one that is not there."""
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        known = self._known[number]
        if known is None:
            number %= len(self)
            with self._reading:  # one object for all threads
                known = self._known[number]
                if known is None:
                    known = recap_from(json.loads(self._data[self._lines[number] : self._lines[number + 1]]))
                    self._known[number] = known
        return known


def _load(folder: Path, name: str) -> npt.NDArray[np.int64]:
    """Numbers of a generation's layout."""
    numbers: npt.NDArray[np.int64] = np.load(folder / "layout" / f"{name}.npy", allow_pickle=False)
    return numbers


def _check(folder: Path, name: str, sha256: str) -> None:
    """Raise IndexFault where a file of a generation is missing or its checksum differs."""
    try:
        with (folder / name).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _damaged(folder.parent, f"{folder.name}/{name}", error.strerror or str(error)) from error
    if found != sha256:
        raise _damaged(folder.parent, f"{folder.name}/{name}", "its checksum differs")


def _damaged(folder: Path, name: str, why: str) -> IndexFault:
    return IndexFault(f"the index {folder} is damaged: {name}: {why}; {how_to_rebuild(folder)}")


def _write_files(
    target: Path,
    recaps: Sequence[Recap],
    passages: Vectors,
    sentences: Vectors,
    texts: Iterable[str],
    describe: Describe,
) -> bytes:
    """Write the files of a generation and sync them to disk; the bytes of its manifest."""
    (target / "words").mkdir(parents=True)
    (target / "layout").mkdir()
    lines = [0]
    with (target / "recaps.jsonl").open("wb") as file:
        for recap in recaps:
            lines.append(lines[-1] + file.write(json.dumps(recap_fields(recap)).encode("ascii") + b"\n"))
    layout = Layout.of(recaps)
    for name, numbers in (("lines", np.asarray(lines)), ("passages", layout.passages), ("sentences", layout.sentences)):
        np.save(target / "layout" / f"{name}.npy", numbers.astype(np.int64))
    kinds = {name: write_table(target, name, vectors) for name, vectors in (("passages", passages), ("sentences", sentences))}
    write_lexicon(target / "words", texts)
    files: dict[str, str] = {}
    for path in sorted(path for path in target.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            files[path.relative_to(target).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
        _sync(path)
    manifest = describe(files, kinds).to_json()
    (target / "manifest.json").write_bytes(manifest)
    _sync(target / "manifest.json")
    _sync(target / "words")
    _sync(target / "layout")
    _sync(target)
    return manifest


def _sync(path: Path) -> None:
    """Make a file or folder durable."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot sync a folder
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
