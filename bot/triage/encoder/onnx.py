"""ONNX models as all of ours are run: on one core, and without chatter."""

from pathlib import Path
from typing import Any


def open_model(file: Path) -> Any:
    """An inference session of onnxruntime. Raises whatever the runtime raises where the file is missing or broken."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
