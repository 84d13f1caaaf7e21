"""Which of 1,492 paragraphs answers a question: paragraph vectors alone beside our retriever, in one run.

    python tests/benchmarks/retrieval.py ../shared/data/squad-a.jsonl [--questions 2000]

Each article becomes a recap, and our side goes the whole way of the product: files, passages, index, retriever. A hit is right
where it is cut from the paragraph that the question was written for.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from embeddings import Model, open_index
from embeddings.build import build, on_terminal
from qa.retriever import Retriever


def write_recaps(rows: Sequence[dict[str, object]], folder: Path) -> dict[str, list[tuple[int, int]]]:
    """Write a recap an article; for each file, the start of each paragraph and its row, in order."""
    starts: dict[str, list[tuple[int, int]]] = {}
    texts: dict[str, str] = {}
    for row, paragraph in enumerate(rows):
        name = f"{paragraph['article']}.txt".replace("/", "_")
        text = texts.get(name) or f"# {str(paragraph['article']).replace('_', ' ')}\n"
        text += "\n* * *\n\n"  # no passage of two paragraphs
        starts.setdefault(name, []).append((len(text), row))
        texts[name] = text + " ".join(str(paragraph["text"]).split()) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return starts


def figures(ranks: Sequence[int | None]) -> str:
    """hit@1, hit@5 and MRR@10 of the ranks of the right paragraphs."""
    n = len(ranks)
    hit1 = sum(rank == 1 for rank in ranks) / n
    hit5 = sum(rank is not None and rank <= 5 for rank in ranks) / n
    mrr = sum(1 / rank for rank in ranks if rank is not None and rank <= 10) / n
    return f"hit@1 {hit1:.3f}  hit@5 {hit5:.3f}  MRR@10 {mrr:.3f}"


def main() -> None:
    """Print the figures of both rankings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "recap-qa-benchmark", help="kept between runs")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.data.open(encoding="utf-8")]
    starts = write_recaps(rows, options.work / "recaps")
    model = Model()
    print(build(options.work / "recaps", options.work / "index", model, progress=on_terminal()))
    asked = [(question["q"], row) for row, paragraph in enumerate(rows) for question in paragraph["questions"] if question["answers"]]
    asked = random.Random(7).sample(asked, min(options.questions, len(asked)))

    vectors = model.encode([row["text"] for row in rows])
    questions = model.encode([question for question, _ in asked])
    order = np.argsort(-(questions @ vectors.T), axis=1)[:, :10]
    dense = [next((i for i, row in enumerate(ranked, 1) if row == gold), None) for ranked, (_, gold) in zip(order, asked, strict=True)]

    retriever = Retriever(open_index(options.work / "index", model), model)
    ours: list[int | None] = []
    for question, gold in asked:
        found: list[int] = []
        for hit in retriever.retrieve(question, 25):
            places = starts[hit.citation.recap]
            row = places[bisect_right(places, (hit.citation.start, len(rows))) - 1][1]
            if row not in found:
                found.append(row)
        ours.append(found.index(gold) + 1 if gold in found[:10] else None)
    print(f"{len(asked)} questions, {len(rows)} paragraphs")
    print(f"paragraph vectors alone  {figures(dense)}")
    print(f"our retriever            {figures(ours)}")


if __name__ == "__main__":
    main()
