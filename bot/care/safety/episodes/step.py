"""One step of the safety conversation, as a pure function: where an answer leads, and what is known afterwards.

`begin` opens an episode at an alarm, `step` takes the next message. What is said is chosen in `wording`.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.care.safety.episodes import handover
from bot.care.safety.episodes.course import BELIEVED, OVER, Course, Lines
from bot.care.safety.episodes.entrance import entrance
from bot.care.safety.episodes.episode import GOOD_STEPS, Episode, Heard, Human, Stepped, seen_from
from bot.care.safety.episodes.learning import ALONE, WORTH, is_firm, learn, record, worth_of
from bot.care.safety.episodes.protocol import REASSURING, RESTING, WORRYING, WORSE, Protocol
from bot.care.safety.episodes.wording import say
from bot.care.safety.escalations import is_worse, worse

DIALOGUE = "dialogue"  # interrupted by what the dialogue itself understood, such as an item of a questionnaire
MOST_HOW_NEAR = 3  # questions about how near it is, at most
MOST_REFUSALS = 2  # then no more questions: STAY
TURNS_OF_WAITING = 4  # then they are asked whether it is any different
CALM_ENOUGH = 2  # good answers in a row to questions of safety; then nothing more of HOW_NEAR is asked
FIRST_QUESTIONS = ("ASK", "CHECK", "GENTLE")  # states that ask one question before anything else
PEOPLE = ("company", "tonight", "somebody_there", "knows")  # questions that a person named before answers
OUT = ("call", "emergency_call", "distance", "company", "step_away", "call_for_them", "other_place")  # asked in NOW
MISTAKABLE = ("suicide", "suicide_now", "self_harm", "medical", "heavy")  # strands of which a plain no disposes
URGED = ("emergency_call", "somebody_there")  # in turn, as long as nobody has called in a medical emergency
OF_THEMSELVES = {"life", "hurting"}  # known where they have said it of themselves
SAID_THEMSELVES = ("suicide", "self_harm")  # strands whose first question is answered by the words that lead there
GRAVE = ("abuse", "harm_to_others", "suicide")  # strands that count as high as soon as plain words are about them
# A danger that rises in these states is answered at once.
_NEARER = {"imminent": "NOW", "high": "HOW_NEAR", "elevated": "ASK"}
_DEPTH = {
    "CHECK": 0,
    "GENTLE": 0,
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
CALMER = ("BESIDE", "NEXT_VISIT", "EASING", "STAY", "TODAY", "PLAN")


def begin(protocol: Protocol, heard: Heard, human: Human, lines: Lines, interrupted: str | None) -> Stepped:
    """Open an episode at the message that raised the alarm, or that asks for the soft check."""
    strand, state, unsure = entrance(protocol, heard, in_flow=interrupted not in (None, DIALOGUE))
    known = ("done_already",) if heard.wound and not heard.small else ("bleeding",)
    episode = Episode(
        strand, state, heard.tier, interrupted=interrupted, watched=heard.watched, unsure=unsure, known=known
    )
    episode = learn(protocol, episode, heard)
    asked, episode, _ = _ask(protocol, episode, "opening", heard.answer, leaving=False)
    return say(protocol, Course(episode, heard, human, lines, "opening", asked))


def step(protocol: Protocol, episode: Episode, heard: Heard, human: Human, lines: Lines) -> Stepped:
    """Take the next message of a client whose episode is open. The same input gives the same outcome."""
    if protocol.states[episode.state].silent:
        return handover.listen(protocol, episode, heard)
    before = episode
    question = protocol.questions.get(episode.question or "")
    answer = WORRYING if heard.answer == WORSE else seen_from(question, heard.answer)
    if answer in ("yes", "no"):
        answer = "else"  # nothing was asked
    if question is not None and question.id in ("better", "since") and heard.answer == "no":
        answer = "partly"  # "much the same" is no alarm
    episode = learn(protocol, record(episode, heard), heard)
    raised = heard.firm and is_worse(heard.tier, before.tier)
    leads = protocol.states[episode.state].leads(episode.question, answer)
    if leads == "medical" and not _is_bodily(episode, heard):
        leads = "NOW"
    if leads == "third" and not heard.other and heard.about != "someone_else" and OF_THEMSELVES & set(episode.known):
        leads = "again"  # "i said my mom" is no other person in danger
    if heard.doubtful and leads in ("medical", "NOW"):  # they are asked before any order
        leads = "next" if episode.state in ("HOW_NEAR", "NOW") else "HOW_NEAR"
    mild = before.unsure or before.tier in ("none", "elevated")
    if (
        answer == "back_to_coaching"
        and leads == "again"
        and (episode.refused.get("coaching", 0) or (mild and episode.eased))
    ):
        leads = "EASING"
    if heard.unclear and answer == "unsure" and leads in ("HOW_NEAR", "NOW"):
        leads = "again" if episode.state == "ASK" else "next"  # not understood: no reason to hurry them
    if episode.strand == "someone_else" and leads == "EASING" and answer in GOOD_STEPS:
        leads = "WAIT"  # only news of the other one ends it
    if heard.unheard and leads == "again" and not (before.unsure and episode.state == "ASK"):
        leads = "next"  # not the same once more
    acute = heard.firm and heard.tier in ("high", "imminent")
    if episode.state in FIRST_QUESTIONS and answer == REASSURING and acute:
        leads = "HOW_NEAR"  # the words say otherwise
    if episode.state == "HOW_NEAR" and leads == "next" and episode.eased >= CALM_ENOUGH and mild:
        leads = "EASING"
    offered = heard.answer == "will_step" and heard.step is not None and not heard.step_done and not heard.going
    if offered and episode.state == "TODAY" and leads == "EASING" and before.question != "step_when":
        leads = "hold"  # they are asked when, before anything is taken as done
    on_their_way = before.question == "step_when" and heard.answer in ("time", "yes", "will_step")
    on_their_way &= episode.state != "TODAY"
    on_their_way |= heard.going and episode.state in ("HOW_NEAR", "NOW", "TODAY")
    # Whoever is with them, or on the line, asks the rest.
    together = heard.there and heard.answer == "person_here" and episode.state in ("HOW_NEAR", "NOW")
    together &= episode.strand in BELIEVED
    if (on_their_way or together) and episode.strand != "medical" and not is_firm(heard):
        episode, leads = _enter(protocol, episode, "WAIT"), "hold"  # they are on their way
    named = leads == "EASING" and _is_offered(before, episode, heard)
    if named:
        leads = "hold"  # somebody they name themselves is asked about before anything ends
    turned = _turned(protocol, episode, heard)
    if before.state in RESTING and heard.tier != "none":
        strand, state, unsure = entrance(protocol, heard, in_flow=episode.interrupted not in (None, DIALOGUE))
        if unsure and heard.about is None and episode.strand not in episode.denied:
            strand = episode.strand  # the encoder alone says little about what it is
        if unsure and not before.unsure and not before.mistaken:  # they have said before that it is so
            unsure, state = False, "HOW_NEAR" if state == "ASK" else state
        known = ("done_already",) if heard.wound else ("bleeding",)
        fresh = learn(protocol, replace(episode, unsure=unsure, help=None, known=known, question=None), heard)
        episode = _enter(protocol, replace(fresh, unsure=unsure), state, strand=strand)
        course = "opening"
    elif turned is not None:
        entered = "HOW_NEAR" if turned in SAID_THEMSELVES else "ASK"
        episode, course = _enter(protocol, replace(episode, unsure=False), entered, strand=turned), "moved"
    elif heard.about == episode.strand == "harm_to_others" and answer not in (REASSURING, *GOOD_STEPS):
        episode, course = _enter(protocol, episode, "HOW_NEAR"), "moved"
    elif (
        heard.help is not None
        and episode.help is not None
        and episode.strand not in ALONE
        and episode.state in ("ASK", "HOW_NEAR", "NOW", "WAIT")
    ):
        episode, course = replace(episode, state="WAIT", question=None), "helped"
    elif before.unsure and episode.strand in MISTAKABLE and _is_denied(before, heard, answer):
        episode, course = replace(episode, state="BESIDE", question=None, mistaken=episode.mistaken + 1), "mistaken"
    elif episode.strand in heard.denies:
        episode, course = _corrected(protocol, episode, heard), "corrected"
    elif heard.they_safe and episode.state not in ("EASING", "NEXT_VISIT", *RESTING):
        episode, course = _enter(protocol, episode, "TODAY"), "they_safe"  # now it is about them
    else:
        episode, course = _move(protocol, episode, heard, leads, answer)
    if answer == "back_to_coaching":
        episode = replace(episode, refused=_count(episode.refused, "coaching"))
    if before.state in RESTING and heard.check and heard.tier == "none":
        state = "GENTLE" if heard.faint else "CHECK"
        episode, course = _enter(protocol, replace(episode, unsure=heard.faint), state), "opening"
    elif before.state not in RESTING and heard.tier != "none" and _is_deeper(protocol, episode, heard, before):
        episode, course = _raise(protocol, episode, heard), "raised"
    if answer == "wont_say" and course not in (*OVER, "raised", "stop"):
        episode = replace(episode, refused=_count(episode.refused, "questions"))
        if episode.refused["questions"] >= MOST_REFUSALS and episode.state in ("ASK", "HOW_NEAR", "TODAY"):
            episode = replace(episode, state="STAY", question=None)
            course = "moved"
    leaving = heard.answer == "farewell" and not is_firm(heard) and course != "opening"
    asked, episode, moved = _ask(protocol, episode, course, answer, leaving=leaving)
    course = course if course in ("opening", "they_safe") else moved
    if (course == "eased" and episode.unsure) or (course == "released" and before.state == "GENTLE"):
        episode = replace(episode, mistaken=episode.mistaken + 1)
    offered = _is_offered(before, episode, heard) and asked is not None and asked != "better"
    if offered or (named and course not in OVER):
        asked = "ask_person"  # somebody they name themselves is taken up at once
    tier = "imminent" if leads == "medical" and course != "helped" else worth_of(protocol, before, heard, answer)
    if turned in GRAVE:
        tier = worse(tier, "high")
    rose = is_worse(tier, before.tier)
    spoken = say(protocol, Course(episode, heard, human, lines, course, asked, answer, before, raised, rose))
    return replace(spoken, tier=tier, episode=replace(spoken.episode, tier=worse(spoken.episode.tier, tier)))


def visit(protocol: Protocol, episode: Episode, heard: Heard, human: Human, lines: Lines, message: str) -> Stepped:
    """The first message of a later visit: one question first. `message` is the id of the message that waits for it."""
    # What was known then may be otherwise now.
    returned = replace(_enter(protocol, episode, "NEXT_VISIT"), returned=message, mistaken=0, known=("bleeding",))
    return say(protocol, Course(returned, heard, human, lines, "visit", "since", before=episode))


def next_question(protocol: Protocol, episode: Episode) -> str | None:
    """The next question of the state that was not asked and is not known; None when there is none left."""
    asks = protocol.asks(episode.state, episode.strand)
    done = any(one in episode.asked for one in OUT) or episode.strand == "self_harm"  # an urge may still be there
    if episode.state == "EASING" and episode.eased and not done and not is_worse(episode.tier, "elevated"):
        return None  # nothing was done that could have made it better
    if episode.state == "HOW_NEAR" and sum(1 for one in asks if one in episode.asked) >= MOST_HOW_NEAR:
        return None
    if episode.state == "WAIT" and episode.strand in ALONE:
        return None
    helper = episode.person is not None and episode.strand not in ALONE
    unasked = "ask_person" not in episode.asked and "ask_person" not in episode.known
    if episode.state == "NOW" and helper and unasked:
        return "ask_person"  # the person they name is nearer than any line
    found = next((one for one in asks if one not in episode.asked and one not in episode.known), None)
    if found in PEOPLE and helper and unasked:
        return "ask_person"
    if found == "company" and helper:  # answered with the person they named
        return next_question(protocol, replace(episode, known=(*episode.known, "company")))
    return found


def _is_offered(before: Episode, episode: Episode, heard: Heard) -> bool:
    """Whether they have just named somebody new who could help."""
    if heard.person is None or heard.person == before.person or heard.there or episode.strand in ALONE:
        return False
    return episode.state in ("HOW_NEAR", "NOW", "TODAY") and "ask_person" not in episode.known


def _is_denied(before: Episode, heard: Heard, answer: str) -> bool:
    """Whether an alarm that was never sure turns out to be none: by the answer, or in so many words."""
    if (is_firm(heard) and not heard.denied) or before.state == "GENTLE":
        return False
    if before.strand == "self_harm":  # who does not want to die may want to hurt themselves
        return before.question == "hurting" and answer == REASSURING
    if before.strand == "heavy" and heard.safe and heard.tier == "none" and heard.answer not in WORTH:
        return True  # "i'm fine, just tired": nothing but the encoder ever said otherwise
    if before.question == "meant" and answer == REASSURING:
        return True
    return (before.state == "ASK" and answer == REASSURING) or (heard.denied and heard.answer not in WORTH)


def _turned(protocol: Protocol, episode: Episode, heard: Heard) -> str | None:
    """The strand that plain words are about, where it is another one and goes before, or the alarm was never sure."""
    about = heard.about
    if episode.strand == "heavy" and heard.answer in ("means", "time") and is_worse(heard.tier, "elevated"):
        return "suicide"  # "i was going to take something, it's right here" is no panic
    if heard.other and episode.strand not in ("someone_else", "abuse") and episode.state not in RESTING:
        return "someone_else"
    if about is None or about in (episode.strand, *episode.denied) or episode.strand == "medical":
        return None
    if episode.strand in ALONE or episode.state in ("CHECK", "PLAN", *RESTING):
        return None
    if about == "suicide":
        return about if episode.strand in ("heavy", "voices") and not heard.denied else None
    return about if episode.unsure or (about != "heavy" and protocol.is_before(about, episode.strand)) else None


def _is_bodily(episode: Episode, heard: Heard) -> bool:
    """Whether "done" means the body: by what was asked, by a button, or by the words themselves."""
    if heard.taken or heard.wound or not heard.text.strip():
        return True
    return episode.question == "done_already" and not heard.unclear and not heard.doubtful


def _corrected(protocol: Protocol, episode: Episode, heard: Heard) -> Episode:
    """They said that it is not about this: back to the strand that fits what else was heard, from its beginning."""
    denied = (*episode.denied, episode.strand)
    fitting = (
        name
        for name, one in protocol.strands.items()
        if name not in denied and name != "suicide_now" and set(one.categories) & set(episode.categories)
    )
    strand = next(fitting, "suicide")
    if heard.denied and strand in ("suicide", "suicide_now"):
        strand = "heavy"
    return replace(
        _enter(protocol, replace(episode, denied=denied, state="BESIDE"), "ASK", strand=strand), watched=False
    )


def _move(protocol: Protocol, episode: Episode, heard: Heard, leads: str, answer: str) -> tuple[Episode, str]:
    """Where the answer leads: the episode in its next state, and how the step is worded."""
    if leads == "medical" and (heard.wound or episode.strand == "self_harm") and not heard.taken:
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
    if leads == "release" and episode.state == "GENTLE" and (heard.body or heard.about == "heavy"):
        # No wish to die, and something that frightens them now: that is not left alone.
        return _enter(protocol, replace(episode, unsure=False), "TODAY", strand="heavy"), "moved"
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
    if state in ("EASING", "NEXT_VISIT", "WAIT", "GENTLE"):
        again = ("better", "since", "gentle")
    elif _DEPTH[state] > _DEPTH.get(episode.state, 0) and episode.state in CALMER:
        again = tuple(protocol.asks(state, strand or episode.strand))
    asked = {name: times for name, times in asked.items() if name not in again}
    return replace(episode, state=state, strand=strand or episode.strand, question=None, asked=asked, held=0)


def _is_deeper(protocol: Protocol, episode: Episode, heard: Heard, before: Episode) -> bool:
    """Whether what triage hears anew asks for more than where the answer led."""
    if episode.state in RESTING or before.state in ("EASING", "NEXT_VISIT", "STAY", "CHECK", "GENTLE", "BESIDE"):
        return _DEPTH[_NEARER[heard.tier]] > _DEPTH.get(episode.state, 0)
    strand = protocol.strand_of(heard.tier, heard.categories)
    if not heard.firm or (episode.strand in ALONE and strand in ALONE and heard.about != strand):
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
    if episode.strand == "someone_else" and not (heard.taken or heard.wound):
        strand = episode.strand  # "i'm calling 911 now" is for the other one
    if strand == "medical" and heard.wound and not heard.taken:
        strand = "self_harm"
    state = protocol.strands[strand].enters.get(heard.tier, _NEARER[heard.tier])
    if strand == "medical" and not heard.taken and heard.asks:
        state = "ASK"  # "am i having a heart attack?": pain and breath are asked about before any order
    if _DEPTH[state] < _DEPTH.get(episode.state, 0):
        state = episode.state
    return _enter(protocol, episode, state, strand=strand)


def _ask(
    protocol: Protocol, episode: Episode, course: str, answer: str, *, leaving: bool
) -> tuple[str | None, Episode, str]:
    """The question of this turn, if there is one; a state without any left goes on to the one under `then`."""
    if course in (*OVER, "stop", "helped") or leaving:
        return None, episode, course
    if course == "hold":
        return _while_waiting(episode), episode, course
    if course == "again" and episode.question is not None:
        if episode.asked.get(episode.question, 0) < 2:
            return episode.question, episode, course
        course = "next"
    for _ in range(4):
        asked = next_question(protocol, episode)
        if asked == "better" and answer == "back_to_coaching" and (episode.eased or episode.unsure):
            asked = None
        if asked is not None:
            return asked, episode, course
        then = protocol.states[episode.state].then
        if episode.strand == "medical" and episode.state == "NOW" and episode.help is None:
            urged = URGED[: 1 if "somebody_there" in episode.known else 2]
            return urged[episode.turns % len(urged)], episode, "next"  # until somebody has called
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


def _count(counts: Mapping[str, int], name: str) -> dict[str, int]:
    return {**counts, name: counts.get(name, 0) + 1}
