"""A folder of many recaps: `python tests/benchmarks/folder.py ../shared/data/squad-a.jsonl [--recaps 10000]`.

The recaps are the paragraphs of that file, edited again and again. Each step is a process of its own:
a build that is stopped half-way by a signal, the build that goes on from there, one after a single recap was changed, one with nothing to
do, and an answer of a process that opens it. Printed of each: seconds, and the most memory that it held. Last, texts a second
of the bulk encoding beside sentence-transformers' own `encode` on the same sample, the median of interleaved turns.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

TALKS = 1  # of a paragraph each
SAMPLE, TURNS = 1500, 3
BUILD = "import sys; from embeddings.build import main; sys.exit(main(sys.argv[1:]))"
ASK = "import sys; from qa.cli import main; sys.exit(main(sys.argv[1:]))"


def make(folder: Path, paragraphs: list[str], many: int) -> None:
    """Write recaps of invented conferences, each with its own edits."""
    chance = random.Random(0)
    folder.mkdir()
    for number in range(many):
        lines = [f"---\nevent: Conf {number % 40}\nedition: {2000 + number // 40 % 25}\nauthor: Author {number % 500}\n---\n"]
        for _ in range(TALKS):
            text = chance.choice(paragraphs)
            lines.append(f"## {text.split('.')[0][:60]} — Speaker {chance.randrange(many)}\n\nEdit {number}. {text}\n")
        (folder / f"{number:06}.md").write_text("\n".join(lines), encoding="utf-8")


def step(name: str, code: str, *arguments: str, stop_after: float | None = None) -> float:
    """Run a step and print what it took; seconds."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, stderr=errors)
        stop = threading.Timer(stop_after or 1e6, process.kill)
        stop.start()
        _, status, used = os.wait4(process.pid, 0)
        stop.cancel()
        took = time.perf_counter() - began
        if os.waitstatus_to_exitcode(status) not in (0, 1) and stop_after is None:
            errors.seek(0)
            sys.exit(f"{name}: {errors.read().decode()[-2000:]}")
    print(f"{name:<28} {took:8.1f} s   {used.ru_maxrss / 1024:6.0f} MB", flush=True)
    return took


def rates(texts: list[str]) -> None:
    """Print texts a second, ours and sentence-transformers' own."""
    from sentence_transformers import SentenceTransformer

    from embeddings import Model
    from embeddings.model import packaged_folder

    ours, plain = Model(), SentenceTransformer(str(packaged_folder()), device="cpu")
    ours.encode(texts[:64])
    plain.encode(texts[:64])
    taken: dict[str, list[float]] = {"ours": [], "plain": []}
    for _ in range(TURNS):
        for name, encode in (("ours", ours.encode), ("plain", lambda some: plain.encode(some, normalize_embeddings=True))):
            began = time.perf_counter()
            encode(texts)
            taken[name].append(len(texts) / (time.perf_counter() - began))
    mine, its = (statistics.median(taken[name]) for name in ("ours", "plain"))
    print(f"texts a second: ours {mine:.0f}, sentence-transformers {its:.0f}, ratio {mine / its:.2f}")


def main() -> None:
    """Print a line for each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("squad", type=Path)
    parser.add_argument("--recaps", type=int, default=10_000)
    parser.add_argument("--stop-after", type=float, default=120, help="seconds until the first build is stopped")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.squad.read_text(encoding="utf-8").splitlines()]
    paragraphs = sorted({row["text"] for row in rows})
    rates([text for row in rows for text in (row["text"], *row["text"].split(". "))][:SAMPLE])
    with tempfile.TemporaryDirectory() as name:
        recaps, index = Path(name) / "recaps", Path(name) / "index"
        make(recaps, paragraphs, options.recaps)
        places = ("--recaps", str(recaps), "--index", str(index))
        step("build, stopped", BUILD, *places, stop_after=options.stop_after)
        step("build, going on", BUILD, *places)
        with (recaps / "000007.md").open("a", encoding="utf-8") as file:
            file.write("\nOne more sentence.\n")
        step("build, one recap changed", BUILD, *places)
        step("build, nothing changed", BUILD, *places)
        question = next(iter(rows[0]["questions"]))["q"]
        step("a first answer", ASK, "ask", question, "--index", str(index))


if __name__ == "__main__":
    main()
