"""What an answer to a safety question is taken for: a denial is one, and nothing unclear counts as good news."""

import pytest

from bot import triage
from bot.care.messages.spool import Assessment
from bot.care.safety.episodes.episode import Heard
from bot.gateway.reading import UNCLEAR, Asked, Message, _answer, _is_denial, understood
from bot.triage.answers import Answer

DENYING = "no I am not thinking of ending my life"


def _found(tier: triage.Tier = triage.Tier.HIGH, by_rules: tuple[str, ...] = ()) -> triage.Assessment:
    """What triage heard: an alarm, by the encoder alone or by rules."""
    return triage.Assessment(tier, ("suicide",), 0.9, (), "test", fresh=tier, by_rules=by_rules)


def _said(cls: str, probability: float = 0.99, *, sure: bool = True) -> Answer:
    return Answer(cls, sure, probability)


def test_a_denial_in_plain_words_is_no_new_alarm() -> None:
    assert _is_denial("no", DENYING, Asked("life", holds=True, strand="suicide"), _found())


def test_where_a_rule_stands_the_alarm_stays() -> None:
    found = _found(by_rules=("suicide",))
    assert not _is_denial("no", DENYING, Asked("life", holds=True, strand="suicide"), found)


def test_an_imminent_danger_is_denied_only_in_plain_words() -> None:
    asked = Asked("life", holds=True, strand="suicide")
    assert not _is_denial("no", "not any more i guess", asked, _found(triage.Tier.IMMINENT))
    assert _is_denial("no", DENYING, asked, _found(triage.Tier.IMMINENT))


def test_a_long_answer_is_no_denial_by_its_class_alone() -> None:
    asked = Asked("life", holds=True, strand="suicide")
    long = "well it is what it is and the house is quiet and i have put everything in order"
    assert not _is_denial("no", long, asked, _found())


def test_where_no_safety_question_is_open_nothing_is_denied() -> None:
    assert not _is_denial("no", DENYING, Asked(), _found())


@pytest.mark.parametrize("cls", ["yes", "no", "taken_back", "back_to_coaching"])
def test_good_news_that_is_not_sure_counts_as_unclear(cls: str) -> None:
    asked = Asked("safe_tonight", holds=True, strand="suicide")
    assert _answer("mm", _said(cls, 0.55, sure=False), asked, (), ()) == (UNCLEAR, True)


@pytest.mark.parametrize("cls", ["done", "time", "means"])
def test_a_danger_counts_also_where_it_is_not_sure(cls: str) -> None:
    asked = Asked("safe_tonight", holds=True, strand="suicide")
    assert _answer("mm", _said(cls, 0.4, sure=False), asked, (), ()) == (cls, False)


def test_where_somebody_is_feared_nobody_near_is_taken_for_company() -> None:
    near = "there aren't even bruises. he was crying, he's here with me"
    assert _answer(near, _said("wont_call"), Asked("abuse_line", holds=True, strand="abuse"), (), ())[0] == "wont_call"
    assert _answer(near, _said("wont_call"), Asked("call", holds=True, strand="suicide"), (), ())[0] == "person_here"


def _read(text: str, mentioned: dict[str, float], cls: str = "else") -> Heard:
    """What a message is heard as, after "have you done anything already", with what the network of mentions finds."""
    message = Message(text, text, _found(triage.Tier.NONE), False, "en", None)
    asked = Asked("done_already", holds=True, strand="suicide")
    return understood(message, Assessment("none", (), 0.0, (), "test"), _said(cls), mentioned, asked)[1]


def test_what_is_only_mentioned_lets_nobody_go() -> None:
    certain = dict.fromkeys(
        ["fact.person_is_here", "fact.help_called", "fact.help_arrived", "fact.things_away", "fact.not_suicidal"], 1.0
    )
    heard = _read("the dog is barking again", certain)
    assert (heard.there, heard.help, heard.away, heard.denied, heard.answer) == (False, None, False, False, "else")


def test_that_nothing_was_taken_is_not_said_back_to_somebody_who_may_have_taken_something() -> None:
    assert _read("it is all gone now", {"fact.not_taken": 1.0}, "done").facts == ()
    assert _read("it is all gone now", {"fact.not_taken": 1.0}).facts == ()
    assert _read("i haven't taken anything", {"fact.not_taken": 1.0}, "no").facts == ("not_taken",)


def test_a_direct_question_counts_only_where_something_is_asked() -> None:
    assert _read("i promise i'm safe", {"topic.can_you_promise": 1.0}).topics == ()
    assert _read("can you promise that it passes", {"topic.can_you_promise": 1.0}).topics == ("can_you_promise",)
    assert _read("can you promise that it passes", {"topic.can_you_promise": 0.6}).topics == ()


@pytest.mark.parametrize("question", ["life", "hurting", "meant"])
def test_having_done_nothing_denies_no_wish(question: str) -> None:
    asked = Asked(question, holds=True, strand="suicide")
    assert _answer("most nights. i havent done anything", _said("yes", 0.7), asked, (), ())[0] == "yes"
    done = Asked("done_already", holds=True, strand="suicide")
    assert _answer("couple beers. aint done nothin", _said("unsure", 0.5, sure=False), done, (), ())[0] == "no"


def test_who_is_named_as_company_is_not_the_one_in_danger() -> None:
    asked = Asked("tonight", holds=True, strand="self_harm")
    assert _answer("my cousin would come if i asked", _said("someone_else", 0.95), asked, (), ())[0] == "else"
    worried = "it's my brother, he said he wants to die"
    assert _answer(worried, _said("someone_else", 0.95), Asked("life", True, "suicide"), (), ())[0] == "someone_else"


def test_the_treatment_itself_is_nothing_that_was_taken_and_denies_no_wish() -> None:
    treated = "taken anything? yes. ketamine, four hours ago, like they told me to"
    asked = Asked("done_already", holds=True, strand="heavy")
    assert _answer(treated, _said("done"), asked, (), ())[0] == "no"
    assert _answer(f"{treated}, and the rest of the box", _said("done"), asked, (), ())[0] == "done"
    nightly = "most nights. even on my usual dose"
    assert _answer(nightly, _said("partly"), Asked("life", holds=True, strand="suicide"), (), ())[0] == "partly"


def test_whoever_is_watched_is_not_safe_to_write_because_they_say_fine() -> None:
    asked = Asked("safe_to_write", holds=True, strand="abuse")
    assert _answer("yes, it's safe, he's at work until six", _said("no", 0.8), asked, (), ())[0] == "yes"
    assert _answer("yes fine, he is here now", _said("no", 0.8), asked, (), ())[0] == "no"


@pytest.mark.parametrize("question", ["gentle", "life", "meant"])
def test_whoever_says_what_they_really_said_has_denied_it(question: str) -> None:
    asked = Asked(question, holds=True, strand="heavy")
    protest = "hm? i was only asking about the parking, why a crisis line"
    assert _answer(protest, _said("unsure"), asked, (), (), calm=True) == ("no", False)
    assert _answer(protest, _said("unsure"), asked, (), (), calm=False) != ("no", False), "triage hears something in it"
    wish = "i only said i don't want to be here anymore"
    assert _answer(wish, _said("repeat_complaint"), asked, (), (), calm=True) != ("no", False), "it repeats the wish"


@pytest.mark.parametrize("text", ["it wasn't a joke", "not a joke. i mean it", "i wasn't joking about that"])
def test_that_it_was_no_joke_denies_nothing(text: str) -> None:
    asked = Asked("meant", holds=True, strand="suicide")
    assert _answer(text, _said("unsure"), asked, (), (), calm=True) != ("no", False)


def test_being_safe_in_plain_words_goes_before_what_the_classifier_hears() -> None:
    asked = Asked("safe_where", holds=True, strand="heavy")
    assert _answer("Safe?? I'm safe, I'm peeling potatoes.", _said("done", 0.8), asked, (), ()) == ("yes", False)
    assert _answer("i'm safe, i took them all", _said("done", 0.8), asked, (), ())[0] == "done"


def test_what_the_encoder_alone_hears_is_denied_by_being_fine_where_no_danger_was_named() -> None:
    heavy = Asked("company", holds=True, strand="heavy")
    assert _is_denial("else", "flat as in tired. i'm fine", heavy, _found(triage.Tier.ELEVATED))
    assert not _is_denial("else", "i'm fine, i want to die", heavy, _found(triage.Tier.ELEVATED))
    assert not _is_denial("else", "i'm fine. i've put the papers in order", heavy, _found()), "it is heard as high"
    assert not _is_denial("else", "i'm fine", Asked("life", holds=True, strand="suicide"), _found(triage.Tier.IMMINENT))


def test_a_misuse_that_nobody_names_begins_gently() -> None:
    message = Message("it did nothing for me", "it did nothing for me", _found(triage.Tier.ELEVATED), False, "en", None)
    for tier, grave in (("elevated", False), ("high", True)):
        heard = understood(message, Assessment(tier, ("misuse",), 0.7, (), "test"), _said("else"), {}, Asked())[1]
        assert heard.grave is grave
