"""The encoder's file, loaded once and run on one core."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from bot.triage.encoder.text import plain

FILES = Path(__file__).parent / "files"
MAX_TOKENS = 128
KEPT = 4_096  # texts whose reading is remembered: the turns before a message were read when they came


@dataclass(frozen=True)
class Reading:
    """What the encoder makes of one text.

    `tiers`: calibrated probabilities that it is at least elevated, high, imminent. `categories`: the probability of
    each of `CATEGORIES`, in that order, given that it is above `none`. `vector`: 384 numbers of unit length.
    """

    tiers: tuple[float, float, float]
    categories: tuple[float, ...]
    vector: NDArray[numpy.float32]


class Missing(RuntimeError):
    """The encoder's files are not there, or cannot be used. The message says why."""


class Encoder:
    """The encoder. Safe to use from several threads."""

    def __init__(self, folder: Path = FILES) -> None:
        """Load the files of `folder`.

        Raises:
            Missing: a file is not there, is damaged, or the runtime is not installed.
        """
        self._folder = folder
        try:
            import onnxruntime
            from tokenizers import Tokenizer

            self.card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            self._slopes = numpy.array(self.card["calibration"], dtype=float)
            self._words = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._words.enable_padding()  # with MiniLM's own: id 0
            self._words.enable_truncation(MAX_TOKENS, direction="left")
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as problem:  # the tokenizer raises plain Exception; whatever it is, the rules go on alone
            raise Missing(f"{type(problem).__name__}: {str(problem)[:200]}") from problem
        self.read = lru_cache(maxsize=KEPT)(self._read)

    @property
    def name(self) -> str:
        """For the record of which model said what."""
        return str(self.card["name"])

    def digest(self) -> str:
        """SHA-256 of the model file, to compare with the card's."""
        return hashlib.sha256((self._folder / "model.onnx").read_bytes()).hexdigest()

    def _read(self, text: str) -> Reading:
        return self.read_many((text,))[0]

    def read_many(self, texts: Sequence[str]) -> list[Reading]:
        """The readings of `texts`, each cut from the left to the last 128 tokens, in one run."""
        packed = self._words.encode_batch([plain(text) for text in texts])
        tiers, categories, vectors = self._session.run(
            ["tier", "category", "vector"],
            {
                "input_ids": numpy.array([one.ids for one in packed], dtype=numpy.int64),
                "attention_mask": numpy.array([one.attention_mask for one in packed], dtype=numpy.int64),
            },
        )
        odds = _sigmoid(tiers * self._slopes[:, 0] + self._slopes[:, 1])
        odds = numpy.minimum.accumulate(odds, axis=1)  # at least high is never likelier than at least elevated
        kinds = _sigmoid(categories)
        return [
            Reading((float(o[0]), float(o[1]), float(o[2])), tuple(map(float, k)), vector)
            for o, k, vector in zip(odds, kinds, vectors, strict=True)
        ]

    def tokens(self, text: str) -> int:
        """How many tokens `text` has, at most `MAX_TOKENS`."""
        return len(self._words.encode(plain(text)).ids)


def _sigmoid(numbers: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
    odds: NDArray[numpy.float32] = 1.0 / (1.0 + numpy.exp(-numbers))
    return odds
