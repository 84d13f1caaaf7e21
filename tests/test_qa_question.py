import pytest

from qa.question import MAX_CHARS, QuestionError, clean, years_in


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
