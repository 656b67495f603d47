"""A bare yes, no or unclear answer after one of the bot's safety questions."""

import pytest

from bot.triage import ContextMessage, Tier, assess, said_not_worn_off

SAFE, LIFE, HURT = (
    "Are you safe right now?",
    "Are you thinking about ending your life?",
    "Are you thinking about hurting yourself?",
)


def bot(text: str) -> ContextMessage:
    return ContextMessage("assistant", text)


def client(text: str) -> ContextMessage:
    return ContextMessage("user", text)


@pytest.mark.parametrize(
    ("question", "answer", "tier"),
    [
        (SAFE, "no", "high"),
        (SAFE, "nope", "high"),
        (SAFE, "not really", "high"),
        (SAFE, "i dont feel safe", "high"),
        (SAFE, "idk", "elevated"),
        (SAFE, "not sure", "elevated"),
        (SAFE, "i think so", "elevated"),
        (SAFE, "yes", "none"),
        (SAFE, "yeah im ok", "none"),
        (SAFE, "no worries im fine", "none"),
        (LIFE, "yes", "high"),
        (LIFE, "y", "high"),
        (LIFE, "every day", "high"),
        (LIFE, "yes but i wont do it", "high"),
        (LIFE, "maybe", "elevated"),
        (LIFE, "not really", "elevated"),
        (LIFE, "sometimes", "elevated"),
        (LIFE, "I don't know", "elevated"),
        (LIFE, "why do you ask", "elevated"),
        (LIFE, "no", "none"),
        (LIFE, "nah", "none"),
        (LIFE, "i dont want to die", "none"),
        (HURT, "yep", "high"),
        (HURT, "kinda", "elevated"),
        (HURT, "no", "none"),
        ("Is everyone safe right now?", "no", "high"),
        ("Are you safe where you are right now?", "no", "high"),
        ("Is someone with you?", "no", "none"),
        ("Has it worn off?", "no", "none"),
        ("What came up for you?", "yes", "none"),
        ("Shall we begin?", "no", "none"),
        ("Is now a safe and quiet time?", "no", "none"),
    ],
)
def test_a_bare_answer_is_understood_by_the_question_before_it(question, answer, tier):
    found = assess(answer, [client("hello"), bot(question)])
    assert found.tier == Tier(tier), found.evidence


def test_the_question_need_not_be_the_last_thing_the_bot_said():
    context = [client("i feel bad"), bot(LIFE), bot("I am software, and this needs a person.")]
    assert assess("yes", context).tier == Tier.HIGH


def test_an_answer_to_an_older_question_is_not_taken_for_one():
    context = [bot(LIFE), client("no"), bot("Shall we look at your intention?")]
    assert assess("yes", context).tier == Tier.NONE


def test_alone_while_the_medicine_still_works_is_elevated():
    context = [bot("Has it worn off?"), client("no"), bot("Is someone with you?")]
    found = assess("no", context)
    assert found.tier == Tier.ELEVATED
    assert found.categories == ("medical",)


def test_that_it_has_not_worn_off_is_found_among_the_turns_before():
    said = [bot("Has it worn off?"), client("Not yet")]
    context = [bot("Are you safe?"), client("yes"), *said, bot("Is someone with you?")]
    assert list(said_not_worn_off(context)) == said
    assert assess("No", [*said_not_worn_off(context), context[-1]]).tier == Tier.ELEVATED


@pytest.mark.parametrize("answer", ["yes", "Yes, all gone"])
def test_where_it_has_worn_off_nothing_is_found(answer: str):
    assert not said_not_worn_off([bot("Has it worn off?"), client(answer), bot("Is someone with you?")])
