"""The checker of the safety conversation: what is in use is sound, and each rule, broken once, is named."""

import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.care.safety.episodes import check, forbidden, texts, walk, wording
from bot.care.safety.episodes.episode import Episode, Stepped
from bot.care.safety.episodes.protocol import FOLDER, BadProtocol, Protocol, protocol, read
from bot.care.safety.episodes.step import step as real_step
from bot.care.safety.episodes.texts import Text, Texts

LONG = "and it goes on and on for as long as anybody cares to read " * 4


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The whole folder, to be broken."""
    shutil.copytree(FOLDER, tmp_path / "safety")
    return tmp_path / "safety"


def problems(folder: Path) -> list[str]:
    return check.problems(read(folder), texts.texts(), folder / "forbidden.yml")


def problems_with(folder: Path, group: str, text: str) -> list[str]:
    """With a further text, in a file of its own: reading all of them again would take a second for each test."""
    content: Any = [{"id": f"{group}.99", "text": text}]
    if group.startswith("topic."):
        content = {"asks": ["hello"], "texts": content}
    for part in reversed(group.split(".")):
        content = {part: content}
    (folder / "more").mkdir()
    (folder / "more" / "more.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    more, found = texts.read(folder / "more"), texts.texts()
    groups = {**found.groups, group: [*found.groups.get(group, ()), *more.groups[group]]}
    by_id = {**found.by_id, **more.by_id}
    both = Texts(groups, {**found.topics, **more.topics}, by_id, answering=found.answering)
    return check.problems(protocol(), both, folder / "forbidden.yml")


def edit(file: Path, old: str, new: str) -> None:
    """Change a file, as somebody who edits it by hand would."""
    before = file.read_text(encoding="utf-8")
    assert old in before, f"{file.name} no longer has {old!r}: this test breaks nothing"
    file.write_text(before.replace(old, new), encoding="utf-8")


def test_every_text_without_a_reviewer_is_counted(copied: Path) -> None:
    first = texts.texts().groups["raised"][0]
    assert first.id in check.unreviewed(texts.texts())
    edit(
        copied / "texts" / "openings.yml",
        f"id: {first.id},",
        f'id: {first.id}, reviewed: {{by: N. Haddad, "on": now}},',
    )
    assert first.id not in check.unreviewed(texts.read(copied / "texts"))


Tree = dict[str, Any]


def states(name: str, **changes: Any) -> Callable[[Tree], None]:
    """Change an entry of a state's answers; None takes it out."""

    def change(tree: Tree) -> None:
        for key, value in changes.items():
            put(tree["states"][name]["answers"], key, value)

    return change


def put(entry: Tree, key: str, value: Any) -> None:
    if value is None:
        del entry[key]
    else:
        entry[key] = value


def at(*path: str, value: Any = None) -> Callable[[Tree], None]:
    """Change one entry of the tree; None takes it out."""

    def change(tree: Tree) -> None:
        for key in path[:-1]:
            tree = tree[key]
        put(tree, path[-1], value)

    return change


TREE: list[tuple[str, Callable[[Tree], None], str]] = [
    ("an answer is missing", states("WAIT", fear=None), "The state WAIT has no answer for fear."),
    ("reassuring is missing", states("ASK", reassuring=None), "The state ASK has no answer for reassuring."),
    ("worrying is missing", states("ASK", worrying=None), "The state ASK has no answer for worrying."),
    ("an answer leads nowhere", states("CHECK", fear="AKS"), "In the state CHECK, fear leads to AKS, which does not"),
    (
        "an answer is no class",
        states("CHECK", feer="ASK"),
        "The state CHECK has an answer for feer, which is no class.",
    ),
    ("a state goes on to nowhere", at("states", "NOW", "then", value="WIAT"), "The state NOW goes on to WIAT, which"),
    (
        "an exception leads nowhere",
        at("states", "NOW", "by_question", value={"call": {"fear": "soon"}}),
        "In the state NOW, fear after call leads to soon, which does not exist.",
    ),
    (
        "an exception is about no question",
        at("states", "NOW", "by_question", value={"kall": {"fear": "hold"}}),
        "The state NOW names the question kall, which does not exist.",
    ),
    (
        "an exception is for no class",
        at("states", "NOW", "by_question", value={"call": {"feer": "hold"}}),
        "The state NOW has an answer for feer after call, which is no class.",
    ),
    (
        "a strand asks what does not exist",
        at("strands", "heavy", "asks", "TODAY", value=["gruonding"]),
        "The question gruonding of the strand heavy does not exist.",
    ),
    (
        "a state asks what does not exist",
        at("states", "EASING", "asks", value=["bettr"]),
        "The question bettr of the state EASING does not exist.",
    ),
    (
        "a button means nothing",
        at("questions", "call", "buttons", value=[["kall", "I will"]]),
        'The button "I will" of the question call means kall, which is no class.',
    ),
    (
        "what counts as reassuring is no class",
        at("questions", "call", "reassuring", value=["yess"]),
        "The question call counts yess as reassuring, which is no class.",
    ),
    (
        "a strand does not begin for a tier",
        at("strands", "medical", "enters", "high"),
        "The strand medical does not say where an alarm of the tier high begins.",
    ),
    (
        "a strand begins nowhere",
        at("strands", "medical", "enters", "high", value="NOWW"),
        "The strand medical begins in NOWW, which does not exist.",
    ),
    (
        "a strand has no question for a state",
        at("strands", "abuse", "asks", "HOW_NEAR"),
        "The strand abuse has no question for HOW_NEAR.",
    ),
    (
        "a strand has questions for no state",
        at("strands", "abuse", "asks", "HOWNEAR", value=["call"]),
        "The strand abuse has questions for HOWNEAR, which does not exist.",
    ),
    (
        "a button says what is forbidden",
        at("questions", "call", "buttons", value=[["will_step", "Lock the pills away"]]),
        'question.call says "pill*" (method means or place).',
    ),
]


@pytest.mark.parametrize(("break_it", "named"), [one[1:] for one in TREE], ids=[one[0] for one in TREE])
def test_a_mistake_in_the_tree_is_named(copied: Path, break_it: Callable[[Tree], None], named: str) -> None:
    file = copied / "protocol.yml"
    tree = deepcopy(as_written())
    break_it(tree)
    file.write_text(yaml.safe_dump(tree, sort_keys=False), encoding="utf-8")
    found = problems(copied)
    assert any(named in problem for problem in found), found


@cache
def as_written() -> Any:
    """The tree, with yes and no as words."""
    return with_booleans(yaml.load((FOLDER / "protocol.yml").read_text(encoding="utf-8"), yaml.BaseLoader))


def with_booleans(entry: Any) -> Any:
    """What was read as text, with the booleans that are meant: yes and no are classes here."""
    if isinstance(entry, dict):
        return {key: with_booleans(value) for key, value in entry.items()}
    if isinstance(entry, list):
        return [with_booleans(value) for value in entry]
    return {"true": True, "false": False}.get(entry, entry)


TEXTS = [
    ("it is long", "neutral", f"I'm here, {LONG}", "neutral.99 has 58 words of at most 40."),
    ("an answer to a topic is long", "topic.hello", LONG + LONG, "topic.hello.99 has 112 words of at most 60."),
    ("it is empty", "neutral", "", "neutral.99 is empty."),
    ("a placeholder is not known", "neutral", "Call {number}.", "neutral.99 has the placeholder {number}"),
    ("a placeholder is not closed", "neutral", "Call {emergency.", "neutral.99 has the placeholder {emergency."),
    ("a placeholder is filled elsewhere", "wait", "{name} saw it.", "{name}, which is only filled in human.opened"),
    ("their words are filled elsewhere", "stay", "{step}, then.", "which is only filled in reply.will_step.now"),
    ("it shouts", "neutral", "I'm here!", "neutral.99 has an exclamation mark."),
    ("it names a means", "neutral", "Put the Knives away.", 'neutral.99 says "knives" (method means or place).'),
    ("it names a place", "neutral", "Stay off the railway line.", 'says "railway*"'),
    ("it says what was taken", "neutral", "Was anything taken?", 'says "anything taken"'),
    ("it judges a death", "neutral", "Some committed  suicide.", 'says "committed suicide" (wording).'),
    ("it promises a person", "neutral", "A coach will call you.", 'says "will call you" (promise of a person).'),
    ("it says that help is near", "neutral", "Someone is coming.", 'says "is coming"'),
    ("a question has two question marks", "question.life", "Are you? Really?", "needs exactly one question mark"),
    ("a question asks nothing", "question.life", "Tell me more.", "question.life.99 is a question"),
]


@pytest.mark.parametrize(("group", "text", "named"), [one[1:] for one in TEXTS], ids=[one[0] for one in TEXTS])
def test_a_text_that_may_not_be_said_is_named(copied: Path, group: str, text: str, named: str) -> None:
    named_in = problems_with(copied, group, text)
    assert any(named in problem for problem in named_in), named_in


def test_a_long_sentence_that_two_texts_share_is_named(copied: Path) -> None:
    said = texts.texts().by_id["barrier.ashamed.2"].text
    named = problems_with(copied, "stay", f"All right. {said.upper()}")
    assert any(problem.startswith("barrier.ashamed.2 and stay.99 say the same: ") for problem in named), named


def test_a_short_sentence_may_be_said_again(copied: Path) -> None:
    short = texts.texts().by_id["neutral.1"].text
    named = problems_with(copied, "stay", f"{short} Nothing has to be done now!")
    assert named == ["stay.99 has an exclamation mark."]


def test_every_group_of_texts_and_every_question_that_is_missing_is_named() -> None:
    named = check.problems(protocol(), Texts({}, {}, {}))
    assert {f"There is no text {group}." for group in check.groups_needed(protocol())} <= set(named)
    assert {f"The question {question} has 0 texts of 3." for question in protocol().questions} <= set(named)


def test_a_barrier_without_texts_is_named_and_a_broken_list_of_them_is_no_empty_one(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = copied / "barriers.yml"
    monkeypatch.setattr(check, "BARRIERS", file)
    edit(file, "  police:\n", "  pollice:\n")
    assert "There is no text barrier.pollice." in problems(copied)
    monkeypatch.setattr(check, "BARRIERS", copied / "none.yml")
    with pytest.raises(BadProtocol, match=r"none\.yml cannot be read"):
        problems(copied)


def test_a_topic_about_people_that_is_missing_and_one_that_is_never_found_are_named() -> None:
    found = texts.texts()
    groups = {name: some for name, some in found.groups.items() if name != "topic.human_coming"}
    named = check.problems(protocol(), replace(found, groups=groups, topics={**found.topics, "police": []}))
    assert "There is no text topic.human_coming." in named
    assert "The topic police has no phrasing that asks for it, so it is never found." in named


def test_what_is_allowed_in_a_text_that_is_not_there_is_named(copied: Path) -> None:
    edit(copied / "forbidden.yml", "[extra.medical.4]", "[extra.medical.44]")
    named = problems(copied)
    assert '"everything taken" is allowed in extra.medical.44, which does not exist.' in named
    assert 'extra.medical.4 says "everything taken" (method means or place).' in named


def test_a_list_of_forbidden_words_that_cannot_be_read_is_no_empty_list(copied: Path) -> None:
    for broken in ("method: [pill]", "method: {pill: extra}", ": :", "- pill"):
        (copied / "forbidden.yml").write_text(broken, encoding="utf-8")
        with pytest.raises(BadProtocol, match=r"forbidden\.yml cannot be read"):
            problems(copied)


def test_words_are_found_whole_in_any_case_and_with_any_apostrophe() -> None:
    phrase = forbidden.Phrase("they'll call", "", ())
    assert phrase.is_in("They’ll  CALL soon")
    assert not phrase.is_in("they'll callously")
    assert not forbidden.Phrase("train", "", ()).is_in("training")
    assert forbidden.Phrase("train*", "", ()).is_in("Trains, for instance")


# ---- the walk


def closed(tree: Protocol, state: str, leads: str) -> Protocol:
    """The tree, with one state in which every answer leads to one place."""
    one = tree.states[state]
    shut = replace(one, answers=dict.fromkeys(one.answers, leads), by_question={}, then="hold")
    return replace(tree, states={**tree.states, state: shut})


def test_a_state_that_nobody_gets_out_of_is_named() -> None:
    named = check.problems(closed(protocol(), "STAY", "hold"), texts.texts())
    assert "In the state STAY of the strand suicide, no answers lead back to the coaching." in named
    assert not any("In the state TODAY" in problem for problem in named), "from there others lead out"


def test_two_states_that_lead_to_each_other_only_are_named() -> None:
    named = check.problems(closed(closed(protocol(), "NOW", "WAIT"), "WAIT", "NOW"), texts.texts())
    assert any(problem.startswith("In the state NOW of the strand medical, asked") for problem in named)
    assert any(problem.startswith("In the state WAIT of the strand medical") for problem in named)


def silent_at(course: str) -> Callable[[Protocol, wording.Course], Stepped]:
    def say(tree: Protocol, taken: wording.Course) -> Stepped:
        stepped = wording.say(tree, taken)
        return replace(stepped, says=()) if taken.kind == course else stepped

    return say


@pytest.mark.parametrize(
    ("course", "named"),
    [
        ("opening", "An alarm of the tier high in the strand suicide is met with silence."),
        ("visit", "A later visit after one of the tier high in the strand suicide is met with silence."),
        ("hold", "In the state STAY of the strand suicide, the answer fear is met with silence."),
    ],
)
def test_where_nothing_is_said_is_named(monkeypatch: pytest.MonkeyPatch, course: str, named: str) -> None:
    monkeypatch.setattr("bot.care.safety.episodes.step.say", silent_at(course))
    assert named in check.problems(protocol(), texts.texts())


def test_a_step_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def say(tree: Protocol, taken: wording.Course) -> Stepped:
        if taken.answer == "fear":
            raise KeyError("neutral")
        return wording.say(tree, taken)

    monkeypatch.setattr("bot.care.safety.episodes.step.say", say)
    named = check.problems(protocol(), texts.texts())
    assert "In the state STAY of the strand suicide, the answer fear fails: KeyError('neutral')." in named


def test_silence_that_comes_only_after_many_turns_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def say(tree: Protocol, taken: wording.Course) -> Stepped:
        stepped = wording.say(tree, taken)
        return replace(stepped, says=()) if taken.episode.turns > walk.MOST_TURNS - 5 else stepped

    monkeypatch.setattr("bot.care.safety.episodes.step.say", say)
    assert any("is met with silence" in problem for problem in walk.dead_ends(protocol()))


def test_an_alarm_that_cannot_begin_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Stepped:
        raise KeyError("numbers.short")

    monkeypatch.setattr(walk, "begin", fails)
    named = list(walk.dead_ends(protocol()))
    assert "An alarm of the tier high in the strand abuse cannot begin: KeyError('numbers.short')." in named


def test_a_way_out_that_is_lost_only_after_many_turns_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def step(tree: Protocol, episode: Episode, *heard: Any) -> Stepped:
        stepped = real_step(tree, episode, *heard)
        return stepped if episode.turns < walk.MOST_TURNS else replace(stepped, episode=episode)

    monkeypatch.setattr(walk, "step", step)
    named = list(walk.dead_ends(protocol()))
    assert any(
        problem.endswith("else, 60 times, leads to where no answers lead back to the coaching.") for problem in named
    )


class Noting(dict[str, list[Text]]):
    """Groups of texts that note what is asked for."""

    def __init__(self, groups: dict[str, list[Text]]) -> None:
        super().__init__(groups)
        self.asked: set[str] = set()

    def get(self, group: str, default: Any = None) -> Any:
        """As of a mapping."""
        self.asked.add(group)
        return super().get(group, default)


def test_the_protocol_and_the_texts_in_use_have_no_problem_and_no_group_goes_unchecked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noting = Noting({name: list(some) for name, some in texts.texts().groups.items()})
    monkeypatch.setattr(wording, "texts", lambda: Texts(noting, {}, {}))
    assert check.problems(protocol(), texts.texts()) == []
    extra = {f"reply.{answer}.{when}" for answer in check.EXTRA_ANSWERS for when in ("now", "else")}
    asked = {name for name in noting.asked if not name.startswith("question.")}
    assert asked - extra - check.groups_needed(protocol()) == set()
    assert len(asked) > 80, "the walk came around"
