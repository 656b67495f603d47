"""A coach takes over and hands back: nothing is said meanwhile, and the question that was open comes again."""

from dataclasses import replace
from typing import Any

import pytest

from bot.care.safety.episodes import check, walk
from bot.care.safety.episodes.episode import Episode, Heard, Human, Stepped
from bot.care.safety.episodes.handover import hand_back, take_over
from bot.care.safety.episodes.protocol import HUMAN, Protocol, State, protocol
from bot.care.safety.episodes.step import begin, step
from bot.care.safety.episodes.texts import Texts, texts

LINES = {"default": ("911", "the crisis line (call or text 988)")}


def alarm(tier: str = "high", category: str = "suicide", **heard: Any) -> Stepped:
    """The first words after an alarm."""
    return begin(protocol(), Heard("", tier=tier, categories=(category,), **heard), Human(), LINES, "a question")


def then(episode: Episode, answer: str, **heard: Any) -> Stepped:
    """The next message."""
    return step(protocol(), episode, Heard("some words to the coach", answer=answer, **heard), Human(), LINES)


def back(episode: Episode, words: Texts | None = None) -> Stepped:
    """The coach hands back."""
    return hand_back(protocol(), words or texts(), episode, Human(), LINES)


def test_taking_over_says_nothing_and_no_question_of_ours_is_open_any_more() -> None:
    held = take_over(alarm().episode)
    assert (held.state, held.question) == (HUMAN, None)
    assert take_over(held) == held


@pytest.mark.parametrize("answer", sorted(walk.answers(protocol())))
def test_whatever_is_written_to_the_coach_nothing_is_said_and_only_the_coach_ends_it(answer: str) -> None:
    stepped = then(take_over(alarm().episode), answer, tier="imminent", categories=("medical",), taken=True)
    assert (stepped.says, stepped.episode.state, stepped.releases) == ((), HUMAN, False)


def test_a_danger_that_triage_hears_meanwhile_is_kept_and_an_answer_to_the_coach_is_no_alarm_by_itself() -> None:
    held = then(take_over(alarm("elevated").episode), "time")
    assert (held.tier, held.episode.tier) == ("none", "elevated"), "the coach asked when they can talk"
    held = then(held.episode, "else", tier="imminent", categories=("suicide",))
    assert held.episode.tier == "imminent"
    assert back(held.episode).episode.tier == "imminent"


def test_handed_back_the_exact_question_that_was_open_comes_again_with_its_buttons() -> None:
    asked = then(alarm("elevated").episode, "else")  # the same question once more, in other words
    held = asked.episode
    for answer in ("yes", "done", "else", "farewell"):
        held = then(take_over(held), answer, person="Tasha").episode
    returned = back(held)
    assert returned.says == (asked.says[-1],)
    assert (returned.episode.state, returned.episode.question) == (asked.episode.state, asked.episode.question)
    assert returned.episode.asked == asked.episode.asked


def test_the_next_message_answers_that_question_as_if_nobody_had_taken_over() -> None:
    first = alarm().episode
    returned = back(take_over(first)).episode
    assert returned == first
    assert then(returned, "no").episode.state == then(first, "no").episode.state == "NOW"


def test_where_no_question_was_open_nothing_is_said_and_the_talk_goes_on_from_there() -> None:
    for state in ("WAIT", "STAY", "BESIDE"):
        stood = replace(alarm().episode, state=state, question=None)
        returned = back(take_over(stood))
        assert (returned.says, returned.episode) == ((), stood)


def test_handing_back_twice_says_it_once() -> None:
    returned = back(take_over(alarm().episode))
    assert back(returned.episode) == Stepped(returned.episode, ())


def test_a_yes_to_the_coach_does_not_make_it_safe_to_write() -> None:
    watched = then(alarm(category="abuse").episode, "no").episode
    assert watched.watched
    assert back(then(take_over(watched), "yes").episode).episode.watched


def test_a_question_or_a_text_that_is_gone_since_leaves_nobody_without_a_place() -> None:
    first = alarm().episode
    group = f"question.{first.question}"
    fewer = replace(texts(), groups={**texts().groups, group: texts().groups[group][1:]})
    assert back(take_over(first), fewer).says[0].ids == (texts().groups[group][1].id,)
    gone = replace(take_over(first), stood_at="quesion", stood_in="STATE")
    assert (back(gone).says, back(gone).episode.state) == ((), "ASK")


def test_an_episode_that_was_taken_over_survives_being_stored() -> None:
    held = take_over(alarm().episode)
    assert back(Episode.load(held.dump())).says == back(held).says


# ---- the checker


def changed(state: str, **how: Any) -> Protocol:
    """The tree, with one state changed."""
    tree = protocol()
    return replace(tree, states={**tree.states, state: replace(tree.states[state], **how)})


def without_human() -> Protocol:
    tree = protocol()
    return replace(tree, states={name: one for name, one in tree.states.items() if name != HUMAN})


def into_human() -> Protocol:
    tree = protocol()
    heavy = tree.strands["heavy"]
    entered = replace(heavy, enters={**heavy.enters, "high": HUMAN})
    return replace(tree, strands={**tree.strands, "heavy": entered})


def answering(state: State, answer: str, leads: str) -> dict[str, str]:
    return {**state.answers, answer: leads}


STATES = protocol().states
BROKEN: list[tuple[Protocol, str]] = [
    (without_human(), "There is no state HUMAN, in which a coach holds the conversation."),
    (changed(HUMAN, silent=False), "The state HUMAN has to be silent, to hold and to ask nothing"),
    (changed(HUMAN, holds=False), "The state HUMAN has to be silent, to hold and to ask nothing"),
    (changed(HUMAN, asks=("call",)), "The state HUMAN has to be silent, to hold and to ask nothing"),
    (changed(HUMAN, then="hold"), "The state HUMAN goes on to hold, and not back to what was open (return)."),
    (changed(HUMAN, answers=answering(STATES[HUMAN], "done", "medical")), "In the state HUMAN, done leads to medical:"),
    (changed("WAIT", silent=True), "The state WAIT is silent: somebody would be left without a word"),
    (changed("WAIT", then="return"), "The state WAIT goes on to return: only a coach leads to HUMAN"),
    (changed("WAIT", then=HUMAN), "The state WAIT goes on to HUMAN: only a coach leads to HUMAN"),
    (changed("ASK", answers=answering(STATES["ASK"], "fear", HUMAN)), "In the state ASK, fear leads to HUMAN:"),
    (changed("ASK", by_question={"life": {"no": HUMAN}}), "In the state ASK, no after life leads to HUMAN:"),
    (into_human(), "The strand heavy begins in HUMAN, or asks there: only a coach leads there."),
]


@pytest.mark.parametrize(("tree", "named"), BROKEN, ids=[one[1][:60] for one in BROKEN])
def test_a_way_in_or_out_that_no_coach_goes_is_named(tree: Protocol, named: str) -> None:
    found = check.problems(tree, texts())
    assert any(problem.startswith(named) for problem in found), found


def test_the_walk_names_where_a_coach_could_not_hand_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "hand_back", lambda tree, words, episode, human, lines: Stepped(episode, ()))
    assert any("a coach who took over cannot hand back what was open" in one for one in walk.dead_ends(protocol()))


def test_what_is_in_use_has_nothing_wrong_with_it() -> None:
    assert check.problems(protocol(), texts()) == []
