"""The network that judges sentences."""

import shutil
from pathlib import Path

import pytest

from embeddings import ModelError
from qa.evidence.model import HERE, EvidenceModel


def test_a_sentence_that_answers_scores_higher() -> None:
    sentences = ("The hall was warm.", "Ada counted twenty engines.", "Lunch came late.")
    (scores,) = EvidenceModel().score("How many engines did Ada count?", [("Engine Conf 2015", sentences)])
    assert scores.index(max(scores)) == 1


@pytest.mark.parametrize("way", ["changed", "missing"])
def test_another_network_is_not_loaded(tmp_path: Path, way: str) -> None:
    if way == "changed":
        shutil.copy(HERE / "evidence.onnx", tmp_path)
        with (tmp_path / "evidence.onnx").open("r+b") as file:
            file.seek(1000)
            file.write(b"x")
    with pytest.raises(ModelError, match=r"evidence.onnx.*install the project again"):
        EvidenceModel(tmp_path)
