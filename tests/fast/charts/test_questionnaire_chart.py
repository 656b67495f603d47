"""The measure line: right to the day and to the total, with treatment sessions, and no style of its own."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from bot.care.records.timeline import CourseSeen, PointSeen, SessionSeen
from bot.console.charts.questionnaires import BOTTOM, LEFT, RIGHT, TOP, draw, since

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


def point(days_ago: float, total: int | None, *, worrying: bool = False) -> PointSeen:
    return PointSeen(NOW - timedelta(days=days_ago), total, (), worrying)


def drawn(*courses: CourseSeen, sessions: tuple[SessionSeen, ...] = ()) -> ElementTree.Element:
    return ElementTree.fromstring(draw(courses, sessions, NOW))


def session(days_ago: float | None, number: int = 1) -> SessionSeen:
    return SessionSeen(number, NOW - timedelta(days=days_ago) if days_ago is not None else None, None, "integrated")


MOOD_DOWN = CourseSeen("phq9", "PHQ-9", 27, [point(40, 27), point(20, 0)])


def test_each_total_is_a_dot_at_its_height_and_day() -> None:
    (group,) = drawn(MOOD_DOWN).findall("g")
    first, second = group.findall("circle")
    assert (float(first.attrib["cy"]), float(second.attrib["cy"])) == (TOP, BOTTOM)
    begin = since([MOOD_DOWN], NOW)
    share = (NOW - timedelta(days=20) - begin) / (NOW - begin)
    assert float(second.attrib["cx"]) == round(LEFT + (RIGHT - LEFT) * share, 1)
    numbers = re.findall(r"[\d.]+", group.find("path").attrib["d"])
    assert numbers[:2] == [first.attrib["cx"], first.attrib["cy"]]


def test_item_nine_is_marked() -> None:
    (group,) = drawn(CourseSeen("phq9", "PHQ-9", 27, [point(20, 9), point(2, 9, worrying=True)])).findall("g")
    assert [dot.attrib["class"] for dot in group.findall("circle")] == ["point", "item-nine"]


def test_treatment_sessions_in_the_time_shown_are_marked_with_their_number() -> None:
    picture = drawn(MOOD_DOWN, sessions=(session(30, 1), session(400, 2), session(None, 3), session(-5, 4)))
    marks = [text.text for text in picture.findall("text") if text.attrib.get("class") == "session-number"]
    assert marks == ["1"]


def test_without_a_total_there_is_a_gap_and_no_dot() -> None:
    (group,) = drawn(CourseSeen("gad7", "GAD-7", 21, [point(3, None)])).findall("g")
    assert group.findall("circle") == [] and group.find("path") is None


def test_it_says_what_it_is_and_holds_no_style() -> None:
    picture = drawn(MOOD_DOWN, CourseSeen("gad7", "GAD-7", 21, [point(3, 11)]))
    assert "PHQ-9: last 0 of 27. GAD-7: last 11 of 21." in picture.attrib["aria-label"]
    assert all("style" not in each.attrib for each in picture.iter())
