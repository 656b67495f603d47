"""Inference of the network: MiniLM fine-tuned on a question in a few words and a message; one likelihood a label."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from bot.triage.answers.answer import words_of
from bot.triage.encoder.preprocessing import preprocess
from bot.triage.encoder.session import FILES as ENCODER_FILES

FILE, CARD = "model.onnx", "card.json"
MAX_TOKENS = 96  # of both; what is longer loses the message's beginning


class Network:
    """The ONNX model with its labels, and the triage encoder's tokenizer. Runs on one core."""

    def __init__(self, folder: Path) -> None:
        """Load `model.onnx` and `card.json`. Raises whatever the runtime raises where they are missing or broken."""
        import onnxruntime
        from tokenizers import Tokenizer

        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        self.labels: Sequence[str] = tuple(card["labels"])
        self.thresholds: Mapping[str, float] = card["thresholds"]
        self._file = folder / FILE
        self._tokenizer = Tokenizer.from_file(str(ENCODER_FILES / "tokenizer.json"))
        self._tokenizer.enable_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second", direction="left")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(self._file), options, providers=["CPUExecutionProvider"])

    def shares(self, texts: Sequence[str], question: str | None) -> NDArray[numpy.float32]:
        """Likelihoods (texts, labels), each label on its own: a message may have several, or none."""
        pairs = self._tokenizer.encode_batch([(words_of(question), preprocess(text)) for text in texts])
        given = {
            "input_ids": numpy.array([pair.ids for pair in pairs], dtype=numpy.int64),
            "attention_mask": numpy.array([pair.attention_mask for pair in pairs], dtype=numpy.int64),
            "token_type_ids": numpy.array([pair.type_ids for pair in pairs], dtype=numpy.int64),
        }
        logits = self._session.run(["logits"], given)[0].astype(numpy.float32)
        return 1 / (1 + numpy.exp(-logits))  # type: ignore[no-any-return]

    def digest(self) -> str:
        """SHA-256 of the model file, to compare with the card's."""
        return hashlib.sha256(self._file.read_bytes()).hexdigest()
