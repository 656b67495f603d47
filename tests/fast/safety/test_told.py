"""What somebody tells is received in words of its own, and only where they fit what the conversation is about."""

from dataclasses import replace

from bot.care.safety.episodes.episode import Heard, Human
from bot.care.safety.episodes.protocol import protocol
from bot.care.safety.episodes.step import begin, step

LINES = {"default": ("911", "the crisis line (call or text 988)")}
SUICIDE = Heard("", tier="elevated", categories=("suicide",))
ABUSE = Heard("", tier="high", categories=("abuse",))


def said_after(first: Heard, *following: Heard) -> list[str]:
    """The ids of the texts after the last of these messages."""
    stepped = begin(protocol(), first, Human(), LINES, None)
    for heard in following:
        stepped = step(protocol(), stepped.episode, heard, Human(), LINES)
    return [each for bubble in stepped.says for each in bubble.ids]


def test_what_is_told_is_received_and_not_with_a_mere_okay() -> None:
    said = said_after(SUICIDE, Heard("i owe three months of rent", themes=("debt",)))
    assert "theme.debt.1" in said
    assert not any(each.startswith("neutral.") for each in said)


def test_what_is_told_in_the_first_message_is_received_before_the_question() -> None:
    said = said_after(replace(SUICIDE, themes=("debt",)))
    assert said[0] == "theme.debt.1"


def test_a_step_and_what_is_told_beside_it_are_both_received() -> None:
    heard = Heard("i'll text ana. she knows about the rent", answer="will_step", step="i'll text ana", themes=("debt",))
    said = said_after(SUICIDE, heard)
    assert any(each.startswith("reply.will_step.") for each in said)
    assert "theme.debt.1" in said


def test_words_for_one_strand_are_not_said_in_another() -> None:
    angry = Heard("i know what i'm like", themes=("afraid_of_own_anger",))
    assert not any("anger" in each for each in said_after(ABUSE, angry))


def test_somebody_near_is_no_comfort_where_somebody_is_feared() -> None:
    near = Heard("he's next door", facts=("person_is_near",))
    assert "fact.person_is_near.1" not in said_after(ABUSE, near)
    assert "fact.person_is_near.1" in said_after(SUICIDE, near)


def test_after_an_alarm_about_a_partner_a_doubtful_one_is_about_them_again() -> None:
    stepped = begin(protocol(), ABUSE, Human(), LINES, None)
    beside = replace(stepped.episode, state="BESIDE", question=None)
    doubtful = Heard("i could put them in the car", tier="high", categories=("suicide",), firm=False, explicit=False)
    assert step(protocol(), beside, doubtful, Human(), LINES).episode.strand == "abuse"


def test_a_step_is_quoted_once_in_a_turn() -> None:
    step_named = Heard("i'll ring dave", answer="will_step", step="i'll ring dave")
    stepped = begin(protocol(), replace(SUICIDE, tier="high"), Human(), LINES, None)
    today = replace(stepped.episode, state="TODAY", question="tonight")
    said = step(protocol(), today, step_named, Human(), LINES)
    assert "\n".join(bubble.text for bubble in said.says).count("ring dave") == 1
