"""The risk line: a picture that is right to the day, holds no style of its own, and can be read as words."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from bot.care.safety.risks import History, Step
from bot.console.charts import risk as risk_chart
from bot.console.charts.risk import LEFT, RIGHT, draw

NOW = datetime(2026, 3, 30, 12, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=10)


def step(days_ago: float, what: str, tier: str, risk: str, said: float | None = None) -> Step:
    said_at = NOW - timedelta(days=said if said is not None else days_ago)
    return Step(NOW - timedelta(days=days_ago), what, tier, risk, "Maria", said_at if what != "cleared" else None)


def drawn(*steps: Step, before: str = "none") -> ElementTree.Element:
    return ElementTree.fromstring(draw(History(SINCE, NOW, before, steps, older=False)))


def heights(picture: ElementTree.Element) -> dict[str, float]:
    """Where each tier is, from the words beside the lines."""
    rows = zip(picture.findall("text"), picture.findall("line"), strict=True)
    return {text.text or "": float(line.attrib["y1"]) for text, line in rows}


def path(picture: ElementTree.Element) -> list[tuple[str, float]]:
    found = picture.find("path")
    assert found is not None
    return [(letter, float(number)) for letter, number in re.findall(r"([MHV])([\d.]+)", found.attrib["d"])]


def day(days_ago: float) -> float:
    return round(RIGHT - (RIGHT - LEFT) * days_ago / 10, 1)


def test_the_worst_tier_is_at_the_top() -> None:
    at = heights(drawn())
    assert list(at) == ["Imminent", "High", "Elevated", "None"]
    assert sorted(at.values()) == list(at.values())


def test_the_line_goes_up_with_the_mark_and_down_where_it_was_cleared() -> None:
    picture = drawn(step(8, "message", "elevated", "elevated"), step(5, "message", "high", "high"),
                    step(4, "message", "elevated", "high"), step(2, "cleared", "none", "none"))  # fmt: skip
    at = heights(picture)
    assert path(picture) == [
        ("M", LEFT),
        ("H", day(8)), ("V", at["Elevated"]),
        ("H", day(5)), ("V", at["High"]),
        ("H", day(2)), ("V", at["None"]),
        ("H", RIGHT),
    ]  # fmt: skip


def test_each_worrying_message_is_a_dot_at_its_tier_and_day() -> None:
    picture = drawn(step(5, "message", "high", "high"), step(4, "message", "elevated", "high"))
    at = heights(picture)
    dots = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in picture.findall("circle")]
    assert dots == [(day(5), at["High"]), (day(4), at["Elevated"])]


def test_what_a_coach_marked_is_an_open_dot_at_the_day_it_was_said() -> None:
    picture = drawn(step(1, "missed", "high", "high", said=6), step(0.5, "cleared", "none", "none"))
    missed, cleared = picture.findall("circle")
    assert (missed.attrib["class"], float(missed.attrib["cx"])) == ("by-hand dot-high", day(6))
    assert (cleared.attrib["class"], float(cleared.attrib["cx"])) == ("by-hand dot-none", day(0.5))
    assert ("H", day(1)) in path(picture), "the mark rose only when it was marked"


def test_what_was_said_before_the_picture_begins_has_no_dot_in_it() -> None:
    picture = drawn(step(1, "missed", "high", "high", said=40))
    assert picture.findall("circle") == []
    assert ("H", day(1)) in path(picture)


def test_a_mark_from_before_runs_along_from_the_left() -> None:
    picture = drawn(before="high")
    assert picture.find("path").attrib["d"] == f"M{LEFT} {int(heights(picture)['High'])}H{RIGHT}"


def test_it_says_what_it_is_and_how_things_stand_and_holds_no_style() -> None:
    picture = drawn(step(5, "message", "high", "high"))
    assert picture.attrib["role"] == "img"
    assert "Now: high" in picture.attrib["aria-label"]
    assert all("style" not in each.attrib for each in picture.iter())
    assert risk_chart.WIDTH >= RIGHT
