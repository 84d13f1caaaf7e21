import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import SHIPPED
from qa.cli import main

TEXT = "# Engine Conf 2015\n\n## Notes on the Engine — Ada Lovelace\n\nAda spoke of engines. They weave algebra.\n\n```\ncode\n```\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "recaps").mkdir()
    return tmp_path / "recaps"


@pytest.fixture
def post(tmp_path: Path) -> Path:
    (tmp_path / "engine.md").write_text(TEXT, encoding="utf-8")
    return tmp_path / "engine.md"


UNDERSTOOD = """  title:   Engine Conf 2015
  event:   Engine Conf
  edition: 2015
  date:    not known
  author:  not known
  1 talk, 1 passage, 2 sentences
    lines 3-5: Notes on the Engine — Ada Lovelace
"""


def test_adds_a_file_and_says_what_was_understood(folder: Path, post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(post), "--recaps", str(folder)]) == 0
    assert capsys.readouterr().out == f"added as {folder / 'engine.md'}\n{UNDERSTOOD}"
    assert (folder / "engine.md").read_bytes() == post.read_bytes()


def test_a_dry_run_says_the_same_and_writes_nothing(folder: Path, post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(post), "--recaps", str(folder), "--dry-run"]) == 0
    assert capsys.readouterr().out == f"would be {folder / 'engine.md'}\n{UNDERSTOOD}"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_a_name_that_is_taken_ends_with_status_2(folder: Path, post: Path, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "engine.md").write_text("Charles showed a mill.")
    assert main(["add", str(post), "--recaps", str(folder), *more]) == 2
    assert capsys.readouterr().err.startswith(f"error: {folder / 'engine.md'} is there already and stays as it is")
    assert (folder / "engine.md").read_text() == "Charles showed a mill."
    assert main(["add", str(post), "--recaps", str(folder), "--name", "another"]) == 0
    assert (folder / "another.md").read_text(encoding="utf-8") == TEXT


def test_what_is_stated_is_written(folder: Path, post: Path) -> None:
    stated = ["--title", "A day", "--event", "Loom Conf", "--edition", "2016", "--author", "Mary Somerville", "--date", "2016-06-10"]
    assert main(["add", str(post), "--recaps", str(folder), *stated]) == 0
    assert (folder / "engine.md").read_text(encoding="utf-8") == (
        f"---\ntitle: A day\nevent: Loom Conf\nedition: 2016\nauthor: Mary Somerville\ndate: 2016-06-10\n---\n\n{TEXT}"
    )


def test_of_several_posts_the_good_ones_are_added(folder: Path, post: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.md").write_text("---\ntitle: Nothing\n---\n")
    assert main(["add", str(tmp_path / "empty.md"), str(post), "--recaps", str(folder)]) == 1
    assert capsys.readouterr().err == f"error: {tmp_path / 'empty.md'} is no recap: holds no sentence to quote\n"
    assert [path.name for path in folder.iterdir()] == ["engine.md"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "no folder was given; name your own with --recaps DIR"),
        (["--recaps", "gone"], "the recaps folder gone does not exist"),
        (["--recaps", str(SHIPPED)], "give a folder of your own with --recaps"),
    ],
)
def test_the_folder_must_be_ones_own(post: Path, arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(post), *arguments]) == 2
    assert reason in capsys.readouterr().err


def test_one_name_is_not_for_several_posts(folder: Path, post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(post), str(post), "--recaps", str(folder), "--name", "a"]) == 2
    assert "add the posts one by one" in capsys.readouterr().err


def test_an_address_on_this_machine_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "http://127.0.0.1:9/a.html", "--recaps", str(folder)]) == 2
    assert "which is no public address" in capsys.readouterr().err


def test_a_title_does_not_steer_the_terminal(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text('---\ntitle: "Red \\e[31m alert"\n---\n\nAda spoke of engines.\n')
    assert main(["add", str(tmp_path / "a.md"), "--recaps", str(folder)]) == 0
    assert main(["list", "--recaps", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "Red \ufffd[31m alert" in out


def test_removes_into_a_hidden_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.md").write_text("Ada spoke of engines.")
    assert main(["remove", "a.md", "gone.md", "--recaps", str(folder), "--yes"]) == 2
    said = capsys.readouterr()
    assert said.out == f"a.md was removed and lies in {folder / '.removed' / 'a.md'}\n"
    assert said.err == f"error: 'gone.md' is no recap in {folder}; `recaps list` shows their names\n"
    assert main(["list", "--recaps", str(folder)]) == 0
    assert capsys.readouterr().out == ""


class Terminal(io.StringIO):
    """What a person types."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "left"), [("y\n", []), ("n\n", ["a.md"]), ("\n", ["a.md"]), ("", ["a.md"])])
def test_asks_before_it_removes(folder: Path, typed: str, left: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.md").write_text("Ada spoke of engines.")
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    assert main(["remove", "a.md", "--recaps", str(folder)]) == 0
    assert [path.name for path in folder.glob("*.md")] == left


def test_without_a_terminal_it_must_be_told_yes(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.md").write_text("Ada spoke of engines.")
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert main(["remove", "a.md", "--recaps", str(folder)]) == 2
    assert "add --yes" in capsys.readouterr().err
    assert (folder / "a.md").exists()


def test_lists_recaps_and_what_was_skipped(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "engine.md").write_text(TEXT, encoding="utf-8")
    (folder / "photo.png").write_bytes(b"x")
    (folder / "empty.md").write_text("")
    assert main(["list", "--recaps", str(folder)]) == 0
    assert capsys.readouterr().out == (
        "engine.md: Engine Conf 2015 · Engine Conf 2015 · 1 talk, 1 passage\n"
        "2 skipped:\n  empty.md: empty\n  photo.png: .png is not a recap format\n"
    )
    assert main(["list", "--recaps", str(folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(row["file"], row["title"], row["year"], row["talks"], row["passages"]) for row in found["recaps"]] == [
        ("engine.md", "Engine Conf 2015", 2015, 1, 1)
    ]
    assert found["skipped"][0] == {"file": "empty.md", "reason": "empty"}


def test_checks_a_file(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(post)]) == 0
    assert capsys.readouterr().out == (
        UNDERSTOOD.replace("2015\n", "2015  (text)\n").replace("Conf\n", "Conf  (text)\n")
        + "left out: 1 piece\n  lines 7-9: code: ``` code ```\n"
    )


def test_checks_a_file_as_json(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(post), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["title"], found["from"]["title"], found["passages"], found["sentences"]) == ("Engine Conf 2015", "text", 1, 2)
    assert [(talk["speakers"], talk["lines"]) for talk in found["talks"]] == [(["Ada Lovelace"], [3, 5])]
    assert [(piece["kind"], piece["lines"]) for piece in found["left_out"]] == [("code", [7, 9])]


@pytest.mark.parametrize(
    ("name", "data", "status", "reason"),
    [
        ("a.md", b"", 1, "is no recap: empty"),
        ("a.md", b"# Only a heading\n", 1, "is no recap: holds no sentence to quote"),
        ("a.png", b"x", 2, ".png is no format of a recap"),
        ("a.pdf", b"x", 2, "recaps add --dry-run"),
        ("gone.md", None, 2, "cannot be read: No such file"),
    ],
)
def test_checks_what_is_no_recap(
    tmp_path: Path, name: str, data: bytes | None, status: int, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["check", str(tmp_path / name)]) == status
    assert reason in capsys.readouterr().err


def test_two_adds_at_once_add_one(folder: Path, tmp_path: Path) -> None:
    running = []
    for number in range(2):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "a.md").write_text(f"Ada spoke {number} times of engines.")
        command = [sys.executable, "-m", "qa", "add", str(tmp_path / str(number) / "a.md"), "--recaps", str(folder)]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ}))
    assert sorted(run.wait() for run in running) == [0, 2]
    assert len(list(folder.iterdir())) == 1
