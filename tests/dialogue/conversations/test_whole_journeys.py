"""Whole journeys: six treatment sessions, each prepared, come back from and looked back at three times, over months.

Each of the six is gone through in another way: at length, in one word, with a question before every answer, with "idk",
out of order, and with ten days in between. Two people begin at different ways, so that each way meets an early
treatment session and a late one.
"""

import json
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence

import pytest

from tests.support.alarm import alarm
from tests.support.live import Live
from tests.support.people import NOTHING, Person

SESSIONS = 6
MOST_TURNS = 80  # of one form
# What leads on where no own words are asked for.
CHOSEN: Mapping[str, Sequence[str]] = {
    "treatment_when": ["in three days at 10 am"],
    "feeling_before": ["5"],
    "feeling_after": ["6"],
    "last_intention": ["a new one"],
    "intention_route": ["a feeling"],
    "intention_kept": ["yes"],
    "space_ready": ["all arranged"],
    "space_gaps": ["none"],
    "calming": ["no"],
    "safe_now": ["yes"],
    "someone_there": ["yes"],
    "settled_in": ["yes"],
    "steady": ["next"],
    "action_done": ["partly"],
    "action_next": ["keep it"],
}
# What they say of their own, by question; the number of the treatment session is put into it.
OWN: Mapping[str, str] = {
    "hope": "a lighter step on the stairs",
    "kindness": "the part of me that hurries",
    "intention": "to listen to the rain",
    "intention_words": "to listen to the rain",
    "fragments": "a green lantern",
    "fragments_more": "a narrow bridge over a brook",
    "images": "an orchard with ladders",
    "feelings": "wonder",
    "body": "warm palms",
    "intention_touched": "the rain was everywhere",
    "hard": "the waiting in the middle",
    "matters": "having time for my sister",
    "small_action": "set a second cup on the table",
    "helped": "a blanket and the music",
    "echo": "the ladders come back at breakfast",
    "since_feelings": "a calm that comes and goes",
    "since_body": "my shoulders hang lower",
    "since_people": "i let my sister finish her sentences",
    "meaning": "there is more room than i thought",
    "still_hard": "waiting for the kettle is easier now",
    "across": "each time a little less apply",
}
AT_LENGTH = (
    "{words}, and i want to write down more of it than that, because it was on a {day} and the light came in from the "
    "side, and afterwards we sat in the kitchen and talked about the garden for a long while, number {number}"
)
DAYS_OF_THE_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
# Whoever asks back, or does not know, whether they are safe and with somebody may not be, and a person looks.
ARRIVING = ("safe_now", "worn_off", "someone_there")
Way = Callable[[Person, str, str], Awaitable[None]]


async def plainly(person: Person, question: str, words: str) -> None:
    await person.says(words)


async def with_a_question(person: Person, question: str, words: str) -> None:
    open_before = await person.asked()
    if question in ARRIVING:
        return await plainly(person, question, words)
    await person.says("why do you ask that?")
    assert await person.asked() == open_before, person.so_far()
    await person.says(words)


async def without_an_idea(person: Person, question: str, words: str) -> None:
    open_before = await person.asked()
    if question in ARRIVING:
        return await plainly(person, question, words)
    await person.says("idk")
    if await person.asked() == open_before:
        await person.says(words if question in CHOSEN or question == "worn_off" else "skip")


async def out_of_order(person: Person, question: str, words: str) -> None:
    open_before = await person.asked()
    if question in ("kindness", "feelings", "since_body", "meaning"):
        await person.says("stop")
        await person.says("what did i write")
        await person.says("continue")
        assert await person.asked() == open_before, person.so_far()
    if question in ("feelings", "since_feelings"):
        await person.says("go back")
        await person.says("an orchard with ladders and a cart")
        assert await person.asked() == open_before, person.so_far()
    await person.says(words)


def said(way: str, question: str, number: int) -> str:
    """What they say in their own words at this question."""
    words = OWN[question]
    if way == "in one word":
        return f"{words.split()[-1]}{number}"
    if way == "at length":
        return AT_LENGTH.format(words=words, day=DAYS_OF_THE_WEEK[number % 6], number=number)
    return f"{words} {number}"


WAYS: Mapping[str, Way] = {
    "at length": plainly,
    "in one word": plainly,
    "with a question": with_a_question,
    "without an idea": without_an_idea,
    "out of order": out_of_order,
    "after ten days": plainly,
}
LATER = {"after ten days": (240, 240, 240)}  # hours before each look back; for the others a day, three days, a week
USUALLY = (20, 50, 110)


class Traveller:
    """Somebody on the way through all treatment sessions, who remembers what they said."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.words: list[str] = []
        self.asked: dict[str, list[str]] = {}

    async def through(self, what: str, way: str, number: int, **chosen: Sequence[str]) -> None:
        """Answer until nothing is asked any more, or the form rests; `what` names this part for the notes."""
        times: dict[str, int] = {}
        for _ in range(MOST_TURNS):
            question = (await self.person.asked()).rpartition(".")[2]
            if question == NOTHING:
                break
            self.asked.setdefault(f"{what} {number}", []).append(question)
            given = chosen.get(question) or CHOSEN.get(question)
            if given:
                words = given[min(times.get(question, 0), len(given) - 1)]
            else:
                assert question in OWN, f"what gets past {question!r}?\n{self.person.so_far()}"
                words = said(way, question, number)
                again = way == "out of order" and question in ("images", "echo")  # said anew after going back
                if way != "without an idea" and not again:
                    self.words.append(words)
            times[question] = times.get(question, 0) + 1
            await WAYS[way](self.person, question, words)
            assert (await alarm(self.person)).alerted == "none", self.person.so_far()
        else:
            raise AssertionError(f"{what} {number} has no end\n{self.person.so_far()}")

    async def goes_through(self, number: int, way: str) -> None:
        """One treatment session, from preparing to the look back after a week."""
        person = self.person
        await person.says("prepare")
        await self.through("preparing", way, number)
        await person.waits(74)
        await person.says("i just got back from my session")
        again = {} if number == 1 else {"which_one": ["a new one"]}
        await self.through("straight after", way, number, worn_off=["not yet", "not yet"], **again)
        for stage, hours in zip(("day", "days", "week"), LATER.get(way, USUALLY), strict=True):
            await person.waits(hours)
            await person.says("look back")
            await self.through(stage, way, number, worn_off=["yes"], which_one=["the last one"])


# With LANDFALL_TEST_EVERYTHING=1 also in another order.
@pytest.mark.parametrize("first", [0, 3] if os.environ.get("LANDFALL_TEST_EVERYTHING") else [0])
async def test_six_treatment_sessions_are_walked_through_and_nothing_is_lost(live: Live, first: int) -> None:
    person = await Person.inside(live)
    traveller = Traveller(person)
    ways = [*list(WAYS)[first:], *list(WAYS)[:first]]
    for number, way in enumerate(ways, start=1):
        await traveller.goes_through(number, way)
        await person.says("where am i")
        assert str(number) in person.client.last_texts()[0], person.so_far()
    _, content = await person.client.get("/v1/export")
    assert [session["state"] for session in content["treatment_sessions"]] == ["integrated"] * SESSIONS, traveller.asked
    everything = json.dumps([content[part] for part in ("journal", "intentions", "practices")])
    lost = [words for words in traveller.words if words not in everything]
    assert not lost, lost
    for number, way in enumerate(ways, start=1):
        day, days, week = (traveller.asked.get(f"{stage} {number}", []) for stage in ("day", "days", "week"))
        assert day and days and week, f"{way}: {traveller.asked}"
        own = [
            {question for question in part if question in OWN} - {"still_hard", "helped"} for part in (day, days, week)
        ]
        assert not own[0] & own[1] and not own[1] & own[2], f"asked twice: {own}"
    # who had no idea of a number leaves nothing to compare the next treatment session with
    compared = range(3 if ways[0] == "without an idea" else 2, SESSIONS + 1)
    assert [number for number in compared if "across" not in traveller.asked[f"day {number}"]] == []
