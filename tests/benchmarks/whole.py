"""A whole index of many passages: `python tests/benchmarks/whole.py ../shared/data/squad-a.jsonl [--passages 1000000]`.

Real sentences, again and again with a little noise on their vectors, forty a recap and each a passage of its own: recaps, vectors and
words as a build writes them. Printed: seconds to write it; then, of a process of its own: seconds to import, to open it with every checksum
compared, and to the first passages; milliseconds of a warm `retrieve` (median and 95th percentile over 100 questions); the share of the
ten best of all passages, by exact scores, among the ten that it gives; and megabytes held, with those of mapped files.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import overload

import numpy as np
from growth import grown

from corpus import Passage, Recap, Span, Talk
from embeddings import Model, open_index, store_at
from embeddings.index import FORMAT, Manifest
from embeddings.text import passage_text
from embeddings.vectors import Kind, Vectors
from qa.question import clean
from qa.retriever import BM25_WEIGHT, Retriever

EACH = 40


class Invented(Sequence[Recap]):
    """Recaps of forty sentences each, made when they are asked for."""

    def __init__(self, sentences: list[str], chosen: np.ndarray) -> None:
        self._sentences, self._chosen = sentences, chosen.reshape(-1, EACH)

    def __len__(self) -> int:
        return len(self._chosen)

    @overload
    def __getitem__(self, number: int) -> Recap: ...
    @overload
    def __getitem__(self, number: slice) -> list[Recap]: ...
    def __getitem__(self, number: int | slice) -> Recap | list[Recap]:
        """One recap."""
        if isinstance(number, slice) or number >= len(self):
            raise IndexError(number)
        text, passages = "", []
        for at in self._chosen[number]:
            start, text = len(text), text + self._sentences[at] + "\n"
            span = Span(start, len(text) - 1)
            passages.append(Passage(span.start, span.end, text[span.start : span.end], (span,), 0, None))
        talk = Talk(None, (f"Speaker {number % 5000}",), None, "talk", 0, len(text))
        about = (f"Recap {number}", None, f"Conf {number % 40}", 2000 + number // 40 % 25, None, None, None)
        return Recap(f"{number:07}.md", "0" * 64, text, *about, (talk,), tuple(passages))


def write(folder: Path, squad: Path, many: int) -> None:
    """Write the index."""
    rows = [json.loads(line) for line in squad.read_text(encoding="utf-8").splitlines()]
    sentences = sorted({sentence.strip() for row in rows for sentence in row["text"].split(". ") if len(sentence) > 40})[:6000]
    model, chance = Model(), np.random.default_rng(0)
    real = model.encode(sentences)
    chosen = chance.integers(0, len(sentences), many)
    recaps = Invented(sentences, chosen)
    passages, of_sentences = (grown(real, many, chance, chosen) for _ in range(2))

    def describe(files: dict[str, str], kinds: dict[str, Kind]) -> Manifest:
        counts = {"passages": many, "sentences": many}
        return Manifest(FORMAT, model.name, model.digest, real.shape[1], "", "", {}, {}, (), **counts, kinds=kinds, files=files)

    texts = (passage_text(recap, passage) for recap in recaps for passage in recap.passages)
    store = store_at(folder)
    with store.lock(1):
        store.write(recaps, passages, of_sentences, texts, describe)


def measure(folder: Path, squad: Path, began: float) -> None:
    """Open it, ask, and print."""
    model = Model()
    model.encode_question("warm up")
    imported = time.perf_counter()
    index = open_index(folder, model)
    opened = time.perf_counter()
    retriever = Retriever(index, model)
    rows = [json.loads(line) for line in squad.read_text(encoding="utf-8").splitlines()]
    questions = random.Random(0).sample([question["q"] for row in rows for question in row["questions"]], 101)
    retriever.retrieve(questions.pop(), 10)
    first = time.perf_counter()
    taken, shares = [], []
    vectors: tuple[Vectors, Vectors] = index._passages.vectors, index._sentences.vectors
    for question in questions:
        start = time.perf_counter()
        retriever.retrieve(question, 10)
        taken.append((time.perf_counter() - start) * 1000)
    memory = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
    for question in questions:
        query = model.encode_question(clean(question))
        words = index._lexicon.scores(question, np.arange(len(index.rows)))
        exact = (vectors[0] @ query + vectors[1] @ query) / 2 + BM25_WEIGHT * words / (words.max() or 1)
        scored = [
            ((match.cosine + max(match.sentences)) / 2 + BM25_WEIGHT * match.bm25 / (float(words.max()) or 1), match.passage)
            for match in index.search(query, question)
        ]
        best = {row for _, row in sorted(scored, reverse=True)[:10]}
        shares.append(len(best & set(np.argsort(-exact)[:10].tolist())) / 10)
    memory = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
    print(
        f"process start to model loaded {imported - began:.2f} s, opening {opened - imported:.2f} s, first retrieve {first - opened:.2f} s"
    )
    print(f"retrieve p50 {statistics.median(taken):.1f} ms, p95 {statistics.quantiles(taken, n=20)[-1]:.1f} ms")
    print(f"share of the exact ten best {statistics.mean(shares):.3f}")
    print(f"memory {int(memory['RssAnon'].split()[0]) // 1024} MB, and {int(memory['RssFile'].split()[0]) // 1024} MB of mapped files")


def main() -> None:
    """Write in this process, measure in another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("squad", type=Path)
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--opened", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.opened:
        measure(options.opened, options.squad, BEGAN)
        return
    with tempfile.TemporaryDirectory() as name:
        began = time.perf_counter()
        write(Path(name), options.squad, options.passages)
        size = sum(path.stat().st_size for path in Path(name).rglob("*")) / 1e9
        print(f"{options.passages:,} passages: written in {time.perf_counter() - began:.0f} s, {size:.1f} GB", flush=True)
        subprocess.run([sys.executable, __file__, str(options.squad), "--opened", name], check=True)


BEGAN = time.perf_counter()

if __name__ == "__main__":
    main()
