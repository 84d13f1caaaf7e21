"""Networks that run without PyTorch, on one core: two are slower for a question."""

from __future__ import annotations

import os
from pathlib import Path

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before the import: from 1.32 on it reports each session to its makers otherwise
import onnxruntime

onnxruntime.disable_telemetry_events()  # where something else had imported it by then


def load_network(path: Path) -> onnxruntime.InferenceSession:
    """A network of an ONNX file, ready to run on one thread. Raises an exception of onnxruntime for a file that is none."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # every question has a length of its own: plans for one are memory lost
    options.log_severity_level = 3  # errors alone
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
