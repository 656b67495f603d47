"""Soft check: what only its setting makes harmless is asked about once; a denial, a saying or the session is not."""

import pytest

from bot.triage import Tier, assess
from bot.triage.context.soft_check import STORY_BELOW, told_as_story
from bot.triage.engine import by_rules
from bot.triage.long_texts import merged
from bot.triage.text.matches import split_sentences

ASKED = [
    "i tried to kill myself in 2005, i run a garden centre now",
    "when i was 16 i wanted to die, i am fine now",
    'that song goes "i want to die tonight", it\'s stuck in my head',
    "in my novel the main character wants to kill herself",
    "does it help w suicidal thoughts or only sadness? writing the leaflet for our gp surgery",
    "my ex hit me years ago, i am safe now",
    "i was raped when i was 19, a long time ago",
    "ten years ago i wanted to kill him",
]
LEFT_ALONE = [
    "i do not want to kill myself",
    "i never wanted to die",
    "i'm dying of laughter",
    "my mum will kill me if i'm late",
    "killing it at the gym",
    "i died in the session and it was beautiful",
    "my ego wanted to die",
    "i want my old self to die",
    "this exam makes me want to kill myself lol",
    "my friend was suicidal years ago",
    "i cut myself cooking",
    "the tea was good",
]
STORY = (
    "When the boat came in, my grandfather stood at the pier and nobody spoke. The nets were empty again and the men "
    "went home one after the other. He sat down beside me, lit his pipe and looked at the water. I asked what he "
    "thought. He said that the sea had taken his brother and had never given a reason. Then we walked up the hill."
)


@pytest.mark.parametrize("text", ASKED)
def test_the_past_a_song_a_novel_and_a_professional_question_are_asked_about(text: str) -> None:
    found = assess(text)
    assert (found.tier, found.check) == (Tier.NONE, True), found


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_a_denial_a_saying_and_a_death_in_the_session_are_left_alone(text: str) -> None:
    found = assess(text)
    assert (found.tier, found.check) == (Tier.NONE, False), found


@pytest.mark.parametrize("text", ["i want to die", "i tried to kill myself in 2005. i want to die tonight"])
def test_an_alarm_is_no_soft_check(text: str) -> None:
    found = assess(text)
    assert found.fresh >= Tier.HIGH
    assert not found.check


def test_it_needs_no_encoder() -> None:
    assert by_rules(ASKED[0]).check


def test_a_long_story_of_what_was_is_told_from_what_is_felt_now() -> None:
    assert told_as_story(split_sentences(STORY), 0.6, ("suicide",))
    now = STORY.replace("walked up the hill", "sat there") + " I am so tired. I want it to end. I can't do it."
    assert not told_as_story(split_sentences(now), 0.6, ("suicide",))


def test_a_story_is_an_alarm_all_the_same_where_the_encoder_is_sure_or_somebody_may_be_in_danger() -> None:
    assert not told_as_story(split_sentences(STORY), STORY_BELOW, ("suicide",))
    assert not told_as_story(split_sentences(STORY), 0.6, ("third_party",))
    assert not told_as_story(split_sentences(STORY[:150]), 0.6, ("suicide",)), "a few words are no story"


def test_a_long_text_is_asked_about_for_one_of_its_pieces_unless_another_alarms() -> None:
    asked, calm, alarm = (assess(text) for text in (ASKED[0], "the tea was good", "i want to die"))
    assert merged([calm, asked]).check
    assert not merged([asked, alarm]).check
