"""While a coach holds the safety conversation, each message is stored, triaged and alerted, and nothing is said."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update

from bot.care import now
from bot.care.messages import messages
from bot.care.safety.episodes import rows
from bot.care.safety.episodes.episode import Episode, Human
from bot.care.safety.episodes.handover import hand_back, take_over
from bot.care.safety.episodes.protocol import HUMAN, protocol
from bot.care.safety.episodes.texts import texts
from bot.store.models import SafetyEpisode, Triage
from tests.support.clinic import Clinic
from tests.support.episodes import alarm, hear

LINES = {"default": ("911", "988")}


async def change(clinic: Clinic, conversation: UUID, how: Callable[[Episode], Episode]) -> Episode:
    """Change the open episode of a client."""
    client = await clinic.client_of(conversation)
    async with clinic.store.begin() as work:
        vault = await work.vault(client)
        known = await rows.open_of(work, vault, client)
        assert known is not None
        after = how(known.episode)
        rows.keep(vault, known.row, after, known.row.turned_at)
        return after


async def shown(clinic: Clinic, conversation: UUID) -> list[str]:
    async with clinic.store.read() as work:
        return [each["author"] for each in (await messages.news(work, conversation, 0)).messages]


async def test_a_message_to_the_coach_is_triaged_and_alerted_and_answered_by_nobody_else(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    asked = (await change(clinic, conversation, take_over)).stood_at
    before = await shown(clinic, conversation)
    calm = await hear(clinic, conversation, "yes", "yes")
    worse = await hear(clinic, conversation, "it is in my hand", "means", tier="imminent", categories=("suicide",))
    assert await shown(clinic, conversation) == [*before, "client", "client"]
    assert (await clinic.only()).tier == "imminent"
    async with clinic.store.read() as work:
        tiers = dict((await work.session.execute(select(Triage.message_id, Triage.tier))).tuples().all())
    assert (tiers[calm], tiers[worse]) == ("none", "imminent")
    back = await change(clinic, conversation, lambda held: hand_back(protocol(), texts(), held, Human(), LINES).episode)
    assert back.question == asked == "safe_tonight"
    await hear(clinic, conversation, "no", "no")
    assert (await shown(clinic, conversation))[-1] == "bot", "the next message is taken up"


async def test_a_later_visit_to_the_coach_is_not_met_with_a_question_of_ours(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await change(clinic, conversation, take_over)
    async with clinic.store.begin() as work:
        await work.session.execute(update(SafetyEpisode).values(turned_at=now() - timedelta(hours=3)))
    before = await shown(clinic, conversation)
    await hear(clinic, conversation, "hello again", "else")
    assert await shown(clinic, conversation) == [*before, "client"]
    assert (await change(clinic, conversation, lambda held: held)).state == HUMAN
