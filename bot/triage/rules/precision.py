"""Rules that are right too seldom to raise an alarm alone, as measured by `landfall eval rules --write`."""

import json
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".json")
LEAST = 0.7  # of a rule's hits that have to be right
FEWEST = 8  # hits from which that can be told


@lru_cache(maxsize=1)
def seldom_right() -> frozenset[str]:
    """The ids of these rules; none where the file is missing, so that every rule raises an alarm."""
    try:
        return frozenset(json.loads(FILE.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return frozenset()
