"""How good the answers are, on a file of questions whose right answers are known."""

from __future__ import annotations

import itertools
import json
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Recap
from qa.answer import Answer
from qa.assistant import Assistant
from qa.citation import Citation
from qa.retriever import Hit

#: Passages looked at for hit@k and MRR.
DEPTH = 10
#: Questions of each kind, answerable and not, that a threshold is chosen on at least.
LEAST = 10

#: A recap's file, and characters of its text.
_Span = tuple[str, int, int]


class EvaluationError(ValueError):
    """A file of questions that cannot be used; the message names the line."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence that answers: `quote` is any part of it that stands once in the recap."""

    recap: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is known of its answer."""

    id: str
    q: str
    history: tuple[str, ...]
    answerable: bool
    answer: tuple[str, ...]  #: regular expressions; one of them fits a right answer
    gold: tuple[Gold, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question."""

    question: Question
    rank: int | None  #: of the first passage that holds a gold sentence, from 1
    right: bool  #: a gold sentence was quoted, or an unanswerable question refused
    refused: bool
    exact: bool  #: every quote is a cut of its recap
    words: int  #: shown as answer
    ms: float
    confidence: float
    right_if_answered: bool  #: whatever the threshold: a gold sentence would be quoted
    could_answer: bool  #: whatever the threshold: it is not refused for another reason than want of confidence

    def right_at(self, threshold: float) -> bool:
        """Whether it would be right at another threshold."""
        answered = self.could_answer and self.confidence >= threshold
        return self.right_if_answered if answered else not self.question.answerable


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of all questions."""

    outcomes: tuple[Outcome, ...]
    predictions: tuple[dict[str, object], ...]

    def __str__(self) -> str:
        return f"{table(self.outcomes)}\n\n{risk_and_coverage(self.outcomes)}"


@dataclass(frozen=True, slots=True)
class Fit:
    """A threshold that was chosen on some questions, and the share of them that is right with it and without it."""

    threshold: float
    instead_of: float
    before: float
    after: float
    held_out: float  #: the share that is right where each half's threshold was chosen on the other half
    questions: int

    def __str__(self) -> str:
        return (
            f"threshold {self.threshold:.3f} instead of {self.instead_of:.3f}: {self.after:.2f} right instead of {self.before:.2f} of "
            f"these {self.questions} questions; {self.held_out:.2f} where it was chosen on one half and measured on the other"
        )


def read_questions(path: Path) -> list[Question]:
    """Read a JSON Lines file of questions. Raises EvaluationError, naming the line, where one cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}; give a JSON Lines file of questions") from error
    questions = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row["q"], str):
                raise TypeError("q is no text")
            questions.append(
                Question(
                    id=str(row.get("id", number)),
                    q=row["q"],
                    history=tuple(row.get("history", ())),
                    answerable=bool(row["answerable"]),
                    answer=tuple(row.get("answer", ())),
                    gold=tuple(Gold(gold["recap"], gold["quote"]) for gold in row.get("gold", ())),
                    kind=row.get("kind", "all"),
                )
            )
            for pattern in questions[-1].answer:
                re.compile(pattern)
        except (ValueError, KeyError, TypeError, AttributeError, re.error) as error:
            raise EvaluationError(
                f'{path}, line {number}: {error!r}; expected {{"q": …, "answerable": true, "gold": [{{"recap": …, "quote": …}}]}}'
            ) from error
    if not questions:
        raise EvaluationError(f"{path} holds no question; expected one JSON object a line")
    return questions


def evaluate(assistant: Assistant, questions: Sequence[Question]) -> Evaluation:
    """Ask every question; printed, it is a table by kind of question and one of risk and coverage.

    Raises EvaluationError, before any is asked, where no recap holds the words of a gold quote.
    """
    recaps = {recap.file: recap for recap in assistant.recaps}
    outcomes = []
    predictions = []
    golds = [[_span(gold, recaps, question) for gold in question.gold] for question in questions]
    for question, gold in zip(questions, golds, strict=True):
        answer = assistant.ask(question.q, history=question.history)
        hits = assistant.retrieve(answer.understood_as, DEPTH)
        bold = assistant.ask(question.q, history=question.history, threshold=0.0) if answer.refused and answer.confidence else answer
        outcomes.append(_outcome(question, gold, answer, bold, hits, recaps))
        predictions.append(_prediction(question, answer))
    return Evaluation(tuple(outcomes), tuple(predictions))


def _outcome(
    question: Question, gold: Sequence[_Span], answer: Answer, bold: Answer, hits: Sequence[Hit], recaps: dict[str, Recap]
) -> Outcome:
    """What came of a question; `bold` is its answer with nothing refused for want of confidence."""
    rank = next((i for i, hit in enumerate(hits, 1) if any(_holds(cited, gold) for cited in (hit.citation, *hit.also))), None)
    quoted = any(_holds(quote, gold) for quote in (*bold.quotes, *bold.support))
    if not gold and question.answer:
        quoted = any(re.search(pattern, bold.text, re.IGNORECASE) for pattern in question.answer)
    return Outcome(
        question=question,
        rank=rank,
        right=quoted and not answer.refused if question.answerable else answer.refused,
        refused=answer.refused,
        exact=all(recaps[quote.recap].text[quote.start : quote.end] == quote.text for quote in answer.quotes),
        words=0 if answer.refused else len(answer.text.split()),
        ms=answer.ms,
        confidence=answer.confidence,
        right_if_answered=question.answerable and quoted and not bold.refused,
        could_answer=not bold.refused,
    )


def _span(gold: Gold, recaps: dict[str, Recap], question: Question) -> _Span:
    at = recaps[gold.recap].text.find(gold.quote) if gold.recap in recaps else -1
    if at < 0:
        raise EvaluationError(f"question {question.id}: no recap {gold.recap!r} holds {gold.quote!r}; give words of it as they stand")
    return gold.recap, at, at + len(gold.quote)


def _holds(citation: Citation, gold: Sequence[_Span]) -> bool:
    """Whether a quote covers the middle of a gold quote."""
    return any(recap == citation.recap and citation.start <= (start + end) // 2 < citation.end for recap, start, end in gold)


def _prediction(question: Question, answer: Answer) -> dict[str, object]:
    return {
        "id": question.id,
        "answer": answer.text,
        "abstained": answer.refused,
        "reason": answer.reason,
        "quotes": [{"recap": quote.recap, "text": quote.text, "start": quote.start, "end": quote.end} for quote in answer.quotes],
    }


def table(outcomes: Sequence[Outcome]) -> str:
    """Outcomes as a table, a row a kind of question and one for all."""
    kinds = sorted({outcome.question.kind for outcome in outcomes})
    header = f"{'kind':<18}{'n':>5}{'right':>8}{'hit@1':>8}{'hit@5':>8}{'MRR@10':>8}{'refused':>9}{'words':>7}{'exact':>7}{'ms':>7}"
    rows = [_row(kind, [outcome for outcome in outcomes if outcome.question.kind == kind]) for kind in kinds]
    return "\n".join([header, *rows, _row("all", outcomes)])


def risks(outcomes: Sequence[Outcome]) -> list[float]:
    """The share of wrong answers among the most confident one, two, … of all questions.

    A selective classifier's risk-coverage curve (El-Yaniv and Wiener 2010); the area under it is the mean of these, lower is better.
    """
    wrong = 0
    found: list[float] = []
    for answered, outcome in enumerate(sorted(outcomes, key=lambda outcome: -outcome.confidence), 1):
        wrong += not outcome.right_if_answered
        found.append(wrong / answered)
    return found


def risk_and_coverage(outcomes: Sequence[Outcome]) -> str:
    """What any other threshold would do: the share of questions answered, most confident first, and how many of those are wrong."""
    confidences, curve = sorted((outcome.confidence for outcome in outcomes), reverse=True), risks(outcomes)
    lines = [f"{'answered':<10}{'of them wrong':>14}{'threshold':>11}"]
    for tenth in range(1, 11):
        at = max(1, round(len(curve) * tenth / 10)) - 1
        lines.append(f"{(at + 1) / len(curve):<10.2f}{curve[at]:>14.2f}{confidences[at]:>11.3f}")
    return "\n".join([*lines, f"area under the curve: {statistics.mean(curve):.3f}"])


def plot(outcomes: Sequence[Outcome], path: Path) -> None:
    """Draw risk and coverage to a file whose ending says its format. Raises EvaluationError where it cannot be drawn."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise EvaluationError("drawing needs matplotlib; in the folder of this project: pip install -e '.[plot]'") from error
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.add_subplot(xlabel="share of questions answered", ylabel="of them wrong", xlim=(0, 1), ylim=(0, 1))
    curve = risks(outcomes)
    axes.plot([(at + 1) / len(curve) for at in range(len(curve))], curve)
    axes.set_title(f"{len(curve)} questions, area under the curve {statistics.mean(curve):.3f}")
    try:
        figure.savefig(path, dpi=150)
    except (OSError, ValueError) as error:
        raise EvaluationError(f"the drawing cannot be written to {path}: {error}") from error


def fit(outcomes: Sequence[Outcome], threshold: float) -> Fit:
    """Choose the threshold of refusal that makes most of some questions right; `threshold` is the one in use.

    Raises EvaluationError for fewer than LEAST questions of either kind, answerable and not.
    """
    check_enough([outcome.question for outcome in outcomes])
    ordered = sorted(outcomes, key=lambda outcome: outcome.question.answerable)  # so that both halves hold both kinds
    halves = ordered[::2], ordered[1::2]
    crossed = [outcome.right_at(_best(one, threshold)) for one, other in (halves, halves[::-1]) for outcome in other]
    best = _best(outcomes, threshold)
    return Fit(best, threshold, _share(outcomes, threshold), _share(outcomes, best), statistics.mean(crossed), len(outcomes))


def check_enough(questions: Sequence[Question]) -> None:
    """Raise EvaluationError where a threshold cannot be chosen on some questions: for fewer than LEAST of either kind."""
    kinds = [sum(question.answerable == wanted for question in questions) for wanted in (True, False)]
    if min(kinds) < LEAST:
        raise EvaluationError(
            f"a threshold is chosen on at least {LEAST} questions that the recaps answer and {LEAST} that they do not; "
            f"these are {kinds[0]} and {kinds[1]}"
        )


def _best(outcomes: Sequence[Outcome], threshold: float) -> float:
    """Of the thresholds that make most outcomes right, the one nearest to that in use."""
    known = sorted({0.0, 1.0, *(outcome.confidence for outcome in outcomes)})
    tried = [threshold, *((low + high) / 2 for low, high in itertools.pairwise(known))]
    return max(tried, key=lambda some: (_share(outcomes, some), -abs(some - threshold)))


def _share(outcomes: Sequence[Outcome], threshold: float) -> float:
    return statistics.mean(outcome.right_at(threshold) for outcome in outcomes)


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    answerable = [outcome for outcome in outcomes if outcome.question.gold]
    shown = [outcome.words for outcome in outcomes if not outcome.refused]

    def share(values: Sequence[bool | float]) -> str:
        return f"{sum(values) / len(values):.2f}" if values else "–"

    return (
        f"{name:<18}{len(outcomes):>5}{share([outcome.right for outcome in outcomes]):>8}"
        f"{share([outcome.rank == 1 for outcome in answerable]):>8}{share([(outcome.rank or 99) <= 5 for outcome in answerable]):>8}"
        f"{share([1 / outcome.rank if outcome.rank else 0.0 for outcome in answerable]):>8}"
        f"{share([outcome.refused for outcome in outcomes]):>9}{statistics.median(shown) if shown else 0:>7.0f}"
        f"{share([outcome.exact for outcome in outcomes]):>7}{statistics.median(outcome.ms for outcome in outcomes):>7.0f}"
    )
