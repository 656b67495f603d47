"""Checkpoint: the weights of an exported encoder, dequantized, so that a training can go on from them."""

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

OURS = "network."
QUANTIZED = "_quantized"


def weights(file: Path) -> dict[str, Tensor]:
    """What `export` wrote to `model.onnx`, by the names that the network has for it, as 32-bit numbers again.

    The table of words is not among them: it is never trained, so it is MiniLM's own.
    """
    graph = onnx.load(str(file)).graph
    found = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    kept = {
        name.removeprefix(OURS): torch.tensor(values)
        for name, values in found.items()
        if name.startswith(OURS) and values.dtype.kind == "f" and not name.endswith("_scale")
    }
    for node in graph.node:
        packed = next((name for name in node.input if name.endswith(QUANTIZED) and name in found), None)
        if packed is None or node.op_type != "MatMulInteger":
            continue
        name = packed.removesuffix(QUANTIZED)
        scale, zero = found[f"{name}_scale"], found[f"{name}_zero_point"]
        matrix = (found[packed].astype("float32") - zero.astype("float32")) * scale
        # a weight that the exporter gave a number instead of a name is called after where it is used
        where = name if name.startswith(OURS) else ".".join(node.name.split("/")[1:-1]) + ".weight"
        kept[where.removeprefix(OURS)] = torch.tensor(matrix.T)
    return kept
