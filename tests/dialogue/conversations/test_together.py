"""Several people at once, and very long texts: each has only their own words, and all of them."""

import asyncio

import pytest

from tests.support.live import Live
from tests.support.people import Person

LONG = 60_000  # characters, as of somebody who pastes a whole diary


async def test_two_people_at_once_never_see_each_others_words(live: Live) -> None:
    words = {"Ada": ("a brass lantern", "two grey cats"), "Ben": ("an orange tent", "seven small bells")}
    people = {name: await Person.inside(live) for name in words}

    async def journal(name: str) -> None:
        await people[name].says("journal")
        for line in words[name]:
            await people[name].says(line)
        await people[name].says("done")
        await people[name].says("what did i write")

    async def prepare(name: str) -> None:
        for line in ("prepare", "skip", "6", f"more of {words[name][0]}", "skip", words[name][1]):
            await people[name].says(line)

    for talk in (journal, prepare):
        await asyncio.gather(*(talk(name) for name in words))
    for name, other in (("Ada", "Ben"), ("Ben", "Ada")):
        person = people[name]
        shown = "\n".join(message["text"] for message in person.client.shown)
        exported = str((await person.client.get("/v1/export"))[1])
        assert all(line in shown and line in exported for line in words[name])
        assert not any(line in shown or line in exported for line in words[other])
        kept = await person.kept()
        assert kept.journal == ["\n\n".join(words[name])]
        assert kept.answers == {"hope": f"more of {words[name][0]}"}
        assert kept.intentions == [words[name][1]]


async def test_several_people_who_type_without_waiting_lose_nothing_and_get_nothing_twice(live: Live) -> None:
    people = [await Person.inside(live) for _ in range(3)]
    lines = [[f"by the sea with the dog, part {line} of {who}" for line in range(8)] for who in range(len(people))]

    async def apply(person: Person, texts: list[str]) -> None:
        await person.says("journal")
        await person.quickly(*texts)
        await person.says("done")

    await asyncio.gather(*(apply(*each) for each in zip(people, lines, strict=True)))
    for person, texts in zip(people, lines, strict=True):
        assert (await person.kept()).journal == ["\n\n".join(texts)]
        assert [m["text"] for m in person.client.shown if m["author"] == "client"][-len(texts) - 1 : -1] == texts


@pytest.mark.parametrize("question", ["the journal", "an answer", "an intention"])
async def test_a_very_long_text_is_kept_whole(live: Live, question: str) -> None:
    text = " ".join(f"and on day {day} the sea was green" for day in range(LONG // 32)) + " the end of the whole story"
    person = await Person.inside(live)
    if question == "the journal":
        await person.says("journal")
        assert await person.says(text) == ["utter_journal_line"]
        assert (await person.kept()).journal == [text]
        return
    before = ["prepare", "skip", "skip", *(["skip", "skip"] if question == "an intention" else [])]
    for line in before:
        await person.says(line)
    await person.says(text)
    kept = await person.kept()
    assert (kept.answers.get("hope") if question == "an answer" else kept.intentions[0]) == text


async def test_a_name_that_the_host_site_gives_is_used_and_not_asked_for(live: Live) -> None:
    person = await Person.at_the_door(live, identity=live.identity("person-1", name="Ilse"))
    told = await person.presses("I agree")
    assert told == ["utter_agreed", "utter_menu"]
    assert (await person.kept()).name == "Ilse"


async def test_somebody_known_to_the_host_site_finds_their_conversation_and_the_open_question_again(live: Live) -> None:
    person = await Person.at_the_door(live, identity=live.identity("person-2", name="Otto"))
    await person.presses("I agree")
    await person.says("prepare")
    await person.says("next friday")
    await person.waits(hours=50)

    again = await Person.at_the_door(live, identity=live.identity("person-2", name="Otto"))
    assert again.client.conversation_id == person.client.conversation_id
    assert "next friday" in [message["text"] for message in again.client.shown]
    assert "utter_resume" in await again.says("continue")
    assert await again.asked() == "preparation_form.feeling_before"
