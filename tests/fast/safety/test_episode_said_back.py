"""What the safety conversation takes up of what somebody told, and where it stays silent about it."""

from dataclasses import replace

import pytest

from bot.care.safety.episodes.episode import Heard
from bot.care.safety.episodes.protocol import protocol
from bot.care.safety.episodes.step import begin, step
from tests.support.safety_steps import LINES, NOTED, an_alarm, ids, said, then


def test_who_has_somebody_on_the_line_is_asked_nothing_more() -> None:
    near = then(an_alarm("high", "suicide"), "partly")
    assert near.episode.state == "HOW_NEAR"
    together = then(near, "person_here", text="rays on the phone, he stays on", there=True)
    assert together.episode.state == "WAIT"
    assert together.episode.question is None


def test_a_yes_to_the_question_about_dying_is_thanked_for_before_anything_else() -> None:
    asked = an_alarm("elevated", "suicide")
    assert asked.episode.question == "life"
    confided = then(asked, "yes", text="yes. most days")
    assert confided.says[0].ids[0].startswith("confided.")


def test_where_nothing_else_takes_up_a_message_some_of_its_words_are_said_back() -> None:
    near = then(an_alarm("elevated", "suicide"), "partly")
    heard = {"text": "i eat me dinner in the stairwell so nobody sees", "words": "i eat me dinner in the stairwell"}
    assert '"i eat me dinner in the stairwell"' in said(then(near, "else", tone="heavy", **heard))


@pytest.mark.parametrize("strand", ["abuse", "medical", "psychosis_mania", "harm_to_others"])
def test_nothing_is_said_back_where_it_could_harm(strand: str) -> None:
    near = then(an_alarm("high", strand), "yes")
    assert "stairwell" not in said(
        then(near, "else", text="i eat in the stairwell now", words="i eat in the stairwell")
    )


def test_something_done_has_the_poison_line_and_a_racing_heart_has_not() -> None:
    lines = {**LINES, "medical": ("911", "the poison line")}
    first = begin(protocol(), Heard("", tier="high", categories=("suicide",)), NOTED, lines, None)
    asked = replace(first.episode, state="HOW_NEAR", question="done_already")
    done = step(protocol(), asked, Heard("Yes", answer="done", explicit=False), NOTED, lines)
    assert done.episode.strand == "medical" and "the poison line" in said(done)
    heart = Heard("my heart is racing and it hurts", tier="imminent", categories=("medical",), body=True)
    assert "the poison line" not in said(begin(protocol(), heart, NOTED, lines, None))


def test_a_means_that_is_named_in_a_heavy_hour_makes_it_about_suicide() -> None:
    heavy = an_alarm("elevated", "panic")
    assert heavy.episode.strand == "heavy"
    turned = then(heavy, "means", tier="high", text="i was going to take something, its right above me")
    assert (turned.episode.strand, turned.episode.state) == ("suicide", "HOW_NEAR")


def test_who_has_said_no_to_dying_gets_no_words_about_it_to_send() -> None:
    asked = an_alarm("elevated", "suicide")
    no = then(asked, "no", text="no i wouldnt do anything", firm=True, tier="high", categories=("suicide",))
    words = then(no, "something_to_do", text="what would i say to joan", topics=("what_to_say_to_person",))
    assert "ending my life" not in said(words)


def test_an_urge_is_asked_about_before_the_conversation_closes() -> None:
    today = replace(an_alarm("elevated", "self_harm").episode, state="TODAY", question="helped", eased=1)
    eased = step(protocol(), today, Heard("last year id call amir", answer="yes"), NOTED, LINES)
    assert eased.episode.question == "better"


def test_a_pressed_button_is_received_by_what_was_asked() -> None:
    near = an_alarm("high", "suicide")
    assert near.episode.question == "safe_tonight"
    unsure = then(near, "unsure", text="I'm not sure")
    assert any(each.startswith("short.safe_tonight.unsure.") for each in ids(unsure))
    long = then(near, "unsure", text="i am not sure, it depends on who comes home")
    assert not any(each.startswith("short.") for each in ids(long))


def test_what_only_the_encoder_hears_faintly_is_asked_about_gently_and_without_numbers() -> None:
    first = an_alarm("elevated", "hopelessness", firm=False, explicit=False)
    assert (first.episode.state, first.episode.question) == ("GENTLE", "gentle")
    assert "911" not in said(first) and "988" not in said(first)
    assert then(first, "no", text="no i made a joke").releases
    real = then(first, "yes", text="yes")
    assert (real.episode.state, real.tier) == ("ASK", "high")
    assert "988" in said(real)
    assert "988" in said(then(first, "unsure", text="I'm not sure")), "the numbers come with the second question"


@pytest.mark.parametrize("heard", [{"explicit": True}, {"tier": "high"}, {"about": "abuse"}, {"body": True}])
def test_nothing_plain_acute_or_of_the_body_is_asked_about_gently(heard: dict[str, object]) -> None:
    told = {"tier": "elevated", "firm": False, "explicit": False, **heard}
    tier = str(told.pop("tier"))
    assert an_alarm(tier, "suicide", **told).episode.state != "GENTLE"


def test_who_says_no_to_such_thoughts_is_not_asked_for_what_is_in_reach() -> None:
    asked = an_alarm("elevated", "suicide")
    no = then(asked, "no", text="no. i think it would be all right not to wake up", tier="elevated", firm=False)
    assert "reach" in no.episode.known


def test_nothing_is_said_of_a_wound_that_was_denied() -> None:
    urge = an_alarm("high", "self_harm")
    denied = then(urge, "no", text="no i havent done anything", not_done=True)
    again = then(denied, "done", text="folding a towel. feels dumb but im doing it", doubtful=True)
    assert not any(each.startswith(("self_harm_done", "reply.done")) for each in ids(again))


def test_words_for_the_clinic_are_not_those_for_the_night() -> None:
    today = replace(an_alarm("elevated", "suicide").episode, state="TODAY", question="clinic")
    told = step(protocol(), today, Heard("what would i say to her", topics=("what_to_say_to_person",)), NOTED, LINES)
    assert "ending my life" not in said(told) and "words_for_clinic" in ids(told)[0]


def test_who_has_just_sent_it_is_not_asked_to_call_somebody() -> None:
    near = an_alarm("high", "suicide")
    sent = then(near, "will_step", text="sent it. hes typing", step_done=True, going=True, themes=("just_sent",))
    assert sent.episode.state == "WAIT"
    assert any(each.startswith("theme.just_sent.") for each in ids(sent))


def test_a_no_with_a_body_that_frightens_them_is_not_sent_back_to_the_coaching() -> None:
    first = an_alarm("elevated", "panic", firm=False, explicit=False)
    assert first.episode.state == "GENTLE"
    heard = {"text": "no i dont want to die. my hands are gone and my heart", "body": True, "denied": True}
    told = then(first, "no", explicit=False, firm=False, **heard)
    assert (told.episode.strand, told.episode.state, told.releases) == ("heavy", "TODAY", False)


def test_who_is_not_safe_and_names_somebody_is_asked_about_them_before_anything_ends() -> None:
    today = replace(an_alarm("high", "suicide").episode, state="TODAY", question="tonight", eased=1)
    named = Heard("my uncle dre would pick up prolly", answer="will_step", person="your uncle", step=None)
    told = step(protocol(), today, named, NOTED, LINES)
    assert told.episode.question == "ask_person"
    closed = step(protocol(), today, Heard("yes ok", answer="yes"), NOTED, LINES)
    assert closed.episode.question is not None, "after a high alarm it is asked whether it is any different"


def test_who_denies_it_and_names_somebody_is_not_asked_about_them_once_it_is_over() -> None:
    unsure = replace(an_alarm("high", "suicide", explicit=False).episode, state="TODAY", question="tonight", eased=1)
    denial = Heard("i'm not ending anything, uncle dre comes by", answer="will_step", person="your uncle", denied=True)
    told = step(protocol(), unsure, denial, NOTED, LINES)
    assert told.releases or told.episode.state == "BESIDE"
    assert told.episode.question is None


def test_being_fine_ends_what_the_encoder_began_but_not_what_it_hears_anew() -> None:
    heavy = an_alarm("high", "panic", explicit=False).episode
    heavy = replace(heavy, state="HOW_NEAR", question="company")
    fine = step(protocol(), heavy, Heard("i'm fine, just tired", answer="else", safe=True), NOTED, LINES)
    assert fine.episode.state == "BESIDE"
    again = Heard("i'm fine, the letters are done", answer="else", safe=True, tier="high", categories=("suicide",))
    assert step(protocol(), heavy, again, NOTED, LINES).episode.state != "BESIDE"
