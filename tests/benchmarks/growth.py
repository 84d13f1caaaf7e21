"""How finding the nearest vectors grows: `python tests/benchmarks/growth.py ../shared/data/squad-a.jsonl [--most 1000000]`.

Real sentence vectors, each repeated with a little noise until there are enough. For each number: the kind of index, seconds to write
and to open it, milliseconds to find 200 candidates and score them exactly (median), the share of the exact ten nearest among the best ten,
and megabytes on disk. Checksums are part of opening an index and are counted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from embeddings import Model
from embeddings.vectors import Table, Vectors, write_table

NOISE = 0.35


def grown(real: Vectors, many: int, chance: np.random.Generator, chosen: np.ndarray | None = None) -> Vectors:
    """As many vectors as wanted, near real ones: near those chosen by row, or any."""
    chosen = chance.integers(0, len(real), many) if chosen is None else chosen
    dimension = real.shape[1]
    found = np.empty((many, dimension), dtype=np.float32)
    for start in range(0, many, 50_000):
        stop = min(start + 50_000, many)
        noise = chance.standard_normal((stop - start, dimension), dtype=np.float32) * (NOISE / dimension**0.5)
        found[start:stop] = real[chosen[start:stop]] + noise
        found[start:stop] /= np.linalg.norm(found[start:stop], axis=1, keepdims=True)
    return found


def main() -> None:
    """Print a line for each number of vectors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("squad", type=Path)
    parser.add_argument("--most", type=int, default=1_000_000)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.squad.read_text(encoding="utf-8").splitlines()]
    model, chance = Model(), np.random.default_rng(0)
    real = model.encode([sentence for row in rows for sentence in row["text"].split(". ")][:6000])
    asked = model.encode([question["q"] for row in rows for question in row["questions"]][:2000:20])
    print(f"{'vectors':>9}  kind   write s  open s  find ms  recall@10   MB")
    for many in (1_000, 10_000, 100_000, 1_000_000):
        if many > options.most:
            break
        with tempfile.TemporaryDirectory() as name:
            folder, vectors = Path(name), grown(real, many, chance)
            began = time.perf_counter()
            kind = write_table(folder, "some", vectors)
            written = time.perf_counter() - began
            exact = [set(np.argpartition(-(vectors @ query), 10)[:10].tolist()) for query in asked]
            del vectors
            began = time.perf_counter()
            for path in folder.iterdir():
                with path.open("rb") as file:
                    hashlib.file_digest(file, "sha256")
            table = Table(folder, "some", kind)
            opened = time.perf_counter() - began
            times, shares = [], []
            for query, wanted in zip(asked, exact, strict=True):
                began = time.perf_counter()
                found = table.nearest(query, 200)
                best = found[np.argsort(-(table.vectors[found] @ query))[:10]]
                times.append(time.perf_counter() - began)
                shares.append(len(wanted & set(best.tolist())) / 10)
            size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
            find = statistics.median(times) * 1000
            print(f"{many:>9,}  {kind:<5} {written:8.1f} {opened:7.2f} {find:8.1f} {np.mean(shares):10.3f} {size:6.0f}", flush=True)


if __name__ == "__main__":
    main()
