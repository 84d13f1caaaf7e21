"""What is on this machine and works: the model, the index, the versions; and what would be slow, or is wrong, with what to do."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from corpus import SourceError, list_sources
from embeddings import IndexFault, Model, ModelError, store_at
from embeddings.build import BuildError, is_current
from embeddings.index import check_model
from qa.assistant import places
from qa.evidence.judge import identity
from qa.evidence.model import EvidenceModel
from qa.rows import count

PACKAGES = ("recap-qa", "sentence-transformers", "torch", "faiss-cpu", "onnxruntime", "numpy", "gradio", "mcp")
#: Milliseconds that encoding a question may take before it is called slow.
SLOW = 50


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    state: Literal["good", "slow", "wrong"]
    what: str


def examine(recaps: str | Path | None = None, index: str | Path | None = None, model: str | None = None) -> list[Finding]:
    """Look at everything that an answer needs, without changing anything but the model's copy, which is made where it is missing."""
    return [*_versions(), *_model(model), *_recaps(recaps, index, model)]


def _versions() -> Iterator[Finding]:
    found: dict[str, str] = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            yield Finding("wrong", f"{package} is not installed; run: pip install -e .")
    yield Finding(
        "good", f"Python {platform.python_version()} on {platform.system()} {platform.machine()}: {', '.join(map(' '.join, found.items()))}"
    )
    if sys.platform == "linux" and "+cu" in found.get("torch", ""):
        yield Finding("slow", "torch was built for CUDA, which takes gigabytes; its CPU build does as well without a GPU")


def _model(name: str | None) -> Iterator[Finding]:
    try:
        model = Model(name)
        model.encode_question("warm up")
        began = time.perf_counter()
        for _ in range(5):
            model.encode_question("How long does a question take?")
        took = (time.perf_counter() - began) / 5 * 1000
        yield Finding("good" if took < SLOW else "slow", f"model {model.name} ({model.digest[:12]}): {took:.1f} ms a question")
        EvidenceModel()
        yield Finding("good", "evidence model: its checksum is right")
    except ModelError as error:
        yield Finding("wrong", str(error))


def _recaps(recaps: str | Path | None, index: str | Path | None, name: str | None) -> Iterator[Finding]:
    try:
        source, place = places(recaps, index, name)
        names, skipped = list_sources(source)
        yield Finding("good" if names else "wrong", f"recaps {source}: {count(len(names), 'file')}, {len(skipped)} passed over")
        model = Model(name)
        store = store_at(place)
        manifest = store.manifest()
        if manifest is None:
            yield Finding("slow", f"index {store}: not built yet; the first question builds it")
            return
        check_model(store, manifest, model)
        began = time.perf_counter()
        opened = store.open(model)
        took = time.perf_counter() - began
        sizes = f"{count(len(opened.recaps), 'recap')}, {count(manifest.passages, 'passage')}, {count(manifest.sentences, 'sentence')}"
        kinds = " and ".join(sorted(set(manifest.kinds.values())))
        yield Finding("good", f"index {store}: {sizes}; {kinds}; every checksum is right; opened in {took:.2f} s")
        if not is_current(source, place, model):
            then = "rebuild it" if recaps is None and index is not None else "the next question reads them first"
            yield Finding("slow", f"recaps have changed since the index was built; {then}")
        fitted = store.threshold()
        if fitted and fitted.judge == identity():
            yield Finding("good", f"threshold of refusal: {fitted.value:.3f}, as it was fitted for these recaps")
        elif fitted:
            yield Finding(
                "slow", "the threshold of refusal was fitted for another version and is not used; fit it again: recaps eval --fit"
            )
    except (SourceError, IndexFault, BuildError, ModelError) as error:
        yield Finding("wrong", str(error))
