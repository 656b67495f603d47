"""Inference of a network on pairs: MiniLM fine-tuned on a question in a few words and what was written, on one core."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from bot.triage.encoder.onnx import open_model
from bot.triage.encoder.preprocessing import preprocess
from bot.triage.encoder.session import FILES as ENCODER_FILES

FILE = "model.onnx"
MAX_TOKENS = 96  # of both; what is longer loses the answer's beginning


class Network:
    """The ONNX model, with the triage encoder's tokenizer."""

    def __init__(self, folder: Path) -> None:
        """Load `model.onnx`. Raises whatever the runtime raises where it is missing or broken."""
        from tokenizers import Tokenizer

        self._file = folder / FILE
        self._tokenizer = Tokenizer.from_file(str(ENCODER_FILES / "tokenizer.json"))
        self._tokenizer.enable_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second", direction="left")
        self._session = open_model(self._file)

    def logits(self, texts: Sequence[str], asked: str) -> NDArray[numpy.float32]:
        """Logits (texts, outputs); `asked`: the words of the question before all of them, or nothing."""
        pairs = self._tokenizer.encode_batch([(asked, preprocess(text)) for text in texts])
        given = {
            "input_ids": [pair.ids for pair in pairs],
            "attention_mask": [pair.attention_mask for pair in pairs],
            "token_type_ids": [pair.type_ids for pair in pairs],
        }
        rows = {name: numpy.array(values, dtype=numpy.int64) for name, values in given.items()}
        return self._session.run(["logits"], rows)[0].astype(numpy.float32)  # type: ignore[no-any-return]

    def digest(self) -> str:
        """SHA-256 of the model file, to compare with the card's."""
        return hashlib.sha256(self._file.read_bytes()).hexdigest()
