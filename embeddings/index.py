"""One generation of the index, open for searching: by passage vector, by sentence vector and by words.

Where it lies is a store's business (`embeddings.store`); here are what a store must give of it, and how the rankings are put together.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from itertools import groupby, islice
from typing import Any, Protocol, TypeVar, overload

import numpy as np

from corpus import Passage, Recap, Skipped, Span, Talk, plain
from embeddings.model import Encoder
from embeddings.text import context, passage_text
from embeddings.vectors import Kind, Rows, Vectors

FORMAT = 3
#: Candidates taken from each of the three rankings before their scores are fused. Large enough that what is below
#: the cut in all three rarely wins: of the ten best of a million passages, 98 in 100 are found (`tests/benchmarks/whole.py`); by 200, 94.
DEPTH = 300

_SPELLED = re.compile(r"[^\W\d_][\w’'-]{2,}[^\W_]")
#: After what begins no sentence.
_WITHIN = re.compile(r"(?<=[\w,;:(“‘] )[^\W\d_][\w’'-]{2,}[^\W_]")


class IndexFault(RuntimeError):
    """An index that is missing, damaged, or of another format or model; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of an index are shared out: what can be known of all recaps without reading one."""

    passages: Rows  #: of each recap, `(recaps,)`
    sentences: Rows  #: of each passage, `(passages,)`

    @classmethod
    def of(cls, recaps: Iterable[Recap]) -> Layout:
        """The layout of some recaps in their order."""
        passages: list[int] = []
        sentences: list[int] = []
        for recap in recaps:
            passages.append(len(recap.passages))
            sentences += [len(passage.sentences) for passage in recap.passages]
        return cls(np.asarray(passages, dtype=np.int64), np.asarray(sentences, dtype=np.int64))


class Places(Sequence[tuple[Recap, Passage]]):
    """The recap and passage of each row. A recap is not read before one of its rows is asked for."""

    def __init__(self, recaps: Sequence[Recap], layout: Layout) -> None:
        self._recaps = recaps
        self._first = np.concatenate([[0], np.cumsum(layout.passages)]).astype(np.int64)  # (recaps + 1,)

    def __len__(self) -> int:
        return int(self._first[-1])

    @overload
    def __getitem__(self, row: int) -> tuple[Recap, Passage]: ...
    @overload
    def __getitem__(self, row: slice) -> list[tuple[Recap, Passage]]: ...
    def __getitem__(self, row: int | slice) -> tuple[Recap, Passage] | list[tuple[Recap, Passage]]:
        """The place of a row, or of some rows. Raises IndexError for a row that is not there."""
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(f"row {row} of {len(self)}")
        number = int(np.searchsorted(self._first, row, side="right")) - 1
        recap = self._recaps[number]
        return recap, recap.passages[row - int(self._first[number])]

    def __iter__(self) -> Iterator[tuple[Recap, Passage]]:
        return ((recap, passage) for recap in self._recaps for passage in recap.passages)

    def first_of(self, number: int) -> int:
        """The first row of a recap by its number."""
        return int(self._first[number])


class VectorTable(Protocol):
    """Unit vectors by row, and the nearest of them."""

    def __len__(self) -> int: ...

    def of(self, rows: Rows) -> Vectors:
        """The vectors of some rows, `(len(rows), dim)`."""
        ...

    def nearest(self, query: Vectors, depth: int, only: Rows | None = None) -> Rows:
        """Rows of the `depth` vectors nearest to one, `(dim,)`; of some rows alone where they are given."""
        ...


class WordTable(Protocol):
    """BM25 of the passages, by stem."""

    def __contains__(self, stem: str) -> bool: ...

    def best(self, text: str, depth: int, only: Rows | None = None) -> Rows:
        """Rows of the `depth` passages with the highest BM25 for a text, best first; of some rows alone where they are given."""
        ...

    def scores(self, text: str, rows: Rows) -> Vectors:
        """BM25 of some passages, in ascending order, for a text's words, `(len(rows),)`; a word that is said twice counts twice."""
        ...

    def holding(self, stem: str) -> Rows:
        """Rows of the passages that hold a stem, in themselves or their context."""
        ...

    def count(self, stem: str) -> int:
        """How many passages hold a stem."""
        ...


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that a search found, with how well it matches: cosines from -1 to 1, BM25 from 0."""

    passage: int  #: row in the index
    cosine: float
    sentences: tuple[float, ...]  #: cosine of each of its sentences
    bm25: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """A confidence below which there is no answer, fitted for some recaps."""

    value: float  #: from 0 to 1
    judge: str  #: what gave the confidences that it was fitted on; another one's are not like them


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself."""

    format: int
    model: str
    model_digest: str
    dimension: int
    reader: str  #: digest of the code that reads, cuts and words recaps
    recaps_folder: str
    recaps: dict[str, str]  #: sha256 of each recap, by file
    passed_over: dict[str, str]  #: the same of readable files without a sentence to quote
    skipped: tuple[Skipped, ...]
    passages: int
    sentences: int
    kinds: dict[str, Kind]  #: of index, of passages and of sentences
    files: dict[str, str]  #: sha256 of each file of the generation, by name below its folder

    def to_json(self) -> bytes:
        """As it is stored."""
        return json.dumps(asdict(self), indent=1).encode()


#: Makes the manifest of a generation from the sha256 of each of its files and its kinds of index.
Describe = Callable[[dict[str, str], dict[str, Kind]], Manifest]


def read_manifest(data: bytes, place: object) -> Manifest:
    """A manifest as it is stored. Raises IndexFault for another format, else ValueError, KeyError or TypeError for something else."""
    fields = json.loads(data)
    if fields["format"] != FORMAT:
        raise IndexFault(
            f"the index {place} has format {fields['format']}, this version reads format {FORMAT}; "
            f"{how_to_rebuild(place, fields.get('recaps_folder'))}"
        )
    fields["skipped"] = tuple(Skipped(**skipped) for skipped in fields["skipped"])
    return Manifest(**fields)


def check_model(place: object, manifest: Manifest, encoder: Encoder) -> None:
    """Raise IndexFault where an index was built with another model than the one given."""
    if manifest.model_digest != encoder.digest:
        raise IndexFault(
            f"the index {place} was built with the model {manifest.model} ({manifest.model_digest[:12]}), not with {encoder.name} "
            f"({encoder.digest[:12]}); open it with that model, or {how_to_rebuild(place, manifest.recaps_folder)}"
        )


Opened = TypeVar("Opened")


def open_in_use(place: object, named: Callable[[], tuple[str, str] | None], opened: Callable[[str, str], Opened]) -> Opened:
    """What is read of the generation that is named, or of the next where a rebuild replaces it meanwhile. Raises IndexFault."""
    for _ in range(5):
        wanted = named()
        if wanted is None:
            raise IndexFault(f"there is no index in {place}; {how_to_rebuild(place)}")
        try:
            return opened(*wanted)
        except IndexFault:
            if named() == wanted:
                raise
    raise IndexFault(f"the index {place} is being rebuilt again and again; try once more")


def how_to_rebuild(place: object, recaps: str | None = None) -> str:
    """How to rebuild an index, in words."""
    option = "--store" if "://" in str(place) else "--index"
    return f"rebuild it: python -m embeddings.build --recaps {recaps or 'FOLDER'} {option} {place}"


class Index:
    """One generation, open for searching. Immutable, and safe to share between threads."""

    def __init__(
        self,
        recaps: Sequence[Recap],
        layout: Layout,
        passages: VectorTable,
        sentences: VectorTable,
        lexicon: WordTable,
        manifest: Manifest,
    ) -> None:
        """`layout` is that of the recaps, which may be read as late as they are asked for."""
        self.recaps, self.manifest = recaps, manifest
        self.rows = Places(recaps, layout)
        self._passages, self._sentences, self._lexicon = passages, sentences, lexicon
        self._first = np.concatenate([[0], np.cumsum(layout.sentences)]).astype(np.int64)  # (passages + 1,)

    def search(self, vector: Vectors, question: str, *, only: Rows | None = None) -> list[Match]:
        """Passages that may answer, by passage vector, by sentence vector and by words, in row order.

        `vector` is the question's, `(dim,)`; `only` limits the search to some rows. All scores of a match are exact,
        whichever of the rankings found it.
        """
        query = np.ascontiguousarray(vector, dtype=np.float32)
        if only is not None and not len(only):
            return []
        rows = None if only is None else np.unique(only)
        found = {
            *self._passages.nearest(query, DEPTH, rows),
            *self._passages_of(self._sentences.nearest(query, DEPTH, None if rows is None else self._sentence_rows(rows))),
            *self._lexicon.best(question, DEPTH, rows),
        }
        rows = np.asarray(sorted(found), dtype=np.int64)
        spans = [np.arange(self._first[row], self._first[row + 1]) for row in rows]
        cosines = (self._passages.of(rows) @ query).tolist()
        of_sentences = iter((self._sentences.of(np.concatenate(spans)) @ query).tolist()) if spans else iter(())
        return [
            Match(row, cosine, tuple(islice(of_sentences, len(span))), bm25)
            for row, cosine, span, bm25 in zip(rows.tolist(), cosines, spans, self._lexicon.scores(question, rows).tolist(), strict=True)
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
        return self.rows.first_of(self._numbers[recap.file]) + bisect_left(recap.passages, passage.start, key=lambda one: one.start)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {recap.file: number for number, recap in enumerate(self.recaps)}

    def sentence_vectors(self, row: int) -> Vectors:
        """Vectors of the sentences of a passage, `(sentences, dim)`."""
        return self._sentences.of(np.arange(self._first[row], self._first[row + 1]))

    def knows(self, stem: str) -> bool:
        """Whether a stem stands in any passage or its context."""
        return stem in self._lexicon

    def rarity(self, stem: str) -> float:
        """Inverse document frequency of a stem over the passages, as BM25 counts it (Robertson and Sparck Jones); 0 is common."""
        count = self._lexicon.count(stem)
        return float(np.log1p((len(self.rows) - count + 0.5) / (count + 0.5)))

    @cached_property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """The words of all passages and their contexts as they are spelled, in lower case, by first letter."""
        found = {word for row in self.rows for word in _SPELLED.findall(passage_text(*row).casefold())}
        return {first: tuple(group) for first, group in groupby(sorted(found), key=lambda word: word[0])}

    @cached_property
    def names(self) -> frozenset[str]:
        """The words, in lower case, that are written with a capital within a sentence somewhere, or in a context."""
        within = (word for row in self.rows for word in (*_SPELLED.findall(context(*row)), *_WITHIN.findall(plain(row[1].text))))
        return frozenset(word.casefold() for word in within if not word[0].islower())

    def _sentence_rows(self, rows: Rows) -> Rows:
        return np.concatenate([np.arange(self._first[row], self._first[row + 1]) for row in rows])

    def _passages_of(self, sentences: Rows) -> Rows:
        return np.asarray(np.searchsorted(self._first, sentences, side="right") - 1, dtype=np.int64)

    def vectors_of(self, recap: Recap) -> tuple[Vectors, Vectors]:
        """Vectors of one recap's passages and of their sentences, `(n, dim)` each: to carry into the next generation."""
        at = self.row_of(recap, recap.passages[0])
        last = at + len(recap.passages)
        return self._passages.of(np.arange(at, last)), self._sentences.of(np.arange(self._first[at], self._first[last]))


def recap_fields(recap: Recap) -> dict[str, Any]:
    """A recap as JSON holds it; the text of a passage is not written twice."""
    fields = {name: getattr(recap, name) for name in ("file", "sha256", "text", "title", "author", "event", "edition", "link", "after")}
    return {
        **fields,
        "date": recap.date.isoformat() if recap.date else None,
        "talks": [[t.title, list(t.speakers), t.affiliation, t.kind, t.start, t.end] for t in recap.talks],
        "passages": [[p.talk, p.heading, [[s.start, s.end] for s in p.sentences]] for p in recap.passages],
    }


def recap_from(fields: dict[str, Any]) -> Recap:
    """The recap of such fields. Raises KeyError, TypeError or ValueError for others."""
    text: str = fields["text"]
    passages = []
    for talk, heading, spans in fields.pop("passages"):
        sentences = tuple(Span(start, end) for start, end in spans)
        start, end = sentences[0].start, sentences[-1].end
        passages.append(Passage(start, end, text[start:end], sentences, talk, heading))
    talks = [Talk(title, tuple(speakers), *rest) for title, speakers, *rest in fields.pop("talks")]
    published = fields.pop("date")
    return Recap(**fields, date=date.fromisoformat(published) if published else None, talks=tuple(talks), passages=tuple(passages))
