"""`landfall triage`: messages as JSON Lines in, assessments as JSON Lines out, one for one and in order."""

import json
import time
from collections.abc import Iterable
from typing import Any, TextIO

from bot.triage.engine import assess, failed
from bot.triage.model import ContextMessage


def run(lines: Iterable[str], out: TextIO) -> int:
    """Assess each line of `lines` and write one line to `out`.

    A line is `{"id": ..., "text": ..., "context"?: [{"role", "content"}]}`. One that cannot be read gives
    `{"id", "error", "tier": "elevated"}`: what triage cannot read, a human should. `tier` is that of the message and
    the turns before it together, `fresh` what the message adds to them, `check` whether to ask once, calmly, although
    nothing new alarms.

    Returns:
        0, or 1 when any line could not be read.
    """
    status = 0
    for line in lines:
        if not line.strip():
            continue
        answer = _answer(line)
        if "error" in answer:
            status = 1
        out.write(json.dumps(answer, ensure_ascii=True) + "\n")
        out.flush()
    return status


def _answer(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return _error(None, "not JSON")
    if not isinstance(row, dict):
        return _error(None, "not a JSON object")
    name = row.get("id")
    if not isinstance(row.get("text"), str):
        return _error(name, '"text" is missing or no string')
    context = _context(row.get("context"))
    if context is None:
        return _error(name, '"context" is no list of {"role", "content"}')
    started = time.perf_counter()
    found = assess(row["text"], context)
    took = (time.perf_counter() - started) * 1000
    return {
        "id": name,
        "tier": found.tier.value,
        "fresh": found.fresh.value,
        "check": found.check,
        "categories": list(found.categories),
        "score": found.score,
        "evidence": list(found.evidence),
        "model": found.model,
        "ms": round(took, 2),
    }


def _context(rows: Any) -> list[ContextMessage] | None:
    if rows is None:
        return []
    if not isinstance(rows, list):
        return None
    turns: list[ContextMessage] = []
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("role"), str) or not isinstance(row.get("content"), str):
            return None
        turns.append(ContextMessage(row["role"], row["content"]))
    return turns


def _error(name: Any, why: str) -> dict[str, Any]:
    return {"id": name, "error": why, "tier": failed().tier.value}
