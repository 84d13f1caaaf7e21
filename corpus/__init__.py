"""Recaps: the ones we ship, and how a recap of any make is read, with offsets into the file as it stands."""

from corpus.catalogue import Catalogue, Difference, Edition, Session, Speaker, Telling, catalogue_of
from corpus.passage import Passage, Span
from corpus.plain import plain
from corpus.recap import SHIPPED, Recap, cut_recap, read_recap, read_recaps
from corpus.source import Skipped, Source, SourceError, list_sources, read_source
from corpus.talks import Talk

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
    "cut_recap",
    "list_sources",
    "plain",
    "read_recap",
    "read_recaps",
    "read_source",
]
