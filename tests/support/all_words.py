"""Everything that Landfall can say in responses and safety words, on one page for clinicians."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.care.safety.episodes.texts import texts as safety_texts
from bot.settings import PROJECT
from tests.support.responses import FOLDER, responses

PLACE = PROJECT / "docs" / "conversations" / "all-words.md"
COMMAND = "pytest --write-conversations tests/fast/documents/test_conversation_pages.py"
BEGINNING = """# All words

Everything that Landfall can say, by flow and under the name that it has in `domain.yml`. Where there are several
variations, they take turns. What stands in {braces} is filled in. Below a text are its buttons.

What is not here is in files of its own: the practices in `content/practices.yml`, the prompts for the journal in
`content/journal_prompts.yml`, the questionnaires in `content/measures.yml`, the page to take along in
`content/page_to_take_along.yml`, and the answers to questions in `content/library/`.
"""
# The files of data/responses in the order of the page. The headings in them are those of the page; responses under a
# heading that an earlier file has, too, come after those of that file.
FILES = (
    "onboarding",
    "preparation",
    "sessions",
    "integration",
    "journal",
    "bookings",
    "practices",
    "questionnaires",
    "treatment_review",
    "answers",
    "listening",
    "navigation",
    "safety",
    "library",
    "small_talk",
)
_FLOW = re.compile(r"^  # -+ (.+)$")
_RESPONSE = re.compile(r"^  (utter_\w+):")


def page() -> str:
    """The whole page as Markdown."""
    parts = [BEGINNING]
    for flow, names in by_flow().items():
        parts.append(f"## {flow[:1].upper()}{flow[1:]}\n")
        parts += ["\n".join(_response(name, responses()[name])) for name in names]
    parts += _safety_conversation()
    return "\n".join(parts)


def by_flow() -> dict[str, list[str]]:
    """The names of all responses under the headings that they have in the text of their files, in order."""
    found: dict[str, list[str]] = {}
    for name in FILES:
        flow = "other"
        for line in (FOLDER / f"{name}.yml").read_text(encoding="utf-8").splitlines():
            if heading := _FLOW.match(line):
                flow = heading[1]
            elif response := _RESPONSE.match(line):
                found.setdefault(flow, []).append(response[1])
    return found


def _response(name: str, variations: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield f"### `{name}`\n"
    buttons: Sequence[str] = ()
    for variation in variations:
        lines = [line.strip() for line in str(variation["text"]).splitlines() if line.strip()]
        yield "- " + "\n\n  ".join(lines)
        buttons = [str(button["title"]) for button in variation.get("buttons") or ()] or buttons
    yield ""
    if buttons:
        yield " ".join(f"[ {title} ]" for title in buttons) + "\n"


def _safety_conversation() -> Iterator[str]:
    yield "## The safety conversation\n\nHeld by the gateway from the first alarm on.\n"
    for group, alternatives in safety_texts().groups.items():
        yield f"### {group}\n"
        yield "\n".join(f"- {each.text}" for each in alternatives) + "\n"
