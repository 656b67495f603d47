"""The questionnaires: when they are due, when they are offered, what is kept of them, and who hears of item 9."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import yaml
from sqlalchemy import select

from bot.care import Store
from bot.care.journal import journal
from bot.care.questionnaires import offers, phq9_item9, questionnaires
from bot.care.questionnaires.questionnaires import CONTENT, GAD7, PHQ9
from bot.care.records import erasure, export, timeline
from bot.store.models import EscalationEvent, Measure, MeasureOffer
from tests.support.clinic import Clinic


class Someone:
    """Somebody who answers questionnaires."""

    def __init__(self, clinic: Clinic, conversation: UUID, client_id: UUID) -> None:
        self.clinic, self.store, self.conversation, self.id = clinic, clinic.store, conversation, client_id

    async def answers(self, key: str, *points: int | None, finish: bool = True) -> None:
        for place, each in enumerate(points, start=1):
            async with self.store.begin() as work:
                await questionnaires.answer(work, self.id, key, place, each, uuid4())
        if finish:
            async with self.store.begin() as work:
                await questionnaires.finish(work, self.id, key)

    async def totals(self, key: str) -> list[int | None]:
        async with self.store.read() as work:
            return [filled.total for filled in await questionnaires.history(work, self.id, key)]

    async def due(self) -> list[str]:
        async with self.store.read() as work:
            return await questionnaires.due(work, self.id)

    async def next(self) -> str | None:
        async with self.store.read() as work:
            return await questionnaires.next_up(work, self.id)

    async def offered(self, message: UUID | None = None) -> list[str]:
        async with self.store.begin() as work:
            return list(await offers.offer(work, self.id, message or uuid4()))

    async def waits(self, **passed: float) -> None:
        """Let everything have been so long ago."""
        async with self.store.begin() as work:
            for row in await work.session.scalars(select(Measure)):
                row.created_at -= timedelta(**passed)
                row.updated_at = (row.updated_at or row.created_at) - timedelta(**passed)
            for offer in await work.session.scalars(select(MeasureOffer)):
                offer.created_at -= timedelta(**passed)
                offer.declined_at = offer.declined_at - timedelta(**passed) if offer.declined_at else None


@pytest.fixture
async def someone(store: Store) -> Someone:
    clinic = await Clinic.founded(store)
    conversation = await clinic.client()
    return Someone(clinic, conversation, await clinic.client_of(conversation))


def test_the_instruments_are_whole_and_name_their_source() -> None:
    asked = questionnaires.questionnaires()
    assert {key: (len(each.items), each.most) for key, each in asked.items()} == {PHQ9: (9, 27), GAD7: (7, 21)}
    content = yaml.safe_load(CONTENT.read_text())
    assert content["reviewed"] == {"by": None, "on": None}
    assert "2001" in content[PHQ9]["source"] and "2006" in content[GAD7]["source"]
    assert questionnaires.how_often() == ["Not at all", "Several days", "More than half the days", "Nearly every day"]
    assert asked[PHQ9].items[8] == "Thoughts that you would be better off dead or of hurting yourself in some way"


async def test_both_are_due_at_first_and_again_after_two_weeks(someone: Someone) -> None:
    assert await someone.due() == [PHQ9, GAD7]
    await someone.answers(PHQ9, *[1] * 9)
    assert await someone.due() == [GAD7]
    await someone.waits(days=13)
    assert await someone.due() == [GAD7]
    await someone.waits(days=1)
    assert await someone.due() == [PHQ9, GAD7]


async def test_a_total_is_the_sum_and_none_when_something_was_left_out(someone: Someone) -> None:
    await someone.answers(PHQ9, 3, 2, 1, 0, 0, 0, 0, 0, 0)
    await someone.answers(GAD7, 3, None, 1, 0, 0, 0, 0)
    assert (await someone.totals(PHQ9), await someone.totals(GAD7)) == ([6], [None])


async def test_an_unfinished_one_goes_on_the_same_day_and_is_begun_anew_later(someone: Someone) -> None:
    await someone.answers(PHQ9, 3, 3, finish=False)
    assert await someone.next() == PHQ9
    await someone.waits(hours=2)
    async with someone.store.read() as work:
        assert await questionnaires.is_open(work, someone.id, PHQ9)
    await someone.waits(days=2)
    async with someone.store.read() as work:
        assert not await questionnaires.is_open(work, someone.id, PHQ9)
    await someone.answers(PHQ9, *[0] * 9)
    assert await someone.totals(PHQ9) == [0], "nothing of the old one is in it"


async def test_an_answer_whose_turn_runs_twice_is_kept_once_also_after_the_end(someone: Someone) -> None:
    await someone.answers(PHQ9, *[0] * 8, finish=False)
    message = uuid4()
    for _ in range(2):
        async with someone.store.begin() as work:
            await questionnaires.answer(work, someone.id, PHQ9, 9, 2, message)
            await questionnaires.finish(work, someone.id, PHQ9)
    assert await someone.totals(PHQ9) == [2]


async def test_what_comes_next_is_begun_before_due_before_what_was_not_done_today(someone: Someone) -> None:
    await someone.answers(GAD7, 1, finish=False)
    assert await someone.next() == GAD7
    await someone.answers(PHQ9, *[0] * 9)
    await someone.answers(GAD7, *[0] * 7)
    assert await someone.next() is None
    await someone.waits(days=2)
    assert await someone.next() == PHQ9


async def test_an_offer_is_made_once_a_day_and_not_for_three_days_after_not_now(someone: Someone) -> None:
    message = uuid4()
    assert await someone.offered(message) == [PHQ9, GAD7]
    assert await someone.offered(message) == [PHQ9, GAD7], "the same turn again"
    assert await someone.offered() == []
    await someone.waits(hours=25)
    assert await someone.offered() == [PHQ9, GAD7]
    async with someone.store.begin() as work:
        await offers.decline(work, someone.id, uuid4())
    await someone.waits(hours=71)
    assert await someone.offered() == []
    await someone.waits(hours=2)
    assert await someone.offered() == [PHQ9, GAD7]


async def test_nothing_is_offered_that_is_not_due(someone: Someone) -> None:
    await someone.answers(PHQ9, *[0] * 9)
    await someone.answers(GAD7, *[0] * 7)
    assert await someone.offered() == []


@pytest.mark.parametrize(("points", "tier"), [(0, "none"), (1, "elevated"), (2, "elevated"), (3, "high")])
async def test_item_nine_above_none_reaches_a_coach_once(someone: Someone, points: int, tier: str) -> None:
    message = await someone.clinic.says(someone.conversation, "none", text="Nearly every day")
    assert phq9_item9.tier_of(PHQ9, 9, points) == tier
    for _ in range(2):
        if tier != "none":
            async with someone.store.begin() as work:
                await phq9_item9.alert_coaches(work, someone.id, message, tier)
    assert await someone.clinic.risk(someone.conversation) == tier
    alerts = await someone.clinic.open()
    assert [(alert.tier, alert.category) for alert in alerts] == ([] if tier == "none" else [(tier, "suicide")])
    assert await someone.clinic.pages_due() == len(alerts)
    async with someone.store.read() as work:
        events = list(await work.session.scalars(select(EscalationEvent)))
    assert [event.message_id for event in events] == [message] * len(alerts)


async def test_no_other_item_alerts() -> None:
    others = [(key, place) for key in (PHQ9, GAD7) for place in range(1, 10) if (key, place) != (PHQ9, 9)]
    assert {phq9_item9.tier_of(key, place, 3) for key, place in others} == {"none"}
    assert phq9_item9.tier_of(PHQ9, 9, None) == "none"


async def test_what_triage_saw_as_less_is_raised_and_what_it_saw_as_more_stays(someone: Someone) -> None:
    less = await someone.clinic.says(someone.conversation, "elevated")
    async with someone.store.begin() as work:
        await phq9_item9.alert_coaches(work, someone.id, less, "high")
    assert (await someone.clinic.only()).tier == await someone.clinic.risk(someone.conversation) == "high"
    more = await someone.clinic.says(someone.conversation, "imminent")
    async with someone.store.begin() as work:
        await phq9_item9.alert_coaches(work, someone.id, more, "high")
    assert (await someone.clinic.only()).tier == "imminent"


async def test_a_message_of_somebody_else_raises_nothing(someone: Someone) -> None:
    message = await someone.clinic.says(await someone.clinic.client(), "none")
    async with someone.store.begin() as work:
        await phq9_item9.alert_coaches(work, someone.id, message, "high")
    assert await someone.clinic.open() == []


async def test_the_export_has_every_answer_and_deleting_and_erasing_leave_none(someone: Someone) -> None:
    await someone.answers(PHQ9, *[1] * 9)
    await someone.offered()
    async with someone.store.read() as work:
        (measure,) = (await export.everything(work, someone.id))["measures"]
    assert (measure["instrument"], measure["items"], measure["total"]) == (PHQ9, [1] * 9, 9)
    async with someone.store.begin() as work:
        await journal.delete_all(work, someone.id)
    assert await someone.totals(PHQ9) == []
    await someone.answers(PHQ9, *[1] * 9)
    async with someone.store.begin() as work:
        await erasure.erase(work, someone.id)
    async with someone.store.read() as work:
        assert list(await work.session.scalars(select(Measure))) == []
        assert list(await work.session.scalars(select(MeasureOffer))) == []


async def test_a_coach_sees_the_items_and_that_item_nine_was_above_none(someone: Someone) -> None:
    await someone.answers(PHQ9, *[0] * 8, 1)
    await someone.waits(days=14)
    await someone.answers(PHQ9, *[2] * 8, None)
    async with someone.store.read() as work:
        (course,) = (await timeline.timeline(work, someone.id)).courses
    first, second = course.points
    assert (first.total, first.worrying, first.items[8][1]) == (1, True, "1, several days")
    assert (second.total, second.worrying, second.items[8][1]) == (None, False, "left out")
    assert course.name == "PHQ-9"
