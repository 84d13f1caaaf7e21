"""What answers a request: each kind of request by a function of its own."""

from __future__ import annotations

from corpus import Catalogue
from embeddings import Index
from qa.listing.comparisons import compare_editions, compare_recaps, compare_subject, compare_talks
from qa.listing.finding import Evidence, Finder
from qa.listing.judgements import judgements
from qa.listing.lists import list_editions, list_recaps, list_talks
from qa.listing.summaries import summary, summary_of_editions
from qa.listing.tallies import companies, ranked_editions, ranked_speakers
from qa.request import Request
from qa.rows import Listing


class Lister:
    """Answers requests from one index and its catalogue."""

    def __init__(self, index: Index, known: Catalogue, evidence: Evidence, dealing: Evidence) -> None:
        self._finder = Finder(index, known, evidence, dealing)

    def answer(self, request: Request) -> Listing | None:
        """The answer to a request; None where the catalogue holds none, so that the evidence is to be asked."""
        match request.kind, request.thing:
            case "list", "editions" if request.ranked:
                answers = ranked_editions
            case "list", "speakers" if request.ranked:
                answers = ranked_speakers
            case "list" | "count", "companies":
                answers = companies
            case "list" | "count", "editions":
                answers = list_editions
            case "list" | "count", "recaps":
                answers = list_recaps
            case "list" | "count", _:
                answers = list_talks
            case "compare", "recaps":
                answers = compare_recaps
            case "compare", "speakers" | "talks":
                answers = compare_talks
            case "compare", _:
                answers = compare_subject if request.subject else compare_editions
            case "summary", "editions":
                answers = summary_of_editions
            case "summary", _:
                answers = summary
            case _:
                answers = judgements
        return answers(self._finder, request)
