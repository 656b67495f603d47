"""Weak signals that mean something together, over several turns."""

from bot.triage import ContextMessage, Tier, assess


def bot(text: str) -> ContextMessage:
    return ContextMessage("assistant", text)


def client(text: str) -> ContextMessage:
    return ContextMessage("user", text)


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
