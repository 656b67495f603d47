"""The lanes of the tests: which there are, and that nothing is imported from another test."""

import re

import grimp

from bot.settings import PROJECT

TESTS = PROJECT / "tests"
LANES = {"fast", "database", "dialogue", "browser", "faults"}
SHARED = "tests.support"


def test_what_tests_share_is_in_tests_support_and_nothing_is_imported_from_another_test() -> None:
    graph = grimp.build_graph("tests", cache_dir=None)
    borrowed = {
        f"{importer} imports {module}"
        for module in graph.modules
        if module != SHARED and not module.startswith(f"{SHARED}.")
        for importer in graph.find_modules_that_directly_import(module)
    }
    assert borrowed == set()


def test_every_test_lies_in_a_lane_that_make_runs() -> None:
    assert {file.relative_to(TESTS).parts[0] for file in TESTS.rglob("test_*.py")} <= LANES
    makefile, script = (PROJECT / "Makefile").read_text(), (PROJECT / "scripts" / "test").read_text()
    assert set(re.findall(r"^LANES := (.+)$", makefile, re.M)[0].split()) == {f"test-{lane}" for lane in LANES}
    assert {lane for lane in LANES if re.search(rf" tests/{lane}\b", script)} == LANES


def test_no_test_file_is_longer_than_400_lines() -> None:
    too_long = [file.name for file in TESTS.rglob("*.py") if len(file.read_text(encoding="utf-8").splitlines()) > 400]
    assert too_long == []
