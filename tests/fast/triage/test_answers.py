"""What an answer to a safety question is: the rules, the decision, steps, barriers and questions inside a message."""

from pathlib import Path

import numpy
import pytest

from bot.care.safety.episodes.texts import texts
from bot.triage import answers
from bot.triage.answers import answer, barriers, classifier, listener
from bot.triage.answers.barriers import BadBarriers, barrier_in
from bot.triage.answers.closed import closed
from bot.triage.answers.decision import decide
from bot.triage.answers.question_form import has_question
from bot.triage.answers.steps import step_in


def odds(**some: float) -> numpy.ndarray:
    """Probabilities with these classes named (`else` as `else_`), and the rest spread evenly."""
    named = {name.rstrip("_"): share for name, share in some.items()}
    rest = (1 - sum(named.values())) / (len(answers.CLASSES) - len(named))
    return numpy.array([named.get(cls, rest) for cls in answers.CLASSES], dtype=numpy.float32)


def test_the_classes_are_those_that_the_protocol_knows() -> None:
    import yaml

    known = yaml.safe_load((answer.CONTENT / "classes.yml").read_text(encoding="utf-8"))["classes"]
    assert {str({True: "yes", False: "no"}.get(name, name)) for name in known} == set(answers.CLASSES)


def test_every_question_of_the_protocol_is_known_here() -> None:
    import yaml

    asked = yaml.safe_load((answer.CONTENT / "protocol.yml").read_text(encoding="utf-8"))["questions"]
    assert set(asked) == set(answer.ASKED)


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("Yes", "yes"),
        ("yeah tbh", "yes"),
        ("👍", "yes"),
        ("yep.", "yes"),
        ("NO", "no"),
        ("nope", "no"),
        ("noooo", "no"),
        ("👎🏽", "no"),
        ("not safe", "no"),
        ("nobody", "no"),
        ("i can’t", "no"),
        ("idk", "unsure"),
        ("dunno really", "unsure"),
        ("rather not say", "wont_say"),
        ("pass", "wont_say"),
        ("the pills", "means"),
        ("my belt", "means"),
        ("tonight", "time"),
        ("took them", "done"),
        ("it's done", "done"),
        ("already did", "done"),
        ("mum's here", "person_here"),
        ("calling them now", "will_step"),
        ("bye", "farewell"),
        ("goodnight x", "farewell"),
        ("jk", "taken_back"),
        ("help me", "something_to_do"),
        ("you said that already", "repeat_complaint"),
    ],
)
def test_a_closed_answer_needs_no_classifier(text: str, cls: str) -> None:
    assert closed(text, "safe_tonight") == cls


@pytest.mark.parametrize("text", ["", "yes but not tonight", "no but i did take them", "yes i took them", "no, her"])
def test_an_answer_with_more_in_it_is_not_closed(text: str) -> None:
    assert closed(text, "safe_tonight") is None


def test_a_bare_time_is_the_time_of_the_step_only_where_that_was_asked() -> None:
    assert closed("in ten minutes", "step_when") == "time"
    assert closed("in ten minutes", "clinic") is None
    assert closed("tomorrow", "clinic") is None


def test_done_is_no_danger_where_a_step_was_asked_for() -> None:
    assert closed("done it", "door") is None
    assert closed("done it", "done_already") == "done"


def test_good_news_with_a_doubt_about_danger_is_not_sure() -> None:
    assert decide("i think i can", odds(yes=0.95), "safe_tonight")[:2] == ("yes", True)
    assert decide("i think i can", odds(yes=0.85, no=0.08), "safe_tonight")[:2] == ("yes", False)


def test_a_danger_is_read_beside_a_likelier_good_news() -> None:
    assert decide("well there is that", odds(yes=0.5, means=0.3), "safe_tonight")[0] == "means"
    assert decide("well there is that", odds(taken_back=0.5, done=0.3), "life")[0] == "done"


def test_the_same_answer_is_good_news_after_one_question_and_none_after_another() -> None:
    assert decide("never", odds(no=0.9), "life")[:2] == ("no", True)
    assert "no" in answers.reassuring("life")
    assert "no" not in answers.reassuring("safe_tonight")
    assert "taken_back" in answers.reassuring("safe_tonight")


def test_good_news_that_names_something_dangerous_needs_more() -> None:
    said = "yes, i am in the garage"
    assert decide(said, odds(yes=0.96, means=0.015), "safe_to_write")[1] is False
    assert decide("yes, i am in the kitchen", odds(yes=0.96, means=0.015), "safe_to_write")[1] is True


def test_a_thing_that_was_given_away_stands_in_no_ones_way() -> None:
    assert decide("gave the pills to my neighbour", odds(will_step=0.9), "reach")[:2] == ("will_step", True)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("i could wake my brother, he wouldn't mind", "i could wake my brother"),
        ("OK I'LL CALL MY MUM NOW", "I'LL CALL MY MUM NOW"),
        ("it's late but ok, i’m going to knock next door", "i’m going to knock next door"),
        ("i won't open the door to him", "i won't open the door to him"),
    ],
)
def test_a_step_is_said_back_letter_for_letter(text: str, step: str) -> None:
    assert step_in(text) == step
    assert step in text


@pytest.mark.parametrize(
    "text",
    [
        "i gave the tablets to my neighbour",
        "i'll ring 999",
        "i don't think i'll call her",
        "if he leaves, i'll call",
        "i'll call when they are asleep",
        "calling",
        "i am going to say goodbye to them",
        "i will tell all of them everything that ever happened to me over there",
        "i am going to go and",
    ],
)
def test_no_step_is_taken_out_that_could_mean_something_else_alone(text: str) -> None:
    assert step_in(text) is None


@pytest.mark.parametrize(
    ("text", "barrier"),
    [
        ("I cant talk out loud here the walls are thin", "talking_aloud"),
        ("no credit on my phone", "phone_or_credit"),
        ("they put me on hold last time", "bad_experience"),
        ("theyll send the cops", "police"),
        ("if i tell them they'll take my kids", "children_taken"),
        ("I'd lose my job", "job_or_licence"),
        ("im too ashamed", "ashamed"),
        ("i don't want to be a burden", "burden"),
        ("there's no one to call", "nobody_there"),
        ("i don't deserve help", "dont_deserve"),
        ("it rained all day", None),
    ],
)
def test_what_stands_in_the_way_is_heard(text: str, barrier: str | None) -> None:
    assert barrier_in(text) == barrier


def test_every_barrier_has_phrases_and_texts() -> None:
    assert {f"barrier.{name}" for name in barriers.phrases()} <= set(texts().groups)


@pytest.mark.parametrize("content", ["", "barriers: {}", "barriers: [", "barriers:\n  police: cops\n"])
def test_a_broken_file_of_barriers_says_what_to_do(tmp_path: Path, content: str) -> None:
    (tmp_path / "barriers.yml").write_text(content, encoding="utf-8")
    with pytest.raises(BadBarriers, match=r"barriers\.yml"):
        barriers.read(tmp_path / "barriers.yml")


def test_a_question_inside_an_answer_has_its_form_and_a_statement_has_none() -> None:
    assert has_question("no. will they lock me up?")
    assert has_question("are you a human, or what")
    assert not has_question("they locked me up once")
    assert not has_question("i called my sister. she came")


def test_whatever_is_written_gets_an_answer() -> None:
    for text in ("", "   ", "\x00", "💊" * 50, "no " * 3000, "ﷺ", "‮yes"):
        assert answers.hear(text, "safe_tonight").cls in answers.CLASSES
    assert answers.hear("", "life") == answers.Answer("else", False, 0.0)


def test_an_unknown_question_is_no_reason_to_take_anything_for_good_news() -> None:
    assert {"yes", "no"} <= answers.reassuring("no such question")
    assert answers.hear("i took all the tablets", "no such question").cls in {"done", "means"}


def test_a_classifier_that_breaks_makes_the_answer_unclear(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(listener, "probabilities", broken)
    assert answers.hear("something longer than a closed answer", "life") == answers.Answer("else", False, 0.0)


def test_either_part_of_the_classifier_does_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("_network", "_linear"):
        with monkeypatch.context() as patched:
            patched.setattr(classifier, part, lambda: None)
            assert answers.hear("i already swallowed all of my tablets", "safe_tonight").cls == "done"


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("suppose i could call ray", "suppose i could call ray"),
        ("hang on im dialin him", "im dialin him"),
        ("if it gets bad i could call ray", None),
    ],
)
def test_a_step_that_is_only_thought_of_is_one(text: str, step: str | None) -> None:
    assert step_in(text) == step
