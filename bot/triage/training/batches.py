"""Training batches: our messages and the everyday background, with data augmentation (typos, other turns around)."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from bot.triage.encoder.preprocessing import TURN_SEPARATOR, preprocess, preprocess_asked
from bot.triage.examples import Example
from bot.triage.model import CATEGORIES, Tier

TALK = 0.9  # the weight of what is said to the dialogue
WORRYING = frozenset({"wants_person", "emergency_help", "calm_me", "insult", "decline"})
# Entries that people ask for who may be in danger.
GRAVE = frozenset(
    [
        "emergency_here",
        "suicidal_thoughts",
        "can_it_kill_me",
        "when_to_get_help",
        "unreal_feeling",
        "low_after",
        "afraid_to_go_back",
        "bladder",
        "asking_for_more",
        "mood_got_worse",
        "panic_during",
        "stopping_medicine",
        "bipolar_psychosis",
        "pregnancy",
        "being_alone",
        "substance_use",
        "trauma_memories",
        "blood_pressure",
        "why_was_coach_alerted",
    ]
)
ASKED = 0.6  # of what may have been said to anything, the part that is seen after a question
UNASKED = 0.12  # of what was said to a question, the part that is seen without it
_MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")  # "[friday](day)": an entity


@dataclass(frozen=True)
class Row:
    """One text to learn from; `weight` says how much.

    `asked` is what the bot had just said: empty for nothing, None where it may have been anything.
    """

    text: str
    rank: int
    categories: tuple[str, ...]
    weight: float = 1.0
    asked: str | None = None

    @property
    def group(self) -> int:
        """What belongs together in the contrastive stage: nothing to do, or the first category by urgency."""
        if self.rank == 0:
            return 0
        return 1 + CATEGORIES.index(self.categories[0]) * 2 + (self.rank > 1)


def ours(examples: Sequence[Example]) -> list[Row]:
    """Our own messages, the turns of one client joined."""
    return [Row(TURN_SEPARATOR.join((*e.before, e.text)), e.tier.rank, e.categories, asked=e.asked) for e in examples]


def background(folder: Path | None) -> list[Row]:
    """The public everyday messages in `folder`, one JSON object with `text` and `label` a line; all are `none`."""
    if folder is None:
        return []
    rows = [json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.open(encoding="utf-8")]
    return [Row(row["text"], Tier.NONE.rank, (), 0.7) for row in rows if row.get("label") == 0]


def talk(folder: Path) -> list[Row]:
    """What clients say to the dialogue (`data/nlu`): answers, commands, questions. None of it needs a human."""
    rows: list[Row] = []
    for file in sorted(folder.glob("*.yml")):
        for topic in yaml.safe_load(file.read_text(encoding="utf-8")).get("nlu", []):
            if topic.get("intent", "") in WORRYING or "examples" not in topic:
                continue
            lines = (line.strip().removeprefix("- ") for line in topic["examples"].splitlines())
            rows += [Row(_MARKED.sub(r"\1", line), Tier.NONE.rank, (), TALK) for line in lines if line]
    return rows


def asked_of_us(folder: Path) -> list[Row]:
    """The questions that the library answers. Asking is no distress, but for the answers about danger itself."""
    return [
        Row(ask, Tier.NONE.rank, (), TALK)
        for file in sorted(folder.glob("*.yml"))
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
        if entry["id"] not in GRAVE
        for ask in entry["asks"]
        if "?" in ask or len(ask.split()) > 3
    ]


def after_other_turns(row: Row, benign: Sequence[str], chance: random.Random) -> Row:
    """Augmentation: `row` after some harmless turns: what was said before must not make it look worse, nor better."""
    before = [chance.choice(benign) for _ in range(chance.randrange(1, 4))]
    return replace(row, text=TURN_SEPARATOR.join([*before, row.text]), weight=row.weight * 0.7)


def with_typos(text: str, chance: random.Random) -> str:
    """Augmentation: `text` with a typo, without its marks, or with a chat ending; most often as it was."""
    roll = chance.random()
    if roll < 0.10:
        return text.replace("'", "").replace("\u2019", "")
    if roll < 0.18:
        return re.sub(r"[.,;:!?]", "", text)
    if roll < 0.24:
        return _typo(text, chance)
    if roll < 0.28:
        return text.rstrip(".!?") + chance.choice([" ...", "..", " lol", " tbh", " idk", "!!", " :(", " i guess"])
    return text


def _typo(text: str, chance: random.Random) -> str:
    """One letter dropped, doubled or swapped with the next."""
    places = [i for i in range(1, len(text) - 1) if text[i].isalpha() and text[i + 1].isalpha()]
    if not places:
        return text
    at = chance.choice(places)
    kind = chance.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def inside_a_journal_entry(row: Row, benign: Sequence[str], chance: random.Random) -> Row:
    """Augmentation: `row` inside other talk, as in a journal entry. Its label stays what it was."""
    before = [chance.choice(benign) for _ in range(chance.randrange(0, 3))]
    after = [chance.choice(benign) for _ in range(chance.randrange(0, 2))]
    texts = [text if text[-1:] in ".!?" else text + "." for text in (*before, row.text, *after)]
    return replace(row, text=" ".join(texts), weight=row.weight * 0.7)


def after_a_question(row: Row, asks: Sequence[str], chance: random.Random) -> Row:
    """Augmentation: `row` after a question of the dialogue, or after nothing. Danger is danger whatever was asked."""
    if row.asked is None:
        return replace(row, asked=chance.choice(asks) if asks and chance.random() < ASKED else "")
    return replace(row, asked="") if chance.random() < UNASKED else row


def epoch(rows: Sequence[Row], size: int, chance: random.Random, asks: Sequence[str] = ()) -> Iterator[list[Row]]:
    """`rows` once, shuffled, augmented, and put into batches of like length so that little padding is computed."""
    benign = [row.text for row in rows if row.rank == 0 and row.weight == 1.0 and 4 <= len(row.text.split()) <= 25]
    others = [row.text for row in rows if row.weight == TALK]
    seen = []
    for row in rows:
        if row.weight == 1.0 and chance.random() < 0.12 and len(row.text.split()) < 40 and benign:
            row = inside_a_journal_entry(row, benign, chance)
        if others and chance.random() < 0.15 and len(row.text.split()) < 40:
            row = after_other_turns(row, others, chance)
        row = after_a_question(row, asks, chance)
        seen.append(
            replace(row, text=preprocess(with_typos(row.text, chance)), asked=preprocess_asked(row.asked or ""))
        )
    chance.shuffle(seen)
    pool = size * 30
    batches: list[list[Row]] = []
    for start in range(0, len(seen), pool):
        near = sorted(seen[start : start + pool], key=lambda row: len(row.text) + len(row.asked or ""))
        batches += [near[i : i + size] for i in range(0, len(near), size)]
    chance.shuffle(batches)
    yield from batches
