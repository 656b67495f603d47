"""SVG line chart of a client's questionnaires over time, with treatment sessions as vertical lines.

All lines share one height, from 0 at the bottom to the highest possible total at the top. There are no inline styles,
because the Content-Security-Policy allows none: CSS classes and `console.css` do that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.care.records.timeline import CourseSeen, SessionSeen

WIDTH, HEIGHT = 320, 132
LEFT, RIGHT = 34, 312  # where the lines begin and end; the ends of the scale stand left of it
TOP, BOTTOM = 18, 118
DOT = 4
MIN_SPAN = timedelta(days=14)  # so that a single point is not stretched over the whole width


@dataclass(frozen=True)
class _Span:
    since: datetime
    until: datetime

    def x(self, at: datetime) -> float:
        share = (at - self.since) / (self.until - self.since)
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0), 1)


def since(courses: Sequence[CourseSeen], until: datetime) -> datetime:
    """The start of the time axis: shortly before the first point, at least 14 days before `until`."""
    first = min((point.at for course in courses for point in course.points), default=until)
    return min(first - (until - first) / 20, until - MIN_SPAN)


def draw(courses: Sequence[CourseSeen], sessions: Sequence[SessionSeen], until: datetime) -> Markup:
    """The chart up to `until`. For accessibility the page says the same in words."""
    span = _Span(since(courses, until), until)
    marked = [session for session in sessions if session.when is not None and span.since <= session.when <= until]
    return Markup(
        '<svg class="measure-line" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
        "{scale}{sessions}{lines}</svg>"
    ).format(
        width=WIDTH,
        height=HEIGHT,
        label="Questionnaires over time. " + " ".join(_in_words(course) for course in courses) + " More below.",
        scale=_level(0, "least") + _level(1, "most"),
        sessions=Markup("").join(_session(span, session) for session in marked),
        # the first lies on top: a dot of the PHQ-9 that is ringed must not hide under another
        lines=Markup("").join(_line(span, course) for course in reversed(courses)),
    )


def _in_words(course: CourseSeen) -> str:
    totals = [point.total for point in course.points if point.total is not None]
    return f"{course.name}: last {totals[-1]} of {course.most}." if totals else f"{course.name}: no total."


def _level(share: float, name: str) -> Markup:
    return Markup(
        '<text x="0" y="{text_y}">{name}</text><line class="level" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>'
    ).format(text_y=_y(share) + 4, name=name, left=LEFT, right=RIGHT, y=_y(share))


def _session(span: _Span, session: SessionSeen) -> Markup:
    assert session.when is not None
    return Markup(
        '<line class="session" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"/>'
        '<text class="session-number" x="{x}" y="{text_y}">{number}</text>'
    ).format(x=span.x(session.when), top=TOP, bottom=BOTTOM, text_y=TOP - 5, number=session.number)


def _line(span: _Span, course: CourseSeen) -> Markup:
    """A line through the points that have a total; a point with PHQ-9 item 9 above zero is ringed."""
    points = [
        (span.x(point.at), _y(point.total / course.most), point.worrying)
        for point in course.points
        if point.total is not None
    ]
    path = "L".join(f"{x} {y}" for x, y, _ in points)
    dots = Markup("").join(
        Markup('<circle class="{kind}" cx="{x}" cy="{y}" r="{r}"/>').format(
            kind="item-nine" if worrying else "point", x=x, y=y, r=DOT
        )
        for x, y, worrying in points
    )
    course_line = Markup('<path class="course" d="M{path}"/>').format(path=path) if points else Markup("")
    return Markup('<g class="of-{key}">{line}{dots}</g>').format(key=course.key, line=course_line, dots=dots)


def _y(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)
