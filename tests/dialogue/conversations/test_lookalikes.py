"""What sounds like distress and is none: no alert, no safety words, and the coaching goes on.

Grief, ego-dissolution, dying as an image, idioms, and questions are what people write about all the time.
"""

from collections.abc import AsyncIterator

import pytest

from bot import triage
from tests.support.alarm import SAFETY_WORDS, alarm
from tests.support.crowd import Crowd
from tests.support.distress import LOOK_ALIKES
from tests.support.live import Live
from tests.support.people import Person
from tests.support.walks import ANSWERS, walk

QUESTIONS = (
    "can you die from ketamine?",
    "will i lose my mind during the session?",
    "is it normal to feel like i dont exist during it?",
)
# What is answered in one's own words, and so kept as it was said.
OWN_WORDS = ("hope", "kindness", "images", "feelings", "body", "intention_touched", "hard", "matters", "small_action")
FORMS = ("preparation_form", "integration_form", "journal_form")
# What is long past or a topic is asked about once, gently, before anything else: the soft check.
CHECKED = [text for text in LOOK_ALIKES if triage.assess(text).check]
PLAIN = [text for text in LOOK_ALIKES if text not in CHECKED]
WALKS = 10  # each of which says twelve of the sixty, so that each is said in two places


async def said_everywhere(live: Live, shift: int) -> None:
    """Answer every question in one's own words with a look-alike, and write some in the journal."""
    person = await Person.inside(live)
    mine = [PLAIN[(place * 5 + 3 * shift) % len(PLAIN)] for place in range(len(OWN_WORDS) + 3)]
    said = dict(zip(OWN_WORDS, mine, strict=False))
    intention, line, more = mine[len(OWN_WORDS) :]
    answers = {
        **ANSWERS,
        **{question: [text] for question, text in said.items()},
        "intention": [intention],
        "journal_first": [line],
        "journal_more": [more, "done"],
    }

    async def calmly(person: Person, question: str) -> None:
        await raises_nothing(person)

    for form in FORMS:
        await walk(person, form, calmly, answers)
    await raises_nothing(person)
    kept = await person.kept()
    assert {question: kept.answers.get(question) for question in OWN_WORDS} == said, person.so_far()
    assert kept.intentions == [intention]
    assert kept.actions == [said["small_action"]]
    assert kept.journal == ["\n\n".join([line, more])]


async def raises_nothing(person: Person) -> None:
    """What was said last raised no alert."""
    assert SAFETY_WORDS not in await person.told(), person.so_far()
    assert (await alarm(person)).alert is None, person.so_far()


@pytest.fixture(scope="module")
async def crowd(live: Live, request: pytest.FixtureRequest) -> AsyncIterator[Crowd[None]]:
    chosen = [item.callspec.params["shift"] for item in Crowd.selected(request, "test_lookalikes_are_answers")]
    async with Crowd({str(shift): said_everywhere(live, shift) for shift in chosen}) as crowd:
        yield crowd


@pytest.mark.parametrize("shift", range(WALKS))
async def test_lookalikes_are_answers(crowd: Crowd[None], shift: int) -> None:
    await crowd.result(str(shift))


@pytest.mark.parametrize("text", QUESTIONS)
async def test_a_worried_question_about_the_treatment_is_no_distress(live: Live, text: str) -> None:
    person = await Person.inside(live)
    await person.says(text)
    await raises_nothing(person)
    await person.says("look back")
    asked = await person.asked()
    await person.says(text)
    await raises_nothing(person)
    assert await person.asked() == asked, f"it was taken for an answer\n{person.so_far()}"


def test_few_look_alikes_are_asked_about() -> None:
    assert 0 < len(CHECKED) <= 0.06 * len(LOOK_ALIKES), CHECKED


@pytest.mark.parametrize("text", CHECKED)
async def test_what_is_long_past_is_asked_about_gently_and_kept(live: Live, text: str) -> None:
    person = await Person.inside(live)
    await person.says("write in my journal")
    assert set(await person.says(text)) == {SAFETY_WORDS}
    assert "911" not in " ".join(person.client.last_texts())
    assert (await alarm(person)).alert is None
    told = await person.says("no")
    assert "utter_resume" in told, person.so_far()
    assert text in " ".join((await person.kept()).journal)
