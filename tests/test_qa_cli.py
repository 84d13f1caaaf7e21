import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qa.cli import main

QUESTIONS = Path(__file__).with_name("questions_shipped.jsonl")


@pytest.fixture
def index(shipped_index: Path) -> str:
    return str(shipped_index)


def test_asks(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "What is just-right-consistency?", "--index", index]) == 0
    out = capsys.readouterr().out
    assert out.startswith("“")
    assert "[1] Marc Shapiro · dotScale 2018" in out


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: apt-get install strace")
@pytest.mark.parametrize(
    ("script", "asks"), [("from qa.cli import main; main()", False), ("import socket; socket.getaddrinfo('recaps.invalid', 9)", True)]
)
def test_no_code_asks_another_machine_or_keeps_anything_at_home(index: str, tmp_path: Path, script: str, asks: bool) -> None:
    own = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "recap-qa"
    (tmp_path / "home" / ".cache").mkdir(parents=True)
    (tmp_path / "home" / ".cache" / "recap-qa").symlink_to(own)
    environment = {key: value for key, value in os.environ.items() if key not in ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME")}
    environment["HOME"] = str(tmp_path / "home")
    trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", str(tmp_path / "calls"), "-e", "trace=connect"]
    command = [*trace, sys.executable, "-c", script, "ask", "What is Borg?", "--index", index]
    subprocess.run(command, env=environment, capture_output=True, check=False, cwd=Path(__file__).parents[1])
    assert ("AF_INET" in (tmp_path / "calls").read_text()) is asks
    assert [path.name for path in (tmp_path / "home").rglob("*")] == [".cache", "recap-qa"]


def test_a_refusal_ends_with_status_1(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "What happened at dotScale 2017?", "--index", index]) == 1
    assert capsys.readouterr().out.startswith("The recaps do not say. No recap here tells of dotScale 2017")


def test_json_holds_what_the_answer_holds(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "What is just-right-consistency?", "--index", index, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"question", "understood_as", "kind", "refused", "reason", "text", "quotes", "ms"} <= found.keys()
    assert {"text", "recap", "start", "end", "lines", "talk", "speakers", "year"} <= found["quotes"][0].keys()
    assert (found["refused"], found["quotes"][0]["speakers"], found["quotes"][0]["year"]) == (False, ["Marc Shapiro"], 2018)


def test_searches_with_filters(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "databases", "-k", "3", "--year", "2015", "--index", index, "--json"]) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert [hit["year"] for hit in hits] == [2015, 2015, 2015]


def test_lists_talks(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["talks", "--index", index, "--json"]) == 0
    talks = json.loads(capsys.readouterr().out)["talks"]
    assert len(talks) == 75
    assert talks[0].keys() == {"recap", "title", "speakers", "affiliation", "kind", "start", "end", "session"}
    assert main(["talks", "--index", index]) == 0
    assert "  Everything at scale is hard — Paul Dix (InfluxData)" in capsys.readouterr().out


@pytest.mark.parametrize("port", ["99999", "-1", "high"])
def test_a_port_that_is_none_is_said(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"--port={port}"])
    assert f"{port} is no port; give a number from 0 to 65535" in capsys.readouterr().err


def test_evaluates(index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": "1", "q": "What is just-right-consistency?", "answerable": true, "answer": ["consisten"]}\n')
    assert main(["eval", str(questions), "--index", index, "--predictions", str(tmp_path / "out.jsonl")]) == 0
    assert capsys.readouterr().out.split("\n\n")[0].splitlines()[-1].split()[:3] == ["all", "1", "1.00"]
    row = json.loads((tmp_path / "out.jsonl").read_text())
    assert (row["id"], row["abstained"], row["quotes"][0]["recap"]) == ("1", False, "dotscale-2018.md")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", ""], "the question is empty"),
        (["ask", "\x01\x02"], "the question is empty"),
        (["ask", "a" * 1_000_000], "has 1,000,000 characters"),
        (["ask", "x", "--recaps", "/no/such/folder"], "/no/such/folder does not exist; give a folder"),
        (["search", "x", "-k", "0"], "k is 0"),
        (["eval", str(QUESTIONS), "--predictions", "/no/such/folder/out"], "No such file or directory"),
        (["eval", "/no/such/file"], "/no/such/file cannot be read"),
        (["ask", "x", "--model", "/no/such/model"], "the model '/no/such/model' cannot be loaded"),
    ],
    ids=["empty", "controls", "megabyte", "folder", "k", "predictions", "file", "model"],
)
def test_what_is_wrong_is_said_in_one_message(
    arguments: list[str], message: str, index: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    if "--recaps" not in arguments and "--model" not in arguments:
        arguments = [*arguments, "--index", index]
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert message in error
    assert "Traceback" not in error


def test_the_command_is_installed(index: str) -> None:
    command = [sys.executable, "-m", "qa", "ask", "What is Disque?", "--index", index]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "80"})
    assert run.returncode == 0, run.stderr
    assert "Salvatore Sanfilippo" in run.stdout
    assert run.stderr == ""


def test_a_follow_up_says_what_it_was_understood_as_and_a_list_quotes_each_row(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "and Docker?", "--after", "Which talks mention Kafka?", "--index", index]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Understood as: Which talks mention Docker?\n\n4 talks that name “Docker” (considered: 43 talks in 5 recaps of")
    assert "[1] “Mario Loreido's lightning talk was about Docker inside Eclipse and other IDEs.”\n    Mario Loreido" in out


def test_several_questions_are_answered_below_each_other(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "How many talks were there in 2018? What happened at dotScale 2017?", "--index", index]) == 0
    out = capsys.readouterr().out
    assert out.startswith("How many talks were there in 2018?\n\n11 talks (considered: 11 talks in 1 recap of dotScale 2018)\n")
    assert "\n\nWhat happened at dotScale 2017?\n\nThe recaps do not say. No recap here tells of dotScale 2017;" in out
