"""Write a trained evidence model for use: ONNX, int8, at most 25 MB, checked against the original.

python qa/evidence/export.py SITTING… --out DIR       each SITTING holds an evidence.pt; writes DIR/evidence.onnx

The weights that several sittings ended with are averaged: better on held-back questions than any of them (stochastic weight averaging,
Izmailov et al. 2018).
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

from qa.evidence.model import EvidenceModel as Exported
from qa.evidence.reading import encode
from qa.evidence.train import EvidenceModel, sentence_scores, tensors

CHECK = (
    ("How many drives may fail?", "Engine Conf 2016. Ada Lovelace", ("Ada spoke of drives.", "Three of twenty may fail at once.")),
    ("Who spoke of looms?", "Loom Conf. Charles Babbage", ("The room was cold.", "Charles spoke of looms and of their cards.")),
)


def average(weights: Sequence[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several sets of weights of one model."""
    return {name: torch.stack([other[name].float() for other in weights]).mean(0).to(first.dtype) for name, first in weights[0].items()}


def quantize(full: Path, to: Path) -> None:
    """Make a model int8: a scale for each channel of a weight, and one for all of an activation.

    The layers after an activation function get a scale for every 128 numbers instead, of weights and activations: some of what
    they read is far larger than the rest, and with one scale a tenth of the right sentences of paraphrases was lost.
    """
    graph = onnx.load(full).graph
    after_activation = [node.name for node in graph.node if node.op_type == "MatMul" and re.search(r"layer\.\d+/output/dense", node.name)]
    quantize_dynamic(full, to, per_channel=True, weight_type=QuantType.QInt8, nodes_to_exclude=after_activation)
    rest = MatMulNBitsQuantizer(
        onnx.load(to), bits=8, block_size=128, is_symmetric=True, accuracy_level=4, nodes_to_include=after_activation
    )
    rest.process()
    onnx.save(rest.model.model, to)


def main() -> None:
    """Export, quantise, and print how far the scores have moved."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sittings", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    folder: Path = options.out
    folder.mkdir(parents=True, exist_ok=True)
    model = EvidenceModel()
    model.load_state_dict(average([torch.load(sitting / "evidence.pt", weights_only=True) for sitting in options.sittings]))
    model.eval()
    sample = torch.ones(2, 16, dtype=torch.long)
    full = folder / "evidence.fp32.onnx"
    torch.onnx.export(
        model,
        (sample, sample, torch.zeros_like(sample)),
        str(full),
        input_names=["ids", "mask", "segments"],
        output_names=["numbers"],
        dynamic_axes={name: {0: "batch", 1: "tokens"} for name in ("ids", "mask", "segments", "numbers")},
        opset_version=17,
        dynamo=False,
    )
    quantize(full, folder / "evidence.onnx")
    exported = Exported(folder, sha256=None)
    for question, about, sentences in CHECK:
        reading = encode(exported._tokenizer, question, about, sentences)
        with torch.no_grad():
            before = [float(score) for score in sentence_scores(model(*tensors([reading]))[0], reading)]
        after = exported.score(question, [(about, sentences)])[0]
        print(question, np.round(before, 2), np.round(after, 2))
    written = (folder / "evidence.onnx").read_bytes()
    print(f"{len(written) / 1e6:.1f} MB, sha256 {hashlib.sha256(written).hexdigest()}")


if __name__ == "__main__":
    main()
