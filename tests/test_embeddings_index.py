from pathlib import Path

import numpy as np
import pytest
from conftest import WordEncoder

from embeddings import Index, folder, open_index
from embeddings.build import build
from embeddings.index import recap_from
from embeddings.words import words


@pytest.fixture
def index(tmp_path: Path, encoder: WordEncoder) -> Index:
    recaps = tmp_path / "recaps"
    recaps.mkdir()
    (recaps / "one.md").write_text("# Engine Conf 2015\n\n## Ada Lovelace\n\nAda spoke of engines. They count numbers.\n")
    (recaps / "two.md").write_text("# Loom Conf 2016\n\n## Charles Babbage\n\nCharles spoke of looms. They weave cloth.\n")
    build(recaps, tmp_path / "index", encoder)
    return open_index(tmp_path / "index", encoder)


def test_scores_are_exact(index: Index, encoder: WordEncoder) -> None:
    vector = encoder.encode(["They count numbers"])[0]
    first, second = index.search(vector, "engines")
    assert (first.passage, second.passage) == (0, 1)
    assert first.sentences == pytest.approx((0.0, 1.0), abs=1e-6)
    assert second.sentences == pytest.approx((0.0, 1 / 3), abs=1e-6)
    assert first.bm25 > 0 == second.bm25


def test_a_filter_is_obeyed_by_every_ranking(index: Index, encoder: WordEncoder) -> None:
    vector = encoder.encode(["They count numbers"])[0]
    assert [match.passage for match in index.search(vector, "engines", only=np.array([1]))] == [1]
    assert index.search(vector, "engines", only=np.array([], dtype=np.int64)) == []


def test_the_context_of_a_passage_is_searched(index: Index, encoder: WordEncoder) -> None:
    zero = np.zeros(512, dtype=np.float32)
    scores = {match.passage: match.bm25 for match in index.search(zero, "Babbage 2016")}
    assert scores[1] > 0 == scores[0]


def test_a_rarer_word_weighs_more(index: Index) -> None:
    rare, common = words("engines spoke")
    assert index.rarity(rare) > index.rarity(common)
    assert index.rarity("unheard") > index.rarity(rare)
    assert (index.knows(rare), index.knows("unheard")) == (True, False)


def test_recaps_come_back_as_they_were_cut(index: Index, tmp_path: Path) -> None:
    from corpus.read import read_recaps

    assert list(index.recaps) == read_recaps(tmp_path / "recaps")[0]


def test_a_recap_is_not_read_before_it_is_asked_for(tmp_path: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    recaps = tmp_path / "recaps"
    recaps.mkdir()
    for number in range(5):
        (recaps / f"{number}.md").write_text(
            f"# Conf 201{number}\n\n## Ada Lovelace\n\nAda counted {number} engines. And more.\n\n## Alan Turing\n\nCodes.\n"
        )
    build(recaps, tmp_path / "index", encoder)
    read: list[str] = []
    monkeypatch.setattr(folder, "recap_from", lambda fields: read.append(fields["file"]) or recap_from(fields))
    index = open_index(tmp_path / "index", encoder)
    index.search(encoder.encode(["engines"])[0], "engines")
    assert read == []
    recap, passage = index.rows[3]
    assert (recap.file, passage.text, read) == ("1.md", "Codes.", ["1.md"])
    assert index.row_of(recap, passage) == 3
    assert [place[1].text for place in index.rows[8:]] == ["Ada counted 4 engines. And more.", "Codes."]
    assert list(index.rows) == [index.rows[row] for row in range(10)]
    with pytest.raises(IndexError, match="row 10 of 10"):
        index.rows[10]
