"""Documentation cannot name files that do not exist: every path in backticks is checked against the project."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import PROJECT

PAGES = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")] + sorted(PROJECT.glob("docs/*.md"))
TO_BE_MADE = {"bot/console/bookings/week.py"}  # in a worked example of CONTRIBUTING.md the reader makes this file
# Named here and not read from the disk, so that a page that still names a removed folder is found.
TOP = {"actions", "benchmarks", "bot", "content", "data", "docs", "scripts", "tests"} | {
    ".env.example",
    ".importlinter",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "config.yml",
    "credentials.yml",
    "domain.yml",
    "endpoints.yml",
    "pyproject.toml",
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_in_backticks_exists(page: Path) -> None:
    missing = {path for path in _paths(page.read_text(encoding="utf-8")) if not any(PROJECT.glob(path))}
    assert missing - TO_BE_MADE == set()


def test_paths_are_found_in_the_documentation() -> None:
    found = {path for page in PAGES for path in _paths(page.read_text(encoding="utf-8"))}
    assert {"bot/gateway/intake.py", "domain.yml", "bot/dialogue/*_gate.py", "data/responses/*.yml"} <= found
    assert found >= TO_BE_MADE, "an exception that no page needs any more"


def _paths(text: str) -> Iterator[str]:
    """Paths in code spans that begin with a folder or file at the top of the project, as globs.

    A placeholder like `<noun>` becomes a wildcard; what follows the path (arguments, `::test`) is cut off.
    """
    without_blocks = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    for code in re.findall(r"`([^`]+)`", without_blocks):
        path = re.sub(r"<[^<>]*>", "*", code.split()[0]).partition("::")[0].rstrip("/")
        if path.split("/")[0] in TOP and re.fullmatch(r"[\w./*-]+", path):
            yield path
