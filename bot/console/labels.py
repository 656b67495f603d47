"""Display labels for the codes in the database, and the flash messages shown after an action."""

from bot.care.practices import content
from bot.care.records import entry_labels

TIERS = {"imminent": "Imminent", "high": "High", "elevated": "Elevated", "none": "None"}

CATEGORIES = {
    "suicide": "Suicide",
    "self_harm": "Self-harm",
    "harm_to_others": "Harm to others",
    "abuse": "Abuse",
    "psychosis_mania": "Psychosis or mania",
    "medical": "Medical",
    "misuse": "Misuse",
    "dissociation": "Dissociation",
    "panic": "Panic",
    "hopelessness": "Hopelessness",
    "trauma": "Trauma",
    "third_party": "Worried about someone else",
    "asks_for_human": "Asks for a person",
}

ACTIONS = {
    "alerts.seen": "looked at the alerts",
    "alert.acknowledged": "acknowledged an alert",
    "alert.handed_back": "handed back an alert",
    "alert.resolved": "resolved an alert",
    "conversations.seen": "looked at the list of conversations",
    "transcript.seen": "read a transcript",
    "conversation.inspected": "looked at a conversation without its words",
    "note.added": "added a note",
    "verdict.said": "said what triage should have made of a message",
    "verdict.taken_back": "took back what was said of a message",
    "verdicts.exported": "exported what coaches said of triage",
    "hours.changed": "changed their hours",
    "day_off.added": "took a day off",
    "day_off.removed": "took a day off back",
    "group.added": "added a group",
    "group.cancelled": "cancelled a group",
    "own_coach.chosen": "chose whose client this is",
    "booking.made": "booked a time",
    "booking.moved": "moved a booked time",
    "booking.cancelled": "cancelled a booked time",
    "booking.cancelled_by_coach": "cancelled a client’s booked time",
    "bookings.seen": "looked at the bookings",
    "audit.seen": "looked at this record",
    "audit.checked": "checked this record",
    "login.opened": "logged in",
    "login.ended": "logged out",
    "login.closed": "closed a login after too many tries",
    "password.changed": "chose a new password",
    "coach.added": "added a coach",
    "coach.one_time_password": "made a one-time password",
}

STATES = {
    "planned": "planned",
    "prepared": "prepared",
    "integrated": "talked through afterwards",
    "cancelled": "cancelled",
}

NOT_INTEGRATED = ("planned", "prepared")

KINDS = {
    "free": "Free writing",
    "preparation": "Before a session",
    "integration": "After a session",
    "not_working": "When it did not help",
    "practice": "Between sessions",
    "commitment": "Between sessions",
}

OUTCOMES = {"done": "done", "partly": "partly done", "not": "not this time", "changed": "did something else"}

BOOKING_NEWS = {"new": "New", "moved": "Moved", "cancelled": "Cancelled"}

STRANDS = {
    "medical": "Medical danger",
    "abuse": "Harm by another person",
    "suicide_now": "Suicide, now",
    "harm_to_others": "Harm to others",
    "voices": "Voices, mania, unreality",
    "suicide": "Suicide",
    "self_harm": "Self-harm",
    "someone_else": "Somebody else in danger",
    "heavy": "Heavy, without danger so far",
}

EPISODE_STATES = {
    "CHECK": "Soft check: is it about them?",
    "GENTLE": "A gentle question first",
    "ASK": "First direct question",
    "TAKEN_BACK": "Taken back: asked once more",
    "HOW_NEAR": "How near is it?",
    "NOW": "Danger now",
    "WAIT": "Waiting with them",
    "TODAY": "Arranging today",
    "PLAN": "Making a small plan",
    "STAY": "Staying, without questions",
    "HUMAN": "A coach answers",
    "EASING": "Easing",
    "NEXT_VISIT": "Back again: asked how it is",
    "BESIDE": "The coaching goes on beside it",
    "CLOSED": "Closed",
}

ANSWERS = {
    "yes": "Yes",
    "no": "No",
    "unsure": "Doesn’t know",
    "partly": "Partly",
    "wont_say": "Won’t say",
    "taken_back": "Takes it back",
    "means": "Names a way",
    "time": "Names a time",
    "done": "Has done something",
    "person_here": "Somebody is there",
    "will_step": "Takes a step",
    "wont_call": "Won’t call",
    "fear": "Fears what follows",
    "who_sees": "Asks who sees this",
    "howto": "Asks how",
    "something_to_do": "Asks what to do",
    "repeat_complaint": "Complains of repetition",
    "back_to_coaching": "Wants the coaching back",
    "farewell": "Says goodbye",
    "someone_else": "About somebody else",
    "other_language": "Another language",
    "else": "Anything else",
    "worse": "Says that it is worse",
    "plan": "Wants a small plan",
}

LEADS = {
    "next": "the next question",
    "again": "the same question in other words",
    "hold": "no question, the state stays",
    "release": "back to what was interrupted",
    "beside": "the coaching goes on",
    "return": "back to the question that was open, when the coach hands back",
    "medical": "medical danger",
    "third": "somebody else in danger",
    "stop": "one short line, then silence until they write",
}

OFFERS = {"agreed": "agreed to", "refused": "refused", "unclear": "no clear answer", "open": "not answered yet"}

TOLD = {
    "noted": "that an alert is stored, and nobody has opened it yet",
    "paged": "that a message went to a coach’s phone, and nobody has opened the alert yet",
    "opened": "that a coach has opened the alert",
    "overdue": "that nobody has opened the alert in the time planned for it",
}

# Flash messages after an action. The URL carries only the key, so nobody can put words of their own on the page.
FLASHES = {
    "acknowledged": ("done", "You have this alert now. The other coaches see that. The client was told nothing."),
    "taken": ("look", "Another coach was quicker and has this alert. Who it is stands beside it."),
    "resolved_before": ("look", "This alert was resolved already."),
    "resolved": ("done", "The alert is resolved."),
    "resolved_cleared": ("done", "The alert is resolved and the client’s risk mark is cleared."),
    "handed_back": ("done", "The alert waits for someone again, and the next person is being paged."),
    "not_taken": ("look", "Nobody has this alert, so there was nothing to hand back."),
    "gone": ("look", "There is no such alert."),
    "note_added": ("done", "Your note is saved."),
    "note_empty": ("look", "That note was empty or too long, so it was not saved."),
    "erased": ("look", "This client’s data was erased, so nothing more can be written down about them."),
    "verdict_said": ("done", "That is noted, for whoever improves triage. The client was told nothing."),
    "verdict_alert": ("done", "That is noted, and the message has an alert now. The client was told nothing."),
    "verdict_taken_back": ("done", "That is taken back. An alert for the message, if there is one, stays."),
    "verdict_none": ("look", "Nothing was said of this message, so there was nothing to take back."),
    "verdict_deleted": ("look", "The client deleted this message, so nothing can be said of it any more."),
    "bookings_noted": ("done", "Noted. What changes from now on is marked as new again."),
    "booking_cancelled": ("done", "The time is cancelled, and the client has your message in the chat."),
    "booking_over": ("look", "That was cancelled or moved already, so nothing was sent."),
    "hours_saved": ("done", "Your hours are saved. Clients are offered what is free in them."),
    "day_off_added": ("done", "Nothing more can be booked with you on that day. What is booked already stays."),
    "day_off_removed": ("done", "Your usual hours hold on that day again."),
    "group_added": ("done", "The group is there, and clients can book places in it."),
    "group_cancelled": ("done", "The group is cancelled, and everybody who had a place has your message in the chat."),
    "own_coach": ("done", "Noted. The client is offered that coach’s times from now on."),
    "logged_out": ("done", "You are logged out."),
    "password_changed": ("done", "Your new password is set. Any other browser you were logged in on is logged out."),
}


def tier(name: str) -> str:
    """The label of a tier."""
    return TIERS.get(name, name.capitalize())


def category(name: str | None) -> str:
    """The label of a category of distress."""
    if not name:
        return "No category"
    return CATEGORIES.get(name, _spaced(name).capitalize())


def action(name: str) -> str:
    """The label of an action in the audit log, to be read after who did it."""
    return ACTIONS.get(name, name)


def state(name: str, is_over: bool = False) -> str:
    """The label of a treatment session's state; `is_over` says that its time has passed."""
    if is_over and name in NOT_INTEGRATED:
        return "has passed"
    return STATES.get(name, name)


def kind(name: str, number: int | None = None) -> str:
    """The label of a journal entry's kind, with the number of its treatment session if it has one."""
    label = KINDS.get(name, _spaced(name).capitalize())
    if number is None:
        return label
    return label.replace("a session", f"session {number}") if "a session" in label else f"{label}, session {number}"


def question(name: str | None) -> str:
    """The label of the question that a journal entry answers; empty for free writing."""
    if not name:
        return ""
    label = entry_labels.HEADINGS.get(name) or content.title(name) or _spaced(name)
    return label[0].lower() + label[1:]


def practice(kind: str) -> str:
    """The label of a practice: one of the seven between treatment sessions, or the small action of integration."""
    return content.title(kind) or _spaced(kind).capitalize()


def outcome(name: str | None, ended: bool) -> str:
    """The label of a practice's outcome, as the client gave it last."""
    if name is None:
        return "put aside" if ended else "not looked back at yet"
    return OUTCOMES.get(name, _spaced(name)) + (", ended" if ended else "")


def verdict(kind: str, tier_name: str) -> str:
    """The label of a coach's verdict on triage at one message."""
    should = tier(tier_name).lower()
    return {"right": "right", "wrong": "wrong", "missed": f"missed: {should}"}.get(kind, f"should have been {should}")


def risk_step(what: str, by: str | None) -> str:
    """The label of what moved a client's risk mark, to be read after the tier."""
    who = by or "a coach"
    return {
        "missed": f"a message that triage missed, marked by {who}",
        "worse": f"worse than it stood, said {who}",
        "cleared": f"Mark cleared by {who}",
    }.get(what, "a worrying message")


def strand(name: str) -> str:
    """The label of a strand: what a safety conversation is about."""
    return STRANDS.get(name, _spaced(name).capitalize())


def episode_state(name: str) -> str:
    """The label of a state of the safety conversation."""
    return EPISODE_STATES.get(name, _spaced(name).capitalize())


def answer(name: str) -> str:
    """The label of a class of answer in the safety conversation."""
    return ANSWERS.get(name, {"reassuring": "Good news", "worrying": "Not good news"}.get(name, _spaced(name)))


def leads(name: str) -> str:
    """The label of where an answer leads: a state, or a move."""
    return LEADS.get(name) or episode_state(name)


def offer(outcome: str) -> str:
    """The label of what came of a step that was offered."""
    return OFFERS.get(outcome, outcome)


def told(name: str | None) -> str:
    """The label of what a client was told about people last, to be read after "told"."""
    return TOLD.get(name or "", "nothing about people yet")


def booking(news: str) -> str:
    """The label of what is new about a booking."""
    return BOOKING_NEWS.get(news, news.capitalize())


def flash(key: str) -> tuple[str, str] | None:
    """A flash message as (CSS class, sentence); None for an unknown key."""
    return FLASHES.get(key)


def _spaced(name: str) -> str:
    return name.replace("_", " ")
