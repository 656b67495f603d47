"""Safety conversation page: a clinician walks through it with answers of their choice, reads all of it, or prints it.

Holds no client data. The way taken so far is in the query string, and the real steps are taken anew at each request.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from aiohttp import web

from bot.care.safety import crisis_lines
from bot.care.safety.episodes.episode import Bubble, Episode, Heard, Human, Stepped
from bot.care.safety.episodes.protocol import PLAN, WORSE, BadProtocol, Protocol, State, protocol
from bot.care.safety.episodes.step import begin, step
from bot.care.safety.episodes.texts import Text, Texts, texts
from bot.care.safety.escalations import TIERS
from bot.console import pages
from bot.console.app_keys import LOGIN, SETTINGS

MOST_ANSWERS = 60
CHECK = "check"  # instead of a tier: triage asks for the soft check
BEGINNINGS = (*reversed(TIERS[1:]), CHECK)
PEOPLE = ("noted", "paged", "opened")
EXAMPLE_STEP = "I'll call my sister"  # stands for the client's own words
EXAMPLE_ANSWER = "some words of the client"  # not as short as those who get only the shortest answers write
ALARM = "An alarming message"
# Which texts belong to one state alone, by the beginning of their group. All others are said in any state.
TEXTS_OF = {
    "CHECK": ("reflection.check",),
    "ASK": ("reflection",),
    "NOW": ("reflection_now", "raised"),
    "WAIT": ("wait",),
    "PLAN": ("plan_card",),
    "STAY": ("stay", "stay_door"),
    "EASING": ("easing",),
    "NEXT_VISIT": ("next_visit",),
    "BESIDE": ("release", "release_gentle", "beside", "beside_idle"),
}
Group = tuple[str, Sequence[Text]]


@dataclass(frozen=True)
class Turn:
    """One turn of a walk: what was answered, what is said to it, and where that leads."""

    answer: str
    says: Sequence[Bubble]
    strand: str
    state: str
    tier: str


@dataclass(frozen=True)
class Walk:
    """A walk as it was chosen. `buttons` are those under the open question; `over` says that the coaching goes on."""

    strand: str
    tier: str
    people: str
    country: str
    said: Sequence[str]
    turns: Sequence[Turn] = ()
    buttons: Sequence[tuple[str, str]] = ()
    over: bool = False
    problem: str | None = None

    @property
    def query(self) -> list[tuple[str, str]]:
        """The fields of the form in which the next answer is pressed."""
        chosen = [("strand", self.strand), ("tier", self.tier), ("people", self.people), ("country", self.country)]
        return chosen + [("said", answer) for answer in self.said]


@dataclass(frozen=True)
class Part:
    """A state with all that is in it: who asks what in it, where its answers lead, and the texts that are its own."""

    state: State
    entered_by: Sequence[tuple[str, str]]
    asks: Sequence[tuple[str, Sequence[str]]]
    leads: Sequence[tuple[str, Sequence[str]]]
    groups: Sequence[Group]


async def show(request: web.Request) -> web.Response:
    """The page; with `print=1` everything on it is open, for paper. Raises `HTTPBadRequest` for a walk that is none."""
    try:
        tree, words = protocol(), texts()
    except BadProtocol as bad:
        return pages.render(request, "safety/protocol.html", {"problem": str(bad), "printing": False})
    waiting = sum(text.reviewed is None for text in words.by_id.values())
    context = {
        "problem": None,
        "printing": request.query.get("print") == "1",
        "tree": tree,
        "walk": _walk(request, tree),
        "beginnings": BEGINNINGS,
        "people": PEOPLE,
        "countries": _countries(),
        "most": MOST_ANSWERS,
        "parts": list(_parts(tree, words)),
        "questions": {name: words.groups.get(_group(name), ()) for name in tree.questions},
        "shared": list(_shared(words)),
        "waiting": waiting,
        "count": len(words.by_id),
    }
    return pages.render(request, "safety/protocol.html", context)


def _walk(request: web.Request, tree: Protocol) -> Walk:
    """The walk that the query string describes, taken with the real steps."""
    query = request.query
    walk = Walk(
        query.get("strand", "suicide" if "suicide" in tree.strands else next(iter(tree.strands))),
        query.get("tier", "high"),
        query.get("people", PEOPLE[0]),
        query.get("country", request.app[SETTINGS].country),
        query.getall("said", []),
    )
    answers = (*tree.classes, WORSE, PLAN)
    if walk.strand not in tree.strands or walk.tier not in BEGINNINGS or walk.people not in PEOPLE:
        raise web.HTTPBadRequest(text="There is no such beginning. Please choose one on the page.")
    if len(walk.said) > MOST_ANSWERS or not set(walk.said) <= set(answers):
        raise web.HTTPBadRequest(text="There is no such answer, or there are too many. Please begin again.")
    if "strand" not in query:
        return walk
    lines = crisis_lines.numbers(walk.country)
    human = Human(walk.people, request[LOGIN].name if walk.people == "opened" else None)
    try:
        turns, last = _taken(tree, walk, lines, human)
    except LookupError as problem:  # the files were changed by hand, and something that is needed is missing
        return replace(walk, problem=f"{type(problem).__name__}: {problem}")
    asked = tree.questions.get(last.question or "")
    over = not tree.states[last.state].holds
    buttons = asked.buttons if asked else ()
    return replace(walk, said=walk.said[: len(turns) - 1], turns=turns, buttons=buttons, over=over)


def _countries() -> list[tuple[str, str]]:
    """The countries whose numbers are known, as (code, name) by name; any other has the international ones."""
    try:
        found = [(entry.code, entry.name) for entry in crisis_lines.verified()]
    except crisis_lines.BadCrisisLines:
        return []
    return sorted((one for one in found if one[0] != crisis_lines.INTERNATIONAL), key=lambda one: one[1])


def _taken(
    tree: Protocol, walk: Walk, lines: Mapping[str, tuple[str, str]], human: Human
) -> tuple[list[Turn], Episode]:
    """The turns of a walk, and the episode after them. What was answered after its end is left out."""
    check = walk.tier == CHECK
    tier = "none" if check else walk.tier
    alarm = Heard(EXAMPLE_ANSWER, tier=tier, categories=tree.strands[walk.strand].categories, check=check)
    stepped = begin(tree, alarm, human, lines, "the question that was open")
    turns = [_turn(ALARM, stepped)]
    for answer in walk.said:
        if not tree.states[stepped.episode.state].holds:
            break
        heard = Heard(EXAMPLE_ANSWER, answer=answer, step=EXAMPLE_STEP if answer == "will_step" else None)
        stepped = step(tree, stepped.episode, heard, human, lines)
        turns.append(_turn(answer, stepped))
    return turns, stepped.episode


def _turn(answer: str, stepped: Stepped) -> Turn:
    episode = stepped.episode
    return Turn(answer, stepped.says, episode.strand, episode.state, episode.tier)


def _parts(tree: Protocol, words: Texts) -> Iterator[Part]:
    """Every state with what belongs to it."""
    for state in tree.states.values():
        entered = [
            (strand.id, tier)
            for strand in tree.strands.values()
            for tier, into in strand.enters.items()
            if into == state.id
        ]
        own = [("", state.asks)] if state.asks else []
        by_strand = [(strand.id, strand.asks[state.id]) for strand in tree.strands.values() if state.id in strand.asks]
        groups = [(group, found) for group, found in words.groups.items() if _state_of(group) == state.id]
        yield Part(state, entered, own or by_strand, _leads(state), groups)


def _leads(state: State) -> list[tuple[str, Sequence[str]]]:
    """Where the answers of a state lead, those that lead to the same place together."""
    by_place: dict[str, list[str]] = {}
    for answer, place in state.answers.items():
        by_place.setdefault(place, []).append(answer)
    return list(by_place.items())


def _shared(words: Texts) -> Iterator[tuple[str, Sequence[Group]]]:
    """The texts that are said in any state, by the first part of their group."""
    found: dict[str, list[Group]] = {}
    for group, some in words.groups.items():
        kind = group.split(".")[0]
        if kind not in ("question", "step_when") and _state_of(group) is None:
            found.setdefault(kind, []).append((group, some))
    yield from sorted(found.items())


def _state_of(group: str) -> str | None:
    """The state that a group of texts belongs to alone; None when it is said in any state."""
    for state, beginnings in TEXTS_OF.items():
        if any(group == one or group.startswith(f"{one}.") for one in beginnings):
            return state
    return None


def _group(question: str) -> str:
    return question if question == "step_when" else f"question.{question}"
