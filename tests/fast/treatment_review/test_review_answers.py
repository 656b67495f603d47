"""It isn't working: what the answers are understood as, and that each of them has its sentence."""

import re

import pytest

from actions.treatment_review import review_answers as understand
from actions.treatment_review.other_options import OPTIONS
from actions.treatment_review.review import NotWorking
from bot.care.records import prescriber_summary
from tests.support.responses import responses

RESPONSES = responses()
CODES = {
    "sessions_so_far": {"few", "some", "many", "unsure", "told"},
    "hoped_for": {"last_hope", "told"},
    "changed_a_little": {"nothing", "told"},
    "other_medicines": {"benzodiazepine", "lamotrigine", "both", "neither", "unsure", "told"},
    "prepared_before": {"both", "one", "neither", "told"},
    "setting_before": {"all", "part", "none", "told"},
    "someone_to_talk_to": {"therapist", "people", "nobody", "told"},
    "in_between": {"most", "some", "hardly", "told"},
}


@pytest.mark.parametrize("question", CODES)
def test_each_answer_has_its_sentence(question: str) -> None:
    for code in CODES[question]:
        assert f"utter_noticed_{question}_{code}" in RESPONSES
    assert set(prescriber_summary.choices()[question]) <= CODES[question]


@pytest.mark.parametrize("question", prescriber_summary.choices())
def test_each_button_has_its_words_on_the_page(question: str) -> None:
    for variation in RESPONSES[f"utter_ask_{question}"]:
        for button in variation["buttons"]:
            code = re.search(r'"value": "(\w+)"', button["payload"])
            if code and (question, code[1]) != ("dose_on_page", "no"):
                assert prescriber_summary.choice(question, code[1])


def test_what_is_on_the_page_is_asked_in_the_same_order() -> None:
    assert list(NotWorking.questions)[: len(prescriber_summary.choices())] == list(prescriber_summary.choices())


def test_each_option_is_told_of() -> None:
    assert {f"utter_option_{option}" for option in OPTIONS} == {name for name in RESPONSES if "utter_option" in name}


def test_no_sentence_names_a_dose() -> None:
    about = [name for name in RESPONSES if name.startswith(("utter_noticed", "utter_dose", "utter_option"))]
    for name in about:
        assert not re.search(r"\d|\b(mg|milligram\w*)\b", str(RESPONSES[name])), name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1", "few"), ("just the one", "few"), ("a couple", "few"), ("second one was monday", "few"),
        ("3 or 4", "some"), ("five", "some"), ("six", "many"), ("like 12 by now", "many"), ("lots", "many"),
        ("since spring", "told"), ("not sure", "told"),
    ],
)  # fmt: skip
def test_how_many(text: str, code: str) -> None:
    assert understand.sessions(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("xanax", "benzodiazepine"), ("Lorazepam, at night", "benzodiazepine"), ("benzos sometimes", "benzodiazepine"),
        ("lamictal", "lamotrigine"), ("lamotrigin 200", "lamotrigine"), ("valium and lamotrigine", "both"),
        ("both", "both"), ("no", "neither"), ("none of them", "neither"), ("neither", "neither"), ("No.", "neither"),
        ("i don't know", "unsure"), ("not sure what mine is called", "unsure"), ("sertraline", "told"),
        ("no benzos now, but lorazepam until last month", "told"),
    ],
)  # fmt: skip
def test_which_medicine(text: str, code: str) -> None:
    assert understand.medicines(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nothing", "nothing"), ("nothing at all", "nothing"), ("nope", "nothing"), ("Not a thing.", "nothing"),
        ("no change", "nothing"), ("nothing really", "nothing"), ("nothing but a bit more sleep", "told"),
        ("not much, maybe sleep", "told"), ("the mornings", "told"),
    ],
)  # fmt: skip
def test_whether_anything_changed(text: str, code: str) -> None:
    assert understand.changed(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nobody", "nobody"), ("no one really", "nobody"), ("no", "nobody"), ("i'm alone with it", "nobody"),
        ("my therapist", "therapist"), ("my brother", "people"), ("yes", "people"), ("nobody but my wife", "people"),
        ("i used to have a therapist", "people"), ("not sure", "told"),
    ],
)  # fmt: skip
def test_who_there_is(text: str, code: str) -> None:
    assert understand.support(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("yes", "all"), ("all of it", "all"), ("mostly", "all"), ("no", "none"), ("not really", "none"),
        ("hardly any", "none"), ("some", "part"), ("one of them", "part"), ("kind of", "part"),
        ("a nice chair but the phones kept ringing", "told"), ("music", "told"),
    ],
)  # fmt: skip
def test_how_much_of_it(text: str, code: str) -> None:
    assert understand.how_much("all", "part", "none", text) == code


@pytest.mark.parametrize("text", ["yes", "i do", "hopeless, yes", "kind of", "i guess so", "there's no hope left"])
def test_who_says_that_they_feel_hopeless_is_heard(text: str) -> None:
    assert understand.feels_hopeless(text)


@pytest.mark.parametrize("text", ["no", "not hopeless, just tired", "not sure", "i don't feel hopeless", "it rains"])
def test_nobody_is_taken_for_hopeless_who_does_not_say_so(text: str) -> None:
    assert not understand.feels_hopeless(text)


@pytest.mark.parametrize("text", ["it was my last hope", "this felt like the last resort", "my only chance"])
def test_a_last_hope_is_noticed(text: str) -> None:
    assert understand.hoped(text) == understand.LAST_HOPE
