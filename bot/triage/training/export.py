"""Export: the trained network as an ONNX file, quantized to eight-bit weights."""

from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from bot.triage.training.network import Network

OPSET = 17
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]


def export(network: Network, tokenizer: object, folder: Path) -> None:
    """Write `model.onnx` and `tokenizer.json` into `folder`.

    Seven of the eight bits are used (`reduce_range`): processors without VNNI would overflow on the eighth.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network = network.cpu().eval()
    tokenizer.save_pretrained(folder)  # type: ignore[attr-defined]
    for file in folder.iterdir():
        if file.name not in {"tokenizer.json", "model.onnx", "card.json"}:
            file.unlink()
    ids = torch.randint(1000, 2000, (2, 9))
    with TemporaryDirectory() as place:
        whole, ready = Path(place) / "whole.onnx", Path(place) / "ready.onnx"
        torch.onnx.export(
            _PositionalInputs(network),
            (ids, torch.ones_like(ids), torch.ones_like(ids)),
            str(whole),
            input_names=INPUTS,
            output_names=["tier", "category", "vector"],
            dynamic_axes={name: {0: "batch", 1: "tokens"} for name in INPUTS}
            | {name: {0: "batch"} for name in ("tier", "category", "vector")},
            opset_version=OPSET,
            dynamo=False,
        )
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready), str(folder / "model.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )


class _PositionalInputs(nn.Module):
    """The network with positional inputs, as the exporter wants them."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        return self.network(input_ids, attention_mask, token_type_ids)
