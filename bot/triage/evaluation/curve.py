"""The trade-off between recall and false alarms (a ROC curve), drawn over every threshold of the score."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy

from bot.triage.evaluation.table import Graded


def draw(graded: Mapping[str, Sequence[Graded]], file: Path) -> None:
    """For each set with something to find: the share found over the share of all harmless messages flagged. SVG."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "landfall"  # the same drawing for the same numbers
    from matplotlib import pyplot

    benign = numpy.array([row.found.score for rows in graded.values() for row in rows if not row.case.worrying])
    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    for name, rows in graded.items():
        risk = numpy.array([row.found.score for row in rows if row.case.worrying])
        if len(risk) < 10:
            continue
        thresholds = numpy.linspace(0.001, 0.999, 400)
        axes.plot(
            [100 * (benign >= threshold).mean() for threshold in thresholds],
            [100 * (risk >= threshold).mean() for threshold in thresholds],
            label=f"{name} ({len(risk)})",
        )
    axes.set(xlabel="harmless messages flagged, %", ylabel="worrying messages found, %", xlim=(0, 12), ylim=(50, 100.5))
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right", fontsize=8)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)
