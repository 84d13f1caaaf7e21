"""An index that is rebuilt while questions are asked, and recaps that change meanwhile."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from unittest.mock import Mock

import pytest
from conftest import WordEncoder

from embeddings import IndexFault, Threshold, open_index, store_at
from embeddings.build import build
from qa import Assistant
from qa.answer import THRESHOLD
from qa.evidence.judge import identity
from qa.live import Live

#: Questions between two rebuilds.
EACH = 100
TEXT = "# Conf 2015\n\n## Ada Lovelace\n\nAda counted {0} engines in room {0}. The {0} engines were counted twice.\n"


@pytest.fixture
def recaps(tmp_path: Path) -> Path:
    folder = tmp_path / "recaps"
    folder.mkdir()
    (folder / "one.md").write_text(TEXT.format(100))
    return folder


def opened(recaps: Path, index: Path, *, watch: bool = False) -> Live:
    build(recaps, index, WordEncoder())
    return Live(Assistant(open_index(index, WordEncoder()), WordEncoder()), recaps, index, watch=watch)


def told(live: Live) -> str:
    return live.assistant.retrieve("How many engines were counted?", 1)[0].citation.text


def test_a_new_generation_is_taken_up(recaps: Path, tmp_path: Path) -> None:
    live = opened(recaps, tmp_path / "index")
    before = live.generation
    live.look()
    assert live.generation == before
    (recaps / "one.md").write_text(TEXT.format(200))
    build(recaps, tmp_path / "index", WordEncoder())
    live.look()
    assert live.generation != before
    assert "200 engines" in told(live)


def test_changed_recaps_are_noticed_and_read_on_request(recaps: Path, tmp_path: Path) -> None:
    live = opened(recaps, tmp_path / "index")
    (recaps / "one.md").write_text(TEXT.format(300))
    live.look()
    assert (live.changed, "100 engines" in told(live)) == (True, True)
    live.rebuild()
    assert (live.changed, "300 engines" in told(live)) == (False, True)


def test_what_changes_during_a_rebuild_is_noticed(recaps: Path, tmp_path: Path) -> None:
    live = opened(recaps, tmp_path / "index")
    (recaps / "one.md").write_text(TEXT.format(400))

    def meanwhile(stage: str, *_: object) -> None:
        if stage == "embedding texts" and not (recaps / "two.md").exists():
            (recaps / "two.md").write_text("# Conf 2016\n\n## Alan Turing\n\nAlan broke codes.\n")
            live.look()

    live.rebuild(meanwhile)
    live.look()
    assert live.changed


def test_what_changed_before_the_start_is_noticed(recaps: Path, tmp_path: Path) -> None:
    build(recaps, tmp_path / "index", WordEncoder())
    (recaps / "one.md").write_text(TEXT.format(500))
    live = Live(Assistant(open_index(tmp_path / "index", WordEncoder()), WordEncoder()), recaps, tmp_path / "index", watch=True)
    live.look()
    assert "500 engines" in told(live)


def test_a_fitted_threshold_is_taken_up(recaps: Path, tmp_path: Path) -> None:
    live = opened(recaps, tmp_path / "index")
    store_at(tmp_path / "index").keep_threshold(Threshold(0.5, identity()))
    live.look()
    assert live.assistant.threshold == 0.5


def test_a_threshold_fitted_for_another_judge_is_left_aside(recaps: Path, tmp_path: Path) -> None:
    live = opened(recaps, tmp_path / "index")
    store_at(tmp_path / "index").keep_threshold(Threshold(0.5, "older"))
    live.look()
    assert live.assistant.threshold == THRESHOLD


def test_a_file_that_was_only_touched_is_no_change(recaps: Path, tmp_path: Path) -> None:
    live = opened(recaps, tmp_path / "index")
    os.utime(recaps / "one.md", (1, 1))
    live.look()
    assert not live.changed


def test_a_watched_folder_is_rebuilt_by_itself(recaps: Path, tmp_path: Path) -> None:
    live = opened(recaps, tmp_path / "index", watch=True)
    (recaps / "two.md").write_text("# Conf 2016\n\n## Alan Turing\n\nAlan broke codes.\n")
    live.look()
    assert sorted(recap.file for recap in live.assistant.recaps) == ["one.md", "two.md"]


def test_a_folder_that_goes_away_leaves_the_assistant_answering(recaps: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    live = opened(recaps, tmp_path / "index", watch=True)
    (recaps / "one.md").unlink()
    live.look()
    live.look()
    assert "no file in" in live.fault
    assert sum("no file in" in message for message in caplog.messages) == 1
    assert "100 engines" in told(live)


@pytest.mark.parametrize("rebuilds", [5, pytest.param(100, marks=pytest.mark.slow)])
def test_no_answer_mixes_two_generations_under_load(recaps: Path, tmp_path: Path, rebuilds: int) -> None:
    live = opened(recaps, tmp_path / "index")
    wrong: list[str] = []
    asked = 0
    done = threading.Event()

    def ask() -> None:
        nonlocal asked
        while not done.is_set():
            try:
                text = told(live)
                asked += 1
                if len(set(_numbers(text))) != 1:
                    wrong.append(text)
            except Exception as error:
                wrong.append(repr(error))

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    before = 0
    for number in range(rebuilds):
        while asked < EACH * number and not wrong:
            time.sleep(0.01)
        if number == rebuilds // 2:
            before = megabytes()
        (recaps / "one.md").write_text(TEXT.format(1000 + number))
        build(recaps, tmp_path / "index", WordEncoder())
        live.look()
    done.set()
    for asker in askers:
        asker.join()
    assert wrong == []
    assert asked > EACH * (rebuilds - 1)
    assert megabytes() < before * 1.1
    assert f"{1000 + rebuilds - 1} engines" in told(live)


def megabytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4 // 1024


def _numbers(text: str) -> list[str]:
    return [word.strip(".") for word in text.split() if word.strip(".").isdigit()]


def test_what_failed_is_tried_again_at_the_next_look(recaps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = opened(recaps, tmp_path / "index", watch=True)
    (recaps / "two.md").write_text("# Conf 2016\n\n## Alan Turing\n\nAlan broke codes.\n")
    with monkeypatch.context() as patched:
        patched.setattr("qa.live.is_current", Mock(side_effect=IndexFault("the database is away")))
        live.look()
    assert live.fault == "the database is away"
    live.look()
    assert (live.fault, len(live.assistant.recaps)) == ("", 2)
