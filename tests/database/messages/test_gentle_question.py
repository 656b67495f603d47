"""What only the encoder hears faintly: one gentle question, and after a no the message gets its own answer."""

import pytest

from bot.care import Store
from bot.care.safety import help_bar
from bot.care.safety.episodes import rows
from tests.support.talk import HOPE, Talk, begun

FAINT = {"firm": False, "explicit": False}


@pytest.fixture
async def talk(store: Store) -> Talk:
    """A client whose opening was answered, and who has agreed."""
    return await begun(store)


async def bar(talk: Talk) -> help_bar.HelpBar | None:
    async with talk.store.read() as work:
        vault = await work.vault(talk.client)
        known = await rows.open_of(work, vault, talk.client, lock=False)
        return help_bar.shown(vault, known.row if known else None, "US")


async def test_the_alert_is_raised_and_one_question_is_asked_without_a_number(talk: Talk) -> None:
    await talk.agreed()
    faint = await talk.says("else", "elevated", "hopelessness", text="been sat in the barn since tea", **FAINT)
    assert (await talk.clinic.only()).tier == "elevated"
    said = " ".join(await talk.said(faint.seq))
    assert said.count("?") == 1 and "988" not in said and "911" not in said
    assert await bar(talk) is None


async def test_after_a_no_the_message_gets_the_answer_it_would_have_had(talk: Talk) -> None:
    await talk.agreed()
    faint = await talk.says("else", "elevated", "hopelessness", text="is it normal to feel like a cartoon", **FAINT)
    assert faint.turn is None
    no = await talk.says("no", text="no i just want to know", **FAINT)
    assert no.turn is not None
    assert no.turn.text == "is it normal to feel like a cartoon"
    await talk.answered(no.turn, "Many people feel unreal for some hours.")
    again = await talk.says("else", "elevated", "hopelessness", text="still a cartoon", **FAINT)
    assert again.turn is not None, "the same visit is not asked again for as little"
    assert await bar(talk) is None


async def test_at_an_open_question_the_words_are_the_answer_after_a_no(talk: Talk) -> None:
    await talk.agreed(HOPE)
    faint = await talk.says("else", "elevated", "hopelessness", text="to be a bit less of a ghost", **FAINT)
    assert faint.turn is None, "the question stays open for it"
    no = await talk.says("no", text="no")
    assert no.turn is not None and (no.turn.text, no.turn.silent) == ("to be a bit less of a ghost", False)


async def test_at_an_open_question_what_turns_out_to_be_an_alarm_is_kept_where_it_belongs(talk: Talk) -> None:
    await talk.agreed(HOPE)
    await talk.says("else", "elevated", "hopelessness", text="to be a bit less of a ghost", **FAINT)
    yes = await talk.says("yes", text="yes it is")
    assert yes.turn is not None and (yes.turn.text, yes.turn.silent) == ("to be a bit less of a ghost", True)


@pytest.mark.parametrize("category", ["suicide", "abuse", "third_party", "medical"])
async def test_where_a_question_is_open_the_encoder_alone_begins_gently_whatever_it_hears(
    talk: Talk, category: str
) -> None:
    await talk.agreed("preparation_form.space_ready")
    heard = await talk.says("else", "high", category, text="kept the whole day free, my niece collects me", **FAINT)
    said = " ".join(await talk.said(heard.seq))
    assert "988" not in said and "911" not in said
    assert (await talk.clinic.only()).tier == "high", "the alert is raised all the same"
    no = await talk.says("no", text="no, nothing like that", **FAINT)
    assert no.turn is not None and no.turn.text == "kept the whole day free, my niece collects me"


async def test_where_nothing_is_open_a_high_alarm_about_suicide_keeps_its_numbers(talk: Talk) -> None:
    await talk.agreed()
    heard = await talk.says("else", "high", "suicide", text="it will be quiet after friday", **FAINT)
    assert "988" in " ".join(await talk.said(heard.seq))


async def test_a_long_story_in_which_only_the_encoder_hears_anything_begins_gently_everywhere(talk: Talk) -> None:
    await talk.agreed()
    story = (
        "I have had four of these now and to be truthful with you it has not done what I hoped, and I wanted to say "
        "that to somebody because my daughter keeps asking me on the phone"
    )
    heard = await talk.says("else", "high", "suicide", text=story, **FAINT)
    assert "988" not in " ".join(await talk.said(heard.seq))
    assert (await talk.clinic.only()).tier == "high", "the alert is raised all the same"


async def test_a_yes_leads_into_the_safety_conversation_and_the_message_waits_no_longer(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "elevated", "hopelessness", text="been sat in the barn since tea", **FAINT)
    yes = await talk.says("yes", text="yes")
    assert yes.turn is None
    episode = await talk.episode()
    assert episode is not None
    assert (episode.state, episode.returned) == ("ASK", None)
    assert await bar(talk) is not None


async def test_a_number_that_was_said_with_it_is_taken_after_the_no(talk: Talk) -> None:
    await talk.agreed("preparation_form.feeling_before")
    faint = await talk.says("else", "elevated", "hopelessness", text="maybe a 3. no sleep since sunday", **FAINT)
    assert faint.turn is None
    no = await talk.says("no", text="no, nothing like that", **FAINT)
    assert no.turn is not None and no.turn.text == "maybe a 3. no sleep since sunday"


async def test_nobody_who_writes_in_the_journal_is_interrupted_for_what_is_nearly_heard(talk: Talk) -> None:
    await talk.agreed("journal_form.journal_more")
    line = await talk.says("else", check=True, faint=True, text="the river asks nothing of me", explicit=False)
    assert line.turn is not None and not line.turn.silent


async def test_an_unclear_answer_keeps_the_message_waiting_for_its_own(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "elevated", "hopelessness", text="is it normal to feel like a cartoon", **FAINT)
    assert (await talk.says("else", text="what do you mean", **FAINT)).turn is None
    no = await talk.says("no", text="no", **FAINT)
    assert no.turn is not None and no.turn.text == "is it normal to feel like a cartoon"


async def test_who_has_not_agreed_yet_is_asked_for_it_after_the_no_and_not_left_without_a_word(talk: Talk) -> None:
    await talk.says("else", "elevated", "hopelessness", text="is it normal to feel like a cartoon", **FAINT)
    no = await talk.says("no", text="no", **FAINT)
    assert no.turn is not None and not no.turn.metadata["consented"]
