"""The intents as data: what each of them is for the listener, and which wish it fulfils.

Read from `data/listening.yml`, with the kinds of questions from `data/flows.yml`; both files explain themselves.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml
from pydantic import validator

from bot import flows as table_of_flows
from bot.dialogue.token_overlap import matches_any, words_of
from bot.flows import Flow, Kind, Question, Strict, entries
from bot.listening import KINDS

if TYPE_CHECKING:
    Pattern = re.Pattern[str]
else:
    Pattern = re.Pattern  # pydantic 1 knows no other

FILE = table_of_flows.FILE.with_name("listening.yml")
NEVER_TYPED = frozenset({"button", "set"})  # kinds of intents that have no examples
OTHER_WISH = "other_wish"


class Intent(Strict):
    """One row of the table."""

    kind: Literal["steering", "small_talk", "question", "reply", "outcome", "outside", "button", "set"]
    wish: str | None = None
    begins: bool = False
    needs: Pattern | None = None

    @validator("needs", pre=True)
    def _in_any_case(cls, value: Any) -> Any:
        try:
            return re.compile(value, re.IGNORECASE) if isinstance(value, str) else value
        except re.error as problem:
            raise ValueError(f"is no regular expression ({problem})") from problem

    @validator("wish")
    def _known(cls, value: Any) -> Any:
        if value is not None and value not in KINDS:
            raise ValueError(f"{value} is no wish of the listener")
        return value


UNKNOWN = Intent(kind="outside")


@dataclass(frozen=True)
class Intents:
    """Both tables."""

    intents: Mapping[str, Intent]
    flows: Mapping[str, Flow]

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions of all forms that have an entry in `data/flows.yml`, by their slot."""
        return {slot: question for flow in self.flows.values() for slot, question in flow.questions.items()}

    @property
    def never_typed(self) -> frozenset[str]:
        """The intents that nobody types: a button carries them, or a gate, the gateway or Rasa sets them."""
        return frozenset(intent for intent, row in self.intents.items() if row.kind in NEVER_TYPED)

    def of(self, intent: str) -> Intent:
        """The row of an intent; of one that is not in the table, that of an answer."""
        return self.intents.get(intent, UNKNOWN)

    def fulfilling(self, wish: str | None) -> Sequence[str]:
        """The intents that fulfil a wish, the plainest first; `other_wish` where none does."""
        return [intent for intent, row in self.intents.items() if wish and row.wish == wish] or [OTHER_WISH]

    def kind_of(self, asking: str) -> Kind | None:
        """The kind of the question "form.slot", where the table has one."""
        question = self.questions.get(asking.partition(".")[2])
        return question.kind if question else None

    def is_the_answer(self, intent: str, asking: str) -> bool:
        """Whether an intent is the answer itself at the question "form.slot": "change it", "body scan"."""
        form, _, slot = asking.partition(".")
        places = (self.questions.get(slot), self.flows.get(form))
        return any(place is not None and intent in place.answers_there for place in places)


# Words that add nothing to a command.
STOP_WORDS = frozenset(
    {"a", "an", "the", "please", "pls", "plz", "ok", "okay", "now", "just", "lets", "so", "well", "um", "uh", "hey"}
    | {"oh", "and", "yes", "no", "sorry", "then"}
)


@lru_cache(maxsize=1)
def said_whole() -> Mapping[str, frozenset[str]]:
    """The plain examples of each intent, directly in data/nlu, without stop words."""
    found: dict[str, set[str]] = {}
    for file in sorted((FILE.parent / "nlu").glob("*.yml")):
        for group in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = (line.strip().removeprefix("- ") for line in str(group.get("examples", "")).splitlines())
            found.setdefault(group.get("intent", ""), set()).update(without_stop_words(line) for line in lines)
    return {intent: frozenset(texts) for intent, texts in found.items()}


def is_said_whole(intent: str, text: str) -> bool:
    """Whether a text is an example of the intent, word for word but for typos and words that add nothing."""
    plain = without_stop_words(text)
    return matches_any(plain, {one for one in said_whole().get(intent, ()) if len(one.split()) == len(plain.split())})


def is_worded_so(intent: str, text: str) -> bool:
    """Whether at least half of a text's words are in the examples of the intent: "draw them both" is no "dunno"."""
    words = words_of(text)
    return 2 * sum(word in _words_of_examples(intent) for word in words) >= len(words)


@lru_cache(maxsize=64)
def _words_of_examples(intent: str) -> frozenset[str]:
    return frozenset(word for example in said_whole().get(intent, ()) for word in example.split()) | STOP_WORDS


def without_stop_words(text: str) -> str:
    """The words of a text but those that add nothing to a command; all of them if there are no others."""
    words = words_of(text)
    return " ".join([word for word in words if word not in STOP_WORDS] or words)


@lru_cache(maxsize=1)
def intents() -> Intents:
    """The tables of this project. Raises `BadTable`, as `read`."""
    return Intents(read(FILE), table_of_flows.flows())


def read(file: Path) -> Mapping[str, Intent]:
    """The intents of a file.

    Raises:
        BadTable: the file is not there, or an entry cannot be understood.
    """
    return entries(file, "intents", Intent)
