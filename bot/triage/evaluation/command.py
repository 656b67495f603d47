"""`landfall eval`: prints recall and false alarms of triage, set by set."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import bot.triage as triage
from bot.triage.evaluation import cases, cost, curve, table
from bot.triage.evaluation.cases import Set
from bot.triage.evaluation.table import Graded


def run(folders: Sequence[Path], out: TextIO, *, errors: bool = False, curve_file: Path | None = None) -> None:
    """Measure on our own held-out messages and on the files of `folders`, and print the table to `out`.

    With `errors`, every message that was missed or flagged is printed too, which is hard to read. With `curve_file`,
    the trade-off between finding and flagging is drawn there (SVG).

    Raises:
        cases.BadFile: a folder has no file that can be measured on.
    """
    sets = [*cases.own(), *(one for folder in folders for one in cases.outside(folder))]
    triage.warm_up()
    why = triage.problem()
    print(f"Triage: {triage.assess('hello').model}" + (f" (no encoder: {why})" if why else ""), file=out)
    print(f"\n{table.HEAD}", file=out)
    graded: dict[str, list[Graded]] = {}
    for some in sets:
        with _progress(some) as step:
            graded[some.name] = table.grade(some, triage.assess, step)
        for line in table.lines(some.name, graded[some.name]):
            print(line, file=out, flush=True)
    print(f"\n{cost.measured()}", file=out)
    if curve_file is not None:
        curve.draw(graded, curve_file)
    if errors:
        _errors(graded, out)


def _errors(graded: dict[str, list[Graded]], out: TextIO) -> None:
    for name, rows in graded.items():
        wrong = [row for row in rows if row.case.worrying != (row.found.tier > triage.Tier.NONE)]
        low = [
            row
            for row in rows
            if row.case.tier is not None
            and row.case.tier >= triage.Tier.HIGH > row.found.tier > triage.Tier.NONE
            and row.case.worrying
        ]
        for kind, some in (("missed or flagged", wrong), ("too low", low)):
            print(f"\n## {name}: {kind}", file=out)
            for row in sorted(some, key=lambda row: (row.case.worrying, row.found.score)):
                said = " // ".join([*(t.content for t in row.case.context if t.role == "user"), row.case.text])
                wanted = row.case.tier or ("worrying" if row.case.worrying else "none")
                print(f"{wanted} -> {row.found.tier} {row.found.score:.2f} {row.found.evidence} | {said}", file=out)


@contextmanager
def _progress(some: Set) -> Iterator[Callable[[], None]]:
    """Says on standard error how far it is, where somebody is looking."""
    done, last = 0, time.monotonic()

    def step() -> None:
        nonlocal done, last
        done += 1
        if sys.stderr.isatty() and time.monotonic() - last > 0.5:
            last = time.monotonic()
            print(f"\r{some.name}: {done} of {len(some.cases)} ", end="", file=sys.stderr, flush=True)

    yield step
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
