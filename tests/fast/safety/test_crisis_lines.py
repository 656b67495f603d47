"""Crisis lines: what is in the file, what a client is given for each strand, and that there is always a number."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bot.care.accounts import countries
from bot.care.safety import crisis_lines
from bot.cli import main

ENTRIES: dict[str, Any] = yaml.safe_load(crisis_lines.FILE.read_text(encoding="utf-8"))
COUNTRIES = [code for code in ENTRIES if code != crisis_lines.INTERNATIONAL]
SPECIAL = {"violence", "children", "child_protection", "poison", "veterans", "emergency_text", "other_languages"}
KEYS = {"name", "call", "text", "chat", "url", "hours", "languages", "source"}
# as the chat page makes it tappable: after the first, digits in groups of two or more
NUMBER = r"[*+]?\d+(?:[ -]\d{2,})*"
CALL = re.compile(rf"{NUMBER}(?: or {NUMBER})*(?: and press \d|, option \d| from a mobile phone)?")
TEXT = re.compile(rf"(?:[A-Z]+ to )?{NUMBER}")


def lines_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [*entry["lines"], *(line for group in entry.get("special", {}).values() for line in group)]


def test_there_are_many_countries_in_every_part_of_the_world() -> None:
    assert len(COUNTRIES) >= 80
    for part in (
        "US MX BR AR CL CO PE",
        "GB IE FR DE PL SE GR UA",
        "IN JP KR SG PH TH",
        "AU NZ",
        "ZA KE EG",
        "IL AE TR",
    ):
        assert set(part.split()) <= set(COUNTRIES)
    assert all(countries.valid(code) == code for code in COUNTRIES)


@pytest.mark.parametrize("code", ENTRIES)
def test_every_entry_is_whole_and_every_line_names_its_source(code: str) -> None:
    entry = ENTRIES[code]
    assert isinstance(code, str)  # NO is Norway, not false
    assert entry["name"] and entry["emergency"] and entry["emergency_source"].startswith("https://")
    assert set(entry["reviewed"]) == {"by", "on"}
    assert set(entry.get("special") or {}) <= SPECIAL
    assert entry["lines"]
    for line in lines_of(entry):
        assert set(line) == KEYS
        assert line["source"].startswith("https://")
        assert line["call"] or line["text"] or line["url"]
        assert isinstance(line["languages"], list)
        assert not (line["chat"] or "").endswith("?") and all(
            line[way] is None or line[way].startswith("https://") for way in ("chat", "url")
        )


@pytest.mark.parametrize("code", ENTRIES)
def test_numbers_are_written_so_that_the_whole_of_each_can_be_tapped(code: str) -> None:
    for line in lines_of(ENTRIES[code]):
        assert line["call"] is None or CALL.fullmatch(line["call"]), line["call"]
        assert line["text"] is None or TEXT.fullmatch(line["text"]), line["text"]


@pytest.mark.parametrize("code", COUNTRIES)
def test_each_strand_has_an_emergency_number_and_at_most_two_lines(code: str) -> None:
    numbers = crisis_lines.numbers(code)
    for strand in ("default", "minor", "medical", "abuse", "someone_else", "suicide", "anything"):
        emergency, lines = numbers[strand]
        assert re.search(r"\d", emergency)
        assert lines and "None" not in lines and "{" not in lines
        said = {line.as_read for line in crisis_lines.listed(code) if line.as_read in lines}
        assert 1 <= len(said) <= 2


def test_a_line_is_read_as_a_client_needs_it() -> None:
    assert crisis_lines.numbers("US")["default"] == (
        "911",
        "988 Suicide & Crisis Lifeline (call or text 988, 24 hours)",
    )
    assert crisis_lines.numbers("gb")["suicide"] == (
        "999",
        "Samaritans (call 116 123, 24 hours) or Shout (text SHOUT to 85258, 24 hours)",
    )
    assert crisis_lines.Line("A", call="1").as_read == "A (call 1)"
    assert crisis_lines.Line("A", chat="https://a.org").as_read == "A (https://a.org)"
    assert crisis_lines.Line("A").as_read == "A"


def test_each_strand_gets_the_lines_that_are_for_it() -> None:
    us = crisis_lines.numbers("US")
    assert "Poison Help" in us["medical"][1] and us["medical"][1].startswith("988")
    assert us["abuse"][1].startswith("National Domestic Violence Hotline")
    assert crisis_lines.numbers("GB")["minor"][1].startswith("Childline")
    assert us["minor"][1].startswith("988")  # it is for all ages; the other line is against harm done to a child
    assert crisis_lines.numbers("CH")["abuse"] == crisis_lines.numbers("CH")["default"]


def test_who_is_in_danger_from_a_person_gets_the_police() -> None:
    japan = crisis_lines.numbers("JP")
    assert (japan["default"][0], japan["abuse"][0]) == ("119", "110")
    assert crisis_lines.emergency("JP") == "119 or 110 (police)"
    assert crisis_lines.emergency("FR") == "15 or 112 or 17 (police)"
    assert crisis_lines.emergency("GB") == "999"


def test_the_clients_language_chooses_the_line() -> None:
    assert "en español" in crisis_lines.numbers("US", "es")["default"][1]
    assert "press 2" in crisis_lines.numbers("US", "es-MX")["suicide"][1]
    assert crisis_lines.numbers("US", "fr") == crisis_lines.numbers("US", None) == crisis_lines.numbers("US")
    assert crisis_lines.numbers("BE", "fr")["default"][1].startswith("Centre de Prévention du Suicide")
    japan = crisis_lines.numbers("JP")["default"][1]
    assert japan.index("TELL") < japan.index("Yorisoi")  # in English first, and one that is always open


@pytest.mark.parametrize("country", [None, "", "XX", "??", "international", "NP ", "U"])
def test_where_the_country_is_not_known_the_numbers_work_everywhere(country: str | None) -> None:
    emergency, lines = crisis_lines.numbers(country)["default"]
    assert emergency == "112 or your local emergency number"
    assert "findahelpline.com" in lines


def test_territories_have_the_numbers_of_their_country() -> None:
    assert crisis_lines.numbers("PR", "es") == crisis_lines.numbers("US", "es")
    assert crisis_lines.numbers("JE")["default"] == crisis_lines.numbers("GB")["default"]


def test_the_panel_lists_every_line_of_a_country_crisis_lines_first() -> None:
    lines = crisis_lines.listed("US")
    assert [line.kind for line in lines][:2] == ["crisis", "violence"]
    assert {line.kind for line in lines} >= {"veterans", "poison", "emergency_text", "other_languages"}
    assert lines[0].as_json() == {
        "name": "988 Suicide & Crisis Lifeline",
        "call": "988",
        "text": "988",
        "chat": "https://chat.988lifeline.org",
        "url": None,
        "hours": "24 hours",
        "for": "crisis",
    }


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(crisis_lines, "FILE", tmp_path / "crisis_lines.yml")
    return tmp_path / "crisis_lines.yml"


def always_a_number() -> None:
    for country in ("GB", None):
        emergency, lines = crisis_lines.numbers(country)["default"]
        assert emergency and lines
        assert crisis_lines.emergency(country)
        assert crisis_lines.listed(country)


@pytest.mark.parametrize("broken", ["", "[]", "a: [", "GB: 3", "GB: {}", "false: {}", "international: {lines: 7}"])
def test_a_broken_file_still_gives_numbers(broken: str, file: Path) -> None:
    file.write_text(broken)
    always_a_number()
    assert crisis_lines.numbers("GB")["default"] == (crisis_lines.EMERGENCY, crisis_lines.CRISIS_LINE)


def test_a_missing_file_still_gives_numbers(file: Path) -> None:
    always_a_number()


def test_a_broken_line_does_not_take_the_others_with_it(file: Path) -> None:
    file.write_text('GB: {emergency: "999", lines: [7, {call: "1"}, {name: A}, {name: B, call: 116, languages: no}]}')
    assert crisis_lines.numbers("GB")["default"] == ("999", "B (call 116)")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
mostly = st.fixed_dictionaries({}, optional=dict.fromkeys(("name", "call", "text", "hours", "languages"), anything))


@given(
    lines=anything | st.lists(mostly), special=anything | st.dictionaries(st.sampled_from(sorted(SPECIAL)), anything)
)
def test_whatever_an_entry_looks_like_there_is_a_number(lines: object, special: object) -> None:
    entry = {"emergency": lines, "lines": lines, "special": special}
    crisis_lines._file.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crisis_lines, "_file", lambda _: {"GB": entry, "international": entry})
        always_a_number()


REVIEWED = """
international: {name: elsewhere, emergency: "112", reviewed: {by: null, "on": null}}
DE: {name: Germany, emergency: "112", reviewed: {by: "A. Nurse", "on": 2030-01-31}}
FR: {name: France, emergency: "15", reviewed: {by: null, "on": 2030-01-31}}
IT: {name: Italy, emergency: "112", reviewed: {by: "B. Nurse", "on": "2029-06-01"}}
"""


def test_what_nobody_verified_for_long_is_found(file: Path) -> None:
    file.write_text(REVIEWED)
    at = date(2030, 2, 28)
    assert [entry.code for entry in crisis_lines.stale(at)] == ["FR", "international"]
    assert [entry.code for entry in crisis_lines.stale(at, 90)] == ["FR", "international", "IT"]
    assert [entry.code for entry in crisis_lines.stale(at, 28)] == ["FR", "international", "IT"]
    assert [entry.code for entry in crisis_lines.stale(at, 27)] == ["FR", "international", "IT", "DE"]


@pytest.mark.parametrize("broken", ["", "DE: {name: Germany}", 'DE: {name: G, reviewed: {by: A, "on": soon}}', "DE: 3"])
def test_a_broken_file_does_not_pass_for_a_verified_one(broken: str, file: Path) -> None:
    file.write_text(broken)
    with pytest.raises(crisis_lines.BadCrisisLines, match=r"crisis_lines\.yml cannot be read"):
        crisis_lines.stale(date(2030, 1, 1))
    result = CliRunner().invoke(main, ["lines"])
    assert result.exit_code == 1
    assert "crisis_lines.yml cannot be read" in result.output


def test_the_command_lists_who_verified_what_and_fails_only_when_asked(file: Path) -> None:
    file.write_text(REVIEWED)
    table = CliRunner().invoke(main, ["lines"])
    assert table.exit_code == 0
    assert re.search(r"^DE\s+Germany\s+112\s+2030-01-31 by A\. Nurse$", table.output, re.M)
    assert re.search(r"^FR .*never verified$", table.output, re.M)
    old = CliRunner().invoke(main, ["lines", "--older-than", "36500", "--strict"])
    assert old.exit_code == 1
    assert "DE" not in old.output and "FR" in old.output
    file.write_text(REVIEWED.replace("null", "X").replace('"on": X', '"on": 2999-01-01'))
    crisis_lines._file.cache_clear()
    assert CliRunner().invoke(main, ["lines", "--strict", "--older-than", "36000"]).exit_code == 0
