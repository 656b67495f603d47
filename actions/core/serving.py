"""Serving what stands beside an answer: questions are answered, complaints received, wishes followed or offered."""

import re
from collections.abc import Mapping
from typing import Any

from actions.core.base import Say
from actions.core.context import ActionContext
from actions.store import store
from bot.care.messages import dialogue_alerts
from bot.library import library

FOUND = "library"  # of a part: the ids of the entries that it may ask for
EXPLAIN = "explain_question"
PERSON = "person"  # the wish for one
NOT_NEEDED = frozenset({"skip_question", "repeat_question", "done_writing", "other_wish", "resume_flow", ""})
# How a wish is offered that an answer brought along.
TITLES = {
    "go_back": "The question before",
    "change_answer": "Change an answer",
    "stop_for_now": "Stop here",
    "make_short": "Make it short",
    "come_back_later": "Later",
    "start_over": "From the beginning",
    "something_else": "Something else",
    "start_preparation": "Prepare for a treatment session",
    "start_integration": "Look back at a treatment session",
    "straight_after": "Look back at a treatment session",
    "start_journal": "Write in my journal",
    "just_listen": "Just listen",
    "want_prompt": "Something to write about",
    "show_journal": "See what I wrote",
    "find_entry": "See what I wrote",
    "open_entry": "See what I wrote",
    "show_card": "My card",
    "start_practice": "Between treatment sessions",
    "calm_me": "Calm down",
    "book_coach": "A time with a coach",
    "show_bookings": "My times with a coach",
    "where_am_i": "My treatment sessions",
    "plan_sessions": "My treatment sessions",
    "start_measures": "Questions about my mood",
    "show_measures": "My numbers",
    "not_working": "It isn't working",
    "export_journal": "My journal as a file",
}


async def serve(context: ActionContext, say: Say, *, leaves: bool = False) -> None:
    """Serve each part beside the answer, in their order; a wish that begins something else is offered with a button.

    With `leaves` the client says goodbye and is let go, so that stopping is not offered.
    """
    if context.pressed:
        return
    offered: dict[str, str] = {}
    for part in context.beside:
        intent = str(part.get("intent") or "")
        if part["role"] == "question" and intent in TITLES:
            offered[intent] = TITLES[intent]
        elif part["role"] == "question":
            explain(context, say) if intent == EXPLAIN else _answer(part, intent, context.words_of(part), say)
        elif part["role"] == "complaint":
            say("utter_insult" if intent == "insult" else "utter_complaint")
        elif part.get("kind") == PERSON:
            async with store().begin() as work:
                await dialogue_alerts.asked_for_person(work, context.client_id, context.message_id)
            say("utter_wants_person")
        elif part["role"] == "goodbye":
            if leaves:
                continue
            offered["stop_for_now"] = TITLES["stop_for_now"]
        elif part["role"] == "wish" and intent in TITLES:
            offered[intent] = TITLES[intent]
        elif part["role"] == "wish" and intent == "other_wish":
            unserved(say, str(part.get("kind")))
    if offered:
        say("utter_offer_beside", buttons=[{"title": title, "payload": f"/{name}"} for name, title in offered.items()])


def explain(context: ActionContext, say: Say) -> None:
    """What the open question means, with examples, where there is a text for it; else what it is for."""
    say(f"utter_explain_{context.asked}" if context.asked in EXPLAINED else "utter_ask_why_this_question")


def unserved(say: Say, kind: str) -> None:
    """Say honestly what becomes of a wish that nothing here fulfils."""
    say(f"utter_wish_{kind}" if kind in UNSERVED else "utter_wish_other")


def unanswered(say: Say, words: str) -> None:
    """Say that there is no answer: whom to ask where it is about medicine or the body, and no more where it is not."""
    medical, clinics = _MEDICAL.search(words), _CLINICS.search(words)
    say("utter_not_in_library" if medical else "utter_ask_your_clinic" if clinics else "utter_no_answer")


def _answer(part: Mapping[str, Any], intent: str, words: str, say: Say) -> None:
    entries = library()
    found = [entries[name] for name in str(part.get(FOUND) or "").split() if name in entries]
    if intent in ANSWERED:
        say(f"utter_{intent}")
    elif len(found) == 1:
        say("utter_library_answer", answer=found[0].answer)
    elif found:
        say("utter_question_maybe")
    else:
        unanswered(say, words)


_CLINICS = re.compile(
    r"\b(?:clinic\w*|parking|park|appointments?|address|bill|pay\w*|costs?|price|insurance|refund|reception"
    r"|opening hours|waiting room|receipt)\b",
    re.IGNORECASE,
)
# What only a clinic or a prescriber can say. Anything else is answered without a word about medicines.
_MEDICAL = re.compile(
    r"\b(?:medic\w*|meds?|drugs?|dos(?:e|es|age|ing)|pills?|tablets?|lozenges?|ketamine|infusion|treatments?"
    r"|sessions?|side effects?|allerg\w*|blood|heart|pressure|liver|kidney|bladder|pregnan\w*|eat\w*|drink\w*"
    r"|alcohol|drive|driving|pain|nausea|sick|dizzy|sleep\w*|symptoms?|safe to|dangerous|doctor|prescri\w*"
    r"|anaesthe\w*|anesthe\w*|mg|take|stop)\b",
    re.IGNORECASE,
)
_ANSWERED = """what_can_you_do are_you_a_bot ask_is_it_private if_it_gets_difficult how_are_you ask_weather
    ask_why_this_question"""
ANSWERED = frozenset(_ANSWERED.split())
UNSERVED = frozenset({"remind", "slower", "language"})
# Questions of forms that have a response `utter_explain_<slot>`.
_EXPLAINED = """called treatment_when feeling_before hope kindness intention intention_route intention_words
    space_ready worn_off images feelings body hard echo meaning helped matters small_action
    feeling_after across plan_count plan_dates practice_words hoped_for"""
EXPLAINED = frozenset(_EXPLAINED.split())
