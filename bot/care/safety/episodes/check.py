"""The checker of the safety conversation (`landfall safety check`): what has to be true of the tree and of its texts.

Clinicians edit content/safety by hand, so each rule names the place and says in a sentence what is wrong there.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from bot.care.safety.episodes import forbidden, walk
from bot.care.safety.episodes.course import TONES
from bot.care.safety.episodes.due import ASKS_FOR_NUMBERS
from bot.care.safety.episodes.protocol import (
    FOLDER,
    HUMAN,
    MOVES,
    PLAN,
    REASSURING,
    RETURN,
    WORRYING,
    WORSE,
    BadProtocol,
    Protocol,
    State,
)
from bot.care.safety.episodes.texts import Text, Texts, sentences
from bot.care.safety.episodes.wording import ASKS_ABOUT_PEOPLE, SHORTLY
from bot.care.safety.escalations import TIERS

MOST_WORDS = 40  # somebody in danger reads on a phone, and little of it
MOST_TOPIC_WORDS = 60  # an answer to a direct question
QUESTION_TEXTS = 3  # so that a question asked again has other words
STRAND_STATES = ("ASK", "HOW_NEAR", "NOW", "TODAY")  # in which each strand has its own questions
EXTRA_ANSWERS = (WORSE, PLAN)  # buttons that stand for no class
ENDS = ("hold", "release", "beside")  # what may stand under `then`, besides a state
BARRIERS = FOLDER / "barriers.yml"  # what stands in the way of calling; each needs texts
PLACEHOLDERS = ("emergency", "crisis_line")  # in every text
# Only in these groups, because only there they are filled.
PLACEHOLDERS_OF = {
    "name": ("human.opened", "human.asked_opened"),
    "step": ("reply.will_step.now", "reply.will_step.else"),
    "agreed": ("easing.agreed",),
    "country": ("country.noted", "country.noted_here", "country.offered", "country.here"),
    "person": ("question.ask_person",),
    "time": ("time_named",),
    "words": tuple(f"said_back.{tone}" for tone in TONES),
}
_SINGLE_GROUPS = (
    "reply.will_step.plain",
    "reflection.check",
    "numbers.short",
    "human.noted human.paged human.opened human.overdue human.asked_noted human.asked_paged human.asked_opened",
    "parting.now parting.today parting.eased parting.together",
    "easing.agreed",
    "country.noted country.noted_here country.offered country.offered_unknown",
    "country.elsewhere country.here country.another country.choose",
    "extra.minors extra.medical extra.body extra.driving",
    "unheard declined declined_medical reflection_unsure mistaken",
    "medical_no self_harm_done held_by_the_neck minor_said drowsy drowsy_helped near_them human_mistaken help_for_them",
    "words_for_clinic time_named distance_done help_there help_called",
    "raised release release_gentle beside beside_idle next_visit reassured neutral neutral_long",
    "wait stay stay_door step_when watched",
    "plan_card",
    "said_back.heavy said_back.good said_back.cross said_back.plain confided",
    "easing_same corrected they_safe reply.will_step.done numbers.short",
)


def problems(protocol: Protocol, texts: Texts, phrases: Path = forbidden.FILE) -> list[str]:
    """Everything that is wrong with the tree and its texts, in sentences; empty when all is well.

    `phrases` is the file of what no text may say. The tree is only walked where nothing else is wrong, because a walk
    needs a whole one; it says the texts that are in use. Raises `BadProtocol` when the file cannot be read.
    """
    found = [
        *_of_states(protocol),
        *_of_silence(protocol),
        *_of_questions(protocol, texts),
        *_of_strands(protocol),
        *_of_groups(protocol, texts),
        *_of_texts(texts),
        *_of_wording(protocol, texts, forbidden.read(phrases)),
    ]
    return found or list(walk.dead_ends(protocol))


def unreviewed(texts: Texts) -> list[str]:
    """The ids of the texts that no clinician has reviewed."""
    return [text.id for text in texts.by_id.values() if text.reviewed is None]


def groups_needed(protocol: Protocol) -> set[str]:
    """The groups of texts that a step may choose from, questions and topics aside. Raises `BadProtocol`."""
    needed = {group for line in _SINGLE_GROUPS for group in line.split()}
    spoken = set(protocol.classes) - set(SHORTLY)
    needed |= {f"reply.{answer}.{when}" for answer in spoken for when in ("now", "else")}
    needed |= {f"barrier.{barrier}" for barrier in _barriers(BARRIERS)}
    for strand in protocol.strands:
        needed |= {f"reflection.{strand}", f"reflection_now.{strand}"}
    for kind in ("now", *protocol.strands):
        needed |= {f"numbers.{kind}.first", f"numbers.{kind}.again"}
    return needed


@lru_cache(maxsize=4)
def _barriers(file: Path) -> tuple[str, ...]:
    try:
        return tuple(map(str, yaml.safe_load(file.read_text(encoding="utf-8"))["barriers"]))
    except (OSError, yaml.YAMLError, LookupError, TypeError) as problem:
        raise BadProtocol(f"{file.name} cannot be read: {problem!r}") from problem


def _of_states(protocol: Protocol) -> Iterator[str]:
    """Every answer leads somewhere that exists."""
    # whether yes and no are good news depends on the question, so the table has `reassuring` and `worrying` instead
    expected = {REASSURING, WORRYING, *protocol.classes} - {"yes", "no"}
    known = {*expected, *EXTRA_ANSWERS}
    for state in protocol.states.values():
        missing = expected - set(state.answers) if state.holds else set()
        for answer in sorted(missing):
            yield f"The state {state.id} has no answer for {answer}."
        for answer, leads in state.answers.items():
            yield from _leads(protocol, state.id, answer, leads)
            if answer not in known:
                yield f"The state {state.id} has an answer for {answer}, which is no class."
        for question, special in state.by_question.items():
            if question not in protocol.questions:
                yield f"The state {state.id} names the question {question}, which does not exist."
            for answer, leads in special.items():
                yield from _leads(protocol, state.id, f"{answer} after {question}", leads)
                if answer not in known:
                    yield f"The state {state.id} has an answer for {answer} after {question}, which is no class."
        if state.then not in (*protocol.states, *ENDS, RETURN):
            yield f"The state {state.id} goes on to {state.then}, which does not exist."


def _of_silence(protocol: Protocol) -> Iterator[str]:
    """There is one state in which a coach holds the conversation, and only a coach leads in and out of it."""
    if HUMAN not in protocol.states:
        yield f"There is no state {HUMAN}, in which a coach holds the conversation."
    for state in protocol.states.values():
        leads = list(state.answers.items())
        for asked, special in state.by_question.items():
            leads += [(f"{answer} after {asked}", to) for answer, to in special.items()]
        if state.id == HUMAN:
            yield from _of_human(state, leads)
            continue
        if state.silent:
            yield f"The state {state.id} is silent: somebody would be left without a word where no coach is."
        if state.then in (HUMAN, RETURN):
            yield f"The state {state.id} goes on to {state.then}: only a coach leads to {HUMAN}, and only {HUMAN} back."
        for answer, to in leads:
            if to == HUMAN:
                yield f"In the state {state.id}, {answer} leads to {HUMAN}: only a coach leads there."
    for strand in protocol.strands.values():
        if HUMAN in strand.enters.values() or HUMAN in strand.asks:
            yield f"The strand {strand.id} begins in {HUMAN}, or asks there: only a coach leads there."


def _of_human(state: State, leads: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not state.silent or not state.holds or state.asks:
        yield f"The state {HUMAN} has to be silent, to hold and to ask nothing: a coach writes there."
    if state.then != RETURN:
        yield f"The state {HUMAN} goes on to {state.then}, and not back to what was open ({RETURN})."
    for answer, to in leads:
        if to != "hold":
            yield f"In the state {HUMAN}, {answer} leads to {to}: only a coach leads out of it."


def _leads(protocol: Protocol, state: str, answer: str, leads: str) -> Iterator[str]:
    if leads not in protocol.states and leads not in MOVES:
        yield f"In the state {state}, {answer} leads to {leads}, which does not exist."


def _of_questions(protocol: Protocol, texts: Texts) -> Iterator[str]:
    """Every question that is referred to exists and can be asked three times; its buttons are known."""
    referred: dict[str, str] = {}
    for state in protocol.states.values():
        referred |= dict.fromkeys(state.asks, f"the state {state.id}")
    for strand in protocol.strands.values():
        for asks in strand.asks.values():
            referred |= dict.fromkeys(asks, f"the strand {strand.id}")
    for question, where in referred.items():
        if question not in protocol.questions:
            yield f"The question {question} of {where} does not exist."
    for one in protocol.questions.values():
        group = "step_when" if one.id == "step_when" else f"question.{one.id}"
        found = texts.groups.get(group, ())
        if len(found) < QUESTION_TEXTS:
            yield f"The question {one.id} has {len(found)} texts of {QUESTION_TEXTS}."
        for text in found:
            if text.text.count("?") != 1:
                yield f"{text.id} is a question and needs exactly one question mark."
        for answer in sorted(one.reassuring - set(protocol.classes)):
            yield f"The question {one.id} counts {answer} as reassuring, which is no class."
        for answer, title in one.buttons:
            if answer not in (*protocol.classes, *EXTRA_ANSWERS):
                yield f'The button "{title}" of the question {one.id} means {answer}, which is no class.'


def _of_strands(protocol: Protocol) -> Iterator[str]:
    """Every strand begins somewhere for each tier, and has questions in each of the states that ask."""
    for strand in protocol.strands.values():
        for tier in TIERS[1:]:
            entered = strand.enters.get(tier)
            if entered is None:
                yield f"The strand {strand.id} does not say where an alarm of the tier {tier} begins."
            elif entered not in protocol.states:
                yield f"The strand {strand.id} begins in {entered}, which does not exist."
        for state in STRAND_STATES:
            if not strand.asks.get(state):
                yield f"The strand {strand.id} has no question for {state}."
        for state in strand.asks:
            if state not in protocol.states:
                yield f"The strand {strand.id} has questions for {state}, which does not exist."


def _of_groups(protocol: Protocol, texts: Texts) -> Iterator[str]:
    """Every group that a step may choose from has a text."""
    for group in sorted(groups_needed(protocol) - set(texts.groups)):
        yield f"There is no text {group}."
    for group, strands in texts.strands.items():
        for strand in sorted(set(strands) - set(protocol.strands)):
            yield f"The texts {group} are for the strand {strand}, which does not exist."
    for topic in sorted(ASKS_ABOUT_PEOPLE | ASKS_FOR_NUMBERS):
        if f"topic.{topic}" not in texts.groups:
            yield f"There is no text topic.{topic}."
    for topic, asks in texts.topics.items():
        if not asks:
            yield f"The topic {topic} has no phrasing that asks for it, so it is never found."


def _of_texts(texts: Texts) -> Iterator[str]:
    """Every text is short, has only placeholders that are filled, and says nothing that another one says."""
    said_by: dict[str, list[str]] = defaultdict(list)
    for group, found in texts.groups.items():
        for text in found:
            answers = group.startswith("topic.") or group.removeprefix("theme.") in texts.answering
            most = MOST_TOPIC_WORDS if answers else MOST_WORDS
            if len(text.text.split()) > most:
                yield f"{text.id} has {len(text.text.split())} words of at most {most}."
            if not text.text:
                yield f"{text.id} is empty."
            yield from _of_placeholders(group, text)
            for sentence in sentences(text.text):
                said_by[sentence].append(text.id)
    for sentence, ids in said_by.items():
        if len(ids) > 1:
            yield f'{" and ".join(ids)} say the same: "{sentence}".'


def _of_placeholders(group: str, text: Text) -> Iterator[str]:
    for slot in re.findall(r"\{[^{}]*\}?|\}", text.text):
        name = slot[1:-1]
        if slot != f"{{{name}}}" or name not in (*PLACEHOLDERS, *PLACEHOLDERS_OF):
            yield f"{text.id} has the placeholder {slot}, which is not known."
        elif name in PLACEHOLDERS_OF and group not in PLACEHOLDERS_OF[name]:
            places = " and ".join(PLACEHOLDERS_OF[name])
            yield f"{text.id} has the placeholder {slot}, which is only filled in {places}."


def _of_wording(protocol: Protocol, texts: Texts, phrases: Sequence[forbidden.Phrase]) -> Iterator[str]:
    """Safe messaging: no text and no button says what is forbidden, or shouts."""
    said = [(text.id, text.text) for text in texts.by_id.values()]
    said += [(f"question.{one.id}", title) for one in protocol.questions.values() for _, title in one.buttons]
    for text_id, words in said:
        if "!" in words:
            yield f"{text_id} has an exclamation mark."
        for phrase in forbidden.said_in(phrases, text_id, words):
            yield f'{text_id} says "{phrase.said}" ({phrase.why}).'
    known = [text_id for text_id, _ in said]
    for phrase in phrases:
        for place in phrase.allowed:
            if not any(text_id == place or text_id.startswith(f"{place}.") for text_id in known):
                yield f'"{phrase.said}" is allowed in {place}, which does not exist.'
