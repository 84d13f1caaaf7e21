"""Passages of the recaps that answer a question best, each with its source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from corpus import Passage, Recap, Session
from embeddings import Encoder, Index, Match
from embeddings.index import DEPTH
from embeddings.words import words
from qa.citation import Citation, cite
from qa.fields import HitFields, hit_fields
from qa.markdown import quote_markdown
from qa.question import clean

#: Weight of BM25, as a share of the best passage's, beside the mean of passage and best sentence cosine. Fitted on one half
#: of SQuAD's paragraphs and measured on the other (tests/benchmarks/retrieval.py).
BM25_WEIGHT = 0.6
#: Share of word triples that two passages have in common from which they tell the same in the same words.
SAME_SHARE = 0.5
#: Share of the last hit's score down to which passages are compared with the hits. At half of it, four in seventy-eight more are found on
#: the originals, and ten times as many passages looked at.
NEAR = 0.8


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and how well it fits. Scores compare within one question; higher is better."""

    score: float
    citation: Citation
    also: tuple[Citation, ...]  #: passages of other recaps that say the same in the same words
    recap: Recap
    passage: Passage
    sentences: tuple[float, ...]  #: cosine of the question with each sentence of the passage

    def to_dict(self) -> HitFields:
        """As JSON holds it."""
        return hit_fields(self)

    def to_markdown(self) -> str:
        """As Markdown: the passage with its source. Notebooks show it so."""
        return quote_markdown(self.citation)

    _repr_markdown_ = to_markdown


@dataclass(frozen=True, slots=True)
class Filters:
    """What is searched: years of editions, files of recaps, full names of speakers in small letters, talks. None sets no limit."""

    years: frozenset[int] | None = None
    recaps: frozenset[str] | None = None
    speakers: frozenset[str] | None = None
    talks: frozenset[tuple[str, int]] | None = None  #: files of recaps, each with the number of a talk in it

    @classmethod
    def of(cls, years: Collection[int] | None, recaps: Collection[str] | None, speakers: Collection[str] | None) -> Filters:
        """Filters as they are asked for."""
        return cls(
            None if years is None else frozenset(years),
            None if recaps is None else frozenset(recaps),
            None if speakers is None else frozenset(name.casefold() for name in speakers),
        )

    def passes(self, recap: Recap, passage: Passage) -> bool:
        """Whether a passage of a recap is searched."""
        if (self.years is not None and recap.edition not in self.years) or (self.recaps is not None and recap.file not in self.recaps):
            return False
        if self.talks is not None and (recap.file, passage.talk) not in self.talks:
            return False
        if self.speakers is None:
            return True
        talk = recap.talk_of(passage)
        return talk is not None and any(name.casefold() in self.speakers for name in talk.speakers)


EVERYTHING = Filters()


def numbers_of(talks: Iterable[Session]) -> frozenset[tuple[str, int]]:
    """Talks as a filter names them, each in every recap that tells it."""
    return frozenset((telling.recap.file, telling.recap.talks.index(telling.talk)) for talk in talks for telling in talk.tellings)


class Retriever:
    """Searches one index with one model."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self.index, self._encoder = index, encoder

    def retrieve(
        self,
        question: str,
        k: int = 5,
        *,
        years: Collection[int] | None = None,
        recaps: Collection[str] | None = None,
        speakers: Collection[str] | None = None,
    ) -> list[Hit]:
        """The `k` best passages for a question, best first; fewer where fewer match and pass the filters.

        The filters name years of editions, files of recaps and full names of speakers; each is obeyed exactly, None lets all
        pass. Raises QuestionError for a question without a word, ValueError for `k` below 1 or above `DEPTH`.
        """
        if not 1 <= k <= DEPTH:
            raise ValueError(f"k is {k}; ask for 1 to {DEPTH} passages")
        return self.search(clean(question), k, Filters.of(years, recaps, speakers))

    def rows(self, filters: Filters) -> list[int]:
        """Rows of the passages that pass some filters."""
        return [row for row, place in enumerate(self.index.rows) if filters.passes(*place)]

    def extent(self, filters: Filters) -> tuple[int, int]:
        """How many recaps and passages pass some filters."""
        if filters == EVERYTHING:
            return len(self.index.recaps), len(self.index.rows)
        rows = self.rows(filters)
        return len({self.index.rows[row][0].file for row in rows}), len(rows)

    def search(self, question: str, k: int, filters: Filters = EVERYTHING, *, of_one: int | None = None) -> list[Hit]:
        """`retrieve` for a question that is clean already, with no more than `of_one` hits of one recap where others have any."""
        vector = self._encoder.encode_question(question)
        only = None if filters == EVERYTHING else np.asarray(self.rows(filters), dtype=np.int64)
        matches = self.index.search(vector, question, only=only)
        best = max((match.bm25 for match in matches), default=0.0) or 1.0
        scored = [((match.cosine + max(match.sentences)) / 2 + BM25_WEIGHT * match.bm25 / best, match) for match in matches]
        return self._distinct(sorted(scored, key=lambda item: (-item[0], item[1].passage)), k, of_one or k)

    def _distinct(self, ranked: Sequence[tuple[float, Match]], k: int, of_one: int) -> list[Hit]:
        """The first `k` hits, a passage that tells the same as a better one joined to it."""
        hits: list[Hit] = []
        told: list[frozenset[tuple[str, ...]]] = []
        over: list[Hit] = []  # hits of a recap that has enough
        for score, match in ranked:
            recap, passage = self.index.rows[match.passage]
            own = shingles(passage.text)
            same = next((i for i, hit in enumerate(hits) if own == told[i] or (hit.recap is not recap and same_words(own, told[i]))), None)
            if same is not None:
                hit = hits[same]
                citation = cite(recap, passage, passage.start, passage.end)
                hits[same] = Hit(hit.score, hit.citation, (*hit.also, citation), hit.recap, hit.passage, hit.sentences)
            elif len(hits) < k:
                hit = Hit(score, cite(recap, passage, passage.start, passage.end), (), recap, passage, match.sentences)
                if sum(other.recap is recap for other in hits) == of_one:
                    over.append(hit)
                else:
                    hits.append(hit)
                    told.append(own)
            elif score < hits[-1].score * NEAR:
                break  # nothing so far below tells the same as these
        return sorted([*hits, *over[: k - len(hits)]], key=lambda hit: -hit.score)


@lru_cache(maxsize=10_000)
def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The triples of a text's words; the words themselves where there are fewer than three."""
    stems = words(text)
    return frozenset(zip(stems, stems[1:], stems[2:], strict=False)) or frozenset((stem,) for stem in stems)


def same_words(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    """Whether two texts of about one length, given by their shingles, tell the same in the same words."""
    smaller, larger = sorted((len(one), len(other)))
    return 0 < larger <= 3 * smaller and len(one & other) >= SAME_SHARE * smaller
