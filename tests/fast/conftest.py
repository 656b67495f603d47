"""The fast lane: a test here that starts a process, or opens a database or a connection, fails."""

import sys
from collections.abc import Iterator

import pytest

FORBIDDEN = {"subprocess.Popen", "os.posix_spawn", "os.fork", "os.system", "sqlite3.connect", "socket.connect"}
PLATFORM = "uname"  # `platform.processor` of the standard library, which libraries call while they are loaded
_watching = False


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and event in FORBIDDEN and arguments[:1] != (PLATFORM,):
        raise RuntimeError(f"{event} {arguments[:2]}: such a test belongs into another lane than tests/fast")


sys.addaudithook(_refuse)  # such a hook cannot be taken back, so it only acts while a test of this lane runs


@pytest.fixture(autouse=True)
def no_process_and_no_database() -> Iterator[None]:
    """Watches over each test of this lane."""
    global _watching
    _watching = True
    yield
    _watching = False
