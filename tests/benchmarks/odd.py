"""What nobody writes or asks, in time: `python tests/benchmarks/odd.py`.

For each text of `test_corpus_odd.py` how many times as long a character of it takes to read with four times the repeats: 1 is linear, 4 a square.
For each question of `test_qa_odd_questions.py` how long its answer takes beside that of a plain one. The ten worst of each, after the median of all.
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import test_corpus_odd
import test_qa_odd_questions

from corpus import Source, SourceError
from corpus.read import cut_recap
from corpus.source import MARKUP
from qa import Assistant, QuestionError

PLAIN = "How many drives of a group can fail?"
#: Seconds that a longer text must take at least, for its growth to be told from noise.
LEAST = 0.1


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
    growth, (few, many) = {}, map(test_corpus_odd.odd, (2_000, 8_000))
    for markup, name in product(sorted(set(MARKUP.values())), few):
        once, more = (seconds(partial(cut_recap, Source("odd.md", text, "", markup))) for text in (few[name], many[name]))
        if more >= LEAST:
            growth[f"{name} ({markup})"] = more / once / (len(many[name]) / len(few[name]))
    show("Texts, a character of the longer beside one of the shorter", growth)
    assistant = Assistant.open()
    plain = seconds(partial(assistant.ask, PLAIN))
    asked = {name: seconds(partial(assistant.ask, text)) / plain for name, text in test_qa_odd_questions.ODD.items()}
    show("Questions, beside a plain one", asked)


if __name__ == "__main__":
    main()
