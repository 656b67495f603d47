"""Walks through every question of every form, as the domain names them: what to type to get past each, and on the way
something is done at each question for the first time that it is asked."""

from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from bot.settings import PROJECT
from tests.support.people import NOTHING, Kept, Person

DOMAIN = PROJECT / "domain.yml"
MOST_TURNS = 60  # of one form; a form that takes longer goes round in circles

Answers = Mapping[str, Sequence[str]]
Visit = Callable[[Person, str], Awaitable[None]]

# How each form is begun by somebody who has been through the ones before it.
BEGINNINGS = {
    "welcome_form": "i agree",
    "preparation_form": "prepare",
    "integration_form": "look back",
    "journal_form": "write in my journal",
    "plan_form": "plan my sessions",
    "move_form": "move my session",
    "change_form": "change my last entry",
    "not_working_form": "ketamine isn't working for me",
    "phq9_form": "questionnaire",
    "gad7_form": "questionnaire",
    "calming_form": "help me calm down",
    "practice_form": "what can i do between sessions",
    "look_back_form": "hello, it's me",
    "booking_form": "book a time with a coach",
}
# Whoever comes to be booked: one of their times is taken by the person already.
COACH = {"hours": "9-17", "group": "Evening circle", "booked": 1}
# What gets past each question; where it is asked more than once, the second time the second text, and so on.
ANSWERS: Answers = {
    "called": ["Sparrow"],
    "treatment_when": ["next tuesday at 3pm"],
    "feeling_before": ["5"],
    "hope": ["some peace in the mornings"],
    "kindness": ["my shy side"],
    "last_intention": ["keep it"],
    "intention": ["idk"],
    "intention_route": ["a feeling"],
    "intention_words": ["to let things come"],
    "intention_kept": ["yes"],
    "space_ready": ["not all of it"],
    "space_gaps": ["2"],
    "calming": ["no"],
    "safe_now": ["yes", "yes"],
    "worn_off": ["not yet", "yes"],  # the first answer leads to the fragments, the second past them
    "which_one": ["the last one"],
    "someone_there": ["yes", "yes"],
    "settled_in": ["yes"],
    "fragments": ["a wooden boat"],
    "fragments_more": ["oars"],
    "images": ["a wide field with one old tree"],
    "feelings": ["wonder and some shyness"],
    "body": ["a warm belly"],
    "intention_touched": ["things came slowly and i let them"],
    "hard": ["the long waiting"],
    "echo": ["the tree"],
    "since_feelings": ["a quiet joy"],
    "since_body": ["a softer belly"],
    "since_people": ["i listened to my son"],
    "meaning": ["patience is a kind of rest"],
    "still_hard": ["less than before"],
    "steady": ["next"],
    "helped": ["a warm hand"],
    "matters": ["being patient with myself"],
    "small_action": ["drink my tea without the phone"],
    "action_done": ["not yet"],
    "action_next": ["keep it"],
    "feeling_after": ["7"],
    "across": ["a little more ground"],
    "plan_count": ["6"],
    "plan_guide": ["with a guide"],
    "plan_dates": ["every other tuesday at 3pm"],
    "plan_right": ["yes"],
    "move_when": ["friday at 6"],
    "move_sure": ["no"],
    "journal_first": ["the evening light lies on the table"],
    "journal_more": ["done"],
    "sessions_so_far": ["4"],
    "hoped_for": ["more colour in my days"],
    "changed_a_little": ["nothing"],
    "other_medicines": ["neither"],
    "dose_on_page": ["no"],
    "prepared_before": ["both"],
    "setting_before": ["yes"],
    "someone_to_talk_to": ["nobody"],
    "in_between": ["some of it"],
    "page_shared": ["no"],
    "how_it_weighs": ["no, there is some hope"],  # asked because nothing changed and nobody is there
    **{f"phq9_{place}": ["several days"] for place in range(1, 9)},
    "phq9_9": ["not at all"],
    **{f"gad7_{place}": ["most days"] for place in range(1, 8)},
    "calm_which": ["the five senses"],
    "calm_step": ["next"],
    "practice_aside": ["yes"],
    "practice_kind": ["sleep"],
    "practice_now": ["i lie there and think about work"],
    "practice_words": ["read one page of a novel in bed"],
    "practice_kept": ["yes"],
    "practice_went": ["partly"],
    "practice_helped": ["the lamp was already on"],
    "practice_next": ["change it"],
    "practice_changed": ["open the window for a minute at nine"],
    "booking_which": ["the first one"],
    "booking_kind": ["one-to-one"],
    "booking_time": ["the first one"],
    "booking_sure": ["yes"],
    "journal_mood": ["6"],
    "journal_change": ["the evening light lies on the old table"],
}
# What is kept of these answers in the end, whatever happens on the way.
KEPT = Kept(
    name="Sparrow",
    answers={
        "hope": "some peace in the mornings",
        "kindness": "my shy side",
        "space_ready": "not all of it",
        "space_comfortable": "yes",
        "space_undisturbed": "no",
        "space_unhurried": "yes",
        "space_instructions": "yes",
        "space_company": "yes",
        "fragments": "a wooden boat",
        "fragments_more": "oars",
        "images": "a wide field with one old tree",
        "feelings": "wonder and some shyness",
        "body": "a warm belly",
        "intention_touched": "things came slowly and i let them",
        "hard": "the long waiting",
        "helped": "a warm hand",
        "echo": "the tree",
        "since_feelings": "a quiet joy",
        "since_body": "a softer belly",
        "since_people": "i listened to my son",
        "meaning": "patience is a kind of rest",
        "still_hard_days": "less than before",
        "still_hard_week": "less than before",
        "action_done_days": "yes",
        "action_done_week": "not yet",
        "across": "a little more ground",
        "matters": "being patient with myself",
        "small_action": "drink my tea without the phone",
        "sessions_so_far": "4",
        "hoped_for": "more colour in my days",
        "changed_a_little": "nothing",
        "other_medicines": "neither a benzodiazepine nor lamotrigine",  # a button, typed
        "prepared_before": "both",
        "setting_before": "yes",
        "someone_to_talk_to": "nobody",
        "in_between": "some of it",
        "sleep": "i lie there and think about work",
    },
    journal=["the evening light lies on the old table"],
    moods=[6],
    intentions=["to let things come", "to let things come"],
    feeling={"before": 5, "after": 7, "days after": 7, "a week after": 7},
    measures={"phq9": [8], "gad7": [14]},
    actions=[
        "drink my tea without the phone",
        "read one page of a novel in bed",
        "open the window for a minute at nine",
    ],
    outcomes=["not", "partly", None],
    helped=[None, "the lamp was already on", None],
    sessions=["integrated", "integrated", "planned", "planned", "planned", "planned"],
    when=["next tuesday at 3pm", None, None, None, None, None],
    page="not shared",
    bookings=["booked one-to-one", "booked one-to-one", "moved one-to-one"],
)
PAUSING = {"fragments", "fragments_more"}  # after these the form may rest, and is taken up again


@dataclass(frozen=True)
class Part:
    """One form on the way through all of them: what comes before it, how it is begun, and what they say otherwise.

    `hours` is how long they were away, `coach` whoever they have from now on, `beginning` what they say when it is not
    what is in BEGINNINGS.
    """

    form: str
    hours: float = 0
    otherwise: Answers = field(default_factory=dict)
    coach: Mapping[str, Any] | None = None
    beginning: str = ""


_SKIPPED: Answers = {
    name: ["skip"]
    for name in (
        "treatment_when", "feeling_before", "hope", "kindness", "space_ready", "images", "feelings", "body",
        "intention_touched", "hard", "matters", "small_action", "feeling_after",
    )
}  # fmt: skip
# Two treatment sessions: the first is looked back at after a day, some days and a week; the second remembers it. Then
# everything else. A small thing is looked back at when it is due; a booking is moved, after it was made.
JOURNEY = (
    Part("welcome_form"),
    Part("preparation_form"),
    Part("integration_form"),
    Part("integration_form", 72, {"action_done": ["yes"]}),
    Part("integration_form", 120),
    Part("preparation_form", otherwise=_SKIPPED),
    Part("integration_form", otherwise={**_SKIPPED, "which_one": ["a new one"], "worn_off": ["yes"]}),
    Part("journal_form"),
    Part("change_form"),
    Part("plan_form"),
    Part("move_form"),
    Part("not_working_form"),
    Part("phq9_form"),
    Part("gad7_form"),
    Part("calming_form"),
    Part("practice_form"),
    Part("look_back_form", 240),
    Part("booking_form", coach=COACH),
    Part("booking_form", beginning="move my booking"),
)


@cache
def forms() -> Mapping[str, Sequence[str]]:
    """The questions of each form of the domain."""
    domain = YAML(typ="safe").load(DOMAIN)
    return {name: list(form["required_slots"]) for name, form in domain["forms"].items()}


async def nothing(person: Person, question: str) -> None:
    """Just answer."""


async def walk(
    person: Person,
    form: str,
    visit: Visit = nothing,
    answers: Answers = ANSWERS,
    seen: Set[str] = frozenset(),
    beginning: str = "",
) -> set[str]:
    """Go through a form from its beginning to its end; `visit` what is asked for the first time, then answer it.

    Returns the questions that were asked. After a visit the same question has to be open. What was `seen` before is
    only answered.
    """
    await person.says(beginning or BEGINNINGS[form])
    times: dict[str, int] = {}
    for _ in range(MOST_TURNS):
        asked = await person.asked()
        if asked == NOTHING:
            return set(times)
        assert asked.startswith(f"{form}."), f"{asked} is asked in the middle of {form}"
        question = asked.partition(".")[2]
        assert question in answers, f"say in tests/support/walks.py what gets past the question {question!r}"
        if question not in times and question not in seen:
            await visit(person, question)
            again = await person.asked()
            assert again == asked, f"{asked} was open, and afterwards {again}\n{person.so_far()}"
        given = answers[question]
        await person.says(given[min(times.get(question, 0), len(given) - 1)])
        times[question] = times.get(question, 0) + 1
        if question in PAUSING and await person.asked() == NOTHING:
            await person.says("continue")
    raise AssertionError(f"{form} has no end\n{person.so_far()}")


async def walk_everything(
    person: Person, visit: Visit, changed: Answers | None = None, only: Set[str] | None = None
) -> set[str]:
    """Go through the whole journey, beginning at the door; returns the questions that were asked.

    `changed` answers are given wherever that question is asked; `only` names the forms to go through, if not all.
    """
    asked: set[str] = set()
    for part in JOURNEY:
        if only is not None and part.form not in only:
            continue
        if part.coach is not None:
            await person.has_coach(**part.coach)
        if part.hours:
            await person.waits(part.hours)
        answers = {**ANSWERS, **part.otherwise, **(changed or {})}
        asked |= await walk(person, part.form, visit, answers, frozenset(asked), part.beginning)
    return asked
