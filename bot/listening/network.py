"""Inference of the tagger: the ONNX model, with the triage encoder's tokenizer, on one core."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from bot.listening.parts import LABELS, words
from bot.triage.encoder.onnx import open_model
from bot.triage.encoder.preprocessing import preprocess, preprocess_asked
from bot.triage.encoder.session import FILES as ENCODER_FILES

MODEL = "model.onnx"
MAX_TOKENS = 160  # of question and words
WORDS_AT_ONCE = 90  # of a longer message; the next ones are read with the last ten of them before them
OVERLAP = 10


class Network:
    """Tags the words of a message after a question."""

    def __init__(self, folder: Path) -> None:
        """Load the model. Raises whatever the runtime raises where it is missing or broken."""
        from tokenizers import Tokenizer

        self._file = folder / MODEL
        self._tokenizer = Tokenizer.from_file(str(ENCODER_FILES / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second", direction="right")
        self._session = open_model(self._file)

    def tags(self, text: str, question: str) -> tuple[NDArray[numpy.float32], NDArray[numpy.float32]]:
        """Log probabilities (words, labels), and of each word the probability that a part begins with it."""
        spans = words(text)
        labels = numpy.full((len(spans), len(LABELS)), -numpy.log(len(LABELS)), dtype=numpy.float32)
        begins = numpy.zeros(len(spans), dtype=numpy.float32)
        for start in range(0, len(spans), WORDS_AT_ONCE - OVERLAP):
            first = 0 if start == 0 else OVERLAP // 2  # of the overlap each half is taken from where it has a context
            some = [text[one[0] : one[1]] for one in spans[start : start + WORDS_AT_ONCE]]
            for place, (label, begin) in self._read(some, question).items():
                if place >= first:
                    labels[start + place], begins[start + place] = label, begin
            if start + WORDS_AT_ONCE >= len(spans):
                break
        return labels, begins

    def _read(self, said: Sequence[str], question: str) -> dict[int, tuple[NDArray[numpy.float32], float]]:
        asked = preprocess_asked(question).split()
        pair = self._tokenizer.encode(asked or ["."], [preprocess(one) or "." for one in said], is_pretokenized=True)
        given = {"input_ids": pair.ids, "attention_mask": pair.attention_mask, "token_type_ids": pair.type_ids}
        rows = {name: numpy.array([values], dtype=numpy.int64) for name, values in given.items()}
        logits = self._session.run(["logits"], rows)[0][0].astype(numpy.float64)
        found: dict[int, tuple[NDArray[numpy.float32], float]] = {}
        for token, (place, side) in enumerate(zip(pair.word_ids, pair.sequence_ids, strict=True)):
            if side == 1 and place is not None and place not in found:
                label, begin = logits[token, :-1], logits[token, -1]
                label = label - label.max()
                found[place] = (
                    (label - numpy.log(numpy.exp(label).sum())).astype(numpy.float32),
                    float(1 / (1 + numpy.exp(-begin))),
                )
        return found

    def digest(self) -> str:
        """SHA-256 of the model file, to compare with the card's."""
        return hashlib.sha256(self._file.read_bytes()).hexdigest()
