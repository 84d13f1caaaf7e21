"""An index in a folder and one in PostgreSQL, side by side: `python tests/benchmarks/stores.py [--many 100000] [--store URL]`.

First the shipped recaps: seconds to build and to open the index, milliseconds of `retrieve` (median and 95th of 100), and the share of its
ten best hits that are those of the folder. Then many vectors near real ones, as `growth.py` makes them: the kind of index, seconds to write
it, milliseconds to find 200 candidates and score them, and the share of the exact ten nearest among the best ten.

Without `--store` a server of its own is started with PostgreSQL's own settings (tests/postgres_server.py) and removed after; one that is
named is written to, so name an empty database.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from growth import grown

from corpus import SHIPPED
from embeddings import Index, Model, open_index, store_at
from embeddings.build import build
from embeddings.index import Manifest
from embeddings.text import passage_text
from embeddings.vectors import Vectors
from qa import Assistant

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))
from postgres_server import a_server  # noqa: E402 - it lies beside the tests


def spent(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def recaps_in(places: dict[str, str | Path], model: Model) -> None:
    """Print a line for each store with the shipped recaps."""
    rows = [json.loads(line) for line in (TESTS / "questions_shipped.jsonl").read_text(encoding="utf-8").splitlines()]
    questions = [row["q"] for row in rows][:100]
    print("shipped recaps   build s  open s   p50 ms  p95 ms  overlap@10", flush=True)
    wanted: list[set[tuple[str, int]]] = []
    for name, place in places.items():
        built = spent(lambda place=place: build(SHIPPED, place, model))
        opened = spent(lambda place=place: open_index(place, model))
        assistant = Assistant(open_index(place, model), model)
        assistant.retrieve(questions[0], 10)
        times = [spent(lambda question=question, assistant=assistant: assistant.retrieve(question, 10)) for question in questions]
        found = [{(hit.recap.file, hit.passage.start) for hit in assistant.retrieve(question, 10)} for question in questions]
        wanted = wanted or found
        overlap = statistics.mean(len(one & other) / max(1, len(one)) for one, other in zip(wanted, found, strict=True))
        p50, p95 = statistics.median(times) * 1000, statistics.quantiles(times, n=20)[-1] * 1000
        print(f"{name:<15} {built:8.1f} {opened:7.2f} {p50:8.1f} {p95:7.1f} {overlap:11.3f}", flush=True)


def write_vectors(place: str | Path, index: Index, vectors: Vectors) -> None:
    """Write an open index to a place, with other vectors for its sentences."""

    def describe(files: dict[str, str], kinds: dict[str, str]) -> Manifest:
        return replace(index.manifest, files=files, kinds=kinds, sentences=len(vectors))

    store = store_at(place)
    with store.lock(10):
        store.write(index.recaps, vectors[: len(index.rows)], vectors, (passage_text(*row) for row in index.rows), describe)


def vectors_in(places: dict[str, str | Path], model: Model, many: int) -> None:
    """Print a line for each store with many vectors."""
    index = open_index(places["folder"], model)
    real = np.concatenate([index.vectors_of(recap)[1] for recap in index.recaps])
    rows = [json.loads(line) for line in (TESTS / "questions_shipped.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = model.encode([row["q"] for row in rows][:50])
    vectors = grown(real, many, np.random.default_rng(0))
    exact = [set(np.argpartition(-(vectors @ query), 10)[:10].tolist()) for query in asked]
    half = np.arange(0, many, 2)
    print(f"\n{many:,} vectors  kind   write s   p50 ms  p95 ms  half ms  recall@10", flush=True)
    for name, place in places.items():
        written = spent(lambda place=place: write_vectors(place, index, vectors))
        opened = open_index(place, model)
        table, times, halves, shares = opened._sentences, [], [], []
        for query, wanted in zip(asked, exact, strict=True):
            began = time.perf_counter()
            found = table.nearest(query, 200)
            best = found[np.argsort(-(table.of(found) @ query))[:10]]
            times.append(time.perf_counter() - began)
            shares.append(len(wanted & set(best.tolist())) / 10)
            halves.append(spent(lambda query=query, table=table: table.nearest(query, 200, half)))  # under a filter that half of them pass
        p50, p95, filtered = (
            1000 * time for time in (statistics.median(times), statistics.quantiles(times, n=20)[-1], statistics.median(halves))
        )
        kind = opened.manifest.kinds["sentences"]
        print(f"{name:<15} {kind:<6} {written:7.1f} {p50:8.1f} {p95:7.1f} {filtered:8.1f} {np.mean(shares):10.3f}", flush=True)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=100_000, help="vectors near real ones (default: 100,000)")
    parser.add_argument("--store", metavar="URL", help="an empty PostgreSQL database (default: one of a server of its own)")
    options = parser.parse_args()
    model = Model()

    def measure(url: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            places: dict[str, str | Path] = {"folder": Path(folder) / "index", "postgres": url}
            recaps_in(places, model)
            vectors_in(places, model, options.many)

    if options.store:
        measure(options.store)
    else:
        with a_server() as server:
            measure(server.url())


if __name__ == "__main__":
    main()
