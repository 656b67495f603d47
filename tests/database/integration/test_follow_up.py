"""Looking back again: by stages, in words used before, and the small action asked about in one place only."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from actions.core.flow import NOT_ASKED
from actions.integration.follow_up import AskAcross, AskActionDone, AskEcho, AskImages, AskMeaning, AskStillHard
from actions.integration.integration import BeginIntegration, CloseIntegration, Integration
from actions.navigation.session import SessionStart
from actions.practices.review import BeginReview
from bot.care.practices import practices
from bot.store.models import Practice, TreatmentSession
from tests.support.chat_client import ChatClient

FIRST = {
    "images": "a long river",
    "feelings": "awe",
    "body": "warm hands",
    "hard": "the dark part",
    "matters": "the river goes on",
    "small_action": "walk by the canal",
}


def pressed(value: str) -> dict[str, Any]:
    return {"text": f'/answer{{"value": "{value}"}}', "entities": [{"entity": "value", "value": value}]}


async def passes(client: ChatClient, days: float) -> None:
    """So much time passes."""
    async with client.store.begin() as work:
        for session in await work.session.scalars(select(TreatmentSession)):
            for name in ("when", "ended_at", "looked_back_at"):
                if getattr(session, name):
                    setattr(session, name, getattr(session, name) - timedelta(days=days))
        for practice in await work.session.scalars(select(Practice)):
            for name in ("due_at", "looked_back_at", "ended_at"):
                if getattr(practice, name):
                    setattr(practice, name, getattr(practice, name) - timedelta(days=days))


async def closes(client: ChatClient) -> list[str]:
    said = await client.does(CloseIntegration(), "", "close")
    client.loop, client.slots["requested_slot"] = None, None
    return said


async def looks_back(
    client: ChatClient, after: float, text: str = "look back", intent: str = "start_integration"
) -> None:
    """They look back once more, after so many days, at the same treatment session."""
    await passes(client, after)
    await client.does(BeginIntegration(), text, intent)
    client.loop = "integration_form"
    if client.slots["which_one"] is None:
        await client.answers(Integration(), "which_one", "the last one")


@pytest.fixture
async def looked_back(looking_back: ChatClient) -> ChatClient:
    """Somebody who has looked back at their treatment session once."""
    for question, text in FIRST.items():
        await looking_back.answers(Integration(), question, text)
    await looking_back.answers(Integration(), "feeling_after", "6")
    await closes(looking_back)
    return looking_back


def asked(client: ChatClient) -> set[str]:
    return {name for name in Integration.questions if client.slots[name] is None}


async def practice(client: ChatClient) -> Practice:
    async with client.store.read() as work:
        return (await work.session.scalars(select(Practice))).one()


async def test_the_first_time_asks_what_was_there(looking_back: ChatClient) -> None:
    assert looking_back.slots["looking"] == "day"
    assert asked(looking_back) >= {"worn_off", "someone_there", "images", "matters", "small_action", "feeling_after"}
    assert not asked(looking_back) & {"echo", "meaning", "still_hard", "action_done", "steady", "helped", "across"}


async def test_somebody_who_is_just_back_is_asked_whether_it_has_worn_off_and_who_is_there(client: ChatClient) -> None:
    assert await client.does(BeginIntegration(), "just got back", "straight_after") == ["utter_just_back"]
    assert asked(client) >= {"safe_now", "worn_off", "someone_there"}
    client.loop = "integration_form"
    await client.answers(Integration(), "worn_off", "not yet", "deny")
    assert asked(client) >= {"settled_in", "fragments"}


async def test_just_back_is_asked_even_when_it_was_days_ago(client: ChatClient) -> None:
    await client.does(BeginIntegration(), "just got back", "straight_after")
    await passes(client, 3)
    await client.does(BeginIntegration(), "i'm out", "straight_after")
    assert asked(client) >= {"worn_off", "someone_there"}


async def test_when_it_has_worn_off_there_are_no_fragments(client: ChatClient) -> None:
    await client.does(BeginIntegration(), "just got back", "straight_after")
    client.loop = "integration_form"
    await client.answers(Integration(), "worn_off", "yes", "affirm")
    assert not asked(client) & {"settled_in", "fragments", "fragments_more"}


async def test_skipping_whether_it_has_worn_off_leaves_no_fragments_open(looking_back: ChatClient) -> None:
    await looking_back.answers(Integration(), "worn_off", "not yet", "deny")
    await looking_back.answers(Integration(), "fragments", "blue")
    await looking_back.answers(Integration(), "fragments_more", "skip", "skip_question")
    assert looking_back.slots["fragments_more"] is None, "it rests, and begins with the first questions"
    await looking_back.answers(Integration(), "worn_off", "skip", "skip_question")
    assert not asked(looking_back) & {"settled_in", "fragments", "fragments_more"}


async def test_after_some_days_it_asks_what_has_become_of_it(looked_back: ChatClient) -> None:
    await looks_back(looked_back, after=3)
    assert looked_back.slots["looking"] == "days"
    open_now = {"echo", "since_feelings", "since_body", "still_hard", "action_done", "feeling_after"}
    assert asked(looked_back) == {"safe_now"} | open_now


async def test_after_a_week_it_asks_what_it_means(looked_back: ChatClient) -> None:
    await looks_back(looked_back, after=7)
    assert looked_back.slots["looking"] == "week"
    assert asked(looked_back) >= {"since_people", "meaning", "still_hard", "action_done", "feeling_after"}


async def test_what_was_not_hard_is_not_asked_about_later(looking_back: ChatClient) -> None:
    await looking_back.answers(Integration(), "images", "a long river")
    await closes(looking_back)
    await looks_back(looking_back, after=3)
    assert not asked(looking_back) & {"still_hard", "action_done"}


async def test_within_a_day_it_is_the_same_look_back(looked_back: ChatClient) -> None:
    await looks_back(looked_back, after=0.5)
    assert looked_back.slots["looking"] == "day"


@pytest.mark.parametrize(
    ("action", "response", "words"),
    [
        (AskEcho(), "utter_quoting_echo", "a long river"),
        (AskMeaning(), "utter_quoting_meaning", "the river goes on"),
        (AskStillHard(), "utter_quoting_still_hard", "the dark part"),
        (AskActionDone(), "utter_quoting_action_done", "walk by the canal"),
    ],
)
async def test_questions_are_in_the_words_of_earlier_answers(
    looked_back: ChatClient, action: Any, response: str, words: str
) -> None:
    await looks_back(looked_back, after=3)
    assert await looked_back.does(action, "", "ask") == [response]
    assert looked_back.said[0]["words"] == words


async def test_without_earlier_words_it_asks_plainly(looking_back: ChatClient) -> None:
    assert await looking_back.does(AskImages(), "", "ask") == ["utter_plain_images"]
    assert await looking_back.does(AskEcho(), "", "ask") == ["utter_plain_echo"]


async def test_each_fragment_is_quoted_in_marks_of_its_own(looking_back: ChatClient) -> None:
    await looking_back.answers(Integration(), "fragments", "a silver boat")
    await looking_back.answers(Integration(), "fragments_more", "humming")
    await looking_back.does(AskImages(), "", "ask")
    assert looking_back.said[0]["words"] == "a silver boat” … “humming"


async def test_long_words_are_quoted_by_their_beginning(looking_back: ChatClient) -> None:
    await looking_back.answers(Integration(), "images", " ".join(str(number) for number in range(100)))
    await looking_back.does(AskEcho(), "", "ask")
    assert looking_back.said[0]["words"].endswith("28 29 …")


async def test_after_what_was_hard_comes_a_steadying_step(looking_back: ChatClient) -> None:
    await looking_back.answers(Integration(), "hard", "the dark part")
    assert asked(looking_back) >= {"steady", "helped"}
    await looking_back.answers(Integration(), "steady", "ok next")
    assert looking_back.slots["steady"] == "given"


async def test_what_is_still_hard_is_kept_apart_by_stage(looked_back: ChatClient) -> None:
    await looks_back(looked_back, after=3)
    await looked_back.answers(Integration(), "still_hard", "less than before")
    await closes(looked_back)
    await looks_back(looked_back, after=5)
    await looked_back.answers(Integration(), "still_hard", "it is quiet")
    written = await looked_back.written()
    assert (written["still_hard_days"], written["still_hard_week"]) == ("less than before", "it is quiet")


@pytest.mark.parametrize(
    ("text", "outcome", "follows"),
    [
        ("yes", practices.DONE, False),
        ("i did it on tuesday", practices.DONE, False),
        ("yes twice", practices.PARTLY, False),
        ("not yet", practices.NOT, True),
        ("i did something else", practices.CHANGED, True),
    ],
)
async def test_how_it_went_is_the_outcome_of_the_small_action(
    looked_back: ChatClient, text: str, outcome: str, follows: bool
) -> None:
    await looks_back(looked_back, after=3)
    assert await looked_back.answers(Integration(), "action_done", text) == [f"utter_went_{outcome}"]
    assert (await practice(looked_back)).outcome == outcome
    assert ("action_next" in asked(looked_back)) is follows
    assert (await looked_back.written())["action_done_days"] == text


@pytest.mark.parametrize(("value", "said"), [("done", "yes"), ("partly", "partly"), ("not", "not yet")])
async def test_a_pressed_outcome_reads_as_a_word(looked_back: ChatClient, value: str, said: str) -> None:
    await looks_back(looked_back, after=3)
    await looked_back.answers(Integration(), "action_done", **pressed(value))
    assert (await looked_back.written())["action_done_days"] == said
    assert (await practice(looked_back)).outcome == value


async def test_an_answer_that_says_neither_is_asked_for_again(looked_back: ChatClient) -> None:
    await looks_back(looked_back, after=3)
    assert await looked_back.answers(Integration(), "action_done", "the canal is blue") == ["utter_went_unclear"]
    assert looked_back.slots["action_done"] is None
    assert (await practice(looked_back)).outcome is None


@pytest.mark.parametrize("answer", ["yes", "not yet", "skip"])
async def test_being_asked_in_integration_it_is_not_asked_again_the_same_day(
    looked_back: ChatClient, answer: str
) -> None:
    await looks_back(looked_back, after=8)
    await looked_back.does(AskActionDone(), "", "ask")
    intent = "skip_question" if answer == "skip" else "answer"
    await looked_back.answers(Integration(), "action_done", answer, intent)
    await closes(looked_back)
    await looked_back.does(SessionStart(), "hello", "greet")
    assert "practice_due" not in {change.get("name") for change in looked_back.changes}


async def test_what_was_looked_back_at_already_is_not_asked_in_integration(looked_back: ChatClient) -> None:
    await passes(looked_back, 3)
    await looked_back.does(BeginReview(), "i did it", "practice_done")
    looked_back.loop = None
    await looks_back(looked_back, after=0)
    assert "action_done" not in asked(looked_back)
    await closes(looked_back)
    await looks_back(looked_back, after=5)
    assert "action_done" in asked(looked_back), "a week later it is asked about anew"


async def test_integration_that_was_left_in_the_middle_does_not_ask_either(looked_back: ChatClient) -> None:
    await looks_back(looked_back, after=3)
    assert "action_done" in asked(looked_back)
    await looked_back.does(BeginReview(), "i did it", "practice_done")
    assert "action_done" not in asked(looked_back)


async def test_the_small_action_stays_when_they_keep_it(looked_back: ChatClient) -> None:
    await looks_back(looked_back, after=3)
    await looked_back.answers(Integration(), "action_done", "not yet", "deny")
    assert await looked_back.answers(Integration(), "action_next", "keep it") == []
    row = await practice(looked_back)
    assert (row.outcome, row.ended_at) == (practices.NOT, None)


@pytest.mark.parametrize("how", [pressed("let go"), {"text": "let it go"}, {"text": "no", "intent": "deny"}])
async def test_what_is_let_go_is_not_asked_about_any_more(looked_back: ChatClient, how: dict[str, Any]) -> None:
    await looks_back(looked_back, after=3)
    await looked_back.answers(Integration(), "action_done", "not yet", "deny")
    assert await looked_back.answers(Integration(), "action_next", **how) == ["utter_practice_let_go"]
    await closes(looked_back)
    await looks_back(looked_back, after=5)
    assert "action_done" not in asked(looked_back)


async def test_other_words_are_the_small_action_from_then_on(looked_back: ChatClient) -> None:
    await looks_back(looked_back, after=3)
    await looked_back.answers(Integration(), "action_done", "not yet", "deny")
    await looked_back.answers(Integration(), "action_next", "sit by the canal for five minutes")
    assert (await looked_back.written())["small_action"] == "sit by the canal for five minutes"
    async with looked_back.store.read() as work:
        running = await practices.running(work, looked_back.id)
    assert running is not None
    assert (running.text, running.outcome) == ("sit by the canal for five minutes", None)


async def test_something_smaller_is_asked_for_in_their_words(looked_back: ChatClient) -> None:
    await looks_back(looked_back, after=3)
    await looked_back.answers(Integration(), "action_done", "not yet", "deny")
    assert await looked_back.answers(Integration(), "action_next", "make it smaller") == ["utter_in_your_words"]
    assert looked_back.slots["action_next"] is None


async def test_another_practice_that_took_its_place_keeps_its_own_outcome(looked_back: ChatClient) -> None:
    await looks_back(looked_back, after=3)
    async with looked_back.store.begin() as work:
        other = await practices.commit(work, looked_back.id, "sleep", UUID(int=7), "tea at nine")
    await looked_back.answers(Integration(), "action_done", "yes", "affirm")
    async with looked_back.store.read() as work:
        running = await practices.running(work, looked_back.id)
    assert running is not None
    assert (running.id, running.outcome) == (other.id, None)


async def test_from_the_second_session_on_numbers_stand_side_by_side_once(looked_back: ChatClient) -> None:
    await looked_back.does(BeginIntegration(), "look back", "start_integration")
    looked_back.loop = "integration_form"
    await looked_back.answers(Integration(), "which_one", "a new one")
    assert "across" in asked(looked_back)
    await looked_back.answers(Integration(), "feeling_after", "7")
    await looked_back.does(AskAcross(), "", "ask")
    numbers = looked_back.said[0]["numbers"].splitlines()
    assert numbers == ["Treatment session 1: 6 after", "Treatment session 2: 7 after"]
    await looked_back.answers(Integration(), "across", "more ground")
    await closes(looked_back)
    await looks_back(looked_back, after=3)
    assert looked_back.slots["across"] == NOT_ASKED
