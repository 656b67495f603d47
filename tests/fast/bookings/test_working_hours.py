"""When coaches are there: by the clock on their own wall, whatever daylight saving does to it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.care.bookings import working_hours
from bot.care.bookings.working_hours import Hours, Span, WorkingHoursError
from bot.care.local_times import place, spoken


def week(timezone: str, weekday: int, text: str, *off: date) -> Hours:
    return Hours(timezone, working_hours.parse(weekday, text), off)


def begin(found: Hours, first: date, days: int) -> list[str]:
    """The starts in these days, in UTC."""
    since = datetime(first.year, first.month, first.day, tzinfo=UTC)
    return [f"{start:%m-%d %H:%M}" for start in working_hours.starts(found, since, since + timedelta(days=days))]


def test_a_time_takes_fifty_minutes_and_one_begins_every_hour() -> None:
    found = week("UTC", 1, "10:00-13:00")
    assert begin(found, date(2026, 12, 1), 7) == ["12-01 10:00", "12-01 11:00", "12-01 12:00"]
    assert begin(week("UTC", 1, "10:00-10:50"), date(2026, 12, 1), 7) == ["12-01 10:00"]
    assert begin(week("UTC", 1, "10-11:49"), date(2026, 12, 1), 7) == ["12-01 10:00"]


def test_a_day_off_has_no_times() -> None:
    found = week("UTC", 1, "10-11", date(2026, 12, 8))
    assert begin(found, date(2026, 12, 1), 21) == ["12-01 10:00", "12-15 10:00"]


@pytest.mark.parametrize(
    ("timezone", "first", "expected"),
    [
        ("Europe/Berlin", date(2026, 3, 23), ["03-24 09:00", "03-31 08:00"]),  # summer time from 29 March
        ("Europe/Berlin", date(2026, 10, 19), ["10-20 08:00", "10-27 09:00"]),  # and until 25 October
        ("America/New_York", date(2026, 3, 2), ["03-03 15:00", "03-10 14:00"]),  # from 8 March
        ("America/New_York", date(2026, 10, 26), ["10-27 14:00", "11-03 15:00"]),  # until 1 November
    ],
)
def test_ten_o_clock_stays_ten_o_clock_across_a_change(timezone: str, first: date, expected: list[str]) -> None:
    assert begin(week(timezone, 1, "10:00-11:00"), first, 14) == expected


@pytest.mark.parametrize(
    ("timezone", "day", "expected"),
    [
        ("Europe/Berlin", date(2026, 3, 29), ["00:00", "01:00", "02:00"]),  # 1, 3 and 4: there is no 2 that night
        ("Europe/Berlin", date(2026, 10, 25), ["23:00", "00:00", "02:00", "03:00"]),  # 1, the first of two 2s, 3, 4
        ("America/New_York", date(2026, 3, 8), ["06:00", "07:00", "08:00"]),
        ("America/New_York", date(2026, 11, 1), ["05:00", "07:00", "08:00", "09:00"]),
        ("Australia/Lord_Howe", date(2026, 10, 4), ["14:30", "16:00", "17:00"]),  # 1, 3 and 4: it leaps by half an hour
    ],
)
def test_in_the_night_of_a_change_no_time_is_twice_or_in_the_gap(timezone: str, day: date, expected: list[str]) -> None:
    found = Hours(timezone, [Span(day.weekday(), 60, 300)], ())
    since = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1)
    starts = list(working_hours.starts(found, since, since + timedelta(days=3)))
    assert [f"{start:%H:%M}" for start in starts] == expected


def test_a_leap_of_half_an_hour_does_not_push_two_times_into_each_other() -> None:
    found = Hours("Australia/Lord_Howe", [Span(6, 90, 270)], ())
    since = datetime(2026, 10, 3, tzinfo=UTC)
    starts = [f"{start:%H:%M}" for start in working_hours.starts(found, since, since + timedelta(days=2))]
    assert starts == ["15:00", "16:30"]  # 1:30 and 3:30: at 2:30 the first is not over


def test_a_time_is_said_by_the_clock_where_the_client_is() -> None:
    for moment, berlin, new_york in [
        (datetime(2026, 3, 10, 14, tzinfo=UTC), "Tuesday, March 10 at 3 pm", "Tuesday, March 10 at 10 am"),
        (datetime(2026, 3, 31, 14, tzinfo=UTC), "Tuesday, March 31 at 4 pm", "Tuesday, March 31 at 10 am"),
        (
            datetime(2026, 10, 27, 23, 30, tzinfo=UTC),
            "Wednesday, October 28 at 12:30 am",
            "Tuesday, October 27 at 7:30 pm",
        ),
    ]:
        assert spoken(moment, "Europe/Berlin") == berlin
        assert spoken(moment, "America/New_York") == new_york
    assert [place(name) for name in ("America/New_York", "UTC", "Mars/Olympus")] == ["New York time", "UTC", "UTC"]


@pytest.mark.parametrize(
    "text",
    [
        "ten to one",
        "10",
        "13:00-10:00",
        "10:00-10:30",
        "25-26",
        "10:70-12",
        "10-12, 11-13",
        "1-2,3-4,5-6,7-8,9-10,11-12,13-14",
    ],
)
def test_what_is_no_hours_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(WorkingHoursError, match=r"\.$"):
        working_hours.parse(0, text)


def test_hours_read_back_as_they_were_written() -> None:
    found = week("UTC", 4, " 14 - 16:30;9.15 to 12 ")
    assert found.on(4) == "09:15-12:00, 14:00-16:30"
    assert found.on(3) == ""
    assert working_hours.parse(2, "  ") == []
