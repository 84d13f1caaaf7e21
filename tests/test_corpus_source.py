import os
from pathlib import Path

import pytest

from corpus import Skipped, SourceError, list_sources, read_source
from corpus.source import MAX_BYTES, decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Théâtre".encode(), "Théâtre"),
        ("\ufeffThéâtre".encode(), "\ufeffThéâtre"),
        (b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n"),
        ("Théâtre".encode("cp1252"), "Théâtre"),
        ("Théâtre".encode("utf-16"), "Théâtre"),
        ("Théâtre".encode("utf-32"), "Théâtre"),
        ("Théâtre ".encode() + b"\xff" + b"here", "Théâtre \ufffdhere"),
    ],
    ids=["utf-8", "byte order mark", "line ends", "windows-1252", "utf-16", "utf-32", "one broken byte"],
)
def test_decodes_and_keeps_what_stands(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.md", b"", "empty"),
        ("a.md", b" \r\n\t", "empty"),
        ("a.md", b"\xef\xbb\xbf\n", "empty"),
        ("a.txt", b"\x89PNG\x00\x00\x01", "binary: holds NUL bytes"),
        ("a.png", b"x", ".png is not a recap format"),
        ("a.md", b"x" * (MAX_BYTES + 1), "larger than 8,000,000 bytes"),
    ],
)
def test_says_why_a_file_is_no_recap(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=reason):
        read_source(tmp_path, name)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(SourceError, match="not a regular file"):
        read_source(tmp_path, "pipe.md")


def test_a_name_that_no_file_can_have_is_no_recap(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="its name holds a NUL"):
        read_source(tmp_path, "a\0.md")


def test_a_folder_that_is_called_like_a_recap_is_not_kept_open(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(SourceError, match="cannot be read: Is a directory"):
        read_source(tmp_path, "a.md")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_lists_recaps_of_subfolders_and_says_why_others_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret.md").write_text("secret")
    folder = tmp_path / "in"
    for name in ("b.md", "2015/a.txt", ".hidden.md", ".git/c.md", "README.md", "photo.jpg"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("text")
    (folder / "link.md").symlink_to(tmp_path / "out" / "secret.md")
    names, skipped = list_sources(folder)
    assert names == ["2015/a.txt", "b.md"]
    assert sorted(skipped, key=lambda file: file.name) == [
        Skipped("README.md", "a README describes the folder, it is no recap"),
        Skipped("link.md", "a link that leads out of the recaps folder, or nowhere"),
        Skipped("photo.jpg", ".jpg is not a recap format"),
    ]


@pytest.mark.parametrize(("name", "what"), [("missing", "does not exist"), ("file.md", "is not a folder")])
def test_a_folder_that_is_none_is_named(tmp_path: Path, name: str, what: str) -> None:
    (tmp_path / "file.md").write_text("text")
    with pytest.raises(SourceError, match=f"{name} {what}; give a folder"):
        list_sources(tmp_path / name)
