"""The evaluation: test cases are read, and its intervals are Wilson's."""

import pytest

from bot.triage.evaluation import cases
from bot.triage.evaluation.cases import BadFile
from bot.triage.evaluation.table import Line


def test_the_interval_is_wilsons() -> None:
    low, high = Line("set", "none", "flagged", 5, 100).interval
    assert (low, high) == (pytest.approx(0.0215, abs=0.0005), pytest.approx(0.1118, abs=0.0005))


def test_a_folder_or_a_line_that_cannot_be_measured_on_is_named(tmp_path) -> None:
    with pytest.raises(BadFile, match=r"no \*\.jsonl"):
        cases.outside(tmp_path)
    (tmp_path / "some.jsonl").write_text('{"text": "fine", "label": 0}\n{"txt": "?"}\n', encoding="utf-8")
    with pytest.raises(BadFile, match=r"some\.jsonl, line 2"):
        cases.outside(tmp_path)


def test_lines_without_a_label_are_left_out(tmp_path) -> None:
    (tmp_path / "some.jsonl").write_text('{"text": "fine", "label": 0}\n{"text": "unclear"}\n', encoding="utf-8")
    asked, alone = cases.outside(tmp_path)
    assert [case.text for case in asked.cases] == ["fine"] == [case.text for case in alone.cases]
    assert asked.cases[0].context[-1].role == "assistant" and alone.cases[0].context == ()


def test_each_message_of_ours_is_measured_after_a_question_and_by_its_place() -> None:
    sets = {one.name: one for one in cases.own()}
    assert all(case.context[-1].role == "assistant" for case in sets["held out"].cases if case.context)
    assert {"in flow, name", "in flow, menu", "in flow, closed question", "in flow, intention"} <= set(sets)
    assert all(not any(t.role == "assistant" for t in c.context) for c in sets["held out, nothing asked"].cases)
