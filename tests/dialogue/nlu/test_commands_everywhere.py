"""Plain commands, questions and small talk are heard at every question, and nowhere taken for its answer."""

from collections.abc import Set

import pytest

from tests.support.reader import Reader
from tests.support.walks import forms

# In the journal almost everything is writing; in a guided step "thanks" leads on; an intention may be a question; and
# where somebody is calming down already, the wish to is an answer.
WRITING = {"journal_first", "journal_more", "journal_change"}
GUIDED = {"calm_step", "steady"}
ASKS_ITSELF = {"intention", "intention_words"}
CALMING = {"calming", "calm_which", "calm_step"}
NOWHERE: Set[str] = set()


@pytest.mark.parametrize(
    ("text", "intent", "but_at"),
    [
        ("stop", "stop_for_now", NOWHERE),
        ("i'll come back later", "come_back_later", NOWHERE),
        ("skip", "skip_question", WRITING),
        ("something else", "something_else", NOWHERE),
        ("what did i write", "show_journal", NOWHERE),
        ("I want to talk to a person", "wants_person", NOWHERE),
        ("can you repeat that?", "repeat_question", NOWHERE),
        ("are you a bot?", "are_you_a_bot", NOWHERE),
        ("is this private?", "ask_is_it_private", NOWHERE),
        ("what can you do?", "what_can_you_do", WRITING),
        ("can i drink alcohol before?", "ask_library", WRITING | ASKS_ITSELF),
        ("why do you ask that?", "ask_why_this_question", WRITING | ASKS_ITSELF),
        ("bye", "goodbye", WRITING),
        ("go back", "go_back", WRITING),
        ("hello", "greet", WRITING | GUIDED),
        ("thank you", "thanks", WRITING | GUIDED),
        ("help me calm down", "calm_me", CALMING),
    ],
)
async def test_a_plain_command_is_heard_at_every_question(
    reader: Reader, text: str, intent: str, but_at: Set[str]
) -> None:
    places = [f"{form}.{slot}" for form, slots in forms().items() for slot in slots if slot not in but_at]
    heard = {place: await reader.intent(text, place) for place in places}
    assert {place: found for place, found in heard.items() if found != intent} == {}
