"""File length: no source file is over 400 lines, as CONTRIBUTING.md says. For test files see test_lanes.py."""

from bot.settings import PROJECT

FOLDERS = ("actions", "benchmarks", "bot", "scripts")
SUFFIXES = {".py", ".js", ".css", ".html"}
MAX_LINES = 400
MIGRATIONS = PROJECT / "bot/store/migrations/versions"  # each is written once and never changed, so it is not split


def test_no_source_file_is_longer_than_400_lines() -> None:
    files = [
        file
        for folder in FOLDERS
        for file in (PROJECT / folder).rglob("*")
        if file.suffix in SUFFIXES and MIGRATIONS not in file.parents
    ]
    assert {file.suffix for file in files} == SUFFIXES, "a kind of file was not found"
    lines = {str(file.relative_to(PROJECT)): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}
