"""Regular expressions of plain words, written as alternatives."""

import re


def any_of(*ways: str) -> re.Pattern[str]:
    """A pattern that finds any of these ways to say something, in any case."""
    return re.compile("|".join(ways), re.IGNORECASE)
