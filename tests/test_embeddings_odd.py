"""A folder full of things that are no recaps: each is indexed or skipped with a reason, and the one real recap answers as ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import WordEncoder

from embeddings import Index, open_index

BUILD = r"""
import json, re, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from conftest import WordEncoder
from embeddings.build import build
summary = build(Path(sys.argv[1]) / "recaps", Path(sys.argv[1]) / "index", WordEncoder())
# Of this program alone: ru_maxrss begins with what the process held that started it.
megabytes = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024
print(json.dumps({"skipped": {file.name: file.reason for file in summary.skipped}, "megabytes": megabytes}))
"""
GOOD = "# Engine Conf 2015\n\n## Ada Lovelace\n\nAda counted twenty engines. They wove numbers.\n"
SAID = "A sentence of a person.\n"
#: Files by name, and what the build says of each: the reason it is skipped, or None where it is indexed.
FILES: dict[str, tuple[bytes, str | None]] = {
    "empty.md": (b"", "empty"),
    "blank.md": (b" \n\t\r\n", "empty"),
    "mark only.md": (b"\xef\xbb\xbf", "empty"),
    "binary.md": (os.urandom(64) + b"\0" * 10, "NUL"),
    "nul.txt": (b"A sentence.\0 More.", "NUL"),
    "photo.md": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "NUL"),
    "latin.md": ("# Café 2015\n\nThéâtre ouvert.\n".encode("cp1252"), None),
    "utf16.md": (("# Conf 2015\n\n" + SAID).encode("utf-16"), None),
    "utf32.md": (("# Conf 2015\n\n" + SAID).encode("utf-32"), None),
    "utf16 without mark.md": (("# Conf 2015\n\n" + SAID).encode("utf-16-le"), "NUL"),
    "surrogate.md": (b"# Conf 2015\n\nOne \xed\xa0\x80 sentence here.\n", None),
    "broken bytes.md": (b"# Conf 2015\n\nOne \xff\xfe\xfd sentence here.\n", None),
    "right to left.md": ("# שלום 2015\n\nזה משפט אחד. וזה עוד אחד.\n".encode(), None),
    "emoji.md": ("# 🎉 2015\n\nThe 🎉 was great. 👩‍👩‍👧 came!\n".encode(), None),
    "only headings.md": (b"# One\n\n## Two\n\n### Three\n", "no sentence"),
    "only code.md": (b"```\nx = 1\n```\n", "no sentence"),
    "one word.md": (b"x" * 1_000_000, None),
    "many lines.md": (b"A line of text here.\n" * 30_000, None),
    "one line.md": (b"word " * 100_000, None),
    "scripts.html": (b"<html><script>alert(1)</script><style>p{}</style><h1>Conf 2015</h1><p>A sentence of a page.</p></html>", None),
    "only scripts.html": (b"<script>alert('a sentence of a script.')</script>", "no sentence"),
    "deep.html": (b"<div>" * 20_000 + b"<p>A sentence deep down.</p>", None),
    "entities.html": (b"<p>" + b"&lt;b&gt; &amp; &#0; &#xD800; &#99999999; " * 100 + b"A sentence.</p>", None),
    "doctype bomb.html": (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><p>A sentence &b; &c;.</p>',
        None,
    ),
    "front matter broken.md": (b"---\ntitle: [unclosed\nother: {\n---\n\nA sentence of a person.\n", None),
    "front matter never ends.md": (b"---\ntitle: A\n\nA sentence of a person.\n", None),
    "front matter lies.md": (b"---\ntitle: 7\nevent: [a, b]\nedition: never\ndate: 0000-99-99\nauthor: {a: b}\n---\n\nA sentence.\n", None),
    "yaml tag.md": (b"---\ntitle: !!python/object/apply:os.system ['touch /tmp/recaps-yaml-ran']\n---\n\nA sentence of a person.\n", None),
    "yaml bomb.md": (
        b"---\na: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + b"".join(b"b%d: &b%d [%s]\n" % (n, n, b",".join([b"*a" if n == 0 else b"*b%d" % (n - 1)] * 10)) for n in range(9))
        + b"title: *b8\n---\n\nA sentence of a person.\n",
        None,
    ),
    "the same.md": (GOOD.encode(), None),
    "'quotes' \"and\" $(touch x).md": (b"# Conf 2015\n\n" + SAID.encode(), None),
    "-rf.md": (b"# Conf 2015\n\n" + SAID.encode(), None),
    "x" * 250 + ".md": (b"# Conf 2015\n\n" + SAID.encode(), None),
    "new\nline.md": (SAID.encode(), "cannot be shown"),
    "turn\u202earound.md": (SAID.encode(), "cannot be shown"),
    "README.md": (SAID.encode(), "README"),
    "notes.docx": (b"PK\x03\x04", "not a recap format"),
    "no ending": (SAID.encode(), "not a recap format"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("odd")
    recaps = place / "recaps"
    recaps.mkdir()
    (recaps / "good.md").write_text(GOOD)
    for name, (data, _) in FILES.items():
        (recaps / name).write_bytes(data)
    (recaps / os.fsdecode(b"not \xff utf-8.md")).write_text(SAID)
    os.mkfifo(recaps / "pipe.md")
    with (recaps / "huge.md").open("wb") as file:
        file.truncate(100_000_000)  # of which no byte is written
    (place / "secret.md").write_text("# Secret 2015\n\nThe secret sentence of another folder.\n")
    (recaps / "out.md").symlink_to(place / "secret.md")
    (recaps / "nowhere.md").symlink_to(recaps / "not there.md")
    (recaps / "loop").symlink_to(recaps, target_is_directory=True)
    (recaps / "circle.md").symlink_to(recaps / "circle.md")
    (recaps / "out folder").symlink_to(place, target_is_directory=True)
    (recaps / "a folder.md").mkdir()
    return place


@pytest.fixture(scope="module")
def built(folder: Path) -> dict[str, Any]:
    """What a build in a process of its own skipped, and the megabytes that it held at most."""
    command = [sys.executable, "-c", BUILD, str(folder), str(Path(__file__).parent)]
    told: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return told


@pytest.fixture(scope="module")
def index(folder: Path, built: dict[str, Any]) -> Index:
    return open_index(folder / "index", WordEncoder())


@pytest.mark.parametrize("name", FILES, ids=ascii)
def test_a_file_is_indexed_or_skipped_with_a_reason(index: Index, built: dict[str, Any], name: str) -> None:
    skipped = built["skipped"]
    wanted = FILES[name][1]
    if wanted is None:
        assert name in {recap.file for recap in index.recaps}
    else:
        assert wanted in skipped[name if name.isprintable() else ascii(name)[1:-1]]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("not \\udcff utf-8.md", "cannot be shown"),
        ("pipe.md", "not a regular file"),
        ("huge.md", "larger than"),
        ("out.md", "out of the recaps folder"),
        ("nowhere.md", "or nowhere"),
        ("circle.md", "or nowhere"),
    ],
)
def test_what_is_no_file_of_the_folder_is_skipped(built: dict[str, Any], name: str, reason: str) -> None:
    assert reason in built["skipped"][name]


def test_the_rest_is_unaffected_and_nothing_outside_is_read(index: Index) -> None:
    assert "Ada counted twenty engines." in next(recap for recap in index.recaps if recap.file == "good.md").text
    assert not any("secret sentence" in recap.text for recap in index.recaps)
    assert not Path("/tmp/recaps-yaml-ran").exists()
    assert all(recap.text[passage.start : passage.end] == passage.text for recap, passage in index.rows)


def test_a_file_that_changes_while_it_is_read_is_whole(tmp_path: Path) -> None:
    """What is kept of a file and its checksum are of one reading."""
    script = (
        "import sys, threading; from pathlib import Path; from corpus import read_source, SourceError; import hashlib\n"
        "path = Path(sys.argv[1]) / 'a.md'; path.write_text('A one. ' * 9000); stop = threading.Event()\n"
        "def write():\n"
        "    n = 0\n"
        "    while not stop.is_set():\n"
        "        n += 1; path.write_text(('A one. ', 'B two. ')[n % 2] * (5000 + n % 4000))\n"
        "writer = threading.Thread(target=write); writer.start()\n"
        "for _ in range(300):\n"
        "    try: source = read_source(path.parent, 'a.md')\n"
        "    except SourceError as error: assert 'empty' in str(error); continue\n"
        "    assert hashlib.sha256(source.text.encode()).hexdigest() == source.sha256\n"
        "stop.set(); writer.join(); print('ok')"
    )
    run = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert run.stdout == "ok\n"


def test_memory_stays_bounded(built: dict[str, Any]) -> None:
    assert built["megabytes"] < 900
