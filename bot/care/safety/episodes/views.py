"""What coaches see of a safety episode: what was asked and answered, what was offered, and what the client was told.

There is no score. An episode that cannot be opened is shown as that, and hides nothing else on its page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import select

from bot.care.safety.episodes import rows
from bot.care.safety.episodes.episode import Episode
from bot.care.safety.episodes.protocol import RESTING, BadProtocol, Protocol, Question, protocol
from bot.care.safety.episodes.texts import Texts, texts
from bot.store import StoreError, StoreUnavailable, Work
from bot.store.models import Coach, SafetyEpisode

log = structlog.get_logger(__name__)

STEP = "will_step"  # a question with a button of this class offers a step
REFUSALS = ("no", "wont_call", "wont_say")
_COUNTED = re.compile(r"(.+) \((\d+)\)")  # how `step` names the second answer to the same question


@dataclass(frozen=True)
class Answer:
    """What the client said, verbatim, and the class of answer that it was heard as.

    `question` is the id of the question that was open, and `asked` its words; both None where nothing was asked, then
    `state` is where it was said.
    """

    question: str | None
    asked: str | None
    state: str | None
    words: str
    heard_as: str


@dataclass(frozen=True)
class Offer:
    """A step that was offered, in the words of its question, and what came of it: agreed, refused, unclear or open."""

    question: str
    words: str
    outcome: str


@dataclass(frozen=True)
class Content:
    """What is in an episode. `question` is the open question in its words, `declined` how often they would not say.

    `told` is what the client was told about people last (noted, paged or opened), `lines` the numbers shown last.
    """

    strand: str
    state: str
    holds: bool
    tier: str
    question: str | None
    answers: Sequence[Answer]
    offers: Sequence[Offer]
    declined: int
    steps: Sequence[str]
    lines: str
    told: str | None
    minor: bool
    watched: bool


@dataclass(frozen=True)
class EpisodeView:
    """A safety episode as coaches see it. `content` is None when it cannot be opened.

    `closed_by` is the name of the coach who closed it; None for one that closed by itself, or is open.
    """

    opened_at: datetime
    turned_at: datetime
    closed_at: datetime | None
    closed_by: str | None
    content: Content | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it."""
        return self.closed_at is None


@dataclass(frozen=True)
class Brief:
    """An open episode in a line: its strand, its state and since when. Both are None when it cannot be opened."""

    strand: str | None
    state: str | None
    opened_at: datetime


async def of_client(work: Work, client_id: UUID) -> EpisodeView | None:
    """The client's newest episode, open or closed; None when there never was one."""
    found = await work.session.execute(
        select(SafetyEpisode, Coach.name)
        .outerjoin(Coach, Coach.id == SafetyEpisode.closed_by)
        .where(SafetyEpisode.client_id == client_id)
        .order_by(SafetyEpisode.open_for.is_(None), SafetyEpisode.created_at.desc(), SafetyEpisode.id.desc())
        .limit(1)
    )
    row = found.one_or_none()
    if row is None:
        return None
    kept, closed_by = row.tuple()
    episode = await _opened(work, kept)
    content = None if episode is None else _content(episode, kept.closed_at is None)
    return EpisodeView(kept.created_at, kept.turned_at, kept.closed_at, closed_by, content)


async def open_of_clients(work: Work, client_ids: Iterable[UUID]) -> Mapping[UUID, Brief]:
    """The open episodes of these clients, each in a line."""
    wanted = list(dict.fromkeys(client_ids))
    if not wanted:
        return {}
    briefs = {}
    for kept in await work.session.scalars(select(SafetyEpisode).where(SafetyEpisode.open_for.in_(wanted))):
        episode = await _opened(work, kept)
        strand, state = (None, None) if episode is None else (episode.strand, episode.state)
        briefs[kept.client_id] = Brief(strand, state, kept.created_at)
    return briefs


async def _opened(work: Work, kept: SafetyEpisode) -> Episode | None:
    """The episode of a row; None when it cannot be opened. Raises `StoreUnavailable`."""
    try:
        return rows.opened(await work.vault(kept.client_id), kept)
    except StoreUnavailable:
        raise
    except (StoreError, ValueError, TypeError, LookupError, AttributeError) as problem:
        log.warning("safety_episode.unreadable", kind=type(problem).__name__)
        return None


def _content(episode: Episode, is_open: bool) -> Content | None:
    """What is in an episode; None when it does not hold what it should, or the protocol itself cannot be read."""
    try:
        tree, words = protocol(), texts()
        state = tree.states.get(episode.state)
        question = episode.question if is_open else None
        used = _used_for(episode, question) if question else []
        return Content(
            strand=episode.strand,
            state=episode.state,
            holds=is_open and state is not None and state.holds,
            tier=episode.tier,
            question=_worded(words, episode, used[-1]) if used else question,
            answers=_answers(tree, words, episode),
            offers=_offers(tree, words, episode),
            declined=int(episode.refused.get("questions", 0)),
            steps=list(episode.steps),
            lines=episode.lines,
            told=episode.human,
            minor=episode.minor,
            watched=episode.watched,
        )
    except (BadProtocol, AttributeError, TypeError, ValueError, LookupError) as problem:
        log.warning("safety_episode.unreadable", kind=type(problem).__name__)
        return None


def _answers(tree: Protocol, words: Texts, episode: Episode) -> list[Answer]:
    """The answers in the order of their questions, then those to none.

    What was written beside the coaching stays in the transcript alone, where private entries of the journal are hidden.
    """
    found: list[tuple[int, Answer]] = []
    for key, said in episode.said.items():
        name, number = _split(key)
        heard_as = episode.heard.get(key, "else")
        used = _used_for(episode, name) if name in tree.questions else []
        if used:
            text_id = used[min(number, len(used)) - 1]
            asked = _worded(words, episode, text_id)
            found.append((episode.used.index(text_id), Answer(name, asked, None, said, heard_as)))
        elif name.upper() not in RESTING:
            found.append((len(episode.used) + number, Answer(None, None, name.upper(), said, heard_as)))
    return [answer for _, answer in sorted(found, key=lambda one: one[0])]


def _offers(tree: Protocol, words: Texts, episode: Episode) -> list[Offer]:
    """The steps that were offered, each once and in their order, with what came of it."""
    heard: dict[str, list[str]] = {}
    for key, answer in episode.heard.items():
        heard.setdefault(_split(key)[0], []).append(answer)
    found: list[tuple[int, Offer]] = []
    for question in tree.questions.values():
        used = _used_for(episode, question.id)
        if used and any(answer == STEP for answer, _ in question.buttons):
            offer = Offer(question.id, _worded(words, episode, used[0]), _outcome(question, heard.get(question.id, [])))
            found.append((episode.used.index(used[0]), offer))
    return [offer for _, offer in sorted(found, key=lambda one: one[0])]


def _outcome(question: Question, answers: Sequence[str]) -> str:
    if not answers:
        return "open"
    if any(answer in question.reassuring for answer in answers):
        return "agreed"
    return "refused" if any(answer in REFUSALS for answer in answers) else "unclear"


def _used_for(episode: Episode, question: str) -> list[str]:
    """The ids of the texts with which a question was asked, in their order."""
    groups = (question, f"question.{question}")
    return [text_id for text_id in episode.used if text_id.rpartition(".")[0] in groups]


def _worded(words: Texts, episode: Episode, text_id: str) -> str:
    """A question as the client read it; one whose text is gone since stands as its id."""
    if text_id not in words.by_id:
        return text_id
    emergency = episode.lines.partition(" / ")[0] or "the emergency number"
    return words.by_id[text_id].text.replace("{emergency}", emergency)


def _split(key: str) -> tuple[str, int]:
    found = _COUNTED.fullmatch(key)
    return (found[1], int(found[2])) if found else (key, 1)
