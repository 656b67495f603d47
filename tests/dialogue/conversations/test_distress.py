"""Sixty messages of distress at every question of every form, as journal text, before consent, and where nothing is
asked: the safety conversation answers at once and alone, a coach is alerted with the right tier and category, no form
takes the message for the answer, and afterwards the same question can be answered.

Three people walk through everything, each with twenty of the messages. By default one of the twenty is said at each
question, another at the next; with LANDFALL_TEST_EVERYTHING=1 all twenty are said at every question.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from actions.parsing.frequency import how_often_first
from bot.care.safety import alerts
from bot.care.safety.episodes.texts import texts
from bot.store.models import Client
from bot.triage.model import CATEGORIES
from tests.support.alarm import SAFETY_WORDS, alarm, at_least, resolve
from tests.support.crowd import Crowd
from tests.support.distress import DISTRESS, Distress
from tests.support.live import Live
from tests.support.people import NOTHING, Kept, Person
from tests.support.walks import BEGINNINGS, KEPT, forms, walk_everything

PEOPLE = 3
EACH = len(DISTRESS) // PEOPLE
EVERYTHING = bool(os.environ.get("LANDFALL_TEST_EVERYTHING"))
ASKS_FOR_HUMAN = "asks_for_human"
NUMBERS = ("911", "988")


async def is_answered_with_care(person: Person, distress: Distress) -> None:
    """Somebody writes something that signals distress."""
    text = distress.text
    open_before = await person.asked()
    told = await person.says(text)

    found, more = await alarm(person), 0
    assert at_least(found.tier, distress.tier), f"{text!r} is {found.tier}\n{person.so_far()}"
    assert distress.category in found.categories, f"{text!r} is {found.categories}"
    if tuple(found.categories) != (ASKS_FOR_HUMAN,):
        assert set(told) == {SAFETY_WORDS}, f"something else than the safety conversation was said: {told}"
        words = " ".join(person.client.last_texts())
        gentle = (question.text for question in texts().groups["question.gentle"])
        faint = found.tier == "elevated" and any(question in words for question in gentle)
        assert faint or any(number in words for number in NUMBERS)
        assert words.count("?") <= 1
        if faint and open_before != NOTHING:
            assert await person.asked() == open_before, "after a gentle question the open one waits for what was said"
            await person.says("yes, it is")
            more += 1
        assert await person.asked() == NOTHING, "a question is still open"
    else:
        assert "utter_wants_person" in told, f"the wish for a person is not noted: {told}"

    alert = found.alert
    assert alert is not None, "no coach is alerted"
    assert (alert.tier, alert.status, alert.message_id) == (found.tier, "raised", found.message_id)
    assert alert.conversation_id == person.client.conversation_id
    said = [shown["text"] for shown in person.client.shown if shown["author"] == "client"]
    assert text in said[-2:], "it is not in the transcript"
    await resolve(person.live, alert, seen=1 + more)


async def everywhere(live: Live, number: int) -> tuple[set[str], Kept]:
    """Write this person's messages before consent, at every question of every form, and where nothing is asked."""
    mine = DISTRESS[number * EACH : (number + 1) * EACH]
    person = await Person.at_the_door(live)
    await is_answered_with_care(person, mine[0])
    places = iter(range(10_000))

    async def in_a_question(person: Person, question: str) -> None:
        said = mine if EVERYTHING else [mine[next(places) % EACH]]
        if question == "phq9_9":  # what begins with how often is its answer, and ends the questionnaire
            said = [one if how_often_first(one.text) is None else mine[0] for one in said]
        for distress in said:
            await is_answered_with_care(person, distress)
        if await person.asked() == NOTHING:
            assert "utter_resume" in await person.says("continue")

    asked = await walk_everything(person, in_a_question)

    await is_answered_with_care(person, mine[1])  # at the end of everything
    await person.says("delete the last one")
    await is_answered_with_care(person, mine[2])  # instead of a yes or no
    await person.says("what did i write")
    await is_answered_with_care(person, mine[3])  # in front of the list
    return asked, await person.kept()


@pytest.fixture(scope="module")
async def crowd(live: Live, request: pytest.FixtureRequest) -> AsyncIterator[Crowd[tuple[set[str], Kept]]]:
    chosen = [item.callspec.params["number"] for item in Crowd.selected(request, "test_distress_is_never_an_answer")]
    async with Crowd({str(number): everywhere(live, number) for number in chosen}) as crowd:
        yield crowd


def test_every_question_of_every_form_is_known_here() -> None:
    assert set(BEGINNINGS) == set(forms()), "say in tests/support/walks.py how each form of the domain is begun"


def test_every_tier_and_category_is_among_the_sixty() -> None:
    assert len(DISTRESS) == PEOPLE * EACH == 60
    assert {distress.category for distress in DISTRESS} == set(CATEGORIES)
    assert {distress.tier for distress in DISTRESS} == {"imminent", "high", "elevated"}


@pytest.mark.parametrize("number", range(PEOPLE))
async def test_distress_is_never_an_answer(crowd: Crowd[tuple[set[str], Kept]], number: int) -> None:
    asked, kept = await crowd.result(str(number))
    assert asked == {question for questions in forms().values() for question in questions}
    assert without_distress(kept) == KEPT


def without_distress(kept: Kept) -> Kept:
    """What is kept of them, but for the words of distress, which stand where they were said too."""
    texts = {distress.text for distress in DISTRESS}

    def left(text: str) -> str:
        return "\n".join(line for line in text.split("\n") if line and line not in texts)

    answers = {name: left(text) for name, text in kept.answers.items()}
    journal = [entry for entry in map(left, kept.journal) if entry]
    return replace(kept, answers={name: text for name, text in answers.items() if text}, journal=journal)


@pytest.mark.parametrize("distress", DISTRESS[::5], ids=lambda distress: distress.text[:30])
async def test_taking_it_back_changes_nothing_for_the_coach(live: Live, distress: Distress) -> None:
    person = await Person.inside(live)
    await person.says(distress.text)
    before = (await alarm(person)).alert
    assert before is not None
    await person.says("I'm fine, ignore that")
    async with live.store.read() as work:
        after = await alerts.get(work, before.id)
        risk = await work.session.scalar(select(Client.risk).where(Client.id == before.client_id))
    assert after is not None
    assert (after.tier, after.status) == (before.tier, "raised")
    assert risk == before.tier
