"""One step of the safety conversation, as a pure function: where an answer leads, and what is known afterwards.

`begin` opens an episode at an alarm, `step` takes the next message. What is said is chosen in `wording`.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.care.safety.episodes.episode import GOOD_STEPS, Episode, Heard, Human, Stepped, seen_from
from bot.care.safety.episodes.protocol import REASSURING, RESTING, WORRYING, WORSE, Protocol
from bot.care.safety.episodes.wording import Course, say
from bot.care.safety.escalations import is_worse, worse

MOST_HOW_NEAR = 3  # questions about how near it is, at most
MOST_REFUSALS = 2  # then no more questions: STAY
ONE_KEPT = 2000  # characters of an answer that are kept verbatim
KEPT_ANSWERS = 40
TURNS_OF_WAITING = 4  # then they are asked whether it is any different
BODILY = ("suicide", "suicide_now", "self_harm", "medical")
# A danger that rises in these states is answered at once.
_NEARER = {"imminent": "NOW", "high": "HOW_NEAR", "elevated": "ASK"}
_DEPTH = {
    "CHECK": 0,
    "NEXT_VISIT": 0,
    "EASING": 1,
    "ASK": 2,
    "TAKEN_BACK": 2,
    "STAY": 2,
    "PLAN": 2,
    "TODAY": 2,
    "HOW_NEAR": 3,
    "WAIT": 4,
    "NOW": 5,
}
# What an answer is worth by itself, whatever was asked, and where it stands after a safety question.
_WORTH = {"done": "imminent", "time": "imminent", "means": "high", "howto": "high"}
CALMER = ("BESIDE", "NEXT_VISIT", "EASING", "STAY", "TODAY", "PLAN")
_UNSETTLED = ("unsure", "partly", "wont_say")
Lines = Mapping[str, tuple[str, str]]  # per strand: the emergency number and the crisis line, as a client reads them


def begin(protocol: Protocol, heard: Heard, human: Human, lines: Lines, interrupted: str | None) -> Stepped:
    """Open an episode at the message that raised the alarm, or that asks for the soft check."""
    strand = protocol.strand_of(heard.tier, heard.categories)
    if heard.taken and heard.tier == "imminent" and strand in BODILY:
        strand = "medical"
    elif heard.wound and not heard.taken and strand in ("medical", "suicide", "suicide_now"):
        strand = "self_harm"
    if heard.check and heard.tier == "none":
        state = "CHECK"
    elif not heard.firm and not heard.taken:
        state = "ASK"  # the encoder alone: the same alert and numbers, and one direct question before any order
        strand = "suicide" if strand == "suicide_now" else strand
    else:
        state = protocol.strands[strand].enters.get(heard.tier, "ASK")
        if strand == "self_harm" and state == "NOW":
            state = "HOW_NEAR"
    episode = Episode(strand, state, heard.tier, interrupted=interrupted, watched=heard.watched)
    episode = _learn(protocol, episode, heard)
    asked = next_question(protocol, episode)
    return say(protocol, Course(episode, heard, human, lines, "opening", asked))


def step(protocol: Protocol, episode: Episode, heard: Heard, human: Human, lines: Lines) -> Stepped:
    """Take the next message of a client whose episode is open. The same input gives the same outcome."""
    before = episode
    question = protocol.questions.get(episode.question or "")
    answer = WORRYING if heard.answer == WORSE else seen_from(question, heard.answer)
    if answer in ("yes", "no"):
        answer = "else"  # nothing was asked
    if question is not None and question.id in ("better", "since") and heard.answer == "no":
        answer = "partly"  # "much the same" is no alarm
    episode = _learn(protocol, _record(episode, heard), heard)
    raised = heard.firm and is_worse(heard.tier, before.tier)
    leads = protocol.states[episode.state].leads(episode.question, answer)
    if leads == "medical" and not _is_bodily(episode, heard):
        leads = "NOW"
    if answer == "back_to_coaching" and leads == "again" and episode.refused.get("coaching", 0) >= 1:
        leads = "EASING"
    if episode.state in ("ASK", "CHECK") and answer == REASSURING and heard.tier in ("high", "imminent"):
        leads = "HOW_NEAR"  # the words say otherwise
    if episode.strand in heard.denies:
        episode, course = _corrected(protocol, episode), "corrected"
    elif heard.they_safe and episode.state not in ("EASING", "NEXT_VISIT", *RESTING):
        episode, course = _enter(protocol, episode, "EASING"), "they_safe"
    else:
        episode, course = _move(protocol, episode, heard, leads, answer)
    if answer == "back_to_coaching":
        episode = replace(episode, refused=_count(episode.refused, "coaching"))
    if before.state in RESTING and heard.check and heard.tier == "none":
        episode, course = _enter(protocol, episode, "CHECK"), "opening"
    elif heard.tier != "none" and _is_deeper(protocol, episode, heard, before):
        episode, course = _raise(protocol, episode, heard), "raised"
    if answer == "wont_say" and course not in ("released", "raised", "stop"):
        episode = replace(episode, refused=_count(episode.refused, "questions"))
        if episode.refused["questions"] >= MOST_REFUSALS and episode.state in ("ASK", "HOW_NEAR", "TODAY"):
            episode = replace(episode, state="STAY", question=None)
            course = "moved"
    asked, episode, course = _ask(protocol, episode, course, answer)
    tier = "imminent" if leads == "medical" else _worth(protocol, before, heard, answer)
    rose = is_worse(tier, before.tier)
    spoken = say(protocol, Course(episode, heard, human, lines, course, asked, answer, before, raised, rose))
    return replace(spoken, tier=tier, episode=replace(spoken.episode, tier=worse(spoken.episode.tier, tier)))


def visit(protocol: Protocol, episode: Episode, heard: Heard, human: Human, lines: Lines, message: str) -> Stepped:
    """The first message of a later visit: one question first. `message` is the id of the message that waits for it."""
    returned = replace(_enter(protocol, episode, "NEXT_VISIT"), returned=message)
    return say(protocol, Course(returned, heard, human, lines, "visit", "since", before=episode))


def next_question(protocol: Protocol, episode: Episode) -> str | None:
    """The next question of the state that was not asked and is not known; None when there is none left."""
    asks = protocol.asks(episode.state, episode.strand)
    if episode.state == "HOW_NEAR" and sum(1 for one in asks if one in episode.asked) >= MOST_HOW_NEAR:
        return None
    return next((one for one in asks if one not in episode.asked and one not in episode.known), None)


def _is_bodily(episode: Episode, heard: Heard) -> bool:
    """Whether "done" means the body: by what was asked, by a button, or by the words themselves."""
    return heard.taken or heard.wound or episode.question in ("done_already", "reach") or not heard.text.strip()


def _corrected(protocol: Protocol, episode: Episode) -> Episode:
    """They said that it is not about this: back to the strand that fits what else was heard, from its beginning."""
    denied = (*episode.denied, episode.strand)
    fitting = (
        name
        for name, one in protocol.strands.items()
        if name not in denied and name != "suicide_now" and set(one.categories) & set(episode.categories)
    )
    strand = next(fitting, "suicide")
    return replace(
        _enter(protocol, replace(episode, denied=denied, state="BESIDE"), "ASK", strand=strand), watched=False
    )


def _record(episode: Episode, heard: Heard) -> Episode:
    """Note the answer beside the question it was given to, verbatim, for the coach."""
    asked = episode.question or episode.state.lower()
    said = dict(episode.said)
    heard_as = dict(episode.heard)
    key = asked
    if key in said:
        key = f"{asked} ({sum(1 for one in said if one.split(' (')[0] == asked) + 1})"
    if len(said) < KEPT_ANSWERS:
        said[key] = heard.text[:ONE_KEPT]
        heard_as[key] = heard.answer
    return replace(episode, said=said, heard=heard_as, turns=episode.turns + 1)


def _learn(protocol: Protocol, episode: Episode, heard: Heard) -> Episode:
    """What need not be asked again, from what was said."""
    known = dict.fromkeys(episode.known)
    if heard.answer == "means":
        known["reach"] = None
    if heard.answer == "done":
        known.update(dict.fromkeys(("done_already", "hurting", "life")))
    if heard.answer == "person_here" and episode.strand not in ("someone_else", "abuse"):
        known.update(dict.fromkeys(("somebody_there", "company", "tonight")))
    if heard.answer == "will_step" and heard.step_done:
        known.update(dict.fromkeys(("somebody_there", "company")))
    if heard.firm and heard.tier in ("high", "imminent") and "suicide" in heard.categories:
        known["life"] = None
    steps = episode.steps
    if heard.answer == "will_step" and heard.step and heard.step not in steps:
        steps = (*steps, heard.step)
    return replace(
        episode,
        known=tuple(known),
        steps=tuple(steps),
        tier=worse(episode.tier, heard.tier),
        minor=episode.minor or heard.minor,
        veteran=episode.veteran or heard.veteran,
        language=heard.language if heard.language != "en" else episode.language,
        categories=tuple(dict.fromkeys((*episode.categories, *heard.categories))),
        watched=heard.watched or (episode.watched and heard.answer != "yes"),
    )


def _move(protocol: Protocol, episode: Episode, heard: Heard, leads: str, answer: str) -> tuple[Episode, str]:
    """Where the answer leads: the episode in its next state, and how the step is worded."""
    if leads == "medical" and heard.wound and not heard.taken:
        return _enter(protocol, episode, "HOW_NEAR", strand="self_harm"), "moved"
    if leads == "medical":
        return _enter(
            protocol, episode, "NOW", strand=episode.strand if episode.strand == "someone_else" else "medical"
        ), "moved"
    if leads == "third":
        if episode.strand in ("someone_else", "medical", "abuse"):
            return episode, "again"
        return _enter(protocol, episode, "ASK", strand="someone_else"), "moved"
    if leads == "stop":
        asked = {name: times for name, times in episode.asked.items() if name != episode.question}
        return replace(episode, question=None, asked=asked, watched=True), "stop"
    if leads == "release":
        return replace(episode, state="BESIDE", question=None), "released"
    if leads == "beside":
        return replace(episode, state="BESIDE", question=None), "eased"
    if leads in ("next", "again", "hold"):
        return episode, leads
    if leads == episode.state:
        return episode, "next"
    return _enter(protocol, episode, leads), "moved"


def _enter(protocol: Protocol, episode: Episode, state: str, strand: str | None = None) -> Episode:
    """Enter a state. What it asks may be asked again, when they come back to it from a calmer one."""
    asked = episode.asked
    again: tuple[str, ...] = ()
    if state in ("EASING", "NEXT_VISIT", "WAIT"):
        again = ("better", "since")
    elif _DEPTH[state] > _DEPTH.get(episode.state, 0) and episode.state in CALMER:
        again = tuple(protocol.asks(state, strand or episode.strand))
    asked = {name: times for name, times in asked.items() if name not in again}
    return replace(episode, state=state, strand=strand or episode.strand, question=None, asked=asked, held=0)


def _is_deeper(protocol: Protocol, episode: Episode, heard: Heard, before: Episode) -> bool:
    """Whether what triage hears anew asks for more than where the answer led."""
    if episode.state in RESTING or before.state in ("EASING", "NEXT_VISIT", "STAY", "CHECK", "BESIDE"):
        return _DEPTH[_NEARER[heard.tier]] > _DEPTH.get(episode.state, 0)
    strand = protocol.strand_of(heard.tier, heard.categories)
    if not heard.firm:
        return False
    risen = is_worse(heard.tier, before.tier)
    if strand in episode.denied:
        return risen
    sooner = protocol.is_before(strand, episode.strand) and not is_worse(before.tier, heard.tier)
    return (sooner or risen) and _DEPTH[_NEARER[heard.tier]] >= _DEPTH.get(episode.state, 0)


def _raise(protocol: Protocol, episode: Episode, heard: Heard) -> Episode:
    """Deeper into the protocol, and to the strand that goes before, never behind."""
    strand = protocol.strand_of(heard.tier, heard.categories)
    if not heard.firm or strand in episode.denied or not protocol.is_before(strand, episode.strand):
        strand = episode.strand
    if strand == "medical" and heard.wound and not heard.taken:
        strand = "self_harm"
    state = protocol.strands[strand].enters.get(heard.tier, _NEARER[heard.tier])
    if _DEPTH[state] < _DEPTH.get(episode.state, 0):
        state = episode.state
    return _enter(protocol, episode, state, strand=strand)


def _ask(protocol: Protocol, episode: Episode, course: str, answer: str) -> tuple[str | None, Episode, str]:
    """The question of this turn, if there is one; a state without any left goes on to the one under `then`."""
    if course in ("released", "eased", "stop"):
        return None, episode, course
    if course == "hold":
        return _while_waiting(episode), episode, course
    if course == "again" and episode.question is not None:
        if episode.asked.get(episode.question, 0) < 2:
            return episode.question, episode, course
        course = "next"
    for _ in range(4):
        asked = next_question(protocol, episode)
        if asked is not None:
            return asked, episode, course
        then = protocol.states[episode.state].then
        if then == "hold":
            return _while_waiting(episode), replace(episode, question=None), "hold" if course == "next" else course
        if then == "release" or then == "beside":
            return None, replace(episode, state="BESIDE", question=None), "released" if then == "release" else "eased"
        if episode.state == "TODAY" and not episode.steps and answer not in (REASSURING, *GOOD_STEPS):
            then = "STAY"
        episode, course = _enter(protocol, episode, then), "moved"
    return None, episode, course


def _while_waiting(episode: Episode) -> str | None:
    """In a state that holds: now and then the way out is asked for once more."""
    if episode.state == "WAIT" and episode.held % TURNS_OF_WAITING == TURNS_OF_WAITING - 1:
        return "better"
    return None


def _worth(protocol: Protocol, before: Episode, heard: Heard, answer: str) -> str:
    """The tier of an answer, seen from its question: a yes is no calm word there, and a denial no new alarm."""
    question = protocol.questions.get(before.question or "")
    if answer == REASSURING or answer in GOOD_STEPS:
        return "none"
    if question is not None and question.id == "step_when":
        return "none"
    worth = _WORTH.get(heard.answer, "none")
    if question is not None and question.safety:
        if answer == WORRYING:
            worth = worse(worth, "high")
        elif answer in _UNSETTLED:
            worth = worse(worth, "elevated")
    if before.strand == "someone_else" and worth == "imminent":
        worth = "high"
    return worth


def _count(counts: Mapping[str, int], name: str) -> dict[str, int]:
    return {**counts, name: counts.get(name, 0) + 1}
