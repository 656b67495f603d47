"""`python -m bot.triage.mentions.training.quotes`: fits which words are said back, and in which tone.

From `data/quotes/*.jsonl`: `text`, `back` (what a good listener would say back, or null) and `tone`. Takes seconds.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
from sklearn.linear_model import LogisticRegression

from bot.triage.mentions.quotation import spans
from bot.triage.mentions.said_back import FILE, LEAST, TONES, span_row, tone_row

FOLDER = Path(__file__).parents[1] / "data" / "quotes"
LIKE = 0.6  # of the words that two spans share, of all their words, from which one counts as the other
FOLDS = 5


def main() -> None:
    """Measure on messages that were left out, then fit on all and write the file."""
    messages = read()
    matched, said, spoiled, nothing, tones = 0, 0, 0, 0, 0
    for fold in range(FOLDS):
        left = [one for place, one in enumerate(messages) if place % FOLDS == fold]
        span, tone = _fitted([one for place, one in enumerate(messages) if place % FOLDS != fold])
        for one in left:
            some = spans(one["text"])
            nothing += one["back"] is None
            tones += TONES[int(tone.predict([tone_row(one["back"] or "", one["text"])])[0])] == one["tone"]
            if not some:
                continue
            logits = span.decision_function([span_row(each, one["text"]) for each in some])
            best = some[int(numpy.argmax(logits))]
            if logits.max() >= LEAST:
                said += 1
                spoiled += one["back"] is None
                matched += alike(best, one["back"]) >= 0.4
    print(f"{len(messages)} messages, {nothing} with nothing to say back: said back {said}, of which {matched} match")
    print(f"where nothing was to be said: {spoiled}; tone right: {tones}")
    span, tone = _fitted(messages)
    numpy.savez_compressed(
        FILE,
        span=span.coef_[0].astype(numpy.float16),
        span_offset=span.intercept_[0],
        tone=tone.coef_.astype(numpy.float16),
        tone_offset=tone.intercept_.astype(numpy.float32),
    )


def read(folder: Path = FOLDER) -> Sequence[dict[str, Any]]:
    """The messages of every file, each with `text`, `back` and `tone`."""
    return [
        json.loads(line)
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def alike(one: str, other: str | None) -> float:
    """The share of words that two spans have in common."""
    left, right = (set(re.findall(r"[\w']+", (text or "").lower())) for text in (one, other))
    return len(left & right) / max(1, len(left | right)) if right else 0.0


def _fitted(messages: Sequence[dict[str, Any]]) -> tuple[LogisticRegression, LogisticRegression]:
    pairs = [(span, one) for one in messages for span in spans(one["text"])]
    rows = numpy.array([span_row(span, one["text"]) for span, one in pairs])
    goals = [alike(span, one["back"]) >= LIKE for span, one in pairs]
    tone_rows = numpy.array([tone_row(one["back"] or "", one["text"]) for one in messages])
    tone_goals = [TONES.index(one["tone"]) for one in messages]
    return (
        LogisticRegression(C=1.0, max_iter=500).fit(rows, goals),
        LogisticRegression(C=3.0, max_iter=500).fit(tone_rows, tone_goals),
    )


if __name__ == "__main__":
    main()
