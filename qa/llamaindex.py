"""The retriever for LlamaIndex: `RecapRetriever(Assistant.open())`. Needs llama-index-core, which the project does not bring."""

from __future__ import annotations

from collections.abc import Collection

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from qa.assistant import Assistant
from qa.fields import hit_fields


class RecapRetriever(BaseRetriever):
    """Passages as nodes with their scores, best first: their text as it is read, and where it stands as metadata."""

    def __init__(
        self,
        assistant: Assistant,
        *,
        k: int = 5,
        years: Collection[int] | None = None,
        recaps: Collection[str] | None = None,
        speakers: Collection[str] | None = None,
    ) -> None:
        """The filters are those of `Assistant.retrieve`."""
        super().__init__()
        self._assistant, self._k, self._filters = assistant, k, (years, recaps, speakers)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        years, recaps, speakers = self._filters
        hits = self._assistant.retrieve(query_bundle.query_str, self._k, years=years, recaps=recaps, speakers=speakers)
        return [NodeWithScore(node=TextNode(text=hit.citation.shown, metadata={**hit_fields(hit)}), score=hit.score) for hit in hits]
