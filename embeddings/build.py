"""Rebuild the index from a folder of recaps: `python -m embeddings.build [--recaps DIR] [--index DIR | --store URL]`."""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

import numpy as np

import corpus
from corpus import SHIPPED, Recap, Skipped, SourceError, list_sources, read_source
from embeddings.cache import cache_folder
from embeddings.folder import FolderStore
from embeddings.index import FORMAT, Index, IndexFault, Manifest
from embeddings.model import Encoder, Model, ModelError
from embeddings.store import Store, store_at
from embeddings.text import passage_text, sentence_texts
from embeddings.vectors import Kind, Vectors

#: Seconds to wait for another rebuild of the same index.
LOCK_SECONDS = 600
#: Modules of `corpus` that read and cut recaps, and files beside this one that say how a passage is worded.
READ_BY = tuple("blocks headings marked metadata names passage plain read recap sentences source spans talks".split())
WORDED_BY = ("text.py", "words.py", "stop_words.txt")
#: Texts that are embedded between two reports of progress.
REPORT_EVERY = 512

#: Told how far a rebuild is: what it does, how much of that is done, and how much there is.
Progress = Callable[[Literal["reading recaps", "embedding texts"], int, int], None]


class BuildError(RuntimeError):
    """A rebuild that cannot be done; the message says what was given, what was expected and what to do."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a rebuild did."""

    recaps: int
    talks: int
    passages: int
    embedded: int  #: recaps whose vectors were computed anew
    removed: int  #: recaps that the index held and the folder holds no more
    skipped: tuple[Skipped, ...]
    seconds: float

    def __str__(self) -> str:
        lines = [
            f"{self.recaps} recaps, {self.talks} talks, {self.passages} passages in {self.seconds:.1f} s "
            f"({self.embedded} embedded, {self.recaps - self.embedded} unchanged, {self.removed} removed)"
        ]
        if self.skipped:
            lines.append(f"{len(self.skipped)} skipped:")
            lines += [f"  {file.name!r}: {file.reason}" for file in self.skipped]
        return "\n".join(lines)


def default_index(recaps: Path, model: str | None = None) -> Path:
    """Where the index of a recaps folder lies unless told otherwise: in this user's cache, a folder for each pair."""
    return cache_folder("index", f"{recaps.resolve()}\n{model or ''}")


def silent(*_: object) -> None:
    """Progress that nobody follows."""


def on_terminal() -> Progress:
    """Progress as bars on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        return silent
    from tqdm import tqdm  # here, not above: an answer shows no bar

    bars: dict[str, tqdm[NoReturn]] = {}

    def show(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            bars[stage] = tqdm(desc=stage, total=total, leave=False)
        bar = bars[stage]
        bar.update(done - bar.n)
        if done >= total:
            bars.pop(stage).close()

    return show


def build(recaps: Path, index: str | Path, encoder: Encoder, *, progress: Progress = silent) -> Summary:
    """Bring an index, by its place, up to date with a folder of recaps.

    A recap whose bytes are the same, read by the same code and embedded by the same model, keeps its vectors; the others are cut
    and embedded; what is no longer in the folder goes. Where nothing changed, nothing is written. Nothing is ever
    written to the recaps folder. Raises BuildError where the folder is missing or holds no recap, where the index cannot be written,
    or while another rebuild of it runs for longer than LOCK_SECONDS; IndexFault where a database cannot be reached.
    """
    began = time.perf_counter()
    store = store_at(index)
    folder = store.scratch if isinstance(store, FolderStore) else None
    if folder and (folder.resolve().is_relative_to(recaps.resolve()) or recaps.resolve().is_relative_to(folder.resolve())):
        raise BuildError(f"the index folder {folder} and the recaps folder {recaps} lie in one another; give another one with --index")
    try:
        list_sources(recaps)
        with store.lock(LOCK_SECONDS):
            return _build(recaps, store, encoder, began, progress)
    except SourceError as error:
        raise BuildError(str(error)) from error
    except TimeoutError as error:
        raise BuildError(f"another rebuild of {store} has been running for {LOCK_SECONDS} s; wait for it, or stop it") from error
    except OSError as error:
        raise BuildError(f"the index {store} cannot be written: {error.strerror or error}; the index in use is unchanged") from error


def _build(recaps: Path, store: Store, encoder: Encoder, began: float, progress: Progress) -> Summary:
    from corpus.read import cut_recap  # here, not above: an index that is up to date needs no reader

    names, skipped = list_sources(recaps)
    reader = _reader_digest()
    old = _previous(store, encoder, reader)
    known = {recap.file: recap for recap in old.recaps} if old else {}
    kept: list[Recap] = []
    passed_over: dict[str, str] = {}
    for number, name in enumerate(names, 1):
        progress("reading recaps", number, len(names))
        source = None
        try:
            source = read_source(recaps, name)
            recap = known.get(name)
            kept.append(recap if recap is not None and recap.sha256 == source.sha256 else cut_recap(source))
        except SourceError as error:
            skipped.append(Skipped(name, str(error)))
            if source is not None:
                passed_over[name] = source.sha256
    skipped.sort(key=lambda file: file.name)
    if not kept:
        reasons = "".join(f"\n  {file.name!r}: {file.reason}" for file in skipped[:20])
        raise BuildError(
            f"no file in {recaps} can be read as a recap ({len(skipped)} skipped); put .md, .txt or .html files of recaps there{reasons}"
        )
    new = [recap for recap in kept if known.get(recap.file) is not recap]
    removed = len(known.keys() - {recap.file for recap in kept})
    unchanged = old is not None and not new and not removed and old.manifest.skipped == tuple(skipped)
    if not (unchanged and old is not None and old.manifest.recaps_folder == str(recaps.resolve())):
        unfinished = Unfinished(store.scratch, encoder)
        passage_vectors, sentence_vectors = _vectors(kept, new, old, unfinished, progress)

        def describe(files: dict[str, str], kinds: dict[str, Kind]) -> Manifest:
            return Manifest(
                format=FORMAT,
                model=encoder.name,
                model_digest=encoder.digest,
                dimension=passage_vectors.shape[1],
                reader=reader,
                recaps_folder=str(recaps.resolve()),
                recaps={recap.file: recap.sha256 for recap in kept},
                passed_over=passed_over,
                skipped=tuple(skipped),
                passages=len(passage_vectors),
                sentences=len(sentence_vectors),
                kinds=kinds,
                files=files,
            )

        texts = (passage_text(recap, passage) for recap in kept for passage in recap.passages)
        store.write(kept, passage_vectors, sentence_vectors, texts, describe)
    store.remove_leftovers()
    return Summary(
        recaps=len(kept),
        talks=sum(len(recap.talks) for recap in kept),
        passages=sum(len(recap.passages) for recap in kept),
        embedded=len(new),
        removed=removed,
        skipped=tuple(skipped),
        seconds=time.perf_counter() - began,
    )


class Unfinished:
    """Vectors of a rebuild, kept in the store's folder for that while it runs: one that was stopped goes on where it was.

    A file holds the vectors of some texts encoded together, and is named by them and by its own sha256, so that neither a file cut
    short nor one of other texts or another model is taken.
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._encoder = encoder
        self._folder = folder / f"unfinished-{hashlib.sha256(encoder.digest.encode()).hexdigest()[:16]}"
        self._known = {path.name.split("-")[0]: path for path in self._folder.glob("*-*.npy")}

    def take(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts: those of the rebuild before, else encoded and kept."""
        key = hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
        known = self._known.get(key)
        if known is not None:
            data = known.read_bytes()
            if known.stem.split("-")[1] == hashlib.sha256(data).hexdigest():
                vectors: Vectors = np.load(io.BytesIO(data), allow_pickle=False)
                return vectors
        vectors = self._encoder.encode(texts)
        if len(texts) == REPORT_EVERY:  # the last few, which are all of a small folder, are not worth a file
            written = io.BytesIO()
            np.save(written, vectors)
            self._folder.mkdir(exist_ok=True)
            (self._folder / f"{key}-{hashlib.sha256(written.getvalue()).hexdigest()}.npy").write_bytes(written.getvalue())
        return vectors


def _previous(store: Store, encoder: Encoder, reader: str) -> Index | None:
    """The index in use, where its recaps and vectors can be carried over."""
    try:
        if store.current() is None:
            return None
        index = store.open(encoder)
    except IndexFault:
        return None  # of another model or format, or damaged: everything is made anew
    return index if index.manifest.reader == reader else None


def _vectors(
    kept: Sequence[Recap], new: Sequence[Recap], old: Index | None, unfinished: Unfinished, progress: Progress
) -> tuple[Vectors, Vectors]:
    """Vectors of all passages and of all their sentences, in the order of the recaps; those of `new` are computed."""
    passage_texts = [passage_text(recap, passage) for recap in new for passage in recap.passages]
    sentences = [text for recap in new for passage in recap.passages for text in sentence_texts(recap, passage)]
    both = _encoded(passage_texts + sentences, unfinished, progress)
    at, sentence_at = 0, len(passage_texts)
    is_new = {id(recap) for recap in new}
    passage_vectors: list[Vectors] = []
    sentence_vectors: list[Vectors] = []
    for recap in kept:
        if id(recap) in is_new:
            many = sum(len(passage.sentences) for passage in recap.passages)
            passage_vectors.append(both[at : at + len(recap.passages)])
            sentence_vectors.append(both[sentence_at : sentence_at + many])
            at, sentence_at = at + len(recap.passages), sentence_at + many
        elif old is not None:
            passages, of_sentences = old.vectors_of(recap)
            passage_vectors.append(passages)
            sentence_vectors.append(of_sentences)
    return np.concatenate(passage_vectors), np.concatenate(sentence_vectors)


def _encoded(texts: Sequence[str], unfinished: Unfinished, progress: Progress) -> Vectors:
    """Vectors of texts, in their order; texts of a length are encoded together, which saves padding."""
    by_length = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
    vectors: Vectors | None = None
    for done in range(0, len(texts), REPORT_EVERY):
        progress("embedding texts", done, len(texts))
        places = by_length[done : done + REPORT_EVERY]
        some = unfinished.take([texts[at] for at in places])
        vectors = np.empty((len(texts), some.shape[1]), dtype=np.float32) if vectors is None else vectors
        vectors[places] = some
    progress("embedding texts", len(texts), len(texts))
    return np.zeros((0, 0), dtype=np.float32) if vectors is None else vectors


def _reader_digest() -> str:
    """Digest of the code that reads, cuts and words recaps: when it changes, every recap is read again."""
    digest = hashlib.sha256()
    files = [
        *(Path(corpus.__file__).with_name(f"{name}.py") for name in READ_BY),
        *(Path(__file__).with_name(name) for name in WORDED_BY),
    ]
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(recaps: Path, index: str | Path, encoder: Encoder) -> bool:
    """Whether an index holds exactly the recaps of a folder as they are now, read and embedded as they would be now.

    Raises BuildError where the folder is missing and IndexFault where the index is damaged.
    """
    manifest = store_at(index).manifest()
    if manifest is None or manifest.model_digest != encoder.digest or manifest.reader != _reader_digest():
        return False
    try:
        names, _ = list_sources(recaps)
    except SourceError as error:
        raise BuildError(str(error)) from error
    found: dict[str, str] = {}
    for name in names:
        try:
            found[name] = read_source(recaps, name).sha256
        except SourceError:
            continue
    return found == manifest.recaps | manifest.passed_over


def _recaps_of(index: str | Path) -> Path | None:
    """The folder that an index was built from; None where there is no index."""
    manifest = store_at(index).manifest()
    return Path(manifest.recaps_folder) if manifest else None


def url_of_store(given: str) -> str:
    """The URL of a database, as an option gives it. Raises ArgumentTypeError, without a word of what may hold a password."""
    if not given.startswith(("postgresql://", "postgres://")):
        raise argparse.ArgumentTypeError("expected the URL of a database: postgresql://USER@HOST:5432/DATABASE")
    return given


def main(arguments: Sequence[str] | None = None, *, encoder: Callable[[str | None], Encoder] = Model) -> int:
    """The command line: 0 where the index is up to date, 2 with a message where it cannot be."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.build", description="Rebuild the index of a folder of recaps.")
    parser.add_argument("--recaps", type=Path, help="folder of recaps (default: the index's own, else those that come with the project)")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--index", type=Path, help="folder of the index (default: one in your cache folder)")
    place.add_argument(
        "--store",
        type=url_of_store,
        metavar="URL",
        help="PostgreSQL database of the index, postgresql://USER@HOST:5432/DATABASE; better leave the password to PGPASSWORD or "
        "~/.pgpass, which others cannot see",
    )
    parser.add_argument("--model", help="a sentence-transformers model, by folder or name (default: all-MiniLM-L6-v2)")
    options = parser.parse_args(arguments)
    try:
        named = options.store or options.index
        recaps = options.recaps or (_recaps_of(named) if named else None) or SHIPPED
        index = named or default_index(recaps, options.model)
        summary = build(recaps, index, encoder(options.model), progress=on_terminal())
    except (BuildError, ModelError, IndexFault) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(summary)
    print(f"index: {store_at(index)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
