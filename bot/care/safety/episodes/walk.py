"""Walks through the safety conversation with every kind of answer, to find where somebody would be left without a word.

It takes the real steps, `begin`, `step` and `visit`, and so finds what no reading of the tree alone can.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.care.safety.episodes.episode import Episode, Heard, Human, Stepped
from bot.care.safety.episodes.handover import hand_back, take_over
from bot.care.safety.episodes.protocol import PLAN, WORSE, Protocol
from bot.care.safety.episodes.step import begin, next_question, step, visit
from bot.care.safety.episodes.texts import texts
from bot.care.safety.escalations import TIERS

MOST_TURNS = 60  # of one answer given again and again
OUT = "BESIDE"  # the coaching goes on
_LINES = {"default": ("the emergency number", "a crisis line")}
_WORDS = "an answer of more than three words"
_Place = tuple[str, str, str | None]  # state, strand, open question


def dead_ends(protocol: Protocol) -> Iterator[str]:
    """Where a step fails, says nothing, or where no answers lead on to the coaching any more, in sentences."""
    found: dict[str, None] = {}  # in their order, each once
    places = _beginnings(protocol, found)
    leads: dict[_Place, set[_Place]] = {}
    waiting = deque(places)
    while waiting:
        place = waiting.popleft()
        leads[place] = set()
        _handed_over(protocol, places[place], found)
        for answer in answers(protocol):
            stepped = _taken(protocol, places[place], answer, found)
            if stepped is None:
                continue
            reached = _place(stepped.episode)
            leads[place].add(reached)
            if protocol.states[reached[0]].holds and reached not in places:
                places[reached] = stepped.episode
                waiting.append(reached)
    found |= dict.fromkeys(_without_way_out(leads))
    if not found:  # the long walks are only worth their time where every single step is sound
        for episode in _entries(protocol):
            for answer in answers(protocol):
                _walked_long(protocol, episode, answer, found)
    yield from found


def answers(protocol: Protocol) -> tuple[str, ...]:
    """Every answer that a client can give: the classes, and the buttons that are none."""
    return (*protocol.classes, WORSE, PLAN)


def _beginnings(protocol: Protocol, found: dict[str, None]) -> dict[_Place, Episode]:
    """An episode in each state and strand, and each one that an alarm begins."""
    episodes = [
        _in(protocol, state.id, strand)
        for state in protocol.states.values()
        if state.holds and not state.silent
        for strand in protocol.strands
    ]
    for strand in protocol.strands.values():
        for tier in TIERS:
            heard = Heard(_WORDS, tier=tier, categories=strand.categories, check=tier == "none")
            try:
                begun = begin(protocol, heard, Human(), _LINES, None)
                back = visit(protocol, begun.episode, Heard(_WORDS), Human(), _LINES, "later")
            except (LookupError, ValueError) as problem:
                found[f"An alarm of the tier {tier} in the strand {strand.id} cannot begin: {problem!r}."] = None
                continue
            for what, stepped in (("An alarm", begun), ("A later visit after one", back)):
                if not stepped.says:
                    found[f"{what} of the tier {tier} in the strand {strand.id} is met with silence."] = None
                episodes.append(stepped.episode)
    return {_place(episode): episode for episode in reversed(episodes)}


def _entries(protocol: Protocol) -> list[Episode]:
    """An episode for each strand and each state that an alarm of it begins in."""
    entered = {(state, strand.id) for strand in protocol.strands.values() for state in strand.enters.values()}
    return [_in(protocol, state, strand) for state, strand in sorted(entered)]


def _in(protocol: Protocol, state: str, strand: str) -> Episode:
    episode = Episode(strand, state, "high", interrupted="a question of the coaching")
    asked = next_question(protocol, episode)
    return replace(episode, question=asked, asked={asked: 1} if asked else {})


def _place(episode: Episode) -> _Place:
    return episode.state, episode.strand, episode.question


def _taken(protocol: Protocol, episode: Episode, answer: str, found: dict[str, None]) -> Stepped | None:
    """A step with an answer; None, and a problem more, when it fails or nothing is said."""
    where = _named(_place(episode))
    heard = Heard(_WORDS, answer=answer, step="call my sister" if answer == "will_step" else None)
    try:
        stepped = step(protocol, episode, heard, Human(), _LINES)
    except (LookupError, ValueError) as problem:
        found[f"{where} the answer {answer} fails: {problem!r}."] = None
        return None
    if not stepped.says:
        found[f"{where} the answer {answer} is met with silence."] = None
        return None
    return stepped


def _handed_over(protocol: Protocol, episode: Episode, found: dict[str, None]) -> None:
    """A coach takes over here, hears every answer and hands back: nothing is said before, and all is as it was."""
    where = _named(_place(episode))
    held = take_over(episode)
    for answer in answers(protocol):
        stepped = step(protocol, held, Heard(_WORDS, answer=answer), Human(), _LINES)
        if stepped.says or stepped.episode.state != held.state:
            found[f"{where} with a coach who took over, {answer} is answered, or ends that."] = None
        held = stepped.episode
    back = hand_back(protocol, texts(), held, Human(), _LINES)
    if _place(back.episode) != _place(episode) or bool(back.says) != (episode.question is not None):
        found[f"{where} a coach who took over cannot hand back what was open."] = None


def _without_way_out(leads: Mapping[_Place, set[_Place]]) -> Iterator[str]:
    """The places from which no answers lead to the coaching."""
    out = {place for reached in leads.values() for place in reached if place[0] == OUT}
    while True:
        more = {place for place, reached in leads.items() if place not in out and reached & out}
        if not more:
            break
        out |= more
    for place in leads:
        if place not in out:
            yield f"{_named(place)} no answers lead back to the coaching."


def _walked_long(protocol: Protocol, episode: Episode, answer: str, found: dict[str, None]) -> None:
    """The same answer again and again: something is always said, and afterwards there still is a way out."""
    begun = _named(_place(episode))
    for _ in range(MOST_TURNS):
        stepped = _taken(protocol, episode, answer, found)
        if stepped is None:
            return
        episode = stepped.episode
        if episode.state == OUT:
            return
    seen, waiting = {_place(episode)}, deque([episode])
    while waiting:
        episode = waiting.popleft()
        for other in answers(protocol):
            stepped = _taken(protocol, episode, other, found)
            if stepped is None:
                return
            if stepped.episode.state == OUT:
                return
            if _place(stepped.episode) not in seen:
                seen.add(_place(stepped.episode))
                waiting.append(stepped.episode)
    found[f"{begun} {answer}, {MOST_TURNS} times, leads to where no answers lead back to the coaching."] = None


def _named(place: _Place) -> str:
    state, strand, question = place
    return f"In the state {state} of the strand {strand}" + (f", asked {question}," if question else ",")
