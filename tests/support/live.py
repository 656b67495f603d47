"""The running system: the same processes that `make up` starts, on free ports, with a home of their own."""

import asyncio
import json
import os
import secrets
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import aiohttp
import jwt
from sqlalchemy import func, select

from bot.care import Store, Work
from bot.care.accounts import coaches, passwords
from bot.operate.die_with_parent import dying_with_parent
from bot.operate.processes import Process, commands
from bot.settings import Settings
from bot.store import migrate
from bot.store.models import (
    Coach,
    Conversation,
    Measure,
    MeasureOffer,
    Message,
    Practice,
    TrackerTurn,
    TreatmentSession,
)
from tests.support.client import Client
from tests.support.ports import free_ports

STARTING_SECONDS = 180
COACH_EMAIL = "coach@localhost"
COACH_PASSWORD = "a quiet lake in march"

# The moments that move into the past when time goes by.
AGEING: Mapping[type[Measure | MeasureOffer | Practice | TreatmentSession], Sequence[str]] = {
    Measure: ("created_at", "updated_at"),
    MeasureOffer: ("created_at", "declined_at"),
    Practice: ("created_at", "due_at", "looked_back_at", "ended_at"),
    TreatmentSession: ("when", "ended_at", "looked_back_at", "prepared_at", "before_when"),
}


class Live:
    """All processes of Landfall on one database. Kill and start them one by one, talk to them, look into the store."""

    def __init__(self, home: Path, database_url: str = "", **options: object) -> None:
        ports = free_ports(3)
        self.settings = Settings(
            home=home,
            database_url=database_url,
            port=ports[0],
            rasa_port=ports[1],
            actions_port=ports[2],
            service_token=secrets.token_urlsafe(24),
            identity_secret=secrets.token_urlsafe(24),
            new_conversations_per_minute=100_000,
            **{"country": "US", **options},
        )
        self.home = home
        self.url = self.settings.url
        self.coach_email, self.coach_password = COACH_EMAIL, COACH_PASSWORD
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.clients: list[Client] = []
        self._store: Store | None = None
        self.reached = Reached()
        self._noted: dict[UUID, int] = {}
        home.mkdir(parents=True, exist_ok=True)
        migrate(self.settings)

    # --- processes

    @property
    def processes(self) -> dict[str, Process]:
        """What can be started and killed, by name: actions, rasa, gateway."""
        return {process.name: process for process in commands(self.settings)}

    def start(self, *names: str) -> None:
        """Start these processes, or all of them."""
        for name in names or self.processes:
            process = self.processes[name]
            with self.log_file(name).open("ab") as log:
                self._running[name] = subprocess.Popen(
                    dying_with_parent(process.argv),
                    env=dict(process.env),
                    cwd=process.cwd,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )

    def kill(self, name: str) -> None:
        """End a process as a power cut would."""
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def log_file(self, name: str) -> Path:
        """Where everything that a process printed is kept."""
        return self.home / f"{name}.log"

    async def ready(self) -> None:
        """Wait until every part answers. A process that ends meanwhile fails the test with what it printed."""
        deadline = time.monotonic() + STARTING_SECONDS
        async with aiohttp.ClientSession() as http:
            while time.monotonic() < deadline:
                for name, process in self._running.items():
                    if process.poll() is not None:
                        raise RuntimeError(f"{name} ended: {self.log_file(name).read_text()[-3000:]}")
                try:
                    async with http.get(f"{self.url}/readyz") as response:
                        if response.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.1)
        raise TimeoutError("The system did not become ready")

    async def stop(self) -> None:
        """End everything that was started here."""
        for client in self.clients:
            await client.close()
        for name in list(self._running):
            self.kill(name)
        if self._store is not None:
            await self._store.close()

    # --- people

    def client(self, **options: object) -> Client:
        """A new person at the chat; see `Client`."""
        client = Client(self, **options)
        self.clients.append(client)
        return client

    def identity(self, subject: str, **claims: str) -> str:
        """What the host site signs to say who somebody is."""
        claims_now = {"sub": subject, "exp": datetime.now(UTC) + timedelta(hours=1), **claims}
        return jwt.encode(claims_now, self.settings.identity_secret, "HS256")

    async def make_coach(self) -> None:
        """The first coach, with a chosen password."""
        async with self.store.begin() as work:
            await coaches.ensure_first(work)
            coach = (await work.session.scalars(select(Coach))).one()
            coach.password_hash = await passwords.hashed(self.coach_password)
            coach.must_change_password = False

    # --- looking behind the scenes

    @property
    def store(self) -> Store:
        """The same database that the processes use."""
        if self._store is None:
            self._store = Store.open(self.settings)
        return self._store

    async def unanswered(self, conversation_id: UUID) -> int:
        """How many messages of a conversation still wait for their answer."""
        async with self.store.read() as work:
            found = await work.session.scalar(
                select(func.count()).where(Message.conversation_id == conversation_id, Message.state == "received")
            )
        return found or 0

    async def age(self, conversation_id: UUID, hours: float) -> None:
        """Let this much time have passed since everything that was said and measured so far, for Rasa and for us."""
        passed = timedelta(hours=hours)
        async with self.store.begin() as work:
            conversation = await work.session.get_one(Conversation, conversation_id)
            conversation.active_at -= passed
            for message in await work.session.scalars(
                select(Message).where(Message.conversation_id == conversation_id)
            ):
                message.created_at -= passed
            await self._age_what_is_kept(work, conversation.client_id, passed)
            vault = await work.vault(conversation.client_id)
            for turn in await work.session.scalars(
                select(TrackerTurn).where(TrackerTurn.conversation_id == conversation_id)
            ):
                content = json.loads(vault.open("tracker_turn.sealed", turn.id, turn.sealed))
                for event in content["events"]:
                    event["timestamp"] -= passed.total_seconds()
                turn.sealed = vault.seal("tracker_turn.sealed", turn.id, json.dumps(content))
                turn.saved_at -= passed

    async def _age_what_is_kept(self, work: Work, client_id: UUID, passed: timedelta) -> None:
        """Let what is kept of a client be older. Booked times stay where their coach's calendar has them."""
        for table, moments in AGEING.items():
            for row in await work.session.scalars(select(table).where(table.client_id == client_id)):
                for name in moments:
                    moment = getattr(row, name)
                    if moment is not None:
                        setattr(row, name, moment - passed)

    async def remembered(self, conversation_id: UUID) -> str:
        """All that Rasa's memory of a conversation holds now, opened, as one text."""
        async with self.store.read() as work:
            conversation = await work.session.get_one(Conversation, conversation_id)
            vault = await work.vault(conversation.client_id)
            rows = await work.session.scalars(select(TrackerTurn).where(TrackerTurn.conversation_id == conversation_id))
            return "\n".join(vault.open("tracker_turn.sealed", row.id, row.sealed) for row in rows)

    async def note(self, conversation_id: UUID) -> None:
        """Note which intents, actions, forms and responses a conversation went through since it was last noted."""
        known = self._noted.get(conversation_id, 0)
        async with self.store.read() as work:
            rows = list(
                await work.session.scalars(
                    select(TrackerTurn)
                    .where(TrackerTurn.conversation_id == conversation_id, TrackerTurn.number > known)
                    .order_by(TrackerTurn.number)
                )
            )
            if not rows:
                return
            conversation = await work.session.get_one(Conversation, conversation_id)
            vault = await work.vault(conversation.client_id)
        self._noted[conversation_id] = rows[-1].number
        for row in rows:
            for event in json.loads(vault.open("tracker_turn.sealed", row.id, row.sealed))["events"]:
                self.reached.add(event)


@dataclass
class Reached:
    """The parts of the domain that some conversation went through.

    A form runs its validation and its way of asking inside its own action, so that Rasa's tracker does not name them:
    `settled` holds the questions that a form's validation settled, and `asked` those that an action asked.
    """

    intents: set[str] = field(default_factory=set)
    actions: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    responses: set[str] = field(default_factory=set)
    settled: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    asked: set[str] = field(default_factory=set)
    _acting: str = ""

    def add(self, event: dict[str, Any]) -> None:
        """Take note of one event of Rasa's tracker; those of one turn follow each other."""
        about = event.get("metadata") or {}
        match event["event"]:
            case "user":
                self._acting = ""
                self.intents.add(event["parse_data"]["intent"]["name"])
            case "action" if event["name"]:
                self._acting = event["name"]
                self.actions.add(event["name"])
            case "active_loop" if event["name"]:
                self.forms.add(event["name"])
            case "slot" if event["name"] == "requested_slot" and event["value"] is not None:
                self.asked.add(f"utter_ask_{event['value']}")
            case "slot" if event["value"] is not None:
                self.settled[self._acting].add(event["name"])
            case "bot" if about.get("utter_action"):
                self.responses.add(about["utter_action"])
                if "template" in about:  # said by the action server
                    self.asked.add(about["utter_action"])
