"""Answers and refusals on a folder that the model was not trained on: recaps of other conferences, held back from training.

    python tests/benchmarks/unseen.py ../shared

The questions are the project's own, written over those posts: plain ones, paraphrases, short ones as people type them, and ones
that the post does not answer. The evidence model was not trained on these posts; the weights of its signals were fitted on them
together with other held-back texts, and the model that ships was chosen among three by them (`qa/evidence/README.md`); the threshold
was not. Questions for talks ("Which talks covered …?") are left out: they have other right answers than the one they were written over.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from corpus.read import read_recaps
from qa import Assistant
from qa.evaluation import Gold, Question, evaluate
from qa.evidence.train import load


def main() -> None:
    """Index the held-back posts by themselves, ask, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    shared = parser.parse_args().shared
    pieces, rows = load(shared)
    texts = {recap.file: recap.text for recap in read_recaps(shared / "wild")[0]}
    questions = []
    held = [row for row in rows if row.held and row.kind != "topic" and pieces[row.piece].source.startswith("w:")]
    for number, row in enumerate(held, 1):
        file, spans = pieces[row.piece].source[2:], pieces[row.piece].spans
        gold = tuple(Gold(file, texts[file][start:end]) for start, end in (spans[at] for at in row.answers))
        questions.append(Question(str(number), row.question, (), bool(gold), (), gold, row.kind))
    with tempfile.TemporaryDirectory() as folder:
        recaps = Path(folder) / "recaps"
        recaps.mkdir()
        for file in {pieces[row.piece].source[2:] for row in held}:
            (recaps / file).write_bytes((shared / "wild" / file).read_bytes())
        assistant = Assistant.open(recaps, Path(folder) / "index")
        print(f"{len(assistant.recaps)} posts, {len(questions)} questions")
        print(evaluate(assistant, questions))


if __name__ == "__main__":
    main()
