"""The pages of docs/conversations: for each flow the transcripts of the scripts that are marked with `shown`.

Which pages there are, and what is said at the top of each, is in tests/dialogue/conversations/pages.yml.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.settings import PROJECT
from tests.support.scripts import Script

FOLDER = PROJECT / "docs" / "conversations"
COMMAND = "make conversations"
_HEADINGS = PROJECT / "tests" / "dialogue" / "conversations" / "pages.yml"
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


@cache
def headings() -> Mapping[str, tuple[str, str]]:
    """The title of each page, and the sentence that says what happens on it."""
    content = YAML(typ="safe").load(_HEADINGS)
    return {name: (str(about["title"]), str(about["happens"]).strip()) for name, about in content.items()}


def place(page: str) -> Path:
    """The file of a page."""
    return FOLDER / f"{page}.md"


def sections(page: str) -> dict[str, str]:
    """The transcripts that are on a page now, by the names of their scripts."""
    if not place(page).exists():
        return {}
    _, *parts = _SECTION.split(place(page).read_text(encoding="utf-8"))
    return {name: text.strip() + "\n" for name, text in zip(parts[::2], parts[1::2], strict=True)}


def put(script: Script, text: str, scripts: Sequence[Script]) -> None:
    """Write the transcript of a script onto its page; what is not marked any more goes."""
    assert script.shown is not None
    known = sections(script.shown) | {script.name: text}
    names = [each.name for each in scripts if each.shown == script.shown and each.name in known]
    FOLDER.mkdir(exist_ok=True)
    place(script.shown).write_text(_page(script.shown, {name: known[name] for name in names}), encoding="utf-8")


def differences(script: Script, text: str) -> str:
    """How the page differs from this transcript; empty when it shows it."""
    assert script.shown is not None
    shown = sections(script.shown).get(script.name, "")
    lines = difflib.unified_diff(shown.splitlines(), text.splitlines(), "on the page", "said now", lineterm="", n=1)
    return "\n".join(lines)


def out_of_order(scripts: Sequence[Script]) -> list[str]:
    """What is wrong with the pages as a whole, in sentences: their beginnings, and which scripts they show."""
    wrong = []
    pages = {script.shown for script in scripts if script.shown}
    for page in sorted(pages):
        names = [script.name for script in scripts if script.shown == page]
        known = sections(page)
        if list(known) != names:
            wrong.append(f"{page}.md shows {list(known)}, and the scripts that are marked for it are {names}.")
        elif place(page).read_text(encoding="utf-8") != _page(page, known):
            wrong.append(f"{page}.md is not as it is written by the command.")
    for page in sorted(set(headings()) - pages):
        wrong.append(f"No script is marked for {page}.md, which {_HEADINGS.name} names.")
    return wrong


def _page(page: str, texts: Mapping[str, str]) -> str:
    title, happens = headings()[page]
    parts = [f"# {title}", happens, *(f"## {name}\n\n{text.strip()}" for name, text in texts.items())]
    return "\n\n".join(parts) + "\n"
