"""The plan of treatment sessions in the dialogue: making it, showing it, moving and cancelling, and putting back."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from actions.bookings.begin import BeginBooking
from actions.core.flow import NOT_ASKED
from actions.journal.browse import Delete, DeleteNow
from actions.journal.write import Writing
from actions.navigation.navigation import Affirm, Undo
from actions.plan import (
    OFFERED,
    AskMoveSure,
    AskPlanRight,
    BeginMove,
    BeginPlan,
    CloseMove,
    ClosePlan,
    Moving,
    Planning,
    UndoMove,
    WhereAmI,
)
from bot.care.journal import journal
from bot.care.sessions import plans, treatment_sessions
from bot.store.models import TreatmentSession
from tests.support.chat_client import ChatClient


@pytest.fixture
async def planned(client: ChatClient) -> ChatClient:
    """Somebody with three treatment sessions ahead, a week apart."""
    async with client.store.begin() as work:
        await plans.make(work, client.id, 3)
        await plans.set_dates(work, client.id, [datetime.now(UTC) + timedelta(days=7 * n) for n in (1, 2, 3)])
    return client


@pytest.fixture
async def planning(planned: ChatClient) -> ChatClient:
    """Somebody in the middle of making that plan."""
    planned.loop = "plan_form"
    return planned


def pressed(value: str) -> dict[str, Any]:
    return {"text": f'/answer{{"value": "{value}"}}', "entities": [{"entity": "value", "value": value}]}


async def rows(client: ChatClient) -> list[TreatmentSession]:
    async with client.store.read() as work:
        return list(await work.session.scalars(select(TreatmentSession).order_by(TreatmentSession.number)))


async def states(client: ChatClient) -> list[str]:
    return [row.state for row in await rows(client)]


async def moves(client: ChatClient, text: str = "move my session to friday", intent: str = "move_session") -> list[str]:
    """They want to move or cancel a session; the form follows."""
    client.loop = None
    said = await client.does(BeginMove(), text, intent)
    client.loop = "move_form"
    return said


async def cancels(client: ChatClient) -> None:
    """The next session is cancelled."""
    await moves(client, "cancel my session", "cancel_session")
    assert await client.answers(Moving(), "move_sure", "yes", "affirm") == ["utter_cancelled"]
    await client.does(CloseMove(), "", "answer")
    client.loop = None


@pytest.mark.parametrize(("text", "count"), [("four", 4), ("6", 6), ("i think it's 8", 8), ("just one", 1)])
async def test_a_plan_has_as_many_sessions_as_they_say(client: ChatClient, text: str, count: int) -> None:
    await client.begins(BeginPlan(), "plan_form")
    assert await client.answers(Planning(), "plan_count", text) == []
    assert await states(client) == ["planned"] * count


async def test_who_does_not_know_how_many_gets_the_usual_number(client: ChatClient) -> None:
    await client.begins(BeginPlan(), "plan_form")
    assert await client.answers(Planning(), "plan_count", "idk", "dont_know") == ["utter_plan_usual"]
    assert len(await rows(client)) == plans.USUAL


@pytest.mark.parametrize("text", ["lots", "0", "99", "none of your business"])
async def test_a_number_that_cannot_be_is_asked_for_again(client: ChatClient, text: str) -> None:
    await client.begins(BeginPlan(), "plan_form")
    assert await client.answers(Planning(), "plan_count", text) == ["utter_plan_count_unclear"]
    assert client.slots["plan_count"] is None
    assert await rows(client) == []


@pytest.mark.parametrize(
    ("text", "guided"),
    [("with my guide", True), ("on my own", False), ("alone at home", False), ("it differs", None)],
)
async def test_whether_a_guide_is_there_is_noted(planning: ChatClient, text: str, guided: bool | None) -> None:
    await planning.answers(Planning(), "plan_guide", text)
    assert {row.guided for row in await rows(planning)} == {guided}


@pytest.mark.parametrize(("value", "guided"), [("guide", True), ("alone", False), ("differs", None)])
async def test_the_buttons_for_a_guide_mean_what_they_say(
    planning: ChatClient, value: str, guided: bool | None
) -> None:
    await planning.answers(Planning(), "plan_guide", **pressed(value))
    assert {row.guided for row in await rows(planning)} == {guided}


async def test_a_rhythm_gives_every_session_its_day(planning: ChatClient) -> None:
    assert await planning.answers(Planning(), "plan_dates", "every other tuesday at 3pm") == []
    days = [row.when for row in await rows(planning)]
    assert all(day is not None and day.weekday() == 1 for day in days)


async def test_what_is_no_day_changes_no_dates(planning: ChatClient) -> None:
    before = [row.when for row in await rows(planning)]
    assert await planning.answers(Planning(), "plan_dates", "whenever the moon says so") == ["utter_plan_dates_unclear"]
    assert planning.slots["plan_dates"] is None
    assert [row.when for row in await rows(planning)] == before


async def test_dates_can_come_later(planning: ChatClient) -> None:
    assert await planning.answers(Planning(), "plan_dates", **pressed("unknown")) == ["utter_when_unknown"]
    assert planning.slots["plan_dates"] == "skipped"


async def test_a_plan_that_is_not_right_is_made_again(planning: ChatClient) -> None:
    planning.slots |= {"plan_count": "given", "plan_guide": "given", "plan_dates": "given"}
    await planning.answers(Planning(), "plan_right", "no", "deny")
    assert [planning.slots[name] for name in Planning.questions] == [None] * 4


async def test_the_plan_is_read_back_by_number_day_and_guide(planning: ChatClient) -> None:
    await planning.answers(Planning(), "plan_guide", "on my own")
    await planning.does(AskPlanRight(), "", "ask")
    lines = planning.said[0]["plan"].splitlines()
    assert [line[:2] for line in lines] == ["1.", "2.", "3."]
    assert all(line.endswith(", on your own") for line in lines)


async def test_a_plan_made_in_between_offers_to_go_on(client: ChatClient) -> None:
    client.slots["paused_flow"] = "preparation_form"
    assert await client.does(ClosePlan(), "", "answer") == ["utter_plan_made", "utter_offer_to_return"]


async def test_beginning_the_plan_within_the_plan_changes_nothing(client: ChatClient) -> None:
    client.loop = "plan_form"
    assert await client.does(BeginPlan(), "plan my sessions", "plan_sessions") == []
    assert client.changes == []


async def test_without_a_plan_one_is_offered_and_a_yes_begins_it(client: ChatClient) -> None:
    offer = [{"title": "Make a plan", "payload": OFFERED}]
    assert await client.does(WhereAmI(), "where am i", "where_am_i", buttons=offer) == ["utter_no_plan"]
    assert await client.does(Affirm(), "yes", "affirm") == ["utter_begin_plan"]
    assert client.changes[-1]["name"] == "plan_form"


async def test_where_they_are_counts_what_is_behind_and_ahead(planned: ChatClient) -> None:
    first = (await rows(planned))[0]
    async with planned.store.begin() as work:
        await journal.answer(work, planned.id, first.id, journal.INTEGRATION, "images", uuid4(), "a boat")
        await treatment_sessions.looked_back(work, planned.id, first.id, treatment_sessions.DAY)
    await cancels(planned)
    said = await planned.does(WhereAmI(), "where am i", "where_am_i")
    assert said[1] == "utter_where"
    lines = said[0].splitlines()
    assert lines[0].endswith("looked back at · 1 journal entry")
    assert lines[1] == "2. cancelled"
    assert (planned.said[1]["behind"], planned.said[1]["ahead"], planned.said[1]["next"]) == (1, 1, 3)


async def test_when_all_are_behind_them_it_says_so(client: ChatClient) -> None:
    async with client.store.begin() as work:
        await plans.make(work, client.id, 1)
    only = (await rows(client))[0]
    async with client.store.begin() as work:
        await treatment_sessions.looked_back(work, client.id, only.id, treatment_sessions.DAY)
    assert (await client.does(WhereAmI(), "where am i", "where_am_i"))[1] == "utter_where_all_behind"


async def test_nothing_is_moved_before_a_yes(planned: ChatClient) -> None:
    before = [row.when for row in await rows(planned)]
    assert await moves(planned) == []
    assert planned.slots["move_when"] == "given", "the day was said already"
    await planned.does(AskMoveSure(), "", "ask")
    assert planned.said[0]["response"] == "utter_ask_move_sure"
    assert await planned.answers(Moving(), "move_sure", "no", "deny") == ["utter_move_left"]
    assert [row.when for row in await rows(planned)] == before


async def test_with_a_yes_it_moves_and_undo_puts_it_back_once(planned: ChatClient) -> None:
    before = (await rows(planned))[0].when
    await moves(planned)
    assert await planned.answers(Moving(), "move_sure", "yes", "affirm") == ["utter_moved"]
    assert (await rows(planned))[0].when != before
    await planned.does(CloseMove(), "", "answer")
    planned.loop = None
    assert await planned.does(UndoMove(), "put my session back", "undo_move") == ["utter_put_back"]
    assert (await rows(planned))[0].when == before
    assert await planned.does(UndoMove(), "put my session back", "undo_move") == ["utter_no_move_to_undo"]


async def test_a_yes_that_runs_twice_can_still_be_put_back(planned: ChatClient) -> None:
    before, message = (await rows(planned))[0].when, uuid4()
    await moves(planned)
    for _ in range(2):
        await planned.answers(Moving(), "move_sure", "yes", "affirm", message_id=message)
    await planned.does(UndoMove(), "/undo_move", "undo_move")
    assert (await rows(planned))[0].when == before


@pytest.mark.parametrize("text", ["move it", "please reschedule it", "do it please"])
async def test_saying_it_again_is_a_yes(planned: ChatClient, text: str) -> None:
    await moves(planned)
    assert await planned.answers(Moving(), "move_sure", text) == ["utter_moved"]


async def test_leaving_it_is_a_no(planned: ChatClient) -> None:
    await moves(planned)
    assert await planned.answers(Moving(), "move_sure", "leave it where it is") == ["utter_move_left"]


async def test_another_day_is_asked_about_in_place_of_the_first(planned: ChatClient) -> None:
    await moves(planned)
    assert await planned.answers(Moving(), "move_sure", "move it to monday at 10 instead") == []
    assert planned.slots["move_sure"] is None
    assert await planned.answers(Moving(), "move_sure", "yes", "affirm") == ["utter_moved"]
    when = (await rows(planned))[0].when
    assert when is not None
    assert when.weekday() == 0


async def test_the_day_is_asked_for_until_it_is_one(planned: ChatClient) -> None:
    await moves(planned, "reschedule my session")
    assert planned.slots["move_when"] is None
    assert await planned.answers(Moving(), "move_when", "oh well") == ["utter_move_when_unclear"]
    assert planned.slots["move_when"] is None
    assert await planned.answers(Moving(), "move_when", "friday at 6") == []
    assert planned.slots["move_to"] is not None


async def test_a_session_can_be_moved_to_no_day_for_now(planned: ChatClient) -> None:
    await moves(planned, "reschedule my session")
    await planned.answers(Moving(), "move_when", **pressed("unknown"))
    await planned.answers(Moving(), "move_sure", "yes", "affirm")
    assert (await rows(planned))[0].when is None


async def test_a_session_is_cancelled_by_its_number(planned: ChatClient) -> None:
    await moves(planned, "cancel my second session", "cancel_session")
    assert planned.slots["move_when"] == NOT_ASKED
    await planned.does(AskMoveSure(), "", "ask")
    assert (planned.said[0]["response"], planned.said[0]["number"]) == ("utter_ask_cancel_sure", 2)
    await planned.answers(Moving(), "move_sure", "cancel it")
    assert await states(planned) == ["planned", "cancelled", "planned"]


async def test_moving_turns_into_cancelling_when_they_say_so(planned: ChatClient) -> None:
    await moves(planned)
    await planned.does(BeginMove(), "cancel my session", "cancel_session")
    assert planned.slots["move_when"] == NOT_ASKED
    assert await planned.answers(Moving(), "move_sure", "yes", "affirm") == ["utter_cancelled"]


async def test_a_session_that_is_not_there_cannot_be_moved(planned: ChatClient) -> None:
    planned.loop = None
    assert await planned.does(BeginMove(), "cancel session 9", "cancel_session") == ["utter_no_session_to_move"]
    assert planned.changes == []


async def test_what_is_unclear_moves_nothing(planned: ChatClient) -> None:
    await moves(planned)
    assert await planned.answers(Moving(), "move_sure", "hmm the sky is blue") == ["utter_choice_unclear"]
    assert planned.slots["move_sure"] is None


async def test_undo_takes_back_a_cancellation(planned: ChatClient) -> None:
    await cancels(planned)
    assert await planned.does(Undo(), "undo", "undo_last") == ["utter_put_back"]
    assert await states(planned) == ["planned"] * 3
    assert await planned.does(Undo(), "undo", "undo_last") == ["utter_nothing_to_undo"]


async def test_undo_takes_back_whatever_was_last(planned: ChatClient) -> None:
    planned.loop = "journal_form"
    await planned.answers(Writing(), "journal_first", "the heron stood in the rain")
    await cancels(planned)
    yes = [{"title": "Yes, delete it", "payload": "/delete_now"}]
    await planned.does(Delete(), "delete the last one", "delete_something", buttons=yes)
    await planned.does(DeleteNow(), "/delete_now", "delete_now")
    assert await planned.does(Undo(), "undo", "undo_last") == ["utter_undone_deletion"]
    assert await states(planned) == ["cancelled", "planned", "planned"]


@pytest.mark.parametrize("text", ["cancel it", "i want to cancel", "cancel my appointment"])
async def test_with_nothing_booked_cancelling_is_about_the_session(planned: ChatClient, text: str) -> None:
    await planned.does(BeginBooking(), text, "cancel_booking")
    assert planned.changes[-1]["name"] == "move_form"
    assert planned.slots["move_when"] == NOT_ASKED


async def test_with_nothing_booked_moving_is_about_the_session(planned: ChatClient) -> None:
    await planned.does(BeginBooking(), "reschedule to monday", "move_booking")
    assert planned.slots["move_when"] == "given"


async def test_a_booking_by_its_name_is_no_session(planned: ChatClient) -> None:
    assert await planned.does(BeginBooking(), "cancel my booking", "cancel_booking") == ["utter_no_booking"]
    assert "move_when" not in planned.slots
