import pytest

from qa.question import MAX_CHARS, QuestionError, clean, standalone, years_in


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "the question is empty"),
        (" \n\t", "the question is empty"),
        ("\x00\x1b\x7f", "the question is empty"),
        ("\ud800", "the question is empty"),
        ("\u202e\u200b", "the question is empty"),
        ("?!", r"the question '\?!' holds no word"),
        ("a" * 1_000_000, "has 1,000,000 characters; ask in 2,000 or fewer"),
    ],
    ids=["empty", "white space", "controls", "lone surrogate", "direction marks", "no word", "a megabyte"],
)
def test_what_cannot_be_asked_is_said(question: str, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        clean(question)


def test_cleans_to_one_line() -> None:
    assert clean("  Who\tgave\x00 it?\u202e\n") == "Who gave it?"
    assert len(clean("a" * MAX_CHARS)) == MAX_CHARS


def test_finds_years() -> None:
    assert years_in("in 2015, not 1986 or 20155, and 2015") == (2015, 1986)


@pytest.mark.parametrize(
    ("question", "history", "understood"),
    [
        ("and in 2015?", ["Who spoke about CRDTs?"], "Who spoke about CRDTs — and in 2015?"),
        ("who gave it?", ["What was the talk on Jepsen about?"], "What was the talk on Jepsen about — who gave it?"),
        ("and in 2016?", ["Who spoke about CRDTs?", "and in 2015?"], "Who spoke about CRDTs — and in 2016?"),
        ("Who spoke about Docker?", ["What is Borg?"], "Who spoke about Docker?"),
        ("Is there a talk about Docker?", ["What is Borg?"], "Is there a talk about Docker?"),
        ("did the author like that?", ["What is Borg?"], "What is Borg — did the author like that?"),
        ("and in 2015?", [], "and in 2015?"),
        ("and in 2015?", ["and why?"], "and in 2015?"),
    ],
)
def test_a_follow_up_is_read_with_the_question_it_follows(question: str, history: list[str], understood: str) -> None:
    assert standalone(question, history) == understood
