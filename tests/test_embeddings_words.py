import pytest

from embeddings.words import words


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
