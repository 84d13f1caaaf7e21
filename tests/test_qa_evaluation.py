import json
from pathlib import Path

import pytest

from qa import Assistant
from qa.evaluation import EvaluationError, Outcome, Question, evaluate, read_questions, risk_and_coverage

TESTS = Path(__file__).parent


def row(**fields: object) -> str:
    return json.dumps({"id": "1", "q": "What?", "answerable": True, "answer": [], "gold": [], **fields}) + "\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no question"),
        ("{", r"line 1: .*expected"),
        ('{"q": "x"}', r"line 1: KeyError\('answerable'\)"),
        (row() + "[]\n", "line 2"),
        (row(answer=["("]), "line 1"),
    ],
)
def test_a_file_that_cannot_be_used_is_said(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(text)
    with pytest.raises(EvaluationError, match=message):
        read_questions(path)


def test_a_right_answer_a_wrong_one_and_a_refusal_are_told_apart(shipped: Assistant, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    gold = [{"recap": "dotscale-2018.md", "quote": "A system with just-right-consistency"}]
    wrong = [{"recap": "dotscale-2018.md", "quote": "David Gageot of Google"}]
    path.write_text(
        row(q="What is just-right-consistency?", gold=gold, kind="right")
        + row(q="What is just-right-consistency?", gold=wrong, kind="wrong")
        + row(q="What happened at dotScale 2017?", answerable=False, kind="absent")
    )
    report, predictions = evaluate(shipped, read_questions(path))
    assert [line.split()[:3] for line in report.splitlines()[1:5]] == [
        ["absent", "1", "1.00"],
        ["right", "1", "1.00"],
        ["wrong", "1", "0.00"],
        ["all", "3", "0.67"],
    ]
    assert [prediction["abstained"] for prediction in predictions] == [False, False, True]


def outcome(confidence: float, *, right: bool) -> Outcome:
    question = Question("1", "What?", (), True, (), (), "all")
    return Outcome(question, 1, right, False, True, 9, 1.0, confidence, right)


def test_the_curve_says_how_many_are_wrong_among_the_most_confident() -> None:
    curve = risk_and_coverage([outcome(0.9 - n / 10, right=n != 1) for n in range(4)])
    assert [line.split() for line in curve.splitlines()[1:11:3]] == [
        ["0.25", "0.00", "0.900"],
        ["0.50", "0.50", "0.800"],
        ["0.75", "0.33", "0.700"],
        ["1.00", "0.25", "0.600"],
    ]
    assert curve.splitlines()[-1] == "area under the curve: 0.271"


def questions_with_gold(name: str, assistant: Assistant) -> list[Question]:
    questions = read_questions(TESTS / name)
    texts = {recap.file: recap.text for recap in assistant.recaps}
    for question in questions:
        for gold in question.gold:
            assert texts[gold.recap].count(gold.quote) == 1, (question.id, gold)
        assert question.answerable == bool(question.gold), question.id
    return questions


def test_the_questions_over_the_shipped_recaps_fit_them(shipped: Assistant) -> None:
    assert len(questions_with_gold("questions_shipped.jsonl", shipped)) == 120


def test_answers_do_not_get_worse(shipped: Assistant) -> None:
    """A floor under the questions that nothing was tuned on: every second one."""
    report, _ = evaluate(shipped, read_questions(TESTS / "questions_shipped.jsonl")[1::2])
    rows = {line.split()[0]: line.split() for line in report.split("\n\n")[0].splitlines()[1:]}
    right, hit5, words, exact = (float(rows["all"][column]) for column in (2, 4, 7, 8))
    assert exact == 1.0
    assert right >= 0.74
    assert hit5 >= 0.9
    assert words <= 50
    assert float(rows["fact"][2]) >= 0.9


def test_the_questions_over_the_originals_fit_them(told: Assistant) -> None:
    assert len(questions_with_gold("questions_originals.jsonl", told)) == 120
