"""What clinicians read in docs/conversations: all pages are there, and all words are on theirs.

Whether a page shows what is said now is checked by tests/dialogue/conversations, which hold the conversations.
"""

from pathlib import Path

import pytest

from bot.settings import PROJECT
from tests.support import all_words, pages
from tests.support.responses import responses
from tests.support.scripts import scripts

SCRIPTS = list(scripts(PROJECT / "tests" / "dialogue" / "conversations" / "scripts"))


def test_each_page_that_a_script_is_marked_for_has_a_heading() -> None:
    unknown = {script.shown for script in SCRIPTS if script.shown} - set(pages.headings())
    assert not unknown, f"name these pages in tests/dialogue/conversations/pages.yml: {unknown}"


def test_the_pages_show_the_scripts_that_are_marked(write_conversations: bool) -> None:
    if write_conversations:
        pytest.skip("the pages are being written")
    assert not pages.out_of_order(SCRIPTS), f"Run `{pages.COMMAND}`."


def test_nothing_else_lies_beside_the_pages() -> None:
    expected = {pages.place(page) for page in pages.headings()} | {all_words.PLACE, pages.FOLDER / "README.md"}
    assert set(pages.FOLDER.iterdir()) == expected


def test_the_words_of_a_flow_are_found_under_its_heading() -> None:
    flows = all_words.by_flow()
    assert sorted(name for names in flows.values() for name in names) == sorted(responses())
    assert len(flows) > 10 and "other" not in flows


@pytest.mark.shown
def test_all_words_are_on_their_page(write_conversations: bool) -> None:
    if write_conversations:
        all_words.PLACE.parent.mkdir(exist_ok=True)
        all_words.PLACE.write_text(all_words.page(), encoding="utf-8")
    current = all_words.PLACE.read_text(encoding="utf-8") if all_words.PLACE.exists() else ""
    assert current == all_words.page(), f"{_named(all_words.PLACE)} is not current. Run `{all_words.COMMAND}`."


def _named(place: Path) -> str:
    return str(place.relative_to(PROJECT))
