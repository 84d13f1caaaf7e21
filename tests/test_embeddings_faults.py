"""Rebuilds that are killed, disks that fill, files that are damaged: the old index or the new one, never a wrong one.

A sample of each runs by default; `python -m pytest -m slow tests/test_embeddings_faults.py` runs them all.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import WordEncoder

from embeddings import IndexFault, open_index
from embeddings.build import build

OLD = {
    "one.md": "# Conf 2015\n\n## Ada Lovelace\n\nAda counted 20 engines.\n",
    "two.md": "# Conf 2016\n\n## Alan Turing\n\nAlan broke codes.\n",
}
NEW = {**OLD, "one.md": "# Conf 2015\n\n## Ada Lovelace\n\nAda counted 30 looms.\n"}
#: A rebuild in a process of its own that kills itself before its nth operation on a file below the index, and notes what it made durable.
KILLED = """
import os, signal, sys
sys.path[:0] = [{root!r}, {tests!r}]
from pathlib import Path
from conftest import WordEncoder
from embeddings import build as module
import bm25s, numpy  # what they read and compile is no operation of ours
recaps, index, log, nth = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
seen = 0

def watch(event, given):
    global seen
    if event not in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir") or not str(given[0]).startswith(str(index)):
        return
    seen += 1
    if seen == nth:
        os.kill(os.getpid(), signal.SIGKILL)

sync = os.fsync
def noted(descriptor):
    sync(descriptor)
    with open(log, "a") as file:
        file.write(os.readlink(f"/proc/self/fd/{{descriptor}}") + "\\n")
os.fsync = noted
sys.addaudithook(watch)
module.build(recaps, index, WordEncoder())
print(seen)
"""


def write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder


def rebuild_killed(folder: Path, nth: int) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[1]
    script = KILLED.format(root=str(root), tests=str(Path(__file__).parent))
    command = [sys.executable, "-c", script, str(folder / "recaps"), str(folder / "index"), str(folder / "log"), str(nth)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many operations a rebuild has that can be killed."""
    folder = tmp_path_factory.mktemp("count")
    build(write(folder / "recaps", OLD), folder / "index", WordEncoder())
    write(folder / "recaps", NEW)
    done = rebuild_killed(folder, 10**6)
    return int(done.stdout)


def check_killed(folder: Path, nth: int, *, power_cut: bool) -> None:
    """Kill a rebuild before its nth operation, then open, ask and rebuild."""
    build(write(folder / "recaps", OLD), folder / "index", WordEncoder())
    old = (folder / "index" / "CURRENT").read_text().split()[0]
    write(folder / "recaps", NEW)
    assert rebuild_killed(folder, nth).returncode == -9
    if power_cut:  # what was written since and never made durable is half there
        durable = set((folder / "log").read_text().splitlines()) if (folder / "log").exists() else set()
        for path in (folder / "index").rglob("*"):
            if path.is_file() and old not in path.parts and str(path) not in durable and path.name != "CURRENT":
                os.truncate(path, path.stat().st_size // 2)
    check_opens(folder, nth)


def check_opens(folder: Path, nth: int) -> None:
    """The old index or the new one opens; the next rebuild works, and leaves nothing behind."""
    told = " ".join(passage.text for _, passage in open_index(folder / "index", WordEncoder()).rows)
    assert ("20 engines" in told) != ("30 looms" in told), f"operation {nth}"
    build(folder / "recaps", folder / "index", WordEncoder())
    told = " ".join(passage.text for _, passage in open_index(folder / "index", WordEncoder()).rows)
    assert "30 looms" in told
    names = sorted(path.name for path in (folder / "index").iterdir() if path.name != ".lock")
    assert len(names) == 2, f"operation {nth} left {names}"


@pytest.mark.parametrize("sixth", range(6))
def test_a_rebuild_killed_at_some_operations(tmp_path: Path, operations: int, sixth: int) -> None:
    assert operations > 30
    nth = 1 + sixth * (operations - 1) // 5
    check_killed(tmp_path, nth, power_cut=sixth % 2 == 1)


@pytest.mark.slow
@pytest.mark.parametrize("power_cut", [False, True])
def test_a_rebuild_killed_at_every_operation(tmp_path: Path, operations: int, power_cut: bool) -> None:
    for nth in range(1, operations + 1):
        check_killed(tmp_path / str(nth) if (tmp_path / str(nth)).mkdir() is None else tmp_path, nth, power_cut=power_cut)


#: What native code writes by, too: a rebuild is killed at the nth of these calls to the system.
CALLS = "write,pwrite64,writev,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir"


def rebuild_traced(folder: Path, at: tuple[str, int] | None) -> list[tuple[str, int]]:
    """Rebuild under strace, killed at a call where one is given: the calls that there were, each with how often it had been made."""
    script = "import sys; sys.path[:0] = sys.argv[3:]; from pathlib import Path; from conftest import WordEncoder; from embeddings import build\n"
    script += "build.build(Path(sys.argv[1]), Path(sys.argv[2]), WordEncoder())"
    kill = [] if at is None else ["-e", f"inject={at[0]}:signal=KILL:when={at[1]}"]
    command = ["strace", "-qq", "-o", str(folder / "calls"), "-e", f"trace={CALLS}", *kill, sys.executable, "-B", "-c", script]
    command += [str(folder / "recaps"), str(folder / "index"), str(Path(__file__).parent), str(Path(__file__).parents[1])]
    status = subprocess.run(command, capture_output=True, text=True, check=False)
    assert status.returncode == (0 if at is None else -9), status.stderr
    times: Counter[str] = Counter()
    calls = []
    for line in (folder / "calls").read_text().splitlines():
        name = line.split("(")[0]
        times[name] += 1
        calls.append((name, times[name]))
    return calls


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: apt-get install strace")
@pytest.mark.parametrize("share", [0.6, 0.9, pytest.param(None, marks=pytest.mark.slow)])
def test_a_rebuild_killed_at_calls_of_native_code(tmp_path: Path, share: float | None) -> None:
    def prepared(name: str) -> Path:
        (tmp_path / name).mkdir()
        build(write(tmp_path / name / "recaps", OLD), tmp_path / name / "index", WordEncoder())
        write(tmp_path / name / "recaps", NEW)
        return tmp_path / name

    calls = rebuild_traced(prepared("count"), None)
    assert len(calls) > 50
    for nth in range(len(calls)) if share is None else [round(len(calls) * share)]:
        folder = prepared(str(nth))
        rebuild_traced(folder, calls[nth])
        check_opens(folder, nth)


def mutate(path: Path, chance: random.Random, others: list[Path]) -> str:
    """Damage a file in one of six ways; which."""
    data = bytearray(path.read_bytes())
    way = chance.choice(["byte", "bytes", "cut", "longer", "missing", "foreign"])
    if way == "byte":
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif way == "bytes":
        start = chance.randrange(len(data))
        data[start : start + 16] = chance.randbytes(len(data[start : start + 16]))
    elif way == "cut":
        del data[chance.randrange(len(data)) :]
    elif way == "longer":
        data += chance.randbytes(chance.randrange(1, 64))
    elif way == "foreign":
        data = bytearray(chance.choice(others).read_bytes())
    if way == "missing":
        path.unlink()
    else:
        path.write_bytes(data)
    return way


def check_mutations(folder: Path, many: int) -> None:
    build(write(folder / "recaps", OLD), folder / "index", WordEncoder())
    files = sorted(path for path in (folder / "index").rglob("*") if path.is_file() and path.name != ".lock")
    kept = {path: path.read_bytes() for path in files}
    wanted = [passage.text for _, passage in open_index(folder / "index", WordEncoder()).rows]
    chance = random.Random(many)
    caught = 0
    for trial in range(many):
        path = files[trial % len(files)]
        way = mutate(path, chance, files)
        try:
            index = open_index(folder / "index", WordEncoder())
            assert [passage.text for _, passage in index.rows] == wanted, f"{way} in {path.name}"
            assert path.read_bytes() == kept[path] or path.name == "CURRENT", f"{way} in {path.name} was not seen"
        except IndexFault as fault:
            caught += 1
            assert "rebuild it: python -m embeddings.build --recaps" in str(fault)
            assert path.name in str(fault) or path.name == "CURRENT", f"{way} in {path.name}: {fault}"
        path.write_bytes(kept[path])
    assert caught > many * 0.9


def test_some_damage_is_noticed(tmp_path: Path) -> None:
    check_mutations(tmp_path, 300)


@pytest.mark.slow
def test_ten_thousand_kinds_of_damage_are_noticed(tmp_path: Path) -> None:
    check_mutations(tmp_path, 10_000)


def test_the_check_of_damage_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.folder._check", lambda *_: None)  # a fault that is planted: no checksum is compared
    with pytest.raises(Exception):  # noqa: B017 - whatever a damaged file leads to, it is seen
        check_mutations(tmp_path, 300)


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A disk of half a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_leaves_the_old_index_and_a_later_rebuild_works(small_disk: Path, tmp_path: Path) -> None:
    recaps = write(tmp_path / "recaps", OLD)
    build(recaps, small_disk / "index", WordEncoder())
    write(recaps, NEW)
    free = shutil.disk_usage(small_disk).free
    failures = 0
    for left in range(0, 120_000, 6_000):
        (small_disk / "filling").write_bytes(b"\0" * max(0, free - left))
        try:
            build(recaps, small_disk / "index", WordEncoder())
            (small_disk / "filling").unlink()
            break
        except Exception as error:
            failures += 1
            assert "cannot be written" in str(error), repr(error)
            assert "the index in use is unchanged" in str(error)
        told = " ".join(passage.text for _, passage in open_index(small_disk / "index", WordEncoder()).rows)
        assert "20 engines" in told
        (small_disk / "filling").unlink()
    assert failures > 2
    build(recaps, small_disk / "index", WordEncoder())
    assert "30 looms" in " ".join(passage.text for _, passage in open_index(small_disk / "index", WordEncoder()).rows)


def test_a_manifest_that_says_otherwise_is_no_manifest(tmp_path: Path) -> None:
    build(write(tmp_path / "recaps", OLD), tmp_path / "index", WordEncoder())
    manifest = next((tmp_path / "index").glob("gen-*/manifest.json"))
    fields = json.loads(manifest.read_bytes())
    manifest.write_text(json.dumps({**fields, "files": {}}))
    with pytest.raises(IndexFault, match=r"manifest\.json: its checksum differs"):
        open_index(tmp_path / "index", WordEncoder())
