import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from unittest.mock import Mock

import filelock
import pytest
from conftest import WordEncoder

from embeddings import IndexFault, open_index, store_at
from embeddings import build as module
from embeddings.build import BuildError, build, default_index, is_current, main, on_terminal

ONE = "# Engine Conf 2015\n\n## Ada Lovelace\n\nAda spoke of engines. They count.\n"
TWO = "# Loom Conf 2016\n\n## Charles Babbage\n\nCharles spoke of looms. They weave.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    recaps = tmp_path / "recaps"
    recaps.mkdir()
    (recaps / "one.md").write_text(ONE)
    (recaps / "two.md").write_text(TWO)
    return recaps


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_builds_and_says_what_it_did(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    (folder / "empty.md").write_text("")
    summary = build(folder, tmp_path / "index", encoder)
    assert (summary.recaps, summary.talks, summary.passages, summary.embedded, summary.removed) == (2, 2, 2, 2, 0)
    assert [(file.name, file.reason) for file in summary.skipped] == [("empty.md", "empty")]
    assert "2 recaps, 2 talks, 2 passages" in str(summary)
    assert "'empty.md': empty" in str(summary)


def test_only_a_changed_recap_is_embedded_again(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    build(folder, tmp_path / "index", encoder)
    encoder.encoded = 0
    (folder / "two.md").write_text(TWO.replace("weave", "spin"))
    summary = build(folder, tmp_path / "index", encoder)
    assert (summary.embedded, encoder.encoded) == (1, 3)  # one passage and its two sentences
    vectors = open_index(tmp_path / "index", encoder)._sentences.vectors
    fresh = build(folder, tmp_path / "fresh", encoder) and open_index(tmp_path / "fresh", encoder)._sentences.vectors
    assert (vectors == fresh).all()


def test_a_deleted_recap_goes(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    build(folder, tmp_path / "index", encoder)
    (folder / "one.md").unlink()
    summary = build(folder, tmp_path / "index", encoder)
    assert (summary.recaps, summary.embedded, summary.removed) == (1, 0, 1)
    assert [recap.file for recap in open_index(tmp_path / "index", encoder).recaps] == ["two.md"]


def test_a_rebuild_without_a_change_writes_nothing(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    build(folder, tmp_path / "index", encoder)
    before = (tmp_path / "index" / "CURRENT").read_text()
    build(folder, tmp_path / "index", encoder)
    assert (tmp_path / "index" / "CURRENT").read_text() == before


def test_a_rebuild_tells_how_far_it_is(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    told: list[tuple[str, int, int]] = []
    build(folder, tmp_path / "index", encoder, progress=lambda *step: told.append(step))
    assert told == [("reading recaps", 1, 2), ("reading recaps", 2, 2), ("embedding texts", 0, 6), ("embedding texts", 6, 6)]


def test_a_rebuild_that_was_stopped_goes_on_where_it_was(
    folder: Path, tmp_path: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.build.REPORT_EVERY", 2)

    def stop(stage: str, done: int, _: int) -> None:
        if stage == "embedding texts" and done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(folder, tmp_path / "index", encoder, progress=stop)
    kept = sorted((tmp_path / "index").glob("unfinished-*/*.npy"))
    assert (len(kept), encoder.encoded) == (2, 4)
    kept[0].write_bytes(kept[0].read_bytes()[:-1])  # one that was cut short is not taken
    build(folder, tmp_path / "index", encoder)
    assert encoder.encoded == 4 + 2 + 2
    assert list((tmp_path / "index").glob("unfinished-*")) == []
    fresh = build(folder, tmp_path / "fresh", encoder) and open_index(tmp_path / "fresh", encoder)
    for name in ("_passages", "_sentences"):
        assert (getattr(open_index(tmp_path / "index", encoder), name).vectors == getattr(fresh, name).vectors).all()


def test_the_recaps_folder_is_never_written_to(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    before = state(folder)
    build(folder, tmp_path / "index", encoder)
    build(folder, tmp_path / "index", encoder)
    assert state(folder) == before


def test_only_the_generation_in_use_is_kept(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    for text in (ONE, ONE + "\nMore of it.\n", ONE):
        (folder / "one.md").write_text(text)
        build(folder, tmp_path / "index", encoder)
    names = sorted(path.name for path in (tmp_path / "index").iterdir() if path.name != ".lock")
    assert len(names) == 2
    assert names[0] == "CURRENT"
    assert names[1].startswith("gen-000003-")


def test_the_manifest_names_every_file_and_recap(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    build(folder, tmp_path / "index", encoder)
    manifest = store_at(tmp_path / "index").manifest()
    assert manifest is not None
    assert sorted(manifest.recaps) == ["one.md", "two.md"]
    assert {"recaps.jsonl", "passages.faiss", "sentences.faiss"} <= manifest.files.keys()
    assert (manifest.model, manifest.dimension, manifest.passages, manifest.sentences) == ("words", 512, 2, 4)


def test_a_failed_rebuild_leaves_the_old_index_serving(
    folder: Path, tmp_path: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(folder, tmp_path / "index", encoder)
    (folder / "two.md").unlink()

    def fail(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(BuildError, match="No space left on device; the index in use is unchanged"):
        build(folder, tmp_path / "index", encoder)
    monkeypatch.undo()
    assert len(open_index(tmp_path / "index", encoder).recaps) == 2
    build(folder, tmp_path / "index", encoder)
    assert len(open_index(tmp_path / "index", encoder).recaps) == 1
    assert len(list((tmp_path / "index").glob("gen-*"))) == 1


def test_nothing_else_in_the_index_folder_is_removed(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    mine = tmp_path / "index" / "gen-ai-2024"
    mine.mkdir(parents=True)
    (mine / "notes.md").write_text("mine")
    build(folder, tmp_path / "index", encoder)
    (folder / "one.md").unlink()
    build(folder, tmp_path / "index", encoder)
    assert (mine / "notes.md").read_text() == "mine"


def test_a_failed_rebuild_leaves_no_files(folder: Path, tmp_path: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(BuildError, match="No space left on device"):
        build(folder, tmp_path / "index", encoder)
    assert [path.name for path in (tmp_path / "index").iterdir() if path.name != ".lock"] == []


def test_an_odd_file_does_not_stop_a_rebuild(folder: Path, tmp_path: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus import read

    whole = read.find_talks

    def fail(text: str, blocks: object, title: str) -> object:
        if "looms" in text:
            raise IndexError("string index out of range")
        return whole(text, blocks, title)  # type: ignore[arg-type]

    monkeypatch.setattr(read, "find_talks", fail)
    summary = build(folder, tmp_path / "index", encoder)
    assert [(file.name, file.reason) for file in summary.skipped] == [
        ("two.md", "cannot be read as a recap: IndexError: string index out of range")
    ]
    assert is_current(folder, tmp_path / "index", encoder)


def test_a_rebuild_of_an_index_alone_takes_its_own_recaps(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = str(tmp_path / "index")
    assert main(["--recaps", str(folder), "--index", index], encoder=lambda name: WordEncoder()) == 0
    assert main(["--index", index], encoder=lambda name: WordEncoder()) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines() if "recaps," in line] == ["2", "2"]


def test_two_rebuilds_wait_for_each_other(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    failures: list[Exception] = []

    def run() -> None:
        try:
            build(folder, tmp_path / "index", WordEncoder())
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(open_index(tmp_path / "index", encoder).recaps) == 2


def test_a_rebuild_that_waits_too_long_says_so(folder: Path, tmp_path: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOCK_SECONDS", 0.05)
    (tmp_path / "index").mkdir()
    with filelock.FileLock(tmp_path / "index" / ".lock"), pytest.raises(BuildError, match="another rebuild"):
        build(folder, tmp_path / "index", encoder)


def test_an_index_of_another_model_is_made_anew(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    build(folder, tmp_path / "index", encoder)
    other = WordEncoder()
    other.digest = "words-2"
    with pytest.raises(IndexFault, match=r"built with the model words \(words-1\), not with words \(words-2\)"):
        open_index(tmp_path / "index", other)
    assert build(folder, tmp_path / "index", other).embedded == 2
    assert len(open_index(tmp_path / "index", other).recaps) == 2


def test_an_index_of_another_format_is_refused(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    build(folder, tmp_path / "index", encoder)
    import hashlib

    pointer = tmp_path / "index" / "CURRENT"
    generation = pointer.read_text().split()[0]
    manifest = tmp_path / "index" / generation / "manifest.json"
    data = json.dumps({**json.loads(manifest.read_text()), "format": 99}).encode()
    manifest.write_bytes(data)
    pointer.write_text(f"{generation} {hashlib.sha256(data).hexdigest()}")
    with pytest.raises(IndexFault, match=r"has format 99, this version reads format 3; rebuild it: python -m embeddings\.build --recaps "):
        open_index(tmp_path / "index", encoder)


@pytest.mark.parametrize(
    "name", ["recaps.jsonl", "passages.faiss", "sentences.faiss", "manifest.json", "words/data.csc.index.npy", "CURRENT"]
)
@pytest.mark.parametrize("damage", ["changed", "cut", "missing"])
def test_a_damaged_index_names_the_file_and_what_to_do(folder: Path, tmp_path: Path, encoder: WordEncoder, name: str, damage: str) -> None:
    build(folder, tmp_path / "index", encoder)
    path = tmp_path / "index" / name if name == "CURRENT" else next((tmp_path / "index").glob("gen-*")) / name
    data = bytearray(path.read_bytes())
    if damage == "missing":
        path.unlink()
    else:
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data) if damage == "changed" else bytes(data[: len(data) // 2]))
    with pytest.raises(IndexFault, match=r"python -m embeddings\.build") as fault:
        open_index(tmp_path / "index", encoder)
    if name != "CURRENT":
        assert name in str(fault.value)
    build(folder, tmp_path / "index", encoder)
    assert len(open_index(tmp_path / "index", encoder).recaps) == 2


def test_is_current_until_something_changes(folder: Path, tmp_path: Path, encoder: WordEncoder) -> None:
    index = tmp_path / "index"
    assert not is_current(folder, index, encoder)
    (folder / "heading.md").write_text("# Only a heading\n")
    build(folder, index, encoder)
    assert is_current(folder, index, encoder)
    (folder / "heading.md").write_text("# A heading\n\nAnd a sentence.\n")
    assert not is_current(folder, index, encoder)
    build(folder, index, encoder)
    (folder / "three.md").write_text(TWO)
    assert not is_current(folder, index, encoder)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, r"no file in .* can be read as a recap \(0 skipped\); put \.md, \.txt or \.html files"),
        ({"a.png": b"x", "b.md": b""}, r"\(2 skipped\)"),
    ],
)
def test_a_folder_without_a_recap_is_refused(tmp_path: Path, encoder: WordEncoder, files: dict[str, bytes], message: str) -> None:
    folder = tmp_path / "recaps"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with pytest.raises(BuildError, match=message):
        build(folder, tmp_path / "index", encoder)


def test_an_index_inside_the_recaps_folder_is_refused(folder: Path, encoder: WordEncoder) -> None:
    with pytest.raises(BuildError, match="lie in one another"):
        build(folder, folder / "index", encoder)
    assert sorted(path.name for path in folder.iterdir()) == ["one.md", "two.md"]


def test_each_recaps_folder_has_an_index_of_its_own() -> None:
    assert default_index(Path("a")) == default_index(Path("a").resolve())
    assert len({default_index(Path("a")), default_index(Path("b")), default_index(Path("a"), "other")}) == 3


def test_the_command_prints_a_summary(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--recaps", str(folder), "--index", str(tmp_path / "index")], encoder=lambda name: WordEncoder())
    assert status == 0
    assert capsys.readouterr().out.startswith("2 recaps, 2 talks, 2 passages in ")


def test_the_command_ends_with_one_message(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "embeddings.build", "--recaps", str(tmp_path / "missing")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (2, "")
    assert (
        run.stderr == f"error: the recaps folder {tmp_path / 'missing'} does not exist; give a folder with .md, .txt or .html files in it\n"
    )


def test_an_interrupt_just_after_a_generation_came_into_use_leaves_it(
    folder: Path, tmp_path: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        replace(self, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(folder, tmp_path / "index", encoder)
    assert len(open_index(tmp_path / "index", encoder).recaps) == 2


def test_a_store_that_is_no_url_is_refused_without_its_password(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--store", "host=localhost password=SECRET"])
    assert "SECRET" not in capsys.readouterr().err


def test_a_stage_of_progress_is_one_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    bars = Mock()
    monkeypatch.setattr("tqdm.tqdm", bars)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    show = on_terminal()
    for done in range(1, 5):
        bars.return_value.n = done - 1
        show("reading", done, 4)
    assert (bars.call_count, bars.return_value.close.call_count) == (1, 1)
