"""The assistant: one folder of recaps, its index and its model, ready to be asked."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from pathlib import Path

from corpus import SHIPPED, Recap
from embeddings import Encoder, Index, Model, open_index
from embeddings.build import build, default_index, is_current
from embeddings.index import IndexFault, check_model, read_manifest
from qa.answer import CANDIDATES, THRESHOLD, Answer, choose, refusal, refusal_reason
from qa.citation import Citation, cite
from qa.evidence.judge import Judge
from qa.question import QuestionError, clean, standalone, years_in
from qa.retriever import Hit, Retriever
from qa.spelling import corrected

#: Earlier questions that a follow-up can refer to.
MAX_HISTORY = 50


class Assistant:
    """Answers questions from the recaps of one index. Immutable, and safe to share between threads."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self._retriever = Retriever(index, encoder)
        self._judge = Judge()

    @classmethod
    def open(
        cls, recaps: str | Path | None = None, index: str | Path | None = None, *, model: str | None = None, progress: bool = False
    ) -> Assistant:
        """Open the index of a folder of recaps; build it, or bring it up to date, first where that is needed.

        Without `recaps` these are the recaps that come with the project, or those that `index` was built from. Without `index`
        it lies in this user's cache folder. Raises BuildError, IndexFault or ModelError, each saying what to do.
        """
        encoder = Model(model)
        source = SHIPPED if recaps is None else Path(recaps).expanduser()
        folder = default_index(source, model) if index is None else Path(index).expanduser()
        manifest = read_manifest(folder) if index is not None else None
        if manifest is not None:
            check_model(folder, manifest, encoder)  # an index that somebody named is not rebuilt with another model
        if recaps is None and manifest is not None:
            return cls(open_index(folder, encoder), encoder)
        try:
            if not is_current(source, folder, encoder):
                build(source, folder, encoder, progress=progress)
            return cls(open_index(folder, encoder), encoder)
        except IndexFault:
            if index is not None:
                raise  # somebody's own: they are told, and rebuild it themselves
        build(source, folder, encoder, progress=progress)  # one in our cache is made anew
        return cls(open_index(folder, encoder), encoder)

    @property
    def recaps(self) -> tuple[Recap, ...]:
        """The recaps that are searched."""
        return self._retriever.index.recaps

    def _editions_named(self, question: str) -> list[int] | None:
        """The years in a question that are editions of these recaps: only those are searched; None where it names none."""
        editions = {recap.edition for recap in self.recaps}
        return [year for year in years_in(question) if year in editions] or None

    def retrieve(
        self,
        question: str,
        k: int = 5,
        *,
        years: Collection[int] | None = None,
        recaps: Collection[str] | None = None,
        speakers: Collection[str] | None = None,
    ) -> list[Hit]:
        """The `k` best passages for a question, best first, each with its citation; see `Retriever.retrieve`."""
        return self._retriever.retrieve(question, k, years=years, recaps=recaps, speakers=speakers)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        years: Collection[int] | None = None,
        recaps: Collection[str] | None = None,
        speakers: Collection[str] | None = None,
    ) -> Answer:
        """What the recaps say to a question, quoted exactly, or a refusal with its reason.

        `history` holds the earlier questions of the conversation, oldest first: a follow-up is read with them. A question that
        names an edition of the recaps is answered from that edition, unless `years` says otherwise. The filters are
        those of `retrieve`. Raises QuestionError for a question without a word or of more than 2,000 characters.
        """
        began = time.perf_counter()
        index = self._retriever.index
        asked = clean(question)
        understood = corrected(index, standalone(asked, [_cleaned(earlier) for earlier in history[-MAX_HISTORY:]]))
        if years is None:
            years = self._editions_named(asked) or self._editions_named(understood)
        hits = self._retriever.search(understood, CANDIDATES, years=years, recaps=recaps, speakers=speakers)
        judgement = self._judge.judge(index, understood, hits)
        because = refusal_reason(index, understood)
        if not hits and (years is not None or recaps is not None or speakers is not None):
            because = "nothing", "No passage passes the filters; take one away."
        quotes: list[Citation] = []
        support: list[Citation] = []
        if because is None and judgement.confidence >= THRESHOLD:
            quotes, support = choose(judgement.evidence)
        elif because is None:
            because = refusal(understood, hits)
        return Answer(
            question=asked,
            understood_as=understood,
            kind="refusal" if because else "quotes",
            reason=because[0] if because else None,
            text=because[1] if because else "\n".join(quote.shown for quote in quotes),
            quotes=tuple(quotes),
            support=tuple(support),
            nearest=tuple(_best_sentence(hit) for hit in hits[:3]) if because else (),
            confidence=round(judgement.confidence, 4),
            searched=(len(index.recaps), len(index.rows)),
            ms=round((time.perf_counter() - began) * 1000, 1),
        )


def _best_sentence(hit: Hit) -> Citation:
    """The sentence of a hit that is closest to the question."""
    span = hit.passage.sentences[hit.sentences.index(max(hit.sentences))]
    return cite(hit.recap, hit.passage, span.start, span.end)


def _cleaned(earlier: str) -> str:
    try:
        return clean(earlier)
    except QuestionError:
        return ""
