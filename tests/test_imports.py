"""The direction of imports and the one place of each heavy package, read from the code."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from embeddings.build import READ_BY

ROOT = Path(__file__).resolve().parents[1]
TOOLS = {"train", "fit", "export"}
ORDER = ["corpus", "embeddings", "qa", "app"]
#: Packages that one file of the running product imports; training tools stand apart.
ALONE = {
    "faiss": "embeddings/vectors.py",
    "sentence_transformers": "embeddings/model.py",
    "gradio": "qa/server/page.py",
    "onnxruntime": "embeddings/runtime.py",
    "httpx": "corpus/fetch.py",
    "trafilatura": "corpus/convert.py",
    "pypdf": "corpus/convert.py",
    "docx": "corpus/convert.py",
    "psycopg": "embeddings/postgres.py",
}


def modules() -> list[Path]:
    return [*sorted(path.relative_to(ROOT) for folder in ORDER[:3] for path in (ROOT / folder).rglob("*.py")), Path("app.py")]


def imported(path: Path) -> set[str]:
    found = set()
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
            assert node.level == 0, f"{path}: relative import"
    return found


@pytest.mark.parametrize("path", modules(), ids=str)
def test_imports_go_one_way(path: Path) -> None:
    own = ORDER.index(path.parts[0].removesuffix(".py"))
    assert not imported(path) & set(ORDER[own + 1 :])


def test_every_folder_of_code_is_installed() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    assert listed == sorted({".".join(path.parent.parts) for path in modules() if path.parent.parts})


@pytest.mark.parametrize("package", ALONE)
def test_a_heavy_package_is_imported_in_one_file(package: str) -> None:
    assert [path.as_posix() for path in modules() if path.stem not in TOOLS and package in imported(path)] == [ALONE[package]]


@pytest.mark.parametrize("folder", ORDER[:3])
def test_all_names_what_is_there(folder: str) -> None:
    module = __import__(folder)
    assert module.__all__ == sorted(module.__all__, key=lambda name: (not name.isupper(), name.islower(), name))
    assert all(hasattr(module, name) for name in module.__all__)


def test_what_reads_recaps_is_all_that_makes_an_index_anew() -> None:
    script = "import sys, corpus.read; print(*sorted(name[7:] for name in sys.modules if name.startswith('corpus.')))"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert sorted({*run.stdout.split()} - {"catalogue", "days"}) == sorted(READ_BY)  # these are of recaps that were read
