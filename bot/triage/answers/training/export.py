"""Export: the trained network as an ONNX file with eight-bit weights, as the triage encoder is exported."""

from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from bot.triage.answers.network import FILE
from bot.triage.training.export import OPSET

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export(network: nn.Module, folder: Path, *, each_token: bool = False) -> None:
    """Write `model.onnx` into `folder`; `each_token`: it has logits for each token, and not for the whole.

    Seven of the eight bits are used (`reduce_range`): processors without VNNI would overflow on the eighth.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 2000, (2, 9))
    kinds = torch.tensor([[0, 0, 0, 1, 1, 1, 1, 1, 1]] * 2)
    tokens = {0: "batch", 1: "tokens"}
    with TemporaryDirectory() as place:
        whole, ready = Path(place) / "whole.onnx", Path(place) / "ready.onnx"
        torch.onnx.export(
            network.cpu().eval(),
            (ids, torch.ones_like(ids), kinds),
            str(whole),
            input_names=list(INPUTS),
            output_names=["logits"],
            dynamic_axes=dict.fromkeys(INPUTS, tokens) | {"logits": tokens if each_token else {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready), str(folder / FILE), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
