"""The safety conversation, step by step: where an answer leads, what is said, and what is never said twice."""

import pytest

from bot.care.safety.episodes.episode import Heard, Human
from bot.care.safety.episodes.protocol import protocol
from bot.care.safety.episodes.step import begin, visit
from bot.care.safety.episodes.texts import sentences, texts
from tests.support.safety_steps import LINES, NOTED, PAGED, after, an_alarm, ids, said, then


def test_the_first_words_ask_one_question_and_name_the_numbers_and_the_truth_about_people() -> None:
    first = an_alarm("elevated", "suicide")
    assert first.episode.question == "life"
    assert said(first).count("?") == 1
    assert "911" in said(first)
    assert "988" in said(first)
    assert any(each.startswith("human.noted") for each in ids(first))
    assert any(title == "Yes" for _, title in first.says[-1].buttons)


def test_somebody_who_just_said_so_is_not_asked_whether_they_think_of_it() -> None:
    assert an_alarm("high", "suicide").episode.question == "safe_tonight"


def test_danger_now_begins_with_live_help() -> None:
    first = an_alarm("imminent", "suicide")
    assert (first.episode.strand, first.episode.state, first.episode.question) == ("suicide_now", "NOW", "call")


def test_something_taken_is_told_what_to_do_and_is_not_explored() -> None:
    first = an_alarm("imminent", "misuse", "suicide", taken=True)
    assert (first.episode.strand, first.episode.question) == ("medical", "emergency_call")
    for stepped in (first, then(first, "else"), after(first, "else", "else")):
        assert "911" in said(stepped), "the number comes at every turn"


def test_yes_leads_nearer_and_raises_the_tier() -> None:
    yes = then(an_alarm("elevated", "suicide"), "yes")
    assert yes.episode.state == "HOW_NEAR"
    assert yes.tier == "high"
    assert yes.episode.tier == "high"


def test_yes_to_being_safe_is_no_alarm_and_no_to_it_is_one() -> None:
    first = an_alarm("high", "suicide")
    assert then(first, "yes").tier == "none"
    unsafe = then(first, "no")
    assert unsafe.tier == "high"
    assert unsafe.episode.state == "NOW"


@pytest.mark.parametrize("answer", ["unsure", "partly", "wont_say"])
def test_what_is_not_clearly_reassuring_counts_as_not_reassuring(answer: str) -> None:
    unclear = then(an_alarm("elevated", "suicide"), answer)
    assert unclear.tier == "elevated"
    assert unclear.episode.state != "EASING"
    assert not unclear.releases


@pytest.mark.parametrize("state", ["ASK", "HOW_NEAR", "NOW", "TODAY", "EASING", "STAY"])
@pytest.mark.parametrize(
    ("answer", "tier"), [("done", "imminent"), ("time", "imminent"), ("means", "high"), ("howto", "high")]
)
def test_what_is_near_is_heard_in_every_state(state: str, answer: str, tier: str) -> None:
    ways = {
        "ASK": (),
        "HOW_NEAR": ("yes",),
        "NOW": ("yes", "no"),
        "TODAY": ("something_to_do",),
        "EASING": ("something_to_do", "person_here"),
        "STAY": ("wont_say", "wont_say"),
    }
    stepped = after(an_alarm("elevated", "suicide"), *ways[state])
    assert stepped.episode.state == state
    worse = then(stepped, answer, taken=answer == "done")
    assert worse.tier == tier
    assert worse.episode.state in ("HOW_NEAR", "NOW", "WAIT")
    if answer == "done":
        assert worse.episode.strand == "medical"


def test_a_protective_step_is_named_back_in_their_words_and_asked_when() -> None:
    first = an_alarm("imminent", "suicide")
    step_taken = then(first, "will_step", step="I could wake her")
    assert "I could wake her" in said(step_taken)
    assert step_taken.episode.question == "step_when"
    assert then(step_taken, "time").tier == "none", "the time of a step is no time of danger"


def test_what_was_agreed_is_quoted_when_it_eases() -> None:
    today = then(an_alarm("elevated", "suicide"), "something_to_do")
    offered = then(today, "will_step", step="my brother comes at nine")
    assert offered.episode.state == "TODAY" and offered.episode.question == "step_when"
    assert "my brother comes at nine" in said(offered)
    eased = then(offered, "time", text="at nine")
    assert eased.episode.state == "EASING"
    assert said(eased).count("my brother comes at nine") >= 1


def test_somebody_whom_another_person_may_watch_is_told_to_stop_and_nothing_is_quoted() -> None:
    first = an_alarm("high", "abuse")
    assert first.episode.question == "safe_to_write"
    stop = then(first, "no")
    assert stop.episode.question is None
    assert len(said(stop).split()) < 16
    again = then(stop, "else", text="ok he went out")
    assert again.episode.question == "safe_to_write"
    told = then(again, "will_step", step="go to my sister Ann", text="i will go to my sister Ann now")
    assert "Ann" not in said(told)


def test_here_he_is_ends_the_talk_in_one_line() -> None:
    asked = then(an_alarm("high", "abuse"), "yes")
    watched = then(asked, "else", text="hes here", watched=True)
    assert len(watched.says) == 1
    assert "?" not in said(watched)


def test_a_joke_is_believed_and_asked_about_once_more_and_then_left() -> None:
    joke = then(an_alarm("high", "suicide"), "taken_back")
    assert joke.episode.question == "meant"
    again = then(joke, "taken_back")
    assert again.episode.state == "EASING"
    assert again.tier == "none"


def test_two_refusals_end_the_questions() -> None:
    stay = after(an_alarm("elevated", "suicide"), "wont_say", "wont_say")
    assert stay.episode.state == "STAY"
    assert "?" not in said(stay)
    assert "?" not in said(then(stay, "else"))


def test_a_question_that_is_not_answered_is_asked_once_more_in_other_words_and_then_dropped() -> None:
    first = an_alarm("high", "suicide")
    again = then(first, "else")
    assert again.episode.question == first.episode.question
    assert first.says[-1].text != again.says[-1].text
    assert then(again, "else").episode.question != first.episode.question


def test_goodbye_in_danger_gets_numbers_and_is_no_way_out() -> None:
    first = an_alarm("imminent", "suicide")
    bye = then(first, "farewell")
    assert "911" in said(bye)
    assert bye.episode.state == "NOW"
    assert not bye.releases


def test_a_number_is_said_again_when_asked_for() -> None:
    first = an_alarm("high", "suicide")
    assert "988" in said(then(first, "else", topics=("crisis_numbers",)))
    assert "988" not in said(then(first, "else"))


def test_what_is_said_of_people_follows_what_is_true() -> None:
    first = an_alarm("high", "suicide")
    assert not any(each.startswith("human.") for each in ids(then(first, "yes")))
    assert any(each.startswith("human.paged") for each in ids(then(first, "yes", human=PAGED)))
    opened = then(first, "yes", human=Human("opened", "Ada"))
    assert "Ada" in said(opened)
    asked = then(first, "who_sees", human=PAGED)
    assert any(each.startswith("human.asked_paged") for each in ids(asked))


def test_somebody_else_in_danger_is_asked_about_and_the_client_at_the_end() -> None:
    first = an_alarm("high", "third_party")
    assert first.episode.question == "they_danger"
    turned = then(an_alarm("elevated", "suicide"), "someone_else", text="my sister wants to die", about="someone_else")
    assert turned.episode.strand == "someone_else"
    assert "and_you" in protocol().asks("TODAY", "someone_else")


def test_a_strand_changes_upward_on_one_message_and_never_down() -> None:
    first = an_alarm("high", "suicide")
    up = then(first, "else", tier="imminent", categories=("medical",))
    assert up.episode.strand == "medical"
    assert then(up, "else", tier="elevated", categories=("panic",)).episode.strand == "medical"


def test_a_soft_check_asks_gently_names_no_number_and_lets_go_on_no() -> None:
    check = an_alarm("none", check=True, asking="preparation_form.hope")
    assert check.episode.state == "CHECK"
    assert "911" not in said(check)
    no = then(check, "no")
    assert no.releases
    assert no.tier == "none"
    yes = then(check, "yes")
    assert yes.episode.state == "ASK"


def test_the_next_visit_begins_with_one_question_that_names_nothing_dark() -> None:
    eased = after(an_alarm("elevated", "suicide"), "no")
    assert eased.releases
    back = visit(protocol(), eased.episode, Heard("hi, my session is tomorrow"), NOTED, LINES, "m1")
    assert back.episode.question == "since"
    assert said(back).count("?") == 1
    assert not any(word in said(back).lower() for word in ("suicid", "life", "die", "911"))
    assert then(back, "yes").releases
    assert then(back, "worse").episode.state == "ASK"


def test_somebody_under_age_hears_of_a_grown_up_and_gets_a_line_for_children() -> None:
    first = an_alarm("high", "suicide", minor=True)
    assert "the children's line" in said(first)
    assert any(each.startswith("extra.minors") for each in ids(first))


def test_a_plan_ends_with_a_card_in_their_own_words() -> None:
    plan = after(an_alarm("elevated", "suicide"), "something_to_do", "person_here", "plan")
    assert plan.episode.question == "plan_signs"
    for number in range(6):
        plan = then(plan, "else", text=f"part {number} of mine")
    assert plan.releases
    assert "part 0 of mine" in said(plan)
    assert "part 5 of mine" in said(plan)


def test_no_sentence_of_eight_words_is_said_twice_in_an_episode() -> None:
    """Whatever is answered, for forty turns; numbers apart."""
    classes = list(protocol().classes)
    for seed, (tier, category) in enumerate(
        [
            ("imminent", "suicide"),
            ("high", "suicide"),
            ("elevated", "hopelessness"),
            ("high", "abuse"),
            ("imminent", "medical"),
        ]
    ):
        stepped, heard_before = an_alarm(tier, category), set()
        for turn in range(40):
            for each in ids(stepped):
                if each.startswith("numbers."):
                    continue
                for sentence in sentences(texts().by_id[each].text):
                    assert sentence not in heard_before, f"{sentence!r} again"
                    heard_before.add(sentence)
            stepped = then(stepped, classes[(seed * 7 + turn * 5) % len(classes)])


@pytest.mark.parametrize(
    ("category", "asked"),
    [
        ("abuse", "safe_where"),
        ("psychosis_mania", "clinic_today"),
        ("third_party", "ask_them"),
        ("medical", "clinic_today"),
    ],
)
def test_one_good_answer_does_not_end_what_still_needs_a_step(category: str, asked: str) -> None:
    first = an_alarm("elevated", category)
    good = "yes" if category == "abuse" else "no"
    assert then(first, good).episode.question == asked


def test_that_nobody_opened_the_alert_in_time_is_told_once() -> None:
    first = an_alarm("high", "suicide")
    late = then(first, "yes", human=Human("paged", overdue=True))
    assert any(each.startswith("human.overdue") for each in ids(late))
    assert not any(each.startswith("human.") for each in ids(then(late, "no", human=Human("paged", overdue=True))))


def test_the_same_input_gives_the_same_words() -> None:
    assert an_alarm("high", "suicide") == an_alarm("high", "suicide")
    first = an_alarm("high", "suicide")
    assert then(first, "unsure") == then(first, "unsure")


def test_a_correction_moves_the_conversation_off_a_wrong_track() -> None:
    medical = an_alarm("imminent", "misuse", taken=True)
    right = then(medical, "no", text="i havent taken anything", denies=("medical",))
    assert right.episode.strand == "suicide"
    assert "poison" not in said(right).lower()
    assert then(right, "else", tier="imminent", categories=("medical",)).episode.strand == "suicide"
    abuse = then(an_alarm("high", "abuse", "third_party"), "yes")
    assert then(abuse, "else", denies=("abuse",)).episode.strand == "someone_else"


def test_what_only_the_encoder_heard_is_asked_about_before_any_order() -> None:
    first = an_alarm("imminent", "medical", firm=False)
    assert (first.episode.state, first.episode.question) == ("ASK", "body_now")
    assert "911" in said(first)


def test_a_wound_is_no_overdose() -> None:
    cut = an_alarm("imminent", "self_harm", wound=True)
    assert (cut.episode.strand, cut.episode.question) == ("self_harm", "bleeding")
    asked = then(an_alarm("high", "suicide"), "done", wound=True, text="i cut my arm an hour ago")
    assert asked.episode.strand == "self_harm"


def test_a_step_that_is_done_is_received_as_done() -> None:
    first = an_alarm("imminent", "suicide")
    told = then(first, "will_step", step="told my mum", step_done=True)
    assert told.episode.question != "step_when"
    assert any(each.startswith("reply.will_step.done") for each in ids(told))


def test_nothing_is_claimed_about_an_answer_that_is_not_understood() -> None:
    unclear = then(an_alarm("elevated", "suicide"), "unsure", unclear=True)
    assert not any(each.startswith("reply.unsure") for each in ids(unclear))
    assert unclear.tier == "elevated"


def test_the_wish_to_go_on_is_honoured_when_it_is_said_twice() -> None:
    first = an_alarm("high", "suicide")
    assert then(then(first, "back_to_coaching"), "back_to_coaching").episode.state == "EASING"


def test_a_veteran_gets_the_line_for_veterans() -> None:
    lines = {**LINES, "veteran": ("911", "the veterans line")}
    first = begin(protocol(), Heard("", tier="high", categories=("suicide",), veteran=True), NOTED, lines, None)
    assert "the veterans line" in said(first)
