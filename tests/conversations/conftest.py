"""Live conversations: the coverage of the dialogue is counted after all of them."""

import pytest

LAST = ("test_privacy", "test_coverage")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what looks back on all conversations behind them."""
    items.sort(key=lambda item: any(name in item.nodeid for name in LAST))
