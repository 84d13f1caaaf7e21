from pathlib import Path

import pytest
from conftest import WordEncoder

from embeddings import open_index
from embeddings.build import build
from qa import Assistant, QuestionError
from qa.retriever import Retriever

SAME = "The pods hold sixty drives each and lose no data when three of them break at once.\n"


@pytest.fixture
def retriever(tmp_path: Path, encoder: WordEncoder) -> Retriever:
    recaps = tmp_path / "recaps"
    recaps.mkdir()
    (recaps / "a.md").write_text(f"# Engine Conf 2015\n\n## Ada Lovelace\n\n{SAME}\n## Mary Somerville\n\nMary told of the sea.\n")
    (recaps / "b.md").write_text(f"# Engine Conf 2015\n\n## Ada Lovelace\n\n{SAME}")
    (recaps / "c.md").write_text("# Loom Conf 2016\n\n## Charles Babbage\n\nCharles told of looms and drives.\n")
    build(recaps, tmp_path / "index", encoder)
    return Retriever(open_index(tmp_path / "index", encoder), encoder)


def found(retriever: Retriever, question: str, k: int = 5, **filters: list[object]) -> list[tuple[str, str | None]]:
    hits = retriever.retrieve(question, k, **filters)  # type: ignore[arg-type]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    return [(hit.citation.recap, hit.citation.speakers[0]) for hit in hits]


def test_the_best_passage_comes_first_with_its_source(retriever: Retriever) -> None:
    hit = retriever.retrieve("Who told of the sea?", 1)[0]
    assert (hit.citation.shown, hit.citation.speakers, hit.citation.year, hit.citation.lines) == (
        "Mary told of the sea.",
        ("Mary Somerville",),
        2015,
        (9, 9),
    )
    assert hit.citation.source == "Mary Somerville · Engine Conf 2015 (a.md, line 9) · 2015"


def test_the_same_words_in_two_recaps_are_one_hit_with_both_sources(retriever: Retriever) -> None:
    hits = retriever.retrieve("How many drives are in the pods?", 3)
    assert (hits[0].citation.recap, [other.recap for other in hits[0].also]) == ("a.md", ["b.md"])
    assert len(hits) == 3


@pytest.mark.parametrize(
    ("filters", "recaps"),
    [
        ({"years": [2016]}, {"c.md"}),
        ({"years": [1999]}, set()),
        ({"recaps": ["b.md"]}, {"b.md"}),
        ({"speakers": ["ada lovelace"]}, {"a.md"}),
        ({"speakers": ["Mary Somerville"], "years": [2015]}, {"a.md"}),
        ({"speakers": ["Mary Somerville"], "years": [2016]}, set()),
    ],
)
def test_filters_are_obeyed(retriever: Retriever, filters: dict[str, list[object]], recaps: set[str]) -> None:
    assert {recap for recap, _ in found(retriever, "drives", **filters)} == recaps


def test_more_hits_do_not_change_the_first(retriever: Retriever) -> None:
    assert found(retriever, "drives and looms", 3)[:1] == found(retriever, "drives and looms", 1)


def test_what_cannot_be_searched_is_said(retriever: Retriever) -> None:
    with pytest.raises(ValueError, match="k is 0; ask for 1 to 300"):
        retriever.retrieve("drives", 0)
    with pytest.raises(QuestionError):
        retriever.retrieve("", 1)


def test_recaps_stand_in_the_order_of_their_names_whatever_the_disk_says(retriever: Retriever) -> None:
    assert [recap.file for recap in retriever.index.recaps] == ["a.md", "b.md", "c.md"]


def test_every_hit_of_real_recaps_is_an_exact_cut(shipped: Assistant) -> None:
    texts = {recap.file: recap.text for recap in shipped.recaps}
    for hit in shipped.retrieve("What was said about databases?", 20):
        for citation in (hit.citation, *hit.also):
            assert texts[citation.recap][citation.start : citation.end] == citation.text
