import json
import shutil
from pathlib import Path

import pytest

from qa import Assistant
from qa.answer import THRESHOLD
from qa.cli import main
from qa.evaluation import EvaluationError, Gold, Outcome, Question, evaluate, fit, plot, read_questions, risk_and_coverage

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
    evaluation = evaluate(shipped, read_questions(path))
    assert [line.split()[:3] for line in str(evaluation).splitlines()[1:5]] == [
        ["absent", "1", "1.00"],
        ["right", "1", "1.00"],
        ["wrong", "1", "0.00"],
        ["all", "3", "0.67"],
    ]
    assert [prediction["abstained"] for prediction in evaluation.predictions] == [False, False, True]


def outcome(confidence: float, *, right: bool, answerable: bool = True, could_answer: bool = True) -> Outcome:
    question = Question("1", "What?", (), answerable, (), (), "all")
    return Outcome(question, 1, right, False, True, 9, 1.0, confidence, right, could_answer)


def test_the_curve_says_how_many_are_wrong_among_the_most_confident() -> None:
    curve = risk_and_coverage([outcome(0.9 - n / 10, right=n != 1) for n in range(4)])
    assert [line.split() for line in curve.splitlines()[1:11:3]] == [
        ["0.25", "0.00", "0.900"],
        ["0.50", "0.50", "0.800"],
        ["0.75", "0.33", "0.700"],
        ["1.00", "0.25", "0.600"],
    ]
    assert curve.splitlines()[-1] == "area under the curve: 0.271"


def test_the_threshold_that_makes_most_right_is_chosen() -> None:
    """Twenty answers of .5 and above are right, twenty of .3 and below would be wrong; five are refused whatever the threshold."""
    known = [outcome(0.5 + n / 100, right=True) for n in range(20)] + [
        outcome(0.3 - n / 100, right=False, answerable=False) for n in range(20)
    ]
    known += [outcome(0.9, right=False, answerable=False, could_answer=False)] * 5
    fitted = fit(known, 0.09)
    assert fitted.threshold == pytest.approx(0.4)
    assert (fitted.before, fitted.after, fitted.held_out) == (pytest.approx(25 / 45), 1.0, 1.0)
    assert fit(known, 0.45).threshold == 0.45  # one that is as good is left
    mixed = [one for pair in zip(known[:20], known[20:40], strict=True) for one in pair]
    assert fit(mixed, 0.09).held_out == 1.0  # whatever their order, both halves hold both kinds


def test_a_threshold_is_not_chosen_on_a_few_questions() -> None:
    with pytest.raises(EvaluationError, match="these are 12 and 3"):
        fit([outcome(0.5, right=True)] * 12 + [outcome(0.1, right=False, answerable=False)] * 3, 0.09)


def test_the_curve_is_drawn(tmp_path: Path) -> None:
    plot([outcome(0.9, right=True), outcome(0.8, right=False)], tmp_path / "out.png")
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(EvaluationError, match=r"cannot be written to .*nowhere"):
        plot([outcome(0.9, right=True)], tmp_path / "nowhere" / "out.png")


def test_a_fitted_threshold_is_recorded_and_used(shipped_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(shipped_index, tmp_path / "index")
    place = ["--index", str(tmp_path / "index")]
    lines = (TESTS / "questions_shipped.jsonl").read_text(encoding="utf-8").splitlines()
    some = [line for line in lines if json.loads(line)["answerable"]][:10] + [line for line in lines if not json.loads(line)["answerable"]][
        :10
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(some), encoding="utf-8")
    assert main(["eval", *place, "--fit", str(tmp_path / "questions.jsonl")]) == 0
    fitted = float((tmp_path / "index" / "THRESHOLD").read_text().split()[0])
    assert f"threshold {fitted:.3f} instead of {THRESHOLD:.3f}" in capsys.readouterr().out
    assert Assistant.open(index=tmp_path / "index").threshold == fitted
    (tmp_path / "index" / "THRESHOLD").write_text("high")
    assert main(["ask", *place, "Who spoke?"]) == 2
    assert "THRESHOLD holds no number" in capsys.readouterr().err


def questions_with_gold(name: str, assistant: Assistant) -> list[Question]:
    questions = read_questions(TESTS / name)
    texts = {recap.file: recap.text for recap in assistant.recaps}
    for question in questions:
        for gold in question.gold:
            assert texts[gold.recap].count(gold.quote) == 1, (question.id, gold)
        assert question.answerable == bool(question.gold), question.id
    return questions


@pytest.mark.parametrize(
    ("name", "many"), [("questions_shipped.jsonl", 120), ("questions_shipped_blind.jsonl", 100), ("questions_shipped_sealed.jsonl", 100)]
)
def test_the_questions_over_the_shipped_recaps_fit_them(shipped: Assistant, name: str, many: int) -> None:
    assert len(questions_with_gold(name, shipped)) == many


def test_answers_do_not_get_worse(shipped: Assistant) -> None:
    """A floor under the questions that nothing was tuned on: every second one."""
    evaluation = evaluate(shipped, read_questions(TESTS / "questions_shipped.jsonl")[1::2])
    rows = {line.split()[0]: line.split() for line in str(evaluation).split("\n\n")[0].splitlines()[1:]}
    right, hit5, words, exact = (float(rows["all"][column]) for column in (2, 4, 7, 8))
    assert exact == 1.0
    assert right >= 0.74
    assert hit5 >= 0.9
    assert words <= 50
    assert float(rows["fact"][2]) >= 0.9


@pytest.mark.parametrize(
    ("name", "many"),
    [("questions_originals.jsonl", 120), ("questions_originals_blind.jsonl", 100), ("questions_originals_sealed.jsonl", 100)],
)
def test_the_questions_over_the_originals_fit_them(told: Assistant, name: str, many: int) -> None:
    assert len(questions_with_gold(name, told)) == many


def test_a_gold_quote_that_stands_nowhere_is_told_before_anything_is_asked(shipped: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Assistant, "ask", lambda _, question, **__: asked.append(question))
    fine = Question("1", "What is IPFS?", (), True, (), (), "fact")
    lost = Question("2", "What is Borg?", (), True, (), (Gold("dotscale-2018.md", "no such words"),), "fact")
    with pytest.raises(EvaluationError, match=r"question 2: no recap 'dotscale-2018\.md' holds 'no such words'"):
        evaluate(shipped, [fine, lost])
    assert asked == []
