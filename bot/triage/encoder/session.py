"""Inference: the encoder's ONNX model and tokenizer, loaded once and run on one core with onnxruntime."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from bot.triage.encoder.preprocessing import preprocess

FILES = Path(__file__).parent / "files"
MAX_TOKENS = 128
CACHE_SIZE = 4_096  # texts whose prediction is cached: the turns before a message were read when they came


@dataclass(frozen=True)
class Prediction:
    """What the encoder predicts for one text.

    `tiers`: calibrated probabilities that it is at least elevated, high, imminent. `categories`: the probability of
    each of `CATEGORIES`, in that order, given that it is above `none`. `vector`: an embedding, 384 numbers of unit
    length.
    """

    tiers: tuple[float, float, float]
    categories: tuple[float, ...]
    vector: NDArray[numpy.float32]


class EncoderUnavailable(RuntimeError):
    """The encoder's files are missing, or cannot be used. The message says why."""


class Encoder:
    """The tokenizer, the ONNX model and its calibration. Safe to use from several threads."""

    def __init__(self, folder: Path = FILES) -> None:
        """Load the files of `folder`.

        Raises:
            EncoderUnavailable: a file is missing or damaged, or the runtime is not installed.
        """
        self._folder = folder
        try:
            import onnxruntime
            from tokenizers import Tokenizer

            self.card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            self._calibration = numpy.array(self.card["calibration"], dtype=float)  # slope and offset of each tier
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._tokenizer.enable_padding()  # with MiniLM's own: id 0
            self._tokenizer.enable_truncation(MAX_TOKENS, direction="left")
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as problem:  # the tokenizer raises plain Exception; whatever it is, the rules go on alone
            raise EncoderUnavailable(f"{type(problem).__name__}: {str(problem)[:200]}") from problem
        self.predict = lru_cache(maxsize=CACHE_SIZE)(self._predict)

    @property
    def name(self) -> str:
        """For the record of which model said what."""
        return str(self.card["name"])

    def digest(self) -> str:
        """SHA-256 of the model file, to compare with the card's."""
        return hashlib.sha256((self._folder / "model.onnx").read_bytes()).hexdigest()

    def _predict(self, text: str) -> Prediction:
        return self.predict_batch((text,))[0]

    def predict_batch(self, texts: Sequence[str]) -> list[Prediction]:
        """The predictions for `texts`, each truncated from the left to its last 128 tokens, in one run."""
        encodings = self._tokenizer.encode_batch([preprocess(text) for text in texts])
        tier_logits, category_logits, vectors = self._session.run(
            ["tier", "category", "vector"],
            {
                "input_ids": numpy.array([one.ids for one in encodings], dtype=numpy.int64),
                "attention_mask": numpy.array([one.attention_mask for one in encodings], dtype=numpy.int64),
            },
        )
        tiers = _sigmoid(tier_logits * self._calibration[:, 0] + self._calibration[:, 1])
        tiers = numpy.minimum.accumulate(tiers, axis=1)  # at least high is never likelier than at least elevated
        categories = _sigmoid(category_logits)
        return [
            Prediction((float(tier[0]), float(tier[1]), float(tier[2])), tuple(map(float, category)), vector)
            for tier, category, vector in zip(tiers, categories, vectors, strict=True)
        ]


def _sigmoid(logits: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
    probabilities: NDArray[numpy.float32] = 1.0 / (1.0 + numpy.exp(-logits))
    return probabilities
