"""Recaps: the ones we ship, and what is known of a recap once it is read (`corpus.read`), with offsets into the file as it stands."""

from corpus.catalogue import Catalogue, Difference, Edition, Session, Speaker, Telling, catalogue_of
from corpus.plain import plain
from corpus.recap import SHIPPED, Passage, Recap, Span, Talk
from corpus.source import Skipped, Source, SourceError, list_sources, read_source

__all__ = [
    "SHIPPED",
    "Catalogue",
    "Difference",
    "Edition",
    "Passage",
    "Recap",
    "Session",
    "Skipped",
    "Source",
    "SourceError",
    "Span",
    "Speaker",
    "Talk",
    "Telling",
    "catalogue_of",
    "list_sources",
    "plain",
    "read_source",
]
