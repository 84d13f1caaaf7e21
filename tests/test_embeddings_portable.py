"""The copy of the model that encodes questions."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus import SHIPPED
from embeddings import Model, portable
from embeddings import model as model_module
from embeddings.portable import NotPortable, Portable, make_portable


@pytest.fixture(scope="module")
def copied(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy") / "model"
    make_portable(model._load(), folder)
    return folder


def test_the_copy_gives_the_vectors_of_the_model(model: Model, copied: Path) -> None:
    texts = [line for path in sorted(SHIPPED.glob("*.md")) for line in path.read_text().splitlines() if len(line) > 40][::9]
    copy = Portable(copied)
    assert len(texts) > 20
    cosines = [float(copy.encode(text) @ vector) for text, vector in zip(texts, model.encode(texts), strict=True)]
    assert min(cosines) >= 0.99999


def test_a_file_that_was_changed_is_not_opened(copied: Path, tmp_path: Path) -> None:
    for name in ("network.onnx", "weights.data", "tokenizer.json"):
        folder = tmp_path / name
        folder.mkdir()
        for path in copied.iterdir():
            data = bytearray(path.read_bytes())
            if path.name == name:
                data[len(data) // 2] ^= 1
            (folder / path.name).write_bytes(data)
        with pytest.raises(NotPortable, match=f"{name} is not the file that was written"):
            Portable(folder)


def test_a_copy_with_other_vectors_is_refused_and_leaves_nothing(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable, "SAME", 1.1)  # no copy can be that much like its model
    with pytest.raises(NotPortable, match="gives other vectors"):
        make_portable(model._load(), tmp_path / "model")
    assert list(tmp_path.iterdir()) == []


def test_a_model_without_a_copy_still_works_and_says_so_once(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: object) -> Portable:
        raise NotPortable("no exporter here")

    monkeypatch.setattr(model_module, "make_portable", fail)
    monkeypatch.setattr(model_module, "_opened", lambda _: None)
    model = Model()
    assert np.allclose(model.encode_question("one text"), model.encode(["one text"])[0])
    model.encode_question("another text")
    assert caplog.messages == ["The model all-MiniLM-L6-v2 is used as it is, which is slower for questions: no exporter here"]


def test_a_question_imports_nothing_heavy(shipped_index: Path, model: Model) -> None:
    model.encode_question("the copy is there from now on")
    script = (
        "import sys; import qa.cli; from qa import Assistant\n"
        f"answer = Assistant.open(index={str(shipped_index)!r}).ask('How many drives of a group can fail?')\n"
        "assert not answer.refused\n"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers', 'sklearn', 'scipy', 'gradio', 'onnx', 'yaml', 'httpx', 'trafilatura', 'pypdf')"
        " if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
