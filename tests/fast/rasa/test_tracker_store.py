"""The tracker as it is rebuilt from a few kept turns: it knows when the client last said something."""

from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, UserUttered

from bot.dialogue.tracker_store import Tracker

FORM = "preparation_form"


def test_the_last_message_is_known_when_all_kept_turns_are_answers_in_a_form() -> None:
    events: list[Event] = [SessionStarted(), ActionExecuted(FORM), ActiveLoop(FORM), ActionExecuted("action_listen")]
    for at in range(5):
        events += [UserUttered(f"answer {at}", timestamp=at), ActionExecuted(FORM), ActionExecuted("action_listen")]
    last = Tracker.from_events("somebody", events).get_last_event_for(UserUttered)
    assert last is not None
    assert last.timestamp == 4
