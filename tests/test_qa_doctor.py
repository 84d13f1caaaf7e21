"""What the doctor says of a machine."""

import shutil
from pathlib import Path

import pytest

from embeddings import Threshold, store_at
from qa.cli import main
from qa.doctor import examine


def test_all_is_well_with_the_shipped_recaps(shipped_index: Path) -> None:
    findings = examine(index=shipped_index)
    assert {finding.state for finding in findings} <= {"good", "slow"}
    text = "\n".join(finding.what for finding in findings)
    assert "sentence-transformers" in text
    assert "5 recaps" in text
    assert "every checksum is right" in text


def test_an_index_that_is_not_built_yet_is_slow_and_stays_unbuilt(tmp_path: Path) -> None:
    findings = examine(index=tmp_path / "index")
    assert [finding.state for finding in findings][-1] == "slow"
    assert not (tmp_path / "index").exists()


def test_a_threshold_of_another_version_is_slow(shipped_index: Path, tmp_path: Path) -> None:
    shutil.copytree(shipped_index, tmp_path / "index")
    store_at(tmp_path / "index").keep_threshold(Threshold(0.5, "older"))
    assert examine(index=tmp_path / "index")[-1].what.startswith("the threshold of refusal was fitted for another version")


@pytest.mark.parametrize("way", ["folder", "model", "damage"])
def test_what_is_wrong_is_said_and_ends_with_2(tmp_path: Path, shipped_index: Path, capsys: pytest.CaptureFixture[str], way: str) -> None:
    place = ["--index", str(shipped_index)]
    if way == "folder":
        place = ["--recaps", str(tmp_path / "none")]
    elif way == "model":
        place = ["--model", str(tmp_path)]
    else:
        (tmp_path / "CURRENT").write_text("nonsense")
        place = ["--index", str(tmp_path)]
    assert main(["doctor", *place]) == 2
    assert "wrong " in capsys.readouterr().out
