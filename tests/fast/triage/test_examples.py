"""The messages that triage learns from: readable, labelled, varied, and kept apart from those it is measured on."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bot.triage import Tier, examples
from bot.triage.encoder import loader
from bot.triage.examples import BadExample, apart, fingerprint, read, split, written
from bot.triage.model import CATEGORIES

WRITTEN = 8_000
WORRYING = 3_000


@pytest.fixture(scope="module")
def messages() -> list[examples.Example]:
    return written()


@pytest.fixture(scope="module")
def halves(messages: list[examples.Example]) -> tuple[list[examples.Example], list[examples.Example]]:
    """What is trained on, and what is held out; telling them apart takes some seconds."""
    return split(messages)


def test_there_is_enough_of_everything(messages: list[examples.Example]) -> None:
    tiers = Counter(message.tier for message in messages)
    assert len(messages) >= WRITTEN
    assert len(messages) - tiers[Tier.NONE] >= WORRYING
    categories = Counter(category for message in messages for category in message.categories)
    assert set(categories) == set(CATEGORIES)
    assert min(categories.values()) >= 100, categories


def runs(message: examples.Example) -> frozenset[str]:
    """The runs of three words of a message: another way to tell likeness than the one by which messages are split."""
    words = re.findall(r"[a-z0-9']+", message.whole.lower()) or message.whole.split()
    return frozenset(" ".join(words[place : place + 3]) for place in range(max(1, len(words) - 2)))


def nearly_the_same(some: list[examples.Example], others: list[examples.Example]) -> list[tuple[str, str]]:
    """Pairs with a Jaccard similarity above 0.8 between their runs of words.

    Such a pair shares more than four fifths of the runs of each, so at least one of any fifth and one more. Only those
    that share one of the rarest fifth are compared (prefix filtering).
    """
    holders: dict[str, list[int]] = defaultdict(list)
    known = [runs(other) for other in others]
    for place, found in enumerate(known):
        for run in found:
            holders[run].append(place)
    pairs = []
    for one in some:
        mine = runs(one)
        rarest = sorted(mine, key=lambda run: len(holders.get(run, ())))[: len(mine) // 5 + 1]
        near = {place for run in rarest for place in holders.get(run, ())}
        pairs += [(one.whole, others[p].whole) for p in near if len(mine & known[p]) / len(mine | known[p]) > 0.8]
    return pairs


def test_nothing_that_is_trained_on_is_nearly_a_held_out_message(
    messages: list[examples.Example], halves: tuple[list[examples.Example], list[examples.Example]]
) -> None:
    train, held = halves
    assert len(held) > len(messages) / 10
    assert nearly_the_same(held, train) == []


def test_what_was_written_apart_stays_apart(
    halves: tuple[list[examples.Example], list[examples.Example]],
) -> None:
    train, _ = halves
    long_enough = [message for message in apart() if len(message.whole.split()) > 4]
    assert nearly_the_same(long_enough, train) == []


def test_the_model_was_made_from_these_messages(messages: list[examples.Example]) -> None:
    encoder = loader.encoder()
    assert encoder is not None, loader.problem()
    assert encoder.card["data"] == fingerprint(messages), "the messages changed: train again (docs/triage.md)"
    assert encoder.card["model"] == encoder.digest(), "card.json and model.onnx are of different trainings"


def test_changing_one_label_changes_the_fingerprint(messages: list[examples.Example]) -> None:
    first, *rest = messages
    other = Tier.HIGH if first.tier is not Tier.HIGH else Tier.ELEVATED
    changed = examples.Example(first.text, first.before, other, ("suicide",), first.place)
    assert fingerprint([changed, *rest]) != fingerprint(messages)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[urgent suicide]\nhelp\n", "is no heading"),
        ("[high despair]\nhelp\n", "despair is no category"),
        ("help\n[high suicide]\n", "a message before any heading"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "some.txt").write_text(content, encoding="utf-8")
    with pytest.raises(BadExample, match=said) as bad:
        read(tmp_path)
    assert str(bad.value).startswith("some.txt:1")


def test_turns_are_read_as_turns(tmp_path: Path) -> None:
    (tmp_path / "some.txt").write_text("[elevated suicide]\n# said at night\ni cant // do this\n", encoding="utf-8")
    (found,) = read(tmp_path)
    assert (found.before, found.text, found.tier) == (("i cant",), "do this", Tier.ELEVATED)


def test_what_was_asked_holds_until_the_next_question(tmp_path: Path) -> None:
    lines = "[none answer]\nsome day\n? When is it?\nfriday\n[high suicide]\nnever again\n?\n[none hello]\nhi\n"
    (tmp_path / "some.txt").write_text(lines, encoding="utf-8")
    assert [(one.asked, one.tier.value) for one in read(tmp_path)] == [
        (None, "none"),
        ("When is it?", "none"),
        ("When is it?", "high"),
        ("", "none"),
    ]
