"""A reflection receives what was told: it fits, it hurts nobody, and it is not said twice soon."""

import re

import pytest
import yaml
from pydantic import ValidationError

from bot.listening.reflections import reflect
from bot.listening.reflections.classes import BRIGHT, CLASSES, HEAVY, QUIET
from bot.listening.reflections.texts import FILE, Texts, texts
from bot.triage.mentions.said_back import Quotation

ADVICE = re.compile(r"\b(?:you should|you must|try to|everything happens|it will be|at least|i understand)\b", re.I)
TOLD = "her mug is still on the shelf where she left it"


def shares(**likely: float) -> dict[str, float]:
    rest = (1 - sum(likely.values())) / (len(CLASSES) - len(likely))
    found = {name: likely.get(name, rest) for name in CLASSES}
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def quote(tone: str = "heavy") -> Quotation:
    return Quotation("still on the shelf", tone)


def said(
    text: str = TOLD, tone: str | None = "heavy", before: tuple[str, ...] = (), **likely: float
) -> tuple[str, str]:
    found = reflect(
        text, "hope", before, shares=shares(**likely), quote=lambda _: None if tone is None else quote(tone)
    )
    return ("", "") if found is None else (found.text, found.name)


def test_what_is_told_is_received_with_words_of_the_client_where_they_may_be_said_back() -> None:
    assert said(loss=0.8) == ("“still on the shelf”. I'm sorry. That's a lot to be without.", "loss.quoted.0")
    assert said(loss=0.8, tone=None)[1] == "loss.plain.0"


def test_a_few_words_are_answered_with_a_few() -> None:
    text, name = said("my mum", loss=0.8)
    assert name == "loss.short.0"
    assert len(text.split()) <= 6


@pytest.mark.parametrize("quiet", QUIET)
def test_where_there_is_nothing_to_receive_nothing_is_said(quiet: str) -> None:
    assert said(**{quiet: 0.8}) == ("", "")
    assert said("friday", **{quiet: 0.8}) == ("", "")


def test_an_answer_of_no_sure_class_is_received_without_a_claim_if_it_is_long_enough() -> None:
    assert said(loss=0.3, relief=0.3)[1].startswith("unsure.")
    assert said("hm, the shelf", loss=0.3, relief=0.3) == ("", "")
    assert said(plain=0.45, loss=0.2, off=0.2) == ("", ""), "most likely there is nothing to receive"


@pytest.mark.parametrize(("tone", "about"), [("good", "loss"), ("heavy", "joy"), ("cross", "love")])
def test_where_two_ears_disagree_nothing_is_claimed(tone: str, about: str) -> None:
    assert said(tone=tone, **{about: 0.9})[1].startswith("unsure.plain")


def test_no_frame_comes_again_before_its_siblings() -> None:
    before: tuple[str, ...] = ()
    for _ in range(len(texts().classes["loss"].quoted)):
        before = (*before, said(before=before, loss=0.9)[1])
    assert len(set(before)) == len(before)
    assert said(before=before, loss=0.9)[1] == before[0], "then the one said longest ago"


def test_without_a_network_nothing_is_said() -> None:
    assert reflect(TOLD, "hope", shares={}) is None


def test_every_class_has_texts_and_none_of_them_is_heavy_and_bright() -> None:
    assert set(texts().classes) == {*CLASSES, "heavily", "brightly", "unsure"} - set(QUIET)
    assert not HEAVY & BRIGHT


def every_text() -> list[str]:
    return [text for frames in texts().classes.values() for form in frames.dict().values() for text in form]


def test_no_two_frames_are_the_same() -> None:
    assert len(set(every_text())) == len(every_text())


@pytest.mark.parametrize("text", every_text())
def test_a_reflection_asks_advises_and_promises_nothing(text: str) -> None:
    assert not ADVICE.search(text)
    assert "!" not in text


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("plain", "How was that?"),
        ("plain", "“{words}”."),
        ("quoted", "That is a lot."),
        ("plain", " ".join(["much"] * 26)),
    ],
)
def test_a_text_that_breaks_a_rule_is_refused(form: str, text: str) -> None:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    content["classes"]["loss"][form][0] = text
    with pytest.raises(ValidationError, match="loss"):
        Texts(**content)
