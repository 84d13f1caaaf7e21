"""The retriever inside LangChain and LlamaIndex, where they are installed."""

import pytest

from qa import Assistant

QUESTION = "How many drives of a group can fail?"


def test_langchain(shipped: Assistant) -> None:
    pytest.importorskip("langchain_core", reason="langchain-core is not installed; pip install -e '.[adapters]'")
    from qa.langchain import RecapRetriever

    documents = RecapRetriever(assistant=shipped, k=3).invoke(QUESTION)
    hits = shipped.retrieve(QUESTION, 3)
    assert [document.page_content for document in documents] == [hit.citation.shown for hit in hits]
    assert documents[0].metadata["recap"] == hits[0].citation.recap
    assert {document.metadata["year"] for document in RecapRetriever(assistant=shipped, years=[2015]).invoke(QUESTION)} == {2015}


def test_llama_index(shipped: Assistant) -> None:
    pytest.importorskip("llama_index.core", reason="llama-index-core is not installed; pip install -e '.[adapters]'")
    from qa.llamaindex import RecapRetriever

    nodes = RecapRetriever(shipped, k=3).retrieve(QUESTION)
    hits = shipped.retrieve(QUESTION, 3)
    assert [(node.text, node.score) for node in nodes] == [(hit.citation.shown, hit.score) for hit in hits]
    assert nodes[0].metadata["recap"] == hits[0].citation.recap
    assert {node.metadata["year"] for node in RecapRetriever(shipped, years=[2015]).retrieve(QUESTION)} == {2015}
