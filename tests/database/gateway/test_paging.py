"""Pages reach a real HTTP server through Apprise, in the operator's order, until somebody acknowledges."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from aiohttp import web
from sqlalchemy import select, update

from bot.care import Store, now
from bot.care.accounts import conversations
from bot.care.messages import turns
from bot.care.messages.spool import Assessment
from bot.care.messages.turns import Incoming
from bot.care.safety.episodes.episode import Heard
from bot.gateway.metrics import Metrics
from bot.gateway.notifier import Notifier
from bot.store.models import Escalation, Notification, new_id
from tests.support.ports import free_ports

DISTRESS = Assessment("imminent", ("suicide",), 1.0, (), "rules-1")


class Phones:
    """A real HTTP server that stands where the coaches' phones are; `broken` ones answer with an error."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.broken: set[str] = set()
        self.port = free_ports(1)[0]

    async def ring(self, request: web.Request) -> web.Response:
        person = request.match_info["person"]
        self.heard.append((person, await request.text()))
        return web.Response(status=500 if person in self.broken else 200)

    def address(self, person: str) -> str:
        return f"json://127.0.0.1:{self.port}/{person}"

    @property
    def people(self) -> list[str]:
        return [person for person, _ in self.heard]


@pytest.fixture
async def phones() -> AsyncIterator[Phones]:
    phones = Phones()
    app = web.Application()
    app.router.add_post("/{person}", phones.ring)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", phones.port).start()
    yield phones
    await runner.cleanup()


async def cry_for_help(store: Store) -> UUID:
    async with store.begin() as work:
        started = await conversations.start(work, identity=None, name=None, locale="en", timezone="UTC", country="US")
        incoming = Incoming(started.conversation_id, str(new_id()), "the secret words of a client")
        await turns.accept(work, incoming, DISTRESS, Heard("", tier="high", categories=("suicide",)), "test", now())
    async with store.read() as work:
        return (await work.session.scalars(select(Escalation.id))).one()


async def run_once(notifier: Notifier) -> None:
    await notifier._send_due()


async def minutes_pass(store: Store, minutes: int) -> None:
    async with store.begin() as work:
        for page in await work.session.scalars(select(Notification)):
            page.due_at -= timedelta(minutes=minutes)


async def test_the_first_person_is_paged_at_once_and_only_once(store: Store, phones: Phones) -> None:
    await cry_for_help(store)
    notifier = Notifier(store, Metrics(), [phones.address("ann"), phones.address("bo")], "http://console/coach")
    for _ in range(3):
        await run_once(notifier)
    assert phones.people == ["ann"]


async def test_a_page_names_the_console_and_holds_no_word_of_the_client(store: Store, phones: Phones) -> None:
    escalation = await cry_for_help(store)
    await run_once(Notifier(store, Metrics(), [phones.address("ann")], "http://console/coach"))
    ((_, body),) = phones.heard
    assert f"http://console/coach/alerts/{escalation}" in body
    assert "secret" not in body


async def test_the_next_person_is_paged_when_nobody_acknowledges_in_time(store: Store, phones: Phones) -> None:
    await cry_for_help(store)
    notifier = Notifier(store, Metrics(), [phones.address("ann"), phones.address("bo")], "http://console/coach")
    await run_once(notifier)
    await minutes_pass(store, 4)
    await run_once(notifier)
    assert phones.people == ["ann"]
    await minutes_pass(store, 2)
    await run_once(notifier)
    await minutes_pass(store, 6)
    await run_once(notifier)
    assert phones.people == ["ann", "bo", "ann"]


async def test_nobody_is_paged_any_more_once_somebody_acknowledged(store: Store, phones: Phones) -> None:
    await cry_for_help(store)
    notifier = Notifier(store, Metrics(), [phones.address("ann"), phones.address("bo")], "http://console/coach")
    await run_once(notifier)
    async with store.begin() as work:
        await work.session.execute(update(Escalation).values(status="acknowledged", acknowledged_at=now()))
    await minutes_pass(store, 60)
    await run_once(notifier)
    assert phones.people == ["ann"]


async def test_when_a_phone_cannot_be_reached_the_next_one_rings_at_once(store: Store, phones: Phones) -> None:
    phones.broken.add("ann")
    await cry_for_help(store)
    notifier = Notifier(store, Metrics(), [phones.address("ann"), phones.address("bo")], "http://console/coach")
    await run_once(notifier)
    await run_once(notifier)
    assert phones.people == ["ann", "bo"]


async def test_two_gateways_do_not_page_the_same_person_twice(store: Store, phones: Phones) -> None:
    await cry_for_help(store)
    notifiers = [Notifier(store, Metrics(), [phones.address("ann")], "http://console/coach") for _ in range(4)]
    await asyncio.gather(*(run_once(notifier) for notifier in notifiers))
    assert phones.people == ["ann"]


async def test_without_addresses_the_log_is_told(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    await cry_for_help(store)
    await run_once(Notifier(store, Metrics(), [], "http://console/coach"))
    printed = capsys.readouterr().out
    assert "ALERT" in printed and "imminent" in printed and "secret" not in printed
