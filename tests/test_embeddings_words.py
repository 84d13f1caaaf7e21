import pytest

from embeddings.words import says, words


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("How many drives can fail?", ["drive", "fail"]),
        ("2.000.000 videos, 2,300,000 books", ["2000000", "video", "2300000", "book"]),
        ("64GB at 5:55am for 5$", ["64", "gb", "5", "55", "5"]),
        ("Théâtre de Paris", ["theatr", "de", "pari"]),
        ("C++ and C# in node.js", ["c++", "c#", "node", "js"]),
        ("the of and", []),
    ],
)
def test_cuts_texts_into_stems(text: str, stems: list[str]) -> None:
    assert words(text) == stems


@pytest.mark.parametrize(
    ("text", "subject", "whether"),
    [
        ("It was tested twice.", "testing", True),
        ("Screen readers and accessibility", "Accessibility", True),
        ("How to get access to a host", "accessibility", False),
        ("The accessibility of maps", "access", False),
        ("A queue for each of the logs", "log queues", True),
        ("A queue for each of them", "log queues", False),
    ],
)
def test_a_text_says_a_subject_in_forms_of_its_words(text: str, subject: str, whether: bool) -> None:
    assert says(text, subject) is whether
