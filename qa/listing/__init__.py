"""Answers from the catalogue: lists, counts, comparisons, summaries and the writers' judgements, every row with its quotes."""

from qa.listing.lister import Lister
from qa.listing.unlisted import why_nothing

__all__ = ["Lister", "why_nothing"]
