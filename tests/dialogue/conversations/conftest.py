"""Live conversations: what looks back on all of them comes last, and only when all of them were held."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
LAST = ("test_privacy", "test_coverage")
LEFT_OUT = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what looks back on all conversations behind them."""
    items.sort(key=lambda item: any(name in item.nodeid for name in LAST))


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Note that some conversations are not held this time."""
    for item in items:
        if HERE in item.path.parents:
            item.config.stash[LEFT_OUT] = True


@pytest.fixture
def whole_folder(request: pytest.FixtureRequest) -> None:
    """Skips a test that looks back on all conversations, when only a part of them was selected."""
    chosen = {item.path for item in request.session.items}
    missing = sorted(path.name for path in HERE.glob("test_*.py") if path not in chosen)
    named = [argument for argument in request.config.args if "::" in argument]
    if missing or named or request.config.stash.get(LEFT_OUT, False):
        left_out = ", ".join(missing or named) or "some tests"
        pytest.skip(f"only a part of tests/dialogue/conversations was selected: {left_out}")
