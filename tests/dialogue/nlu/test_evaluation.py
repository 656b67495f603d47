"""How the understanding of intents is measured, and that it is not worse than docs/nlu.md says."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.dialogue.evaluation.nlu import BadFile, Understood, held_out, judged, run
from bot.operate.training import MODEL
from bot.settings import PROJECT

HELD_OUT = PROJECT / "tests" / "nlu"


@pytest.fixture
def quiet() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_a_rare_intent_counts_as_much_as_a_common_one() -> None:
    common = [Understood("hi", "greet", "greet")] * 9
    result = judged("x", [*common, Understood("bye", "goodbye", "greet")])
    assert result.scores["greet"] == pytest.approx((0.9, 1.0, 18 / 19))
    assert result.scores["goodbye"] == (0.0, 0.0, 0.0)
    assert result.f1 == pytest.approx(9 / 19)


def test_what_is_out_of_scope_is_found_when_it_is_taken_for_nothing_else() -> None:
    rows = [Understood("tyres", "out_of_scope", taken) for taken in ("out_of_scope", "out_of_scope", "greet", "bye")]
    assert judged("x", rows).unknown == 0.5


@pytest.mark.parametrize(
    "content",
    [None, "- hi", "greet: 3", "greet: [hi", "just words", 'version: "3.1"\nnlu:\n- intent: greet\n  examples: 3'],
)
def test_a_file_that_is_no_mapping_to_messages_is_refused(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "held_out.yml"
    if content is not None:
        file.write_text(content)
    with pytest.raises(BadFile, match="has to hold messages with their intents"):
        held_out(file)


@pytest.mark.usefixtures("model", "quiet")
def test_the_held_out_messages_are_understood_about_as_well_as_the_documentation_says() -> None:
    """A little below the figures of docs/nlu.md: raise it when they rise."""
    messages = held_out(HELD_OUT)
    assert len(messages) >= 900
    out = io.StringIO()
    run(HELD_OUT, out, model=MODEL, data=PROJECT / "data" / "nlu", epochs=0)
    line = next(line for line in out.getvalue().splitlines() if line.startswith("| Landfall"))
    f1, accuracy, unknown = (float(cell.strip(" %")) for cell in line.strip("|").split("|")[1:])
    assert f1 >= 0.88, line
    assert accuracy >= 87, line
    assert unknown >= 85, line
    assert "parse_data" not in out.getvalue(), "a line of the log for each message"
