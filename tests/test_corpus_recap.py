from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import SHIPPED, Recap, SourceError, plain, read_source
from corpus.passage import MAX_WORDS
from corpus.read import read_recap, read_recaps

Cut = Callable[..., Recap]
FOLDERS = ["shipped", "originals", "wild"]


@pytest.fixture(params=FOLDERS)
def folder(request: pytest.FixtureRequest) -> Path:
    return SHIPPED if request.param == "shipped" else request.getfixturevalue(request.param)


def test_every_recap_is_read_and_every_cut_is_exact(folder: Path) -> None:
    recaps, skipped = read_recaps(folder)
    assert {file.name for file in skipped} <= {"README.md", "index.tsv"}
    for recap in recaps:
        assert recap.text == read_source(folder, recap.file).text
        end = 0
        for passage in recap.passages:
            assert recap.text[passage.start : passage.end] == passage.text
            assert end <= passage.start < passage.end
            assert (passage.start, passage.end) == (passage.sentences[0].start, passage.sentences[-1].end)
            assert len(plain(passage.text).split()) <= MAX_WORDS * 1.05
            end = passage.end
            for sentence in passage.sentences:
                assert plain(recap.text[sentence.start : sentence.end])


def test_nearly_all_prose_of_a_recap_is_in_its_passages() -> None:
    for recap in read_recaps(SHIPPED)[0]:
        body = recap.text.split("---", 2)[2]
        prose = [line for line in body.splitlines() if line and not line.startswith("#")]
        told = " ".join(plain(passage.text) for passage in recap.passages)
        assert [line for line in prose if not all(word in told for word in plain(line).split())] == []


def test_a_passage_holds_no_machinery(recap: Cut) -> None:
    found = recap("# A 2015\n\nOne sentence here. {% youtube x %} Two of them.\n\n![img](a.jpg)\n\nThree is the last.\n")
    shown = [plain(passage.text) for passage in found.passages]
    assert not any("youtube" in passage.text or "img" in passage.text for passage in found.passages)
    assert shown == ["One sentence here.", "Two of them.", "Three is the last."]


def test_a_paragraph_is_not_torn_while_it_fits(recap: Cut) -> None:
    one, two = "A sentence of six words here. " * 12, "Another one of six words is. " * 12
    found = recap(f"# A 2015\n\n{one}\n\n{two}\n")
    assert [len(passage.sentences) for passage in found.passages] == [12, 12]


def test_a_long_paragraph_is_cut_into_even_parts(recap: Cut) -> None:
    found = recap("# A 2015\n\n" + "A sentence of six words here. " * 26 + "\n")
    assert [len(passage.sentences) for passage in found.passages] == [15, 11]


def test_lines_are_counted_from_one_with_any_line_end(recap: Cut) -> None:
    found = recap("# A 2015\r\n\r\nFirst words.\r\n\r\nThen two\r\nlines of it.\r\n")
    assert [found.lines(passage.start, passage.end) for passage in found.passages] == [(3, 6)]


@pytest.mark.parametrize("text", ["---\ntitle: x\n---\n", "# Only a heading\n", "![img](a.jpg)\n", "```\ncode\n```\n"])
def test_a_text_without_a_sentence_is_no_recap(recap: Cut, text: str) -> None:
    with pytest.raises(SourceError, match="no sentence"):
        recap(text)


def test_one_bad_file_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("# Conf 2015\n\nSomething was told.\n")
    (tmp_path / "bad.md").write_bytes(b"\x00\x01")
    recaps, skipped = read_recaps(tmp_path)
    assert [recap.file for recap in recaps] == ["good.md"]
    assert [(file.name, file.reason) for file in skipped] == [("bad.md", "binary: holds NUL bytes")]


def test_reads_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Conf 2015\nafter: a post\n---\nSomething was told.\n")
    found = read_recap(tmp_path, "a.md")
    assert (found.title, found.event, found.edition, found.after) == ("Conf 2015", "Conf", 2015, "a post")


def test_a_byte_order_mark_hides_no_heading(recap: Cut) -> None:
    told = recap("\ufeff# LoomConf 2015\n\n## Looms\n\nAda wove.\n")
    assert (told.title, told.text[0]) == ("LoomConf 2015", "\ufeff")
    assert [talk.title for talk in told.talks] == ["Looms"]
    assert all(told.text[passage.start : passage.end] == passage.text for passage in told.passages)
