"""Training and held-out messages: reading the files in `data/` and `held_out/`, whose form README.md describes."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.listening.parts import ANSWER, COMPLAINT, CORRECTION, FACT, GOODBYE, GREETING, KINDS, NOTHING, QUESTION, WISH

HERE = Path(__file__).resolve().parent.parent
DATA, HELD_OUT = HERE / "data", HERE / "held_out"
LETTERS = {
    "a": ANSWER,
    "q": QUESTION,
    "c": CORRECTION,
    "x": COMPLAINT,
    "g": GREETING,
    "b": GOODBYE,
    "f": FACT,
    "n": NOTHING,
}
_TAG = re.compile(r"\[(a|q|c|x|g|b|f|n|w (\w+))\]")


class BadExample(ValueError):
    """A line that is not in the form; says the file and the line."""


@dataclass(frozen=True)
class Example:
    """A message, the name of its question, and its parts as (label, start, end) in characters."""

    question: str
    text: str
    parts: tuple[tuple[str, int, int], ...]


def read(folder: Path) -> Sequence[Example]:
    """All messages of the files in a folder. Raises `BadExample`."""
    return [example for file in sorted(folder.glob("*.txt")) for example in _of(file)]


def _of(file: Path) -> Iterator[Example]:
    question = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("? "):
            question = line[2:].strip()
        elif line.strip() and not line.startswith("#"):
            try:
                yield parsed(question, line)
            except ValueError as problem:
                raise BadExample(f"{file.name}, line {number}: {problem}") from problem


def parsed(question: str, line: str) -> Example:
    """One line. Raises ValueError where it begins without a tag, or names a wish that there is none of."""
    tags = list(_TAG.finditer(line))
    if not tags or line[: tags[0].start()].strip():
        raise ValueError("it does not begin with a tag")
    text = ""
    parts: list[tuple[str, int, int]] = []
    for tag, following in zip(tags, [*tags[1:], None], strict=True):
        said = " ".join(line[tag.end() : following.start() if following else len(line)].split())
        if not said:
            continue
        kind = tag[2]
        if kind is not None and kind not in KINDS:
            raise ValueError(f"there is no wish {kind}")
        label = f"{WISH} {kind}" if kind else LETTERS[tag[1]]
        text += " " if text else ""
        if parts and parts[-1][0] == label:
            parts[-1] = (label, parts[-1][1], len(text) + len(said))
        else:
            parts.append((label, len(text), len(text) + len(said)))
        text += said
    if not parts:
        raise ValueError("it is empty")
    return Example(question, text, tuple(parts))


# What the intent classifier learns from is a wish or a question to the listener, too, at questions it cannot answer.
OF_INTENTS = {
    "skip_question": "wish skip",
    "go_back": "wish back",
    "stop_for_now": "wish stop",
    "come_back_later": "wish later",
    "start_over": "wish restart",
    "repeat_question": "wish repeat",
    "change_answer": "wish change",
    "something_else": "wish menu",
    "wants_person": "wish person",
    "emergency_help": "wish person",
    "start_preparation": "wish prepare",
    "start_integration": "wish lookback",
    "straight_after": "wish lookback",
    "start_journal": "wish journal",
    "just_listen": "wish listen",
    "show_journal": "wish read",
    "find_entry": "wish read",
    "open_entry": "wish read",
    "edit_entry": "wish edit",
    "delete_something": "wish edit",
    "undo_last": "wish edit",
    "done_writing": "wish done",
    "start_practice": "wish practice",
    "calm_me": "wish calm",
    "book_coach": "wish book",
    "move_booking": "wish book",
    "cancel_booking": "wish book",
    "show_bookings": "wish book",
    "plan_sessions": "wish plan",
    "move_session": "wish plan",
    "cancel_session": "wish plan",
    "where_am_i": "wish plan",
    "start_measures": "wish scores",
    "show_measures": "wish scores",
    "not_working": "wish notworking",
    "show_card": "wish card",
    "keep_private": "wish private",
    "share_journal": "wish private",
    "export_journal": "wish private",
    "are_you_a_bot": QUESTION,
    "ask_is_it_private": QUESTION,
    "if_it_gets_difficult": QUESTION,
    "ask_other_options": QUESTION,
    "ask_library": QUESTION,
    "what_can_you_do": QUESTION,
    "ask_why_this_question": QUESTION,
    "explain_question": QUESTION,
    "greet": GREETING,
    "thanks": GREETING,
    "praise": GREETING,
    "how_are_you": GREETING,
    "goodbye": GOODBYE,
    "insult": COMPLAINT,
}
_OPEN = """called treatment_when feeling_before hope kindness images feelings body hard helped matters small_action
    worn_off space_company meaning plan_count menu"""
OPEN = _OPEN.split()


def of_intents(folder: Path, most: int, seed: int) -> Sequence[Example]:
    """Up to `most` examples of each intent in `folder` (data/nlu), each at an open question that chance takes."""
    chance = random.Random(seed)  # noqa: S311  (nothing secret)
    found: list[Example] = []
    for file in sorted(folder.glob("*.yml")):
        for group in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            label = OF_INTENTS.get(group["intent"])
            said = [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", line[2:]) for line in str(group["examples"]).splitlines()]
            if label is None:
                continue
            for text in chance.sample(said, min(most, len(said))):
                found.append(Example(chance.choice(OPEN), text, ((label, 0, len(text)),)))
    return found
