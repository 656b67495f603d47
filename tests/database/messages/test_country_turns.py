"""The country in an alarm: offered once where it is only guessed, set with one tap, never in place of the question."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from bot.care import Store, now
from bot.care.accounts import conversations
from bot.care.messages import dialogue_alerts, messages, turns
from bot.care.messages.spool import Assessment
from bot.care.messages.turns import Incoming
from bot.care.safety.episodes import rows
from bot.care.safety.episodes.episode import Episode, Heard
from bot.store.models import Client, Message

ME = "gateway-1"


class Talk:
    """A client at a device somewhere, in a conversation."""

    def __init__(self, store: Store, started: conversations.Started) -> None:
        self.store, self.conversation, self.client = store, started.conversation_id, started.client_id
        self.seq = 0

    async def says(
        self,
        text: str = "words",
        tier: str = "none",
        payload: str | None = None,
        at: datetime | None = None,
        **heard: Any,
    ) -> list[dict[str, Any]]:
        """What is shown after a message, without their own words."""
        heard.setdefault("answer", "else")
        understood = Heard(text, tier=tier, categories=() if tier == "none" else ("suicide",), **heard)
        assessed = Assessment(tier, understood.categories, 0.9, (), "rules")
        incoming = Incoming(self.conversation, str(uuid4()), text, payload=payload)
        async with self.store.begin() as work:
            self.seq = (await turns.accept(work, incoming, assessed, understood, ME, at or now())).seq
        return await self.shown(self.seq)

    async def taps(self, title: str, at: datetime | None = None) -> list[dict[str, Any]]:
        """A button by its title, among those that were shown last."""
        async with self.store.read() as work:
            offered = (await messages.background(work, self.conversation)).offered
        payload = next(button["payload"] for button in offered if button["title"] == title)
        answer = payload.removeprefix('/safety{"answer": "').removesuffix('"}')
        return await self.says(title, payload=payload, answer=answer, explicit=False, at=at)

    async def shown(self, after: int) -> list[dict[str, Any]]:
        async with self.store.read() as work:
            found = (await messages.news(work, self.conversation, after)).messages
        return [each for each in found if each["author"] != "client"]

    async def episode(self) -> Episode:
        async with self.store.read() as work:
            known = await rows.open_of(work, await work.vault(self.client), self.client, lock=False)
        assert known is not None
        return known.episode

    async def country(self) -> tuple[str, str | None]:
        async with self.store.read() as work:
            client = await work.session.get_one(Client, self.client)
            return client.country, client.country_from


async def at(store: Store, country: str, how: str | None, timezone: str, locale: str = "en") -> Talk:
    """A client whose country is known so."""
    async with store.begin() as work:
        started = await conversations.start(
            work, identity=None, name=None, locale=locale, timezone=timezone, country=country, country_from=how
        )
        row = await work.session.scalar(select(Message).where(Message.conversation_id == started.conversation_id))
        assert row is not None
        row.state = "answered"  # the opening
    return Talk(store, started)


@pytest.fixture
async def in_london(store: Store) -> Talk:
    """Somebody whose device is set to London."""
    return await at(store, "GB", "guessed", "Europe/London", "en-GB")


def titles(shown: list[dict[str, Any]]) -> list[str]:
    """The buttons under the last message: the page shows no others."""
    return [button["title"] for button in shown[-1].get("buttons", ())]


def text(shown: list[dict[str, Any]]) -> str:
    return "\n".join(each["text"] for each in shown)


@pytest.mark.parametrize("tier", ["elevated", "high", "imminent"])
async def test_a_guessed_country_is_offered_after_the_numbers_and_the_question_stays_the_only_one(
    in_london: Talk, tier: str
) -> None:
    first = await in_london.says(tier=tier)
    assert "These numbers are for the United Kingdom" in text(first)
    assert text(first).index("999") < text(first).index("the United Kingdom;")
    assert titles(first)[-2:] == ["I'm in the United Kingdom", "Somewhere else"]
    assert len(titles(first)) > 2, "the buttons of the question come first"
    assert first[-1]["text"].count("?") == text(first).count("?") == 1


@pytest.mark.parametrize("how", ["identity", "host", "said", "chosen"])
async def test_who_is_known_to_be_somewhere_is_not_asked(store: Store, how: str) -> None:
    talk = await at(store, "GB", how, "America/New_York", "en-US")
    first = await talk.says(tier="high")
    assert "Somewhere else" not in titles(first)
    assert "999" in text(first)


@pytest.mark.parametrize("how", ["clinic", "guessed", None])
async def test_what_nobody_has_said_is_asked_about(store: Store, how: str | None) -> None:
    talk = await at(store, "US", how, "UTC")
    assert titles(await talk.says(tier="high"))[-2:] == ["I'm in the United States", "Somewhere else"]


async def test_where_the_device_disagrees_with_itself_both_countries_are_offered_with_international_words(
    store: Store,
) -> None:
    talk = await at(store, "", None, "Europe/Dublin", "en-US")
    first = await talk.says(tier="high")
    assert "your local emergency number" in text(first)
    assert "911" not in text(first)
    assert titles(first)[-3:] == ["I'm in Ireland", "I'm in the United States", "Somewhere else"]


async def test_where_nothing_is_known_one_button_leads_to_a_choice(store: Store) -> None:
    talk = await at(store, "", None, "UTC")
    assert titles(await talk.says(tier="high"))[-1] == "Choose my country"
    listed = await talk.taps("Choose my country")
    assert "I'm in Australia" in titles(listed)
    assert "Need help now?" in text(listed)


async def test_a_tap_stores_the_country_says_its_numbers_and_asks_the_same_question_again(in_london: Talk) -> None:
    first = await in_london.says(tier="high")
    before = await in_london.episode()
    tapped = await in_london.taps("I'm in the United Kingdom")
    assert await in_london.country() == ("GB", "chosen")
    assert "999" in tapped[0]["text"]
    assert len(tapped) == 2
    assert tapped[1]["text"] == first[-1]["text"]
    assert titles(tapped) == titles(first)[:-2], "and the offer is gone"
    after = await in_london.episode()
    assert (after.state, after.question, after.asked, after.turns) == (
        before.state,
        before.question,
        before.asked,
        before.turns,
    )
    assert dict(after.said) == dict(before.said), "a tap is no answer to it"


async def test_the_question_is_answered_after_the_tap_as_if_nothing_was_between(in_london: Talk) -> None:
    await in_london.says(tier="high")
    await in_london.taps("I'm in the United Kingdom")
    await in_london.says("no", answer="no")
    episode = await in_london.episode()
    assert episode.state == "NOW"
    assert episode.said["safe_tonight"] == "no"


async def test_another_country_lists_those_nearby_and_no_longer_gives_the_wrong_number(in_london: Talk) -> None:
    await in_london.says(tier="high")
    listed = await in_london.taps("Somewhere else")
    assert len(listed) == 1
    assert titles(listed) == ["I'm in Belgium", "I'm in France", "I'm in the Netherlands", "I'm in Ireland"]
    assert "999" not in text(listed)
    assert "your local emergency number" in text(listed)
    assert await in_london.country() == ("", None)
    question = (await in_london.episode()).question
    tapped = await in_london.taps("I'm in Ireland")
    assert await in_london.country() == ("IE", "chosen")
    assert tapped[-1]["text"].endswith("?")
    assert (await in_london.episode()).question == question == "safe_tonight"


@pytest.mark.parametrize("typed", ["Japan", "I'm in Japan", "ok, Japan"])
async def test_after_the_list_the_name_can_be_written(in_london: Talk, typed: str) -> None:
    await in_london.says(tier="high")
    await in_london.taps("Somewhere else")
    heard = "JP" if "in" in typed else None
    noted = await in_london.says(typed, country=heard)
    assert await in_london.country() == ("JP", "said")
    assert "119" in noted[0]["text"]
    assert (await in_london.episode()).said == {}


async def test_a_bare_name_right_after_the_offer_is_no_answer_to_the_question(in_london: Talk) -> None:
    await in_london.says(tier="high")
    noted = await in_london.says("Ireland")
    assert await in_london.country() == ("IE", "said")
    assert noted[-1]["text"].endswith("?")
    assert (await in_london.episode()).state == "HOW_NEAR"


async def test_a_name_that_answers_whom_they_could_ask_is_a_person(in_london: Talk) -> None:
    await in_london.says(tier="elevated")
    await in_london.says("tell me what to do", answer="something_to_do")
    assert (await in_london.episode()).question == "tonight"
    await in_london.says("Jordan", answer="will_step", person="Jordan")
    assert await in_london.country() == ("GB", "guessed")


async def test_a_yes_with_a_country_in_it_answers_the_question_and_the_numbers_are_said_too(in_london: Talk) -> None:
    await in_london.says(tier="high")
    said = await in_london.says("yes, I'm in Japan", answer="yes", country="JP")
    assert await in_london.country() == ("JP", "said")
    assert "119" in text(said)
    assert (await in_london.episode()).question == "reach", "safe tonight: yes"
    assert said[-1]["text"].endswith("?")
    again = await in_london.says("no, and i'm in Japan as i said", answer="no", country="JP")
    assert not any(each["text"].startswith(("Noted: Japan", "Then these", "All right, Japan")) for each in again)


async def test_who_says_where_they_are_in_the_alarm_itself_gets_those_numbers_and_no_offer(in_london: Talk) -> None:
    first = await in_london.says("I'm in Japan and I want to die", tier="high", country="JP")
    assert "119" in text(first)
    assert "Somewhere else" not in titles(first)


async def test_an_alarm_with_a_name_in_it_is_never_only_a_country(in_london: Talk) -> None:
    await in_london.says(tier="elevated")
    await in_london.taps("Somewhere else")
    await in_london.says("Japan", tier="imminent")
    assert (await in_london.episode()).state == "NOW"


async def test_it_is_offered_once_in_an_episode(in_london: Talk) -> None:
    await in_london.says(tier="elevated")
    for answer in ("yes", "no", "else", "wont_call", "who_sees"):
        assert "Somewhere else" not in titles(await in_london.says(answer, answer=answer)), answer
    assert "These numbers are for" not in text(await in_london.says(tier="imminent"))


async def test_the_soft_check_offers_nothing_until_there_are_numbers(in_london: Talk) -> None:
    check = await in_london.says(check=True)
    assert "Somewhere else" not in titles(check)
    asked = await in_london.says("yes, about me", answer="yes")
    assert "Somewhere else" in titles(asked)


async def test_an_alarm_of_the_dialogue_offers_it_too(in_london: Talk) -> None:
    await in_london.says("nothing gets better")
    async with in_london.store.begin() as work:
        mine = await work.session.scalar(
            select(Message.id).where(Message.conversation_id == in_london.conversation, Message.seq == in_london.seq)
        )
        assert mine is not None
        await dialogue_alerts.said_hopeless(work, in_london.client, mine)
    assert "Somewhere else" in titles(await in_london.shown(in_london.seq))


async def test_a_tap_that_comes_late_is_still_noted_and_the_coaching_does_not_get_it(in_london: Talk) -> None:
    await in_london.says(tier="elevated")
    async with in_london.store.read() as work:
        offered = (await messages.background(work, in_london.conversation)).offered
    await in_london.says("no", answer="no")
    tap = next(button for button in offered if button["title"].startswith("I'm in"))
    late = await in_london.says(tap["title"], payload=tap["payload"], answer="country:GB")
    assert await in_london.country() == ("GB", "chosen")
    assert len(late) == 1
    assert "999" in text(late)
    assert (await in_london.episode()).state == "BESIDE"


async def test_a_tap_is_stored_once_and_raises_no_alert(in_london: Talk) -> None:
    await in_london.says(tier="high")
    incoming = Incoming(
        in_london.conversation, str(uuid4()), "I'm in the United Kingdom", '/safety{"answer": "country:GB"}'
    )
    for _ in range(2):
        async with in_london.store.begin() as work:
            accepted = await turns.accept(
                work, incoming, Assessment("none", (), 0.0, (), "button"), Heard("", answer="country:GB"), ME, now()
            )
    assert accepted.tier == "none"
    assert not accepted.fresh
    async with in_london.store.read() as work:
        count = await work.session.scalar(
            select(func.count()).where(
                Message.conversation_id == in_london.conversation, Message.seq > accepted.seq, Message.author == "bot"
            )
        )
    assert count == 2, "the line and the question"


async def test_at_a_later_visit_a_tap_leaves_the_first_question_of_the_visit_for_the_next_message(
    in_london: Talk,
) -> None:
    await in_london.says(tier="high")
    later = now() + timedelta(hours=20)
    await in_london.taps("I'm in the United Kingdom", at=later)
    await in_london.says("hello", at=later + timedelta(minutes=1))
    assert (await in_london.episode()).state == "NEXT_VISIT"


async def test_a_country_that_does_not_exist_leads_to_the_list(in_london: Talk) -> None:
    await in_london.says(tier="high")
    listed = await in_london.says("x", payload='/safety{"answer": "country:XX"}', answer="country:XX")
    assert "I'm in France" in titles(listed)
