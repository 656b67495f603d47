"""How hard the texts are that clients read: the US school grade at which they are understood, and their length."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import textstat
from ruamel.yaml import YAML

from bot.care.safety.episodes.texts import texts as safety_texts
from bot.library import library
from bot.settings import PROJECT
from tests.support.responses import responses

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_ABBREVIATION = re.compile(r"\b(TMS|ECT|CBT|EMDR|PDF|JSON|PHQ|GAD)\b")
_END_OF_PARAGRAPH = re.compile(r"[:,]?[”\"]?\n+")  # is the end of a sentence, which textstat would not see
_FILLED = {  # what stands in a text as a client reads it, where that is more than a few words of theirs
    "crisis_line": "a crisis line",
    "emergency": "911",
}


@dataclass(frozen=True)
class Text:
    """One text that clients read, and where it is from."""

    where: str
    words: str

    @cached_property
    def grade(self) -> float:
        """The Flesch-Kincaid grade."""
        plain = _PLACEHOLDER.sub(lambda found: _FILLED.get(found[1], "this"), self.words)
        plain = _END_OF_PARAGRAPH.sub(".\n", _ABBREVIATION.sub("test", plain))
        return float(textstat.flesch_kincaid_grade(plain))

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(self.words.split())

    def __str__(self) -> str:
        return f"grade {self.grade:.1f}, {self.length} words, {self.where}: {self.words}"


def hardest(texts: list[Text], count: int = 10) -> str:
    """The hardest texts, the hardest first, to read when a test fails."""
    return "\n".join(map(str, sorted(texts, key=lambda text: -text.grade)[:count]))


def said() -> list[Text]:
    """Everything that Landfall says outside the library, but for the questionnaires, whose wording is not ours."""
    return [*_responses(), *_practices(), *_prompts(), *_page(), *_notices(), *_safety_words()]


def answers() -> list[Text]:
    """The answers of the library."""
    return [Text(f"library, {entry.id}", entry.answer) for entry in library().values()]


def questionnaires() -> list[Text]:
    """The items of the questionnaires, as they were published."""
    content = _content("measures.yml")
    return [Text(name, item) for name in ("phq9", "gad7") for item in content[name]["items"]]


def _responses() -> Iterator[Text]:
    for name, variations in responses().items():
        for variation in variations:
            if _PLACEHOLDER.sub("", str(variation["text"])).strip():  # more than what is filled in
                yield Text(name, str(variation["text"]))


def _practices() -> Iterator[Text]:
    content = _content("practices.yml")
    for name, practice in content["calming"].items():
        yield from (Text(f"practice {name}", step["text"]) for step in practice["steps"])
    for name, practice in content["between"].items():
        for text in (practice["reflection"], practice["question"], *practice["options"]):
            yield Text(f"practice {name}", text)


def _prompts() -> Iterator[Text]:
    for theme, texts in _content("journal_prompts.yml")["themes"].items():
        yield from (Text(f"prompt {theme}", text) for text in texts)


def _page() -> Iterator[Text]:
    content = _content("page_to_take_along.yml")
    yield from (Text("page to take along", text) for text in (*content["always_ask"], content["source"]))
    for about in content["answers"].values():
        yield from (Text("page to take along", about[part]) for part in ("line", "ask") if part in about)


def _notices() -> Iterator[Text]:
    for name, text in _content("notices.yml").items():
        if isinstance(text, str):
            yield Text(f"notice {name}", text)


def _safety_words() -> Iterator[Text]:
    yield from (Text(f"safety, {each.id}", each.text) for each in safety_texts().by_id.values())


def _content(file: str) -> Mapping[str, Any]:
    content: Mapping[str, Any] = YAML(typ="safe").load(PROJECT / "content" / file)
    return content
