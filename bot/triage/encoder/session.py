"""Inference: the encoder's ONNX model and tokenizer, loaded once and run on one core with onnxruntime."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from bot.triage.encoder.onnx import open_model
from bot.triage.encoder.preprocessing import preprocess, preprocess_asked

FILES = Path(__file__).parent / "files"
CALIBRATION = "TRIAGE_CALIBRATION"  # environment: the file with what coaches' verdicts change
MOST_UP, MOST_DOWN = 1.5, 0.7  # how far a logit may be moved by them; less towards silence
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


def calibration_file() -> Path | None:
    """Where the offsets from coaches' verdicts are kept; None where nobody says so."""
    name = os.environ.get(CALIBRATION)
    return Path(name) if name else None


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
            from tokenizers import Tokenizer

            self.card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            self._calibration = numpy.array(self.card["calibration"], dtype=float)  # slope and offset of each tier
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._tokenizer.enable_padding()  # with MiniLM's own: id 0
            self._tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second", direction="left")
            self._session = open_model(folder / "model.onnx")
        except Exception as problem:  # the tokenizer raises plain Exception; whatever it is, the rules go on alone
            raise EncoderUnavailable(f"{type(problem).__name__}: {str(problem)[:200]}") from problem
        self.offsets = self._kept_offsets()
        self.predict = lru_cache(maxsize=CACHE_SIZE)(self._predict)

    @property
    def name(self) -> str:
        """For the record of which model said what."""
        return str(self.card["name"])

    def digest(self) -> str:
        """SHA-256 of the model file, to compare with the card's."""
        return hashlib.sha256((self._folder / "model.onnx").read_bytes()).hexdigest()

    @contextmanager
    def shifted(self, offsets: Sequence[float]) -> Iterator[None]:
        """Read with other offsets for a while."""
        before, self.offsets = self.offsets, tuple(offsets)
        self.predict.cache_clear()
        try:
            yield
        finally:
            self.offsets = before
            self.predict.cache_clear()

    def _kept_offsets(self) -> tuple[float, ...]:
        """What coaches' verdicts change (`landfall triage calibrate`); nothing where they are of another model."""
        file = calibration_file()
        try:
            kept = json.loads(file.read_text(encoding="utf-8")) if file is not None else {}
            if kept.get("model") == self.digest() and len(kept["offsets"]) == 3:
                return tuple(min(MOST_UP, max(-MOST_DOWN, float(one))) for one in kept["offsets"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            pass
        return (0.0, 0.0, 0.0)

    def _predict(self, text: str, asked: str = "") -> Prediction:
        return self.predict_batch((text,), asked)[0]

    def read(self, text: str, asked: str) -> Prediction:
        """The prediction for `text` after `asked`, tempered by that for the text alone: the mean of their log odds.

        A dark question makes a harmless "several days" look worse than it is, and each alone errs more often.
        """
        after = self.predict(text, asked)
        if not asked:
            return after
        alone = self.predict(text)
        both = numpy.array([after.tiers, alone.tiers]).clip(1e-6, 1 - 1e-6)
        tiers = _sigmoid(numpy.log(both / (1 - both)).mean(axis=0))
        return Prediction((float(tiers[0]), float(tiers[1]), float(tiers[2])), after.categories, alone.vector)

    def predict_batch(self, texts: Sequence[str], asked: str = "") -> list[Prediction]:
        """The predictions for `texts`, each said right after the bot's `asked`, in one run.

        What is longer than 128 tokens loses its beginning.
        """
        question = preprocess_asked(asked)
        encodings = self._tokenizer.encode_batch([(question, preprocess(text)) for text in texts])
        tier_logits, category_logits, vectors = self._session.run(
            ["tier", "category", "vector"],
            {
                "input_ids": numpy.array([one.ids for one in encodings], dtype=numpy.int64),
                "attention_mask": numpy.array([one.attention_mask for one in encodings], dtype=numpy.int64),
                "token_type_ids": numpy.array([one.type_ids for one in encodings], dtype=numpy.int64),
            },
        )
        tiers = _sigmoid(tier_logits * self._calibration[:, 0] + self._calibration[:, 1] + numpy.array(self.offsets))
        tiers = numpy.minimum.accumulate(tiers, axis=1)  # at least high is never likelier than at least elevated
        categories = _sigmoid(category_logits)
        return [
            Prediction((float(tier[0]), float(tier[1]), float(tier[2])), tuple(map(float, category)), vector)
            for tier, category, vector in zip(tiers, categories, vectors, strict=True)
        ]


def _sigmoid(logits: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
    probabilities: NDArray[numpy.float32] = 1.0 / (1.0 + numpy.exp(-logits))
    return probabilities
