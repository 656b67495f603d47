"""What a message mentions: data and network belong together, each label has words, and a failure finds nothing."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bot.care.safety.episodes.course import FACTS
from bot.care.safety.episodes.texts import texts
from bot.triage.mentions import Mentions, mentions
from bot.triage.mentions.mentions import FILES
from bot.triage.mentions.network import CARD, Network
from bot.triage.mentions.training.examples import BadMessage, fingerprint, labels, read

FEWEST = 8  # messages of a label; with fewer a network learns their words, and not what they mean
HEARD_ONLY = {
    "fact.help_called",
    "fact.help_coming",
    "fact.help_arrived",
    "fact.person_is_here",
    "fact.things_away",
    "fact.not_me",
    "fact.already_said",
    "fact.wants_back",
    "fact.minor",
    "fact.asks_other",
}  # facts that have no words of their own: plain words decide what they lead to


def test_the_network_in_use_was_trained_on_the_messages_that_are_here() -> None:
    card = json.loads((FILES / CARD).read_text(encoding="utf-8"))
    examples = read()
    assert card["data"] == fingerprint(examples), "train again: bot/triage/mentions/README.md"
    assert card["model"] == Network(FILES).digest()
    assert card["labels"] == labels(examples)


def test_each_label_has_enough_messages() -> None:
    counts = Counter(label for one in read() for label in one.has)
    assert {label: count for label, count in counts.items() if count < FEWEST} == {}


def test_whatever_is_found_can_be_received_or_decides_something() -> None:
    groups = set(texts().groups)
    unknown = [label for label in labels(read()) if label not in groups | HEARD_ONLY]
    assert unknown == []


def test_each_fact_that_is_received_is_one_that_is_found() -> None:
    assert {f"fact.{fact}" for fact in FACTS} <= set(labels(read()))


def test_a_message_may_mention_several_things_and_most_mention_none() -> None:
    found = mentions().found(
        "my sister is asleep next door and i owe the landlord three months. who reads this?", "company"
    )
    assert "theme.debt" in found
    assert "topic.did_you_tell" in found
    assert mentions().found("ok", "call") == {}


def test_an_empty_or_endless_message_is_no_trouble() -> None:
    assert mentions().found("   ", None) == {}
    assert isinstance(mentions().found("and then it rained. " * 5_000, "life"), dict)


def test_without_a_usable_network_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / CARD).write_text("{", encoding="utf-8")
    assert Mentions(tmp_path).found("i owe three months of rent", "life") == {}


@pytest.mark.parametrize(
    "line",
    [
        '{"q": "life"}',
        "not json",
        '{"q": "life", "text": "", "has": []}',
        '{"q": "life", "text": "x", "has": ["debt"]}',
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "voice.jsonl").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(BadMessage, match=r"voice\.jsonl:1"):
        read(tmp_path)
