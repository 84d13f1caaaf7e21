"""The kinds of index over one set of vectors: neighbours as the vectors themselves have them."""

import gc
from pathlib import Path

import numpy as np
import pytest
from copied_index import copied

from embeddings import Model, open_index
from embeddings import vectors as module
from embeddings.vectors import Kind, Table, Vectors, kind_for, write_table
from qa import Assistant


@pytest.fixture(scope="module")
def cloud() -> Vectors:
    """6,000 unit vectors in 60 clusters, as texts of 60 subjects lie."""
    chance = np.random.default_rng(1)
    centres = chance.standard_normal((60, 64))
    points = np.repeat(centres, 100, axis=0) + 0.8 * chance.standard_normal((6000, 64))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize(("many", "kind"), [(1, "flat"), (20_000, "flat"), (20_001, "sq8"), (150_000, "sq8"), (150_001, "ivf")])
def test_the_kind_follows_the_number(many: int, kind: Kind) -> None:
    assert kind_for(many) == kind


@pytest.mark.parametrize(("kind", "least"), [("flat", 1.0), ("sq8", 0.98), ("ivf", 0.95)])
def test_the_nearest_are_found(cloud: Vectors, tmp_path: Path, kind: Kind, least: float) -> None:
    assert write_table(tmp_path, "some", cloud, kind) == kind
    table = Table(tmp_path, "some", kind)
    assert len(table) == 6000
    assert (table.vectors == cloud).all()
    shares = []
    for query in cloud[::600]:
        exact = set(np.argsort(-(cloud @ query))[:10].tolist())
        candidates = table.nearest(query, 200)
        best = candidates[np.argsort(-(table.vectors[candidates] @ query))[:10]]
        shares.append(len(exact & set(best.tolist())) / 10)
    assert np.mean(shares) >= least


@pytest.mark.parametrize("kind", ["flat", "sq8", "ivf"])
def test_only_the_rows_that_are_given_are_found(cloud: Vectors, tmp_path: Path, kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    write_table(tmp_path, "some", cloud, kind)
    table = Table(tmp_path, "some", kind)
    only = np.arange(1, 6000, 2)
    for few in (module.FLAT, 10):  # by the vectors themselves, and by the index
        monkeypatch.setattr(module, "FLAT", few)
        found = table.nearest(cloud[0], 200, only)
        assert len(found) >= 100
        assert set(found.tolist()) <= set(only.tolist())


def test_answers_are_the_same_whichever_kind_serves_them(
    model: Model, shipped: Assistant, shipped_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [
        "How many drives of a group can fail?",
        "What is just-right-consistency?",
        "why no amazon",
        "Who won the football world cup?",
    ]
    wanted = [shipped.ask(question).quotes for question in questions]
    for kind in ("sq8", "ivf"):
        monkeypatch.setattr("embeddings.vectors.kind_for", lambda _, kind=kind: kind)
        copied(tmp_path / kind, open_index(shipped_index, model))
        index = open_index(tmp_path / kind, model)
        assert set(index.manifest.kinds.values()) == {kind}
        assistant = Assistant(index, model)
        assert [assistant.ask(question).quotes for question in questions] == wanted


def test_a_file_that_claims_to_be_larger_than_it_is_is_not_read(cloud: Vectors, tmp_path: Path) -> None:
    write_table(tmp_path, "some", cloud, "flat")
    data = bytearray((tmp_path / "some.faiss").read_bytes())
    at = data.index(np.int64(6000 * 64).tobytes())  # how many bytes or numbers follow
    data[at : at + 8] = np.int64(2**34).tobytes()
    (tmp_path / "some.faiss").write_bytes(data)
    with pytest.raises(RuntimeError, match="limit"):
        Table(tmp_path, "some", "flat")


@pytest.mark.parametrize("kind", ["flat", "sq8", "ivf"])
def test_vectors_outlive_their_table(cloud: Vectors, tmp_path: Path, kind: Kind) -> None:
    write_table(tmp_path, "some", cloud, kind)
    vectors = Table(tmp_path, "some", kind).vectors
    gc.collect()
    other = np.ones_like(cloud)  # takes the memory that a table gives back
    assert (vectors == cloud).all()
    assert other.sum() == other.size
