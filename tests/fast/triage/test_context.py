"""What a message means after what was said before it: bare answers, and several turns together."""

import pytest

from bot.triage import Tier, Turn, assess, said_not_worn_off

SAFE, LIFE, HURT = (
    "Are you safe right now?",
    "Are you thinking about ending your life?",
    "Are you thinking about hurting yourself?",
)


def bot(text: str) -> Turn:
    return Turn("assistant", text)


def client(text: str) -> Turn:
    return Turn("user", text)


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


def test_a_farewell_after_despair_is_high():
    assert assess("I said goodbye to everyone", [client("I can't do this any more")]).tier == Tier.HIGH


def test_the_same_farewell_about_a_job_is_not():
    assert assess("I said goodbye to everyone at the office", [client("hi")]).tier == Tier.NONE


def test_despair_right_after_a_wish_to_die_is_high():
    assert assess("it's better this way", [client("i want to die"), bot("I am here.")]).tier == Tier.HIGH


def test_an_ok_after_a_wish_to_die_is_no_new_alarm_and_takes_nothing_back():
    found = assess("ok", [client("i want to die"), bot("I am here.")])
    assert found.fresh == Tier.NONE
    assert found.tier == Tier.HIGH


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


def test_risk_taken_back_in_the_next_sentence_still_counts():
    assert assess("i want to die. just kidding, forget it").tier == Tier.HIGH


def test_a_denial_beside_a_wish_does_not_hide_the_wish():
    assert assess("i'm not suicidal. but i keep thinking about killing myself").tier == Tier.HIGH


@pytest.mark.parametrize(
    "text",
    [
        "the ego death was beautiful but i still want to kill myself when i get home",
        "i used to cut years ago and i cut myself again today",
        "my friend died by suicide and i want to join him",
        "years ago i wanted to die and the feeling is back, i want to die",
        "nobody knows i want to kill myself",
        "lol i want to kill myself",
        "i listen to sad songs and want to die",
        "is it normal to want to die after a session",
        "my doctor asked if i want to kill myself and i lied and said no",
        "i no longer want to live",
        "i'd be lying if i said i wasn't suicidal",
        "he used to hit me years ago and yesterday he hit me again",
        "i had chest pain after the infusion and it is still there",
    ],
)
def test_a_suppression_nearby_does_not_hide_a_crisis(text):
    assert assess(text).tier >= Tier.HIGH
