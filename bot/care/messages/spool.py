"""Spool: an encrypted on-disk queue of messages while the database is unavailable, so that no message is lost."""

import asyncio
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import structlog

from bot.care.messages.turns import Incoming
from bot.store.errors import Unreadable
from bot.store.keyring import Keyring, seal, unseal

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Assessment:
    """The triage of a spooled message."""

    tier: str
    categories: tuple[str, ...]
    score: float
    evidence: tuple[str, ...]
    model: str


@dataclass(frozen=True)
class Spooled:
    """A message that waits in the spool to be stored in the database."""

    incoming: Incoming
    assessment: Assessment
    at: datetime
    country: str
    path: Path


class Spool:
    """A folder with one encrypted file per message; the file names sort by time."""

    def __init__(self, folder: Path, keyring: Keyring) -> None:
        self._folder = folder
        self._keyring = keyring

    async def keep(self, incoming: Incoming, assessment: Assessment, at: datetime, country: str) -> bool:
        """Spool a message (fsync, then rename); idempotent, False when it is spooled already. Raises `OSError`."""
        return await asyncio.to_thread(self._write, incoming, assessment, at, country)

    def waiting(self) -> list[Spooled]:
        """The spooled messages, oldest first. A file that cannot be decrypted is skipped, logged and left in place."""
        spooled = []
        for path in sorted(self._folder.glob("*.sealed")):
            try:
                spooled.append(self._read(path))
            except (Unreadable, ValueError, KeyError, TypeError):
                log.error("spool.unreadable", file=path.name)
        return spooled

    def count(self) -> int:
        """How many messages are spooled."""
        return sum(1 for _ in self._folder.glob("*.sealed"))

    def release(self, spooled: Spooled) -> None:
        """Remove a message from the spool, once it is stored in the database. Idempotent."""
        spooled.path.unlink(missing_ok=True)

    def _write(self, incoming: Incoming, assessment: Assessment, at: datetime, country: str) -> bool:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        mark = f"{incoming.conversation_id.hex}-{incoming.client_message_id}"
        if any(self._folder.glob(f"*-{mark}.sealed")):
            return False
        path = self._folder / f"{at.timestamp():017.6f}-{mark}.sealed"
        content = {
            "incoming": asdict(incoming) | {"conversation_id": str(incoming.conversation_id)},
            "assessment": asdict(assessment),
            "at": at.isoformat(),
            "country": country,
        }
        draft = path.with_suffix(".draft")
        with draft.open("wb") as file:
            file.write(seal(self._keyring.spool, json.dumps(content).encode(), f"spool:{path.name}"))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
        return True

    def _read(self, path: Path) -> Spooled:
        content = json.loads(unseal(self._keyring.spool, path.read_bytes(), f"spool:{path.name}"))
        incoming = content["incoming"] | {"conversation_id": UUID(content["incoming"]["conversation_id"])}
        assessment = content["assessment"]
        return Spooled(
            Incoming(**incoming),
            Assessment(
                assessment["tier"],
                tuple(assessment["categories"]),
                assessment["score"],
                tuple(assessment["evidence"]),
                assessment["model"],
            ),
            datetime.fromisoformat(content["at"]),
            content["country"],
            path,
        )
