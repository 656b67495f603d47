"""Sixty-two scripted clients, ten messages each, through triage, the answers' classifier and the safety conversation.

Each begins at one of two places: with nothing open, or in the middle of the preparation. `LANDFALL_TEST_PLACES=both`
lets each begin at both. Nobody reacts to what is said here, so that these tests are about what must always hold; how
apt the words are is rated by people (docs/safety/RUBRIC.md).
"""

import os
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import yaml

from bot.care import Store, now
from bot.care.accounts import conversations, countries
from bot.care.messages import messages, turns
from bot.care.messages.turns import Accepted, Incoming
from bot.care.safety.episodes import rows
from bot.care.safety.episodes.episode import Episode
from bot.care.safety.episodes.texts import sentences, texts
from bot.care.safety.escalations import TIERS
from bot.gateway.hearing import Hearing
from bot.gateway.reading import Asked
from bot.settings import Settings
from bot.store.models import Client, TrackerTurn, new_id
from tests.support.clinic import Clinic
from tests.support.triage_here import TriageHere

CLIENTS: list[dict[str, Any]] = [
    each
    for number in (1, 2)
    for each in yaml.safe_load((Path(__file__).parent / f"clients_{number}.yml").read_text(encoding="utf-8"))
]
PLACES = {"menu": None, "preparing": "preparation_form.hope"}
BOTH = os.environ.get("LANDFALL_TEST_PLACES") == "both"
AT = [
    (client["id"], place)
    for number, client in enumerate(CLIENTS)
    for place_number, place in enumerate(PLACES)
    if BOTH or number % 2 == place_number
]
NUMBERS = ("numbers.", "human.", "language.")  # may be said again, and are true each time


class Played:
    """A scripted client in a conversation of their own."""

    def __init__(self, store: Store, conversation: UUID, client: UUID) -> None:
        self.store, self.conversation, self.client = store, conversation, client
        self.hearing = Hearing(TriageHere())

    @classmethod
    async def begun(cls, store: Store, script: dict[str, Any], asking: str | None) -> "Played":
        """A client who has agreed, at a place."""
        country = countries.guess(script["timezone"], script["locale"]).country or "US"
        async with store.begin() as work:
            started = await conversations.start(
                work, identity=None, name=None, locale=script["locale"], timezone=script["timezone"], country=country
            )
        clinic = Clinic(store, uuid4(), uuid4())
        played = cls(store, started.conversation_id, await clinic.client_of(started.conversation_id))
        async with store.begin() as work:
            (await work.session.get_one(Client, played.client)).consented_at = now() - timedelta(days=3)
            if asking is not None:
                work.session.add(
                    TrackerTurn(id=new_id(), conversation_id=played.conversation, number=1, asking=asking, sealed=b"")
                )
            turn = await turns.next_turn(work, played.conversation, "me", now())
        if turn is not None:
            async with store.begin() as work:
                await turns.answer(work, turn, [], "me", now())
        return played

    async def says(self, text: str) -> Accepted:
        """A message, heard as in the gateway; what the dialogue would keep is answered with nothing."""
        async with self.store.read() as work:
            known = await messages.background(work, self.conversation)
        asked = Asked(known.question, known.holds, known.strand)
        assessment, heard = await self.hearing.hear(self.conversation, text, None, known.context, asked)
        async with self.store.begin() as work:
            incoming = Incoming(self.conversation, str(uuid4()), text)
            accepted = await turns.accept(work, incoming, assessment, heard, "me", now())
        if accepted.turn is not None:
            async with self.store.begin() as work:
                await turns.answer(work, accepted.turn, [], "me", now())
        return accepted

    async def shown(self, after: int) -> list[dict[str, Any]]:
        """What is shown after a seq, without their own words."""
        async with self.store.read() as work:
            found = (await messages.news(work, self.conversation, after)).messages
        return [each for each in found if each["author"] != "client"]

    async def episode(self) -> tuple[Episode, bool] | None:
        """The open episode, and whether it holds the conversation."""
        async with self.store.read() as work:
            known = await rows.open_of(work, await work.vault(self.client), self.client, lock=False)
        return (known.episode, known.holds) if known else None


@pytest.fixture
async def sqlite_store(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Store]:
    """A fresh database; what differs between databases is tested elsewhere."""
    shutil.copy(sqlite_template, tmp_path / "landfall.db")
    async with Store.open(Settings(home=tmp_path)) as opened:
        yield opened


@pytest.mark.parametrize(("client_id", "place"), AT)
async def test_a_scripted_client_is_answered_and_held_as_long_as_it_lasts(
    sqlite_store: Store, client_id: str, place: str
) -> None:
    script = next(each for each in CLIENTS if each["id"] == client_id)
    played = await Played.begun(sqlite_store, script, PLACES[place])
    said_before: set[str] = set()
    worst = "none"
    for line in script["lines"]:
        before = await played.episode()
        accepted = await played.says(line["say"])
        shown = await played.shown(accepted.seq)
        after = await played.episode()
        worst = max(worst, accepted.tier, key=TIERS.index)
        if before is not None and before[1]:
            assert shown, f"silence to: {line['say']}"
            turn = accepted.turn
            waited = turn is not None and turn.text != line["say"]  # after a no to a gentle question
            assert turn is None or turn.payload or turn.silent or waited, "the dialogue is not asked"
        assert sum(each["text"].count("?") for each in shown if each.get("buttons")) <= 1
        for text_id in _new_ids(before, after):
            for sentence in sentences(texts().by_id[text_id].text):
                assert sentence not in said_before, sentence
                said_before.add(sentence)
    assert TIERS.index(worst) >= 1, "nothing was heard in ten messages"


def _new_ids(before: tuple[Episode, bool] | None, after: tuple[Episode, bool] | None) -> list[str]:
    used = list(after[0].used) if after else []
    known = len(before[0].used) if before and after and after[0].used[: len(before[0].used)] == before[0].used else 0
    return [one for one in used[known:] if not one.startswith(NUMBERS)]
