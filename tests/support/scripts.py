"""Scripted conversations as readable data: what a person types, what has to come, and what is kept of it.

A script is an entry of a YAML file in tests/dialogue/conversations/scripts; its name is a sentence:

    Somebody prepares in one word each:
      shown: preparation        # clinicians read it in docs/conversations/preparation.md; see tests/support/pages.py
      begins: inside            # "at the door": nothing is agreed to yet; "inside": agreed, without a name
      coach: {hours: 9-12}      # they have a coach of their own, who is there at that time every day
      talk:
        - {type: prep, asks: treatment_when}
        - {press: I don't know yet, told: utter_when_unknown}
      kept:                     # all that is kept in the end; what is not named here has to be empty
        answers: {hope: rest}

Each step does one thing (`type`, `press` a button by a part of its title, `press old` one that was offered before,
`quickly` several messages without waiting, `wait` some hours, `ease` the safety conversation by its best answers)
and says what comes of it: `asks` the question that is open then, or "nothing"; `told` the responses by name that have
to be among the answers, `not told` those that must not be; `says` words that the answer must contain; `offers` parts
of buttons; `alert` the tier of the alert that this message has to raise (without it, none). `<in two days>` stands for
the name of that day of the week: a day that is fixed is today once a week, and partly over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.support.alarm import alarm
from tests.support.live import Live
from tests.support.people import Kept, Person
from tests.support.transcripts import Recording

DOING = ("type", "press", "press old", "quickly", "wait", "ease")
COMING = ("asks", "told", "not told", "says", "offers", "alert")
SOON = "<in two days>"
NOT_ALWAYS_COMPARED = ("sessions", "when", "outcomes", "helped")


@dataclass(frozen=True)
class Script:
    """One scripted conversation."""

    name: str
    shown: str | None
    begins: str
    coach: Mapping[str, Any] | None
    talk: list[dict[str, Any]]
    kept: Mapping[str, Any]

    def __post_init__(self) -> None:
        for step in self.talk:
            known = set(step) <= {*DOING, *COMING} and len(set(step) & set(DOING)) == 1
            assert known, f"{self.name!r} has a step that cannot be understood: {step}"
        unknown = set(self.kept) - {each.name for each in fields(Kept)}
        assert not unknown, f"{self.name!r} looks for {unknown}, which is not kept"


def scripts(folder: Path) -> Iterator[Script]:
    """All scripts of a folder. A name that is there twice is an error."""
    for path in sorted(folder.glob("*.yml")):
        written = path.read_text(encoding="utf-8").replace(SOON, f"{datetime.now(UTC) + timedelta(days=2):%A}")
        for name, content in YAML(typ="safe").load(written).items():
            yield Script(
                name,
                content.get("shown"),
                content.get("begins", "inside"),
                content.get("coach"),
                content["talk"],
                content.get("kept", {}),
            )


async def play(live: Live, script: Script) -> Recording:
    """Talk as the script says and check everything that it says; returns how the conversation went."""
    person = await (Person.at_the_door(live) if script.begins == "at the door" else Person.inside(live))
    if script.coach is not None:
        await person.has_coach(**script.coach)
    recording = Recording(person)
    for number, step in enumerate(script.talk, start=1):
        where = f"step {number} of {script.name!r}: {step}"
        try:
            told = await _do(person, step)
            await _check(person, step, told)
        except AssertionError as problem:
            raise AssertionError(f"{where}\n{problem}\n{person.so_far()}") from None
        recording.note(step)
    kept = await person.kept()
    for each in fields(Kept):
        if each.name not in script.kept and each.name in NOT_ALWAYS_COMPARED:
            continue
        expected = script.kept.get(each.name, getattr(Kept(), each.name))
        found = getattr(kept, each.name)
        assert found == expected, f"{each.name} kept: {found!r}, expected: {expected!r}\n{person.so_far()}"
    return recording


async def _do(person: Person, step: Mapping[str, Any]) -> list[str]:
    if "type" in step:
        return await person.says(str(step["type"]))
    if "press" in step:
        return await person.presses(step["press"])
    if "press old" in step:
        await person.client.press(step["press old"])
        return await person.told()
    if "quickly" in step:
        return await person.quickly(*step["quickly"])
    if "ease" in step:
        return await person.eases()
    await person.waits(step["wait"])
    return []


async def _check(person: Person, step: Mapping[str, Any], told: list[str]) -> None:
    missing = [name for name in _list(step.get("told")) if name not in told]
    assert not missing, f"not said: {missing}; said: {told}"
    unwanted = [name for name in _list(step.get("not told")) if name in told]
    assert not unwanted, f"said: {unwanted}"
    if "asks" in step:
        asked = (await person.asked()).rpartition(".")[2]
        assert asked == step["asks"], f"the open question is {asked}; said: {told}"
    said = "\n".join(person.client.last_texts())
    for words in _list(step.get("says")):
        assert words.casefold() in said.casefold(), f"{words!r} is not in the answer; said: {told}"
    for title in _list(step.get("offers")):
        assert any(title.casefold() in each.casefold() for each in person.client.titles()), f"no button {title!r}"
    if "wait" not in step and "ease" not in step:
        tier = (await alarm(person)).alerted
        assert tier == step.get("alert", "none"), f"the alert is {tier}; said: {told}"


def _list(value: Any) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)
