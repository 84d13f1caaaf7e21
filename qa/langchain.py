"""The retriever for LangChain: `RecapRetriever(assistant=Assistant.open())`. Needs langchain-core, which the project does not bring."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from qa.assistant import Assistant
from qa.fields import hit_fields


class RecapRetriever(BaseRetriever):
    """Passages as documents, best first: their text as it is read, and where it stands as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = 5
    years: list[int] | None = None
    recaps: list[str] | None = None
    speakers: list[str] | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = self.assistant.retrieve(query, self.k, years=self.years, recaps=self.recaps, speakers=self.speakers)
        return [Document(page_content=hit.citation.shown, metadata={**hit_fields(hit)}) for hit in hits]
