"""Citations after their recap has changed."""

import json
from pathlib import Path

import pytest

from corpus import SourceError
from qa import Assistant
from qa.citation import Citation
from qa.cli import main
from qa.verification import Verdict, verify

TEXT = "# Conf 2015\n\n## Ada Lovelace\n\nAda counted 20 engines. She did it twice.\n"
QUOTE = "Ada counted 20 engines."


@pytest.fixture
def recaps(tmp_path: Path) -> Path:
    folder = tmp_path / "recaps"
    folder.mkdir()
    (folder / "one.md").write_text(TEXT)
    return folder


@pytest.fixture
def citation() -> Citation:
    start = TEXT.index(QUOTE)
    return Citation(QUOTE, "one.md", start, start + len(QUOTE), (5, 5), None, ("Ada Lovelace",), 2015, "Conf 2015", None, None, "0" * 64)


def test_a_quote_where_it_was_is_exact_whatever_changed_after_it(recaps: Path, citation: Citation) -> None:
    (recaps / "one.md").write_text(TEXT + "More.\n")
    assert verify(citation, recaps) == Verdict("exact", "one.md", citation.start, citation.end)


def test_a_quote_that_stands_later_has_moved_to_the_nearest_place(recaps: Path, citation: Citation) -> None:
    (recaps / "one.md").write_text(TEXT.replace("## Ada", "Hello.\n\n## Ada") + f"\n{QUOTE}\n")
    assert verify(citation, recaps) == Verdict("moved", "one.md", citation.start + 8, citation.end + 8)


def test_a_quote_of_a_renamed_recap_has_moved_there(recaps: Path, citation: Citation) -> None:
    (recaps / "one.md").rename(recaps / "two.md")
    assert verify(citation, recaps) == Verdict("moved", "two.md", citation.start, citation.end)


@pytest.mark.parametrize("text", [TEXT.replace("20", "30"), TEXT.replace("counted", "counted  ")])
def test_a_quote_whose_words_changed_is_stale(recaps: Path, citation: Citation, text: str) -> None:
    (recaps / "one.md").write_text(text)
    assert verify(citation, recaps) == Verdict("stale", None, None, None)


def test_a_quote_of_a_deleted_recap_is_stale_and_a_missing_folder_is_said(recaps: Path, citation: Citation) -> None:
    (recaps / "one.md").unlink()
    assert verify(citation, recaps).state == "stale"
    with pytest.raises(SourceError, match="does not exist"):
        verify(citation, recaps / "nowhere")


def test_the_command_line_verifies_a_saved_answer(
    shipped: Assistant, recaps: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from qa.fields import answer_fields

    saved = tmp_path / "answer.json"
    saved.write_text(json.dumps(answer_fields(shipped.ask("How many drives of a group can fail?"))))
    assert main(["verify", str(saved)]) == 0
    assert capsys.readouterr().out.startswith("[1] exact: dotscale-2016.md from ")
    assert main(["verify", str(saved), "--recaps", str(recaps)]) == 1
    assert capsys.readouterr().out.startswith("[1] stale\n")


@pytest.mark.parametrize("text", ["", "{}", '{"quotes": [{"text": 1}]}', "[]"])
def test_what_is_no_answer_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (tmp_path / "answer.json").write_text(text)
    assert main(["verify", str(tmp_path / "answer.json")]) == 2
    assert "is no answer as `recaps ask --json` prints it" in capsys.readouterr().err


def test_a_folder_is_given_as_a_text_too(recaps: Path, citation: Citation) -> None:
    assert verify(citation, str(recaps)).state == "exact"
