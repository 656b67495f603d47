"""Inference of the network: MiniLM fine-tuned on pairs of a question in a few words and its answer, on one core."""

import hashlib
from pathlib import Path

import numpy
from numpy.typing import NDArray

from bot.triage.answers.answer import words_of
from bot.triage.encoder.preprocessing import preprocess
from bot.triage.encoder.session import FILES as ENCODER_FILES

FILE = "model.onnx"
MAX_TOKENS = 96  # of both; what is longer loses the answer's beginning


class Network:
    """The ONNX model, with the triage encoder's tokenizer."""

    def __init__(self, folder: Path) -> None:
        """Load `model.onnx`. Raises whatever the runtime raises where it is missing or broken."""
        import onnxruntime
        from tokenizers import Tokenizer

        self._file = folder / FILE
        self._tokenizer = Tokenizer.from_file(str(ENCODER_FILES / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second", direction="left")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(self._file), options, providers=["CPUExecutionProvider"])

    def logits(self, text: str, question: str | None) -> NDArray[numpy.float32]:
        """One logit a class, in the order of `CLASSES`."""
        pair = self._tokenizer.encode(words_of(question), preprocess(text))
        parts = (pair.ids, pair.attention_mask, pair.type_ids)
        names = ("input_ids", "attention_mask", "token_type_ids")
        given = {name: numpy.array([part], dtype=numpy.int64) for name, part in zip(names, parts, strict=True)}
        return self._session.run(["logits"], given)[0][0].astype(numpy.float32)  # type: ignore[no-any-return]

    def digest(self) -> str:
        """SHA-256 of the model file, to compare with the card's."""
        return hashlib.sha256(self._file.read_bytes()).hexdigest()
