"""Vocabulary: the words for numbers, ordinals, weekdays and months that all parsers here share."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")  # as `date.weekday` counts
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3,
    "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
}  # fmt: skip


def numbers(first: int, last: int) -> dict[str, int]:
    """The number words from `first` to `last`, at most twelve, with their values: numbers(1, 2) is one and two."""
    return {_NUMBERS[value]: value for value in range(first, last + 1)}
