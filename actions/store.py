"""The store (database) of the action server: the clinic's behind the service token, otherwise a developers' sandbox.

The clinic's store is opened only by our own server, and only when there is a service token, which every call then has
to carry. Any other server that runs these actions gets a sandbox: `python -m actions` without a token, and
`rasa run actions`, which listens on all addresses and checks no token. A sandbox is a database of its own that ends
with the process, so that neither of them can be made to open a client's data.
"""

import asyncio
import tempfile
from pathlib import Path

from bot.care import Store
from bot.care.accounts import developers_store
from bot.settings import settings

_opened: list[Store] = []
_sandbox: list["tempfile.TemporaryDirectory[str]"] = []  # its folder, while the opened store is a sandbox
_opening = asyncio.Lock()
_serves_clients = False


def store() -> Store:
    """The one store of this process; the clinic's is opened on first use.

    Raises `RuntimeError` when this process may not open the clinic's, and no sandbox was opened yet.
    """
    if not _opened:
        if not _serves_clients:
            raise RuntimeError("Without a service token the actions do not open the clinic's store.")
        use(Store.open(settings()))
    return _opened[0]


def serve_clients(yes: bool) -> None:
    """Set whether this process may open the clinic's store. Only a server that checks the service token may."""
    global _serves_clients
    _serves_clients = yes


def use(opened: Store) -> None:
    """Make the actions work on this store, in place of the clinic's or a sandbox."""
    _sandbox.clear()
    _opened[:] = [opened]


async def sandbox() -> Store | None:
    """The sandbox of this process, opened on first use; None where the actions work on the clinic's store."""
    async with _opening:
        if not _opened and not _serves_clients:
            folder = tempfile.TemporaryDirectory(prefix="landfall-sandbox-")
            _opened[:] = [await developers_store.open_in(Path(folder.name))]
            _sandbox[:] = [folder]
    return _opened[0] if _sandbox else None


async def close() -> None:
    """Close the store, if it was opened, and delete the sandbox, if there was one."""
    while _opened:
        await _opened.pop().close()
    _sandbox.clear()
