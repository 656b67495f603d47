"""At every question of every form one can skip, go back, stop, come back later, ask something else and return to it."""

import os
from collections.abc import AsyncIterator, Mapping, Sequence, Set

import pytest

from tests.support.crowd import Crowd
from tests.support.live import Live
from tests.support.people import NOTHING, Kept, Person
from tests.support.walks import ANSWERS, BEGINNINGS, COACH, KEPT, Visit, forms, nothing, walk_everything

# In the journal almost everything is writing: "skip" and "thanks" are lines like any other (docs/dialogue.md).
WRITING = {"journal_first", "journal_more", "journal_change"}
# While a practice is guided, "thanks" means the same as "next".
GUIDED = {"calm_step", "steady"}
# An intention may be a question.
ASKS_ITSELF = {"intention", "intention_words"}
# Where somebody is calming down already, or has just been asked whether they would like to.
CALMING = {"calming", "calm_which", "calm_step"}
ALL = {question for questions in forms().values() for question in questions}


def aside(text: str, answer: str) -> Visit:
    """Something is said in the middle of a question: it is answered, and the question is asked again."""

    async def visit(person: Person, question: str) -> None:
        told = await person.says(text)
        assert answer in told, f"{text!r} was answered with {told}\n{person.so_far()}"
        assert len(told) >= 2, f"{question} was not asked again: {told}"

    return visit


def unless(places: Set[str], visit: Visit) -> Visit:
    """The same, but not at these questions."""

    async def elsewhere(person: Person, question: str) -> None:
        if question not in places:
            await visit(person, question)

    return elsewhere


async def resumes(person: Person) -> None:
    assert await person.asked() == NOTHING
    told = await person.says("continue")
    assert told[0] == "utter_resume", f"after continue: {told}\n{person.so_far()}"


async def stop_and_continue(person: Person, question: str) -> None:
    assert "utter_stopped" in await person.says("stop")
    await resumes(person)


async def come_back_later(person: Person, question: str) -> None:
    assert "utter_later" in await person.says("i'll come back later")
    await resumes(person)


async def say_goodbye(person: Person, question: str) -> None:
    told = await person.says("bye")
    assert "utter_goodbye_paused" in told, f"at {question}: {told}"
    await resumes(person)


async def leave_until_the_visit_has_ended(person: Person, question: str) -> None:
    await person.waits(hours=1.2)
    told = await person.says("hello, it's me again")
    assert "utter_welcome_back" in told, f"after the visit had ended: {told}\n{person.so_far()}"
    await resumes(person)


async def do_something_else(person: Person, question: str) -> None:
    assert "utter_menu_paused" in await person.says("something else")
    await resumes(person)


async def look_at_what_was_written(person: Person, question: str) -> None:
    told = await person.says("what did i write")
    assert {"utter_what_you_wrote", "utter_nothing_written"} & set(told), told
    await resumes(person)


async def ask_for_a_person(person: Person, question: str) -> None:
    told = await person.says("I want to talk to a person")
    assert told[0] in ("safety_words", "utter_wants_person"), f"{told}\n{person.so_far()}"
    if await person.asked() == NOTHING:
        await resumes(person)


async def have_it_repeated(person: Person, question: str) -> None:
    before = await person.told()
    told = await person.says("can you repeat that?")
    if question not in WRITING:  # the journal has several ways of saying that there is room for more
        assert told[-1] == before[-1], f"{before} was repeated as {told}\n{person.so_far()}"


async def go_back_and_forth(person: Person, question: str) -> None:
    asked = await person.asked()
    told = await person.says("go back")
    if "utter_first_question" in told:
        return
    before = (await person.asked()).partition(".")[2]
    assert before != question and before in ALL, f"{told}\n{person.so_far()}"
    await person.says(_again(before))
    assert await person.asked() == asked, f"{before} was answered anew\n{person.so_far()}"


def _again(question: str) -> str:
    """An answer that leads where the first one led, but is another."""
    first = ANSWERS[question][0]
    other = {
        "treatment_when": "sunday at 3",
        "feeling_before": "6",
        "feeling_after": "8",
        "intention": "no idea",
        "move_when": "saturday at 6",
        "booking_time": "the second one",
    }
    return other.get(question, first if first in ("yes", "no", "not yet", "next", "done") else f"{first}, and more")


async def calm_down_in_between(person: Person, question: str) -> None:
    assert "utter_ask_calm_which" in await person.says("help me calm down")
    assert "utter_ask_calm_step" in await person.says("the body scan")
    await person.says("next")
    assert "utter_stopped" in await person.says("stop")
    await resumes(person)


go_back = unless(WRITING, go_back_and_forth)

# Where there are several ways of it, one is gone at each question, another at the next; with LANDFALL_TEST_EVERYTHING=1
# all of them at every question.
EVERYTHING = bool(os.environ.get("LANDFALL_TEST_EVERYTHING"))
VISITS: Mapping[str, Sequence[Visit]] = {
    "stopped, or left for later or with a goodbye, and resumed": [
        stop_and_continue,
        come_back_later,
        unless(WRITING, say_goodbye),
    ],
    "left until Rasa has ended the visit, and resumed": [leave_until_the_visit_has_ended],
    "left for something else, or to see what was written, and resumed": [
        do_something_else,
        look_at_what_was_written,
    ],
    "interrupted by the wish for a person": [ask_for_a_person],
    "interrupted by questions": [
        aside("are you a bot?", "utter_are_you_a_bot"),
        aside("is this private?", "utter_ask_is_it_private"),
        unless(WRITING, aside("what can you do?", "utter_what_can_you_do")),
        unless(WRITING | ASKS_ITSELF, aside("can i drink alcohol before?", "utter_library_answer")),
        have_it_repeated,
    ],
    "interrupted by small talk, or to calm down": [
        unless(WRITING | GUIDED, aside("hello", "utter_greet")),
        unless(WRITING | GUIDED, aside("thank you", "utter_thanks")),
        unless(CALMING, calm_down_in_between),
    ],
    "gone back from and answered again": [go_back],
}


async def go_through_everything(live: Live, how: str) -> tuple[set[str], Kept | None]:
    person = await Person.at_the_door(live)
    ways, places = VISITS[how], iter(range(10_000))

    async def visit(person: Person, question: str) -> None:
        asked = await person.asked()
        for each in ways if EVERYTHING else [ways[next(places) % len(ways)]]:
            await each(person, question)
            assert await person.asked() == asked, f"{question} is not open any more\n{person.so_far()}"

    asked = await walk_everything(person, visit)
    # who goes back has answered otherwise, and what was skipped for the second treatment session, too
    return asked, None if ways == [go_back] else await person.kept()


@pytest.fixture(scope="module")
async def crowd(live: Live, request: pytest.FixtureRequest) -> AsyncIterator[Crowd[tuple[set[str], Kept | None]]]:
    chosen = [item.callspec.params["how"] for item in Crowd.selected(request, "test_every_question_can_be")]
    async with Crowd({how: go_through_everything(live, how) for how in chosen}) as crowd:
        yield crowd


@pytest.mark.parametrize("how", VISITS)
async def test_every_question_can_be(crowd: Crowd[tuple[set[str], Kept | None]], how: str) -> None:
    asked, kept = await crowd.result(how)
    assert asked == ALL
    assert kept in (KEPT, None), "what was said on the way was filed, or an answer was lost"


# What is asked only after a certain answer, and so not when that question is skipped.
FOLLOWING = {
    *("settled_in", "fragments", "fragments_more", "space_gaps"),
    *("intention_route", "intention_words", "intention_kept", "intention_touched", "last_intention"),
    *("which_one", "echo", "since_feelings", "since_body", "since_people", "meaning", "still_hard"),
    *("helped", "action_done", "action_next", "across", "move_when", "move_sure", *GUIDED),
    *("page_shared", "how_it_weighs", "booking_which", "booking_sure"),
    *(each for form in ("practice_form", "look_back_form") for each in forms()[form] if each != "practice_kind"),
}
AFTER_WRITING = {"journal_mood"}
# Forms whose questions follow from each other's answers.
TOGETHER: Sequence[Set[str]] = (
    {"preparation_form", "integration_form"},
    {"plan_form", "move_form"},
    {"integration_form", "practice_form", "look_back_form"},
    {"not_working_form"},
    {"calming_form"},
    {"booking_form"},
)


async def test_every_question_can_be_skipped_and_nothing_is_filed_then(live: Live) -> None:
    person = await Person.at_the_door(live)
    skipped: set[str] = set()
    for form in BEGINNINGS:
        if forms()[form][0] in WRITING:
            continue
        if form == "booking_form":
            await person.has_coach(**{**COACH, "booked": 0})
        await person.says(BEGINNINGS[form])
        while (asked := await person.asked()) != NOTHING:
            question = asked.partition(".")[2]
            assert question not in skipped, f"{question} came again\n{person.so_far()}"
            skipped.add(question)
            told = await person.says("skip this one")
            assert "safety_words" not in told, f"skipping {question} is no alarm by itself\n{person.so_far()}"
    assert skipped == ALL - WRITING - AFTER_WRITING - FOLLOWING
    kept = await person.kept()
    assert kept == Kept(sessions=kept.sessions, when=[None] * len(kept.when))


async def skip_in_turn(live: Live, together: Set[str]) -> tuple[set[str], list[str]]:
    """Go through these forms, skip what follows from an answer, and go through them again to get to what follows from
    that, until nothing new is asked; returns what was skipped, and what was filed nevertheless."""
    skipped: set[str] = set()
    filed: list[str] = []
    left = FOLLOWING & {question for form in together for question in forms()[form]}
    while left:
        person = await Person.at_the_door(live)
        asked = await walk_everything(person, nothing, {name: ["skip"] for name in left}, {"welcome_form", *together})
        if not left & asked:
            break
        filed += left & set((await person.kept()).answers)
        skipped |= left & asked
        left -= asked
    return skipped, filed


async def test_what_follows_from_an_answer_can_be_skipped_too(live: Live) -> None:
    talks = {str(number): skip_in_turn(live, together) for number, together in enumerate(TOGETHER)}
    async with Crowd(talks) as crowd:
        results = [await crowd.result(name) for name in talks]
    assert not [name for _, filed in results for name in filed]
    assert set().union(*(skipped for skipped, _ in results)) == FOLLOWING
