"""What nobody writes or asks, in time: `python tests/benchmarks/odd.py`.

For each text of `test_corpus_odd.py` how many times as long its reading takes when it is given four times over: 4 is linear, 16 a square. For each
question of `test_qa_odd_questions.py` how long its answer takes beside that of a plain one. The ten worst of each, after the median of all.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import contextlib

import test_corpus_odd
import test_qa_odd_questions

from corpus import Source, SourceError
from corpus.read import cut_recap
from qa import Assistant, QuestionError

PLAIN = "How many drives of a group can fail?"
#: Seconds that a text must take at least, for its growth to be told from noise.
LEAST = 0.02


def seconds(act: Callable[[], object]) -> float:
    """The faster of two runs, in seconds of this process alone; an error that says what is wrong is an answer too."""
    taken = []
    for _ in range(2):
        began = time.process_time()
        with contextlib.suppress(SourceError, QuestionError):
            act()
        taken.append(time.process_time() - began)
    return min(taken)


def show(title: str, ratios: dict[str, float]) -> None:
    print(f"\n{title}: median {statistics.median(ratios.values()):.1f}")
    for name in sorted(ratios, key=lambda name: -ratios[name])[:10]:
        print(f"{ratios[name]:7.1f}  {name}")


def main() -> None:
    """Print both tables."""
    growth = {}
    for name, text in test_corpus_odd.ODD.items():
        once, four = (seconds(lambda text=text, n=n: cut_recap(Source("odd.md", text * n, "", "markdown"))) for n in (1, 4))
        growth[name] = four / max(once, LEAST)
    show("Texts, four times over beside once", growth)
    assistant = Assistant.open()
    plain = seconds(lambda: assistant.ask(PLAIN))
    asked = {name: seconds(lambda text=text: assistant.ask(text)) / plain for name, text in test_qa_odd_questions.ODD.items()}
    show("Questions, beside a plain one", asked)


if __name__ == "__main__":
    main()
