"""How a file of any make becomes a recap: its metadata, its talks and its passages, with offsets into the file as it stands.

Apart from the values it makes, for its parts compile hundreds of patterns that an answer does not need.
"""

from __future__ import annotations

from pathlib import Path

from corpus.blocks import read_blocks
from corpus.metadata import read_metadata
from corpus.passage import cut_passages
from corpus.recap import Recap
from corpus.source import Skipped, Source, SourceError, list_sources, read_source
from corpus.talks import find_talks


def cut_recap(source: Source) -> Recap:
    """Read a source's metadata, talks and passages.

    Raises SourceError where it holds no sentence of prose, and for a text so odd that it cannot be read: one file never
    stops the others.
    """
    try:
        return _cut(source)
    except SourceError:
        raise
    except Exception as error:
        raise SourceError(f"cannot be read as a recap: {type(error).__name__}: {error}"[:300]) from error


def _cut(source: Source) -> Recap:
    text = source.readable
    metadata = read_metadata(text, source.markup, source.name)
    blocks = read_blocks(text, source.markup, heads=metadata.heads)
    blocks = [block for block in blocks if block.kind == "heading" or block.words != metadata.title]
    talks = find_talks(text, blocks, metadata.title)
    passages = cut_passages(text, blocks, talks)
    if not passages:
        raise SourceError("holds no sentence to quote")
    return Recap(
        file=source.name,
        sha256=source.sha256,
        text=source.text,
        title=metadata.title,
        author=metadata.author,
        event=metadata.event,
        edition=metadata.edition,
        date=metadata.date,
        link=metadata.link,
        after=metadata.after,
        talks=tuple(talks),
        passages=tuple(passages),
    )


def read_recap(folder: Path, name: str) -> Recap:
    """Read and cut one file of a recaps folder. Raises SourceError, saying why, where it is no recap."""
    return cut_recap(read_source(folder, name))


def read_recaps(folder: Path) -> tuple[list[Recap], list[Skipped]]:
    """Every recap of a folder, by file name, and the files that are none, each with the reason.

    One bad file never keeps the others from being read. Raises SourceError where the folder is missing.
    """
    names, skipped = list_sources(folder)
    recaps: list[Recap] = []
    for name in names:
        try:
            recaps.append(read_recap(folder, name))
        except SourceError as error:
            skipped.append(Skipped(name, str(error)))
    return recaps, skipped
