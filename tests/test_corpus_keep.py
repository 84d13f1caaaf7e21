import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from corpus import SHIPPED, SourceError, list_sources
from corpus.keep import KeepError, check_free, put, take_out


def test_puts_a_file(tmp_path: Path) -> None:
    assert put(tmp_path, "a.md", b"Ada.\r\n") == tmp_path / "a.md"
    assert (tmp_path / "a.md").read_bytes() == b"Ada.\r\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize("links", [True, False], ids=["with hard links", "without hard links"])
def test_nothing_is_overwritten(tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    put(tmp_path, "a.md", b"first")
    with pytest.raises(KeepError, match="is there already and stays as it is; choose another name with --name"):
        put(tmp_path, "a.md", b"second")
    assert (tmp_path / "a.md").read_bytes() == b"first"
    assert len(list(tmp_path.iterdir())) == 1


def no_links(*_: object, **__: object) -> None:
    raise PermissionError(1, "Operation not permitted")


@pytest.mark.parametrize("links", [True, False], ids=["with hard links", "without hard links"])
def test_of_many_at_once_one_wins(tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr("corpus.keep.check_free", lambda *_: None)  # all of them have looked before the first one writes
    start = threading.Barrier(8)
    won: list[int] = []
    lost: list[int] = []

    def one(number: int) -> None:
        start.wait()
        try:
            put(tmp_path, "a.md", bytes([number]) * 1000)
            won.append(number)
        except KeepError:
            lost.append(number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 7)
    assert (tmp_path / "a.md").read_bytes() == bytes(won) * 1000
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_to_nowhere_is_not_written_through(tmp_path: Path) -> None:
    folder = tmp_path / "recaps"
    folder.mkdir()
    (folder / "a.md").symlink_to(tmp_path / "outside.md")
    with pytest.raises(KeepError, match="is there already"):
        put(folder, "a.md", b"Ada.")
    assert not (tmp_path / "outside.md").exists()


def test_killed_half_way_leaves_no_recap(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from corpus import keep\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"keep.put(Path({str(tmp_path)!r}), 'a.md', b'Ada.' * 1000)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9
    assert list_sources(tmp_path) == ([], [])
    assert put(tmp_path, "a.md", b"Ada.").read_bytes() == b"Ada."


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        put(tmp_path, "a.md", b"Ada.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("own", ["recaps", "link"])
def test_the_recaps_of_the_project_stay_as_they_are(tmp_path: Path, own: str) -> None:
    folder = SHIPPED
    if own == "link":
        folder = tmp_path / "link"
        folder.symlink_to(SHIPPED)
    with pytest.raises(KeepError, match="give a folder of your own with --recaps"):
        check_free(folder, "new.md")
    with pytest.raises(KeepError, match="give a folder of your own with --recaps"):
        take_out(folder, "dotscale-2018.md")


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        put(tmp_path / "gone", "a.md", b"Ada.")


def test_what_is_taken_out_is_kept_under_a_free_name(tmp_path: Path) -> None:
    for text in (b"first", b"second"):
        put(tmp_path, "a.md", text)
        place = take_out(tmp_path, "a.md")
    assert place == tmp_path / ".removed" / "a-2.md"
    assert [path.read_bytes() for path in sorted((tmp_path / ".removed").iterdir())] == [b"second", b"first"]
    assert list_sources(tmp_path) == ([], [])


def test_what_lies_in_a_sub_folder_is_taken_out(tmp_path: Path) -> None:
    (tmp_path / "2015").mkdir()
    (tmp_path / "2015" / "a.md").write_text("Ada.")
    assert take_out(tmp_path, "2015/a.md") == tmp_path / ".removed" / "2015-a.md"


@pytest.mark.parametrize("name", ["gone.md", "../outside.md", ".removed/a.md", "link.md", "photo.png", "", "."])
def test_only_a_recap_of_the_folder_is_taken_out(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "recaps"
    (folder / ".removed").mkdir(parents=True)
    for path in (tmp_path / "outside.md", folder / "photo.png", folder / ".removed" / "a.md"):
        path.write_text("Ada.")
    (folder / "link.md").symlink_to(tmp_path / "outside.md")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(KeepError, match="is no recap in"):
        take_out(folder, name)
    assert sorted(tmp_path.rglob("*")) == before


def test_removed_recaps_do_not_leave_the_folder_by_a_link(tmp_path: Path) -> None:
    folder, outside = tmp_path / "recaps", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (folder / ".removed").symlink_to(outside)
    put(folder, "a.md", b"Ada.")
    with pytest.raises(KeepError, match="is a link"):
        take_out(folder, "a.md")
    assert (folder / "a.md").read_bytes() == b"Ada."


def test_of_two_that_take_the_same_out_nothing_is_lost(tmp_path: Path) -> None:
    put(tmp_path, "a.md", b"Ada.")
    start = threading.Barrier(2)

    def one() -> None:
        start.wait()
        with suppress(KeepError, OSError):
            take_out(tmp_path, "a.md")

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.read_bytes() for path in (tmp_path / ".removed").iterdir()] == [b"Ada."]
