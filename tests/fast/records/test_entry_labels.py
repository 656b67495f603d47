"""Labels of entries: an answer in a client's own words never stands in the journal without what it answers."""

from actions.integration.integration import Integration
from actions.preparation.preparation import Preparation
from bot.care.records.entry_labels import HEADINGS

IN_OWN_WORDS = [
    name
    for flow in (Preparation, Integration)
    for name, question in flow.questions.items()
    if question.on_answer.__qualname__.startswith("in_own_words.")
]


def test_every_answer_in_own_words_has_a_heading() -> None:
    assert len(IN_OWN_WORDS) > 10
    # some are stored under a name of their stage: `still_hard_days`
    assert [name for name in IN_OWN_WORDS if not any(known.startswith(name) for known in HEADINGS)] == []
