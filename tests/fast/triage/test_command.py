"""`landfall triage`: JSON Lines in, JSON Lines out."""

import io
import json

import pytest

from bot.triage.command import run


def said(*lines: str) -> tuple[int, list[dict[str, object]]]:
    out = io.StringIO()
    status = run(lines, out)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_command_answers_line_by_line_in_order():
    status, rows = said('{"id": 1, "text": "hello"}\n', '{"id": "b", "text": "i want to die"}\n')
    assert status == 0
    assert [row["id"] for row in rows] == [1, "b"]
    assert [row["tier"] for row in rows] == ["none", "high"]
    assert set(rows[0]) == {"id", "tier", "fresh", "check", "categories", "score", "evidence", "model", "ms"}


def test_the_command_reads_the_turns_before():
    line = {
        "id": 1,
        "text": "yes",
        "context": [{"role": "assistant", "content": "Are you thinking about ending your life?"}],
    }
    assert said(json.dumps(line))[1][0]["tier"] == "high"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("not json", None),
        ("[1]", None),
        ('{"id": 7}', 7),
        ('{"id": 8, "text": 5}', 8),
        ('{"id": 9, "text": "a", "context": "b"}', 9),
        ('{"id": 10, "text": "a", "context": [{"role": "user"}]}', 10),
    ],
)
def test_a_line_the_command_cannot_read_is_elevated_and_the_rest_go_on(line, name):
    status, rows = said(line, '{"id": 2, "text": "hello"}')
    assert status == 1
    assert rows[0]["id"] == name
    assert rows[0]["tier"] == "elevated"
    assert rows[0]["error"]
    assert rows[1]["tier"] == "none"
