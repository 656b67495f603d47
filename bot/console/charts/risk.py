"""SVG step chart of a client's risk over time, with a dot for each worrying message.

There are no inline styles, because the Content-Security-Policy allows none: CSS classes and `console.css` do that.
"""

from datetime import datetime

from markupsafe import Markup

from bot.care.safety.escalations import TIERS
from bot.care.safety.risks import History, Step
from bot.console import labels

WIDTH, HEIGHT = 320, 108
LEFT, RIGHT = 66, 312  # where the line begins and ends; the names of the tiers stand left of it
TOP, ROW = 14, 26
DOT = 4.5


def draw(history: History) -> Markup:
    """The chart from `history.since` to `history.until`. For accessibility the page says the same in words."""
    return Markup(
        '<svg class="risk-line" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">{rows}'
        '<path class="course" d="{path}"/>{dots}</svg>'
    ).format(
        width=WIDTH,
        height=HEIGHT,
        label=f"Risk over time. Now: {labels.tier(history.risk).lower()}. The list below says it in words.",
        rows=Markup("").join(_row(tier) for tier in reversed(TIERS)),
        path=_path(history),
        dots=Markup("").join(_dot(history, step) for step in history.steps),
    )


def _row(tier: str) -> Markup:
    return Markup(
        '<text x="0" y="{text_y}">{name}</text><line class="level" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>'
    ).format(text_y=_y(tier) + 4, name=labels.tier(tier), left=LEFT, right=RIGHT, y=_y(tier))


def _path(history: History) -> str:
    """The step line: horizontal at a tier, vertical where it changes."""
    parts = [f"M{LEFT} {_y(history.before)}"]
    risk = history.before
    for step in history.steps:
        if step.risk != risk:
            parts.append(f"H{_x(history, step.at)}V{_y(step.risk)}")
            risk = step.risk
    return "".join([*parts, f"H{RIGHT}"])


def _dot(history: History, step: Step) -> Markup:
    """A filled dot for what triage saw, an open one for what a coach saw or cleared."""
    at = step.said_at if step.said_at and step.what == "missed" else step.at
    if at < history.since:
        return Markup("")
    kind = "seen" if step.what == "message" else "by-hand"
    return Markup('<circle class="{kind} dot-{tier}" cx="{x}" cy="{y}" r="{r}"/>').format(
        kind=kind, tier=step.tier, x=_x(history, at), y=_y(step.tier), r=DOT
    )


def _x(history: History, at: datetime) -> float:
    share = (at - history.since) / (history.until - history.since)
    return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0), 1)


def _y(tier: str) -> int:
    return TOP + ROW * (len(TIERS) - 1 - TIERS.index(tier))
