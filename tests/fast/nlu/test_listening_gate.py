"""What leads a message: at an open question the answer, and what is no answer only where it surely is none."""

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.intents import intents
from bot.dialogue.listening_gate import ListeningGate
from bot.dialogue.part_reader import PART, PARTS

HARD = "integration_form.hard"


def heard(
    *parts: tuple[str, str],
    intent: str = "nlu_fallback",
    confidence: float | None = None,
    asking: str | None = HARD,
    sure: float = 0.95,
    **of_parts: str,
) -> Message:
    """A message of these (role, words), a wish as "wish skip", after the gate.

    `intent` is what the classifier heard in the whole; where it is not given, the classifier is guessing.
    """
    confidence = confidence or (0.3 if intent == "nlu_fallback" else 0.9)
    text, dicts, messages = "", [], []
    for number, (role, said) in enumerate(parts):
        start = len(text) + bool(text)
        text = f"{text} {said}".strip()
        name, _, kind = role.partition(" ")
        dicts.append({"role": name, "start": start, "end": len(text), "sure": sure, "kind": kind or None})
        understood = {"name": of_parts.get(f"part{number}", "nlu_fallback"), "confidence": 0.9}
        messages.append(Message(data={"text": said, "intent": understood, PART: number}))
    content: dict[str, Any] = {"text": text, "metadata": {"asking": asking, "consented": True, "tier": "none"}}
    whole = Message(data={**content, "intent": {"name": intent, "confidence": confidence}, PARTS: dicts})
    after = ListeningGate({}).process([whole, *(messages if len(parts) > 1 else [])])
    assert after == [whole], "the parts are taken out again"
    return whole


def led(message: Message) -> str:
    return str(message.get("intent")["name"])


def test_what_holds_an_answer_is_an_answer_and_keeps_what_else_was_asked() -> None:
    message = heard(("answer", "the noise"), ("question", "who reads this"), part1="ask_is_it_private")
    assert led(message) == "answer"
    assert message.get(PARTS)[1]["intent"] == "ask_is_it_private"


@pytest.mark.parametrize(
    ("kind", "intent"), [("skip", "skip_question"), ("read", "show_journal"), ("card", "show_card")]
)
def test_a_wish_is_followed_by_the_intent_that_fulfils_it(kind: str, intent: str) -> None:
    assert led(heard((f"wish {kind}", "that one please"))) == intent


def test_the_classifier_chooses_among_the_intents_of_a_wish() -> None:
    assert led(heard(("wish read", "what did i write in may"), intent="find_entry")) == "find_entry"


def test_a_wish_that_nothing_fulfils_says_which_one_it_was() -> None:
    message = heard(("wish remind", "text me an hour before"))
    assert (led(message), message.get("entities")) == ("other_wish", [{"entity": "meant", "value": "remind"}])


def test_a_wish_for_a_person_leads_whatever_else_is_asked() -> None:
    message = heard(("question", "is it normal"), ("wish person", "can somebody ring me"), part1="wants_person")
    assert led(message) == "wants_person"


def test_where_the_listener_and_the_classifier_disagree_an_answer_is_kept() -> None:
    assert led(heard(("wish person", "i'd like to talk to my dad again"), intent="answer")) == "answer"
    assert led(heard(("wish skip", "no more of that please"), intent="stop_for_now")) == "stop_for_now"


def test_a_short_command_that_the_classifier_is_sure_of_is_one() -> None:
    assert led(heard(("answer", "stop"), intent="stop_for_now", asking="booking_form.booking_sure")) == "stop_for_now"
    assert led(heard(("answer", "stop"), intent="stop_for_now", confidence=0.4)) == "answer"
    assert led(heard(("answer", "to stop it"), intent="stop_for_now")) == "answer", "no example says just that"
    assert led(heard(("answer", "skip"), intent="skip_question", asking="journal_form.journal_more")) == "answer"


def test_a_question_is_never_an_answer_and_without_an_entry_goes_to_the_library() -> None:
    assert led(heard(("question", "and is that usual?"), intent="answer")) == "ask_library"
    assert led(heard(("question", "like what"), intent="explain_question")) == "explain_question"


def test_a_question_begins_nothing_neither_at_a_question_nor_outside() -> None:
    assert led(heard(("question", "does it even work?"), intent="not_working")) == "ask_library"
    assert led(heard(("question", "does it even work?"), intent="not_working", asking=None)) == "ask_library"
    assert led(heard(("wish notworking", "look at why it does not work"), intent="not_working", asking=None)) == (
        "not_working"
    )


def test_who_may_have_answered_has_answered() -> None:
    assert led(heard(("wish stop", "wanting to stop it all for once"), intent="stop_for_now", sure=0.4)) == "answer"
    line = heard(
        ("wish calm", "calm down he said to me then"), intent="calm_me", asking="journal_form.journal_more", sure=0.7
    )
    assert led(line) == "answer", "a line of a journal has to be surely none"


def test_short_yes_no_and_not_knowing_stay_what_they_are_but_in_a_journal() -> None:
    assert led(heard(("answer", "nope"), intent="deny")) == "deny"
    assert led(heard(("answer", "no, and i would not want to have missed any of it"), intent="deny")) == "answer"
    assert led(heard(("answer", "yes"), intent="affirm", asking="journal_form.journal_more")) == "answer"


def test_a_correction_of_what_is_read_back_is_the_answer_there() -> None:
    assert led(heard(("correction", "no, 'be soft'"), asking="preparation_form.intention_kept")) == "answer"
    assert led(heard(("correction", "i meant thursday"))) == "change_answer"


def test_filler_leaves_the_question_open_but_goes_on_at_a_step() -> None:
    assert led(heard(("nothing", "hmm"))) == "repeat_question"
    assert led(heard(("nothing", "idk"), intent="dont_know")) == "dont_know"
    assert led(heard(("nothing", "hmm"), asking="booking_form.booking_sure")) == "answer", (
        "the form asks in its own words"
    )
    assert led(heard(("nothing", "ok"), asking="calming_form.calm_step")) == "answer"


def test_what_is_the_answer_itself_at_a_question_is_one() -> None:
    assert led(
        heard(("wish practice", "the walking one"), intent="start_practice", asking="practice_form.practice_kind")
    ) == ("answer")


def test_a_typed_slash_is_text_and_never_a_wish() -> None:
    for asking, expected in ((HARD, "answer"), (None, "nlu_fallback")):
        message = Message(
            data={"text": "\u200b/stop", "metadata": {"asking": asking}, "intent": {"name": "stop_for_now"}}
        )
        assert led(ListeningGate({}).process([message])[0]) == expected


def test_every_wish_of_the_listener_has_an_intent_or_words() -> None:
    from actions.core.serving import UNSERVED
    from bot.listening import KINDS

    without = {kind for kind in KINDS if intents().fulfilling(kind) == ["other_wish"]}
    assert without - {"other"} == set(UNSERVED)


def test_a_yes_with_kind_words_is_a_yes() -> None:
    assert (
        led(heard(("greeting", "yup im good thanks"), intent="thanks", asking="integration_form.safe_now")) == "answer"
    )
    assert led(heard(("greeting", "thanks a lot"), intent="thanks", asking="integration_form.safe_now")) == "thanks"


def test_an_example_of_a_command_is_nobodys_name_and_a_questionnaire_nobodys_hope() -> None:
    name, hope = "welcome_form.called", "preparation_form.hope"
    assert led(heard(("answer", "journal"), intent="start_journal", asking=name)) == "start_journal"
    assert led(heard(("answer", "journal"), intent="start_journal", asking=hope)) == "answer"
    assert led(heard(("answer", "phq-9"), intent="start_measures", asking=hope)) == "start_measures"
    assert led(heard(("answer", "Journey"), intent="start_journal", asking=name)) == "answer"
