"""The store of the action server: opened on first use, one for the process."""

from bot.care import Store
from bot.settings import settings

_opened: list[Store] = []


def store() -> Store:
    """The one store of this process."""
    if not _opened:
        use(Store.open(settings()))
    return _opened[0]


def use(opened: Store) -> None:
    """Let the actions work on this store."""
    _opened[:] = [opened]


async def close() -> None:
    """Close the store, if it was ever opened."""
    while _opened:
        await _opened.pop().close()
