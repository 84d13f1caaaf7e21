"""The index on disk: recaps, vectors and words of one generation, complete and checksummed before anything names it.

    index/
      CURRENT                     names the generation in use and the sha256 of its manifest; replaced in one step
      gen-000007-1a2b3c4d/        one generation, never changed once it is named
        manifest.json             format, model, dimension, settings, sha256 of every file here and of every recap
        recaps.jsonl              the recaps with their text, talks and passages
        passages.faiss            a vector a passage (with passages.npy where the kind of index does not hold them whole)
        sentences.faiss           a vector a sentence, in the order of the passages (the same)
        words/                    BM25 over the passages

A reader opens what CURRENT names and holds it in memory; a writer makes the next folder beside it, syncs it to disk and only
then replaces CURRENT. Whatever instant a writer dies at, CURRENT names a whole generation.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import numpy as np

from corpus import Passage, Recap, Skipped, Span, Talk
from embeddings.lexicon import Lexicon, write_lexicon
from embeddings.model import Encoder
from embeddings.text import passage_text
from embeddings.vectors import Kind, Rows, Table, Vectors, write_table

FORMAT = 2
#: Candidates taken from each of the three rankings before their scores are fused. Large enough that what is below
#: the cut in all three rarely wins.
DEPTH = 200

#: Names of generation folders: nothing else in the index folder is ours to remove.
_GENERATION = re.compile(r"gen-(\d{6,})-[0-9a-f]{8}")
_SPELLED = re.compile(r"[^\W\d_][\w’'-]{2,}[^\W_]")


class IndexFault(RuntimeError):
    """An index that is missing, damaged, or of another format or model; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that a search found, with how well it matches: cosines from -1 to 1, BM25 from 0."""

    passage: int  #: row in the index
    cosine: float
    sentences: tuple[float, ...]  #: cosine of each of its sentences
    bm25: float


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself."""

    format: int
    model: str
    model_digest: str
    dimension: int
    reader: str  #: digest of the code and settings that cut the recaps
    recaps_folder: str
    recaps: dict[str, str]  #: sha256 of each recap, by file
    passed_over: dict[str, str]  #: the same of readable files without a sentence to quote
    skipped: tuple[Skipped, ...]
    passages: int
    sentences: int
    kinds: dict[str, Kind]  #: of index, of passages and of sentences
    files: dict[str, str]  #: sha256 of each file of the generation, by name below its folder


class Index:
    """One generation, open for searching. Immutable, and safe to share between threads."""

    def __init__(self, recaps: Sequence[Recap], passages: Table, sentences: Table, lexicon: Lexicon, manifest: Manifest) -> None:
        self.recaps = tuple(recaps)
        self.manifest = manifest
        self.rows: tuple[tuple[Recap, Passage], ...] = tuple((recap, passage) for recap in recaps for passage in recap.passages)
        self._passages, self._sentences, self._lexicon = passages, sentences, lexicon
        counts = [len(passage.sentences) for _, passage in self.rows]
        self._first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)  # (passages + 1,)
        self._passage_of = np.repeat(np.arange(len(counts), dtype=np.int64), counts)  # (sentences,)

    def search(self, vector: Vectors, question: str, *, only: Rows | None = None) -> list[Match]:
        """Passages that may answer, by passage vector, by sentence vector and by words, in row order.

        `vector` is the question's, `(dim,)`; `only` limits the search to some rows. All scores of a match are exact,
        whichever of the rankings found it.
        """
        query = np.ascontiguousarray(vector, dtype=np.float32)
        if only is not None and not len(only):
            return []
        rows = None if only is None else np.unique(only)
        bm25 = self._lexicon.scores(question)
        worded = np.flatnonzero(bm25) if rows is None else rows[bm25[rows] > 0]
        found = {
            *self._passages.nearest(query, DEPTH, rows),
            *self._passage_of[self._sentences.nearest(query, DEPTH, None if rows is None else self._sentence_rows(rows))],
            *worded[np.argsort(-bm25[worded], kind="stable")[:DEPTH]],
        }
        rows = np.asarray(sorted(found), dtype=np.int64)
        spans = [np.arange(self._first[row], self._first[row + 1]) for row in rows]
        cosines = (self._passages.vectors[rows] @ query).tolist()
        of_sentences = iter((self._sentences.vectors[np.concatenate(spans)] @ query).tolist()) if spans else iter(())
        return [
            Match(row, cosine, tuple(islice(of_sentences, len(span))), float(bm25[row]))
            for row, cosine, span in zip(rows.tolist(), cosines, spans, strict=True)
        ]

    def holding(self, stems: Iterable[str]) -> list[int]:
        """Rows of all passages that hold every one of some stems, in themselves or their context."""
        found: set[int] | None = None
        for stem in stems:
            rows = set(self._lexicon.holding(stem).tolist())
            found = rows if found is None else found & rows
        return sorted(found or ())

    def row_of(self, recap: Recap, passage: Passage) -> int:
        """The row of a passage of one of the recaps."""
        return self._rows_by_place[recap.file, passage.start]

    @cached_property
    def _rows_by_place(self) -> dict[tuple[str, int], int]:
        return {(recap.file, passage.start): row for row, (recap, passage) in enumerate(self.rows)}

    def sentence_vectors(self, row: int) -> Vectors:
        """Vectors of the sentences of a passage, `(sentences, dim)`."""
        return self._sentences.vectors[self._first[row] : self._first[row + 1]]

    def knows(self, word: str) -> bool:
        """Whether a stem stands in any passage or its context."""
        return word in self._lexicon

    def rarity(self, word: str) -> float:
        """Inverse document frequency of a stem over the passages, as BM25 counts it (Robertson and Sparck Jones); 0 is common."""
        count = self._lexicon.count(word)
        return float(np.log1p((len(self.rows) - count + 0.5) / (count + 0.5)))

    @cached_property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """The words of all passages and their contexts as they are spelled, in lower case, by first letter."""
        found = {word for row in self.rows for word in _SPELLED.findall(passage_text(*row).casefold())}
        return {first: tuple(group) for first, group in groupby(sorted(found), key=lambda word: word[0])}

    def _sentence_rows(self, rows: Rows) -> Rows:
        return np.flatnonzero(np.isin(self._passage_of, rows)).astype(np.int64)

    def vectors_of(self, recap: Recap) -> tuple[Vectors, Vectors]:
        """Vectors of one recap's passages and of their sentences, `(n, dim)` each: to carry into the next generation."""
        at = self.row_of(recap, recap.passages[0])
        last = at + len(recap.passages)
        return self._passages.vectors[at:last], self._sentences.vectors[self._first[at] : self._first[last]]


def current(folder: Path) -> tuple[str, str] | None:
    """Name and manifest digest of the generation in use; None where the folder holds no index.

    Raises IndexFault where the pointer is damaged.
    """
    try:
        pointer = (folder / "CURRENT").read_text(encoding="ascii", errors="replace").split()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise IndexFault(f"the index {folder} cannot be read: {error.strerror or error}") from error
    if len(pointer) != 2 or not _GENERATION.fullmatch(pointer[0]) or not re.fullmatch("[0-9a-f]{64}", pointer[1]):
        raise _damaged(folder, "CURRENT", "it does not name a generation")
    return pointer[0], pointer[1]


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of the generation in use; None where the folder holds no index. Raises IndexFault where it is damaged."""
    named = current(folder)
    return _read_manifest(folder, *named) if named else None


def _read_manifest(folder: Path, generation: str, digest: str) -> Manifest:
    _check(folder / generation, "manifest.json", digest)
    try:
        fields = json.loads((folder / generation / "manifest.json").read_bytes())
        if fields["format"] != FORMAT:
            raise IndexFault(
                f"the index {folder} has format {fields['format']}, this version reads format {FORMAT}; "
                f"{rebuild(folder, fields.get('recaps_folder'))}"
            )
        fields["skipped"] = tuple(Skipped(**skipped) for skipped in fields["skipped"])
        return Manifest(**fields)
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, "manifest.json", str(error)) from error


def open_index(folder: Path, encoder: Encoder) -> Index:
    """Open the generation in use.

    Raises IndexFault where there is none, where a file is missing or its checksum differs, and where it was built by another
    format or model. No byte of a file is given to FAISS or numpy before its checksum has matched.
    """
    for _ in range(5):
        named = current(folder)
        if named is None:
            raise IndexFault(f"there is no index in {folder}; {rebuild(folder)}")
        try:
            return _open_generation(folder, *named, encoder)
        except IndexFault:
            if current(folder) == named:
                raise
            # a rebuild has replaced and removed it meanwhile: open the new one
    raise IndexFault(f"the index {folder} is being rebuilt again and again; try once more")


def _open_generation(folder: Path, generation: str, digest: str, encoder: Encoder) -> Index:
    manifest = _read_manifest(folder, generation, digest)
    check_model(folder, manifest, encoder)
    for name, sha256 in manifest.files.items():
        _check(folder / generation, name, sha256)
    at = folder / generation
    try:
        with (at / "recaps.jsonl").open("rb") as lines:
            recaps = [_recap_from(json.loads(line)) for line in lines]
        passages, sentences = (Table(at, name, manifest.kinds[name]) for name in ("passages", "sentences"))
        if (len(passages), len(sentences)) != (manifest.passages, manifest.sentences):
            raise ValueError("it does not hold what the manifest says")
        return Index(recaps, passages, sentences, Lexicon(at / "words", len(passages)), manifest)
    except (KeyError, ValueError, TypeError, RuntimeError, OSError) as error:
        raise _damaged(folder, generation, str(error)) from error


def check_model(folder: Path, manifest: Manifest, encoder: Encoder) -> None:
    """Raise IndexFault where an index was built with another model than the one given."""
    if manifest.model_digest != encoder.digest:
        raise IndexFault(
            f"the index {folder} was built with the model {manifest.model} ({manifest.model_digest[:12]}), not with {encoder.name} "
            f"({encoder.digest[:12]}); open it with that model, or {rebuild(folder, manifest.recaps_folder)}"
        )


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
    return IndexFault(f"the index {folder} is damaged: {name}: {why}; {rebuild(folder)}")


def rebuild(folder: Path, recaps: str | None = None) -> str:
    """How to rebuild an index, in words."""
    return f"rebuild it: python -m embeddings.build --recaps {recaps or 'FOLDER'} --index {folder}"


def write_generation(
    folder: Path,
    recaps: Sequence[Recap],
    passage_vectors: Vectors,
    sentence_vectors: Vectors,
    passage_texts: Iterable[str],
    describe: Callable[[dict[str, str], dict[str, Kind]], Manifest],
) -> None:
    """Write a generation beside the one in use, sync it to disk and point CURRENT at it.

    `describe` makes the manifest from the sha256 of each file written and the kinds of index. The caller holds the index's lock.
    """
    named = current_or_none(folder)
    number = int(named.split("-")[1]) + 1 if named else 1
    target = folder / f"gen-{number:06d}-{secrets.token_hex(4)}"
    try:
        manifest = _write_files(target, recaps, passage_vectors, sentence_vectors, passage_texts, describe)
        _sync(folder)
        pointer = folder / "CURRENT.new"
        pointer.write_text(f"{target.name} {hashlib.sha256(manifest).hexdigest()}\n", encoding="ascii")
        _sync(pointer)
        pointer.replace(folder / "CURRENT")
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    _sync(folder)


def remove_leftovers(folder: Path) -> None:
    """Remove what rebuilds have left beside the generation in use, whole or stopped half-way. The caller holds the index's lock."""
    named = current_or_none(folder)
    for left in folder.iterdir():
        if named and (left.name.startswith("unfinished-") or (_GENERATION.fullmatch(left.name) and left.name != named)):
            shutil.rmtree(left, ignore_errors=True)
    (folder / "CURRENT.new").unlink(missing_ok=True)


def _write_files(
    target: Path,
    recaps: Sequence[Recap],
    passage_vectors: Vectors,
    sentence_vectors: Vectors,
    passage_texts: Iterable[str],
    describe: Callable[[dict[str, str], dict[str, Kind]], Manifest],
) -> bytes:
    """Write the files of a generation and sync them to disk; the bytes of its manifest."""
    (target / "words").mkdir(parents=True)
    with (target / "recaps.jsonl").open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        for recap in recaps:
            file.write(json.dumps(_recap_fields(recap)) + "\n")
    kinds = {name: write_table(target, name, vectors) for name, vectors in (("passages", passage_vectors), ("sentences", sentence_vectors))}
    write_lexicon(target / "words", passage_texts)
    files: dict[str, str] = {}
    for path in sorted(path for path in target.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            files[path.relative_to(target).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
        _sync(path)
    manifest = json.dumps(asdict(describe(files, kinds)), indent=1).encode()
    (target / "manifest.json").write_bytes(manifest)
    _sync(target / "manifest.json")
    _sync(target / "words")
    _sync(target)
    return manifest


def current_or_none(folder: Path) -> str | None:
    """The generation in use; None also where the pointer is damaged, for a rebuild mends that."""
    try:
        named = current(folder)
    except IndexFault:
        return None
    return named[0] if named else None


def _sync(path: Path) -> None:
    """Make a file or folder durable."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot sync a folder
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _recap_fields(recap: Recap) -> dict[str, Any]:
    """A recap as JSON holds it; the text of a passage is not written twice."""
    fields = {name: getattr(recap, name) for name in ("file", "sha256", "text", "title", "author", "event", "edition", "link", "after")}
    return {
        **fields,
        "date": recap.date.isoformat() if recap.date else None,
        "talks": [[t.title, list(t.speakers), t.affiliation, t.kind, t.start, t.end] for t in recap.talks],
        "passages": [[p.talk, p.heading, [[s.start, s.end] for s in p.sentences]] for p in recap.passages],
    }


def _recap_from(fields: dict[str, Any]) -> Recap:
    text: str = fields["text"]
    passages = []
    for talk, heading, spans in fields.pop("passages"):
        sentences = tuple(Span(start, end) for start, end in spans)
        start, end = sentences[0].start, sentences[-1].end
        passages.append(Passage(start, end, text[start:end], sentences, talk, heading))
    talks = [Talk(title, tuple(speakers), *rest) for title, speakers, *rest in fields.pop("talks")]
    published = fields.pop("date")
    return Recap(**fields, date=date.fromisoformat(published) if published else None, talks=tuple(talks), passages=tuple(passages))
