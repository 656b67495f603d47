"""Turns of a safety episode: the reply to a message is decided and stored in the transaction that stores the message.

`take` is called for every message of a client. Where an episode holds the conversation, or begins, the dialogue is not
asked, except to keep the words where they belong, silently.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from bot.care.accounts import clients, countries
from bot.care.messages import country_turns
from bot.care.safety import crisis_lines
from bot.care.safety.episodes import rows
from bot.care.safety.episodes.episode import Bubble, Episode, Heard, Stepped
from bot.care.safety.episodes.protocol import protocol
from bot.care.safety.episodes.step import DIALOGUE, begin, step, visit
from bot.care.safety.episodes.texts import texts
from bot.care.safety.escalations import is_worse
from bot.store import Vault, Work
from bot.store.models import Client, Message

BUTTON = "/safety"  # a button of the safety conversation; the dialogue never sees one
KEEP = "keep"  # what the dialogue gets where it only keeps the words
RESUME = '/resume_flow{"value": "eased"}'
ASKED_ABOUT = {"suicide", "hopelessness"}  # what a plain no has answered
MENU = '/resume_flow{"value": "mistaken"}'  # nothing was interrupted: what there is to do
WRITING = "journal"  # in the names of the questions of a journal that is open
GENTLE = "GENTLE"  # a state in which the message that led to it waits for its own answer
CALM_ANSWERS = frozenset({"else", "back_to_coaching", "yes", "no", "farewell", "something_to_do", "repeat_complaint"})


@dataclass(frozen=True)
class Taken:
    """What a message leads to. `says` comes at once; `asks_dialogue` says whether the dialogue gets the turn too.

    `instead` is what the dialogue gets instead of the message: a payload, or `KEEP`, for its words only. `tier` is what
    the answer is worth in this conversation, `returns` the seq of an earlier message that the dialogue gets now.
    """

    says: Sequence[Bubble] = ()
    asks_dialogue: bool = True
    instead: str | None = None
    tier: str = "none"
    category: str = "suicide"
    returns: int | None = None


def is_alarm(heard: Heard) -> bool:
    """Whether a message begins an episode. A mere wish for a person has an alert, and the coaching goes on."""
    return heard.check or (heard.tier != "none" and tuple(heard.categories) != ("asks_for_human",))


def _begins_again(episode: Episode, heard: Heard) -> bool:
    """Whether a message leads back into an episode that rests.

    Who has just said plainly that it was none is not asked at once what only the encoder hears: not about the lowest
    tier, and after a second no not about the next one. The alert is raised all the same.
    """
    plain = heard.explicit or (heard.firm and not set(heard.categories) <= ASKED_ABOUT)
    if not plain and (heard.faint or not heard.check) and heard.about is None:
        enough = {"none": 1, "elevated": 1, "high": 2}.get(heard.tier)
        if enough is not None and episode.mistaken >= enough:
            return False
    return is_alarm(heard)


async def take(
    work: Work, vault: Vault, client: Client, message: Message, heard: Heard, asking: str | None, at: datetime
) -> Taken:
    """Decide what a message leads to, and store the episode. Nothing is sent or committed here."""
    if heard.faint and asking is not None and WRITING in asking:
        heard = replace(heard, check=False)  # nobody who writes in their journal is interrupted for so little
    known = await rows.open_of(work, vault, client.id)
    place, was = country_turns.place_of(heard, known), (client.country, countries.is_stated(client.country_from))
    if place.country is not None:
        await clients.set_country(work, client.id, place.country, place.how)
    if place.alone:
        says = await country_turns.answered(work, vault, client, message.conversation_id, known, place, at)
        return Taken(says, asks_dialogue=False)
    if known is None:
        if not is_alarm(heard):
            return _aside(client, heard, asking)
        lines = crisis_lines.numbers(client.country, heard.language)
        stepped = begin(protocol(), heard, await rows.human(work, client.id, at), lines, asking)
        stepped = await country_turns.offered(work, client, message.conversation_id, stepped)
        stepped = _waits(message, stepped)
        rows.add(work, vault, client.id, message.id, stepped.episode, at)
        return _kept(client, stepped, asking)
    if not known.holds and not _begins_again(known.episode, heard) and not known.begins_visit(at):
        known.row.turned_at = at
        return _aside(client, heard, asking)
    spoken = heard.language if heard.language != "en" else known.episode.language
    lines = crisis_lines.numbers(client.country, spoken)
    human = await rows.human(work, client.id, at)
    if known.begins_visit(at) and not is_alarm(heard) and heard.answer in CALM_ANSWERS:
        stepped = visit(protocol(), known.episode, heard, human, lines, str(message.id))
        rows.keep(vault, known.row, stepped.episode, at)
        return Taken(stepped.says, asks_dialogue=False, tier=stepped.tier)
    before = known.episode
    if not known.holds:
        before = replace(before, interrupted=asking)
    stepped = step(protocol(), before, heard, human, lines)
    if place.country is not None and was != (client.country, True):
        stepped = country_turns.with_numbers(client, stepped)
    stepped = await country_turns.offered(work, client, message.conversation_id, stepped)
    if not known.holds:
        stepped = _waits(message, stepped)
    keeps = None
    if known.holds and before.state == GENTLE != stepped.episode.state and not stepped.releases:
        if before.returned is not None and before.interrupted is not None and client.consented_at is not None:
            keeps = await _handed_on(
                work, before.returned, KEEP
            )  # it was an alarm: its words are kept where they belong
        stepped = replace(stepped, episode=replace(stepped.episode, returned=None))
    if stepped.releases:
        return await _released(work, vault, client, known, stepped, asking, at)
    rows.keep(vault, known.row, stepped.episode, at)
    if not known.holds:
        return _kept(client, stepped, asking)
    return Taken(stepped.says, asks_dialogue=False, tier=stepped.tier, category=_category(stepped), returns=keeps)


async def begin_aside(
    work: Work, vault: Vault, client: Client, message_id: UUID, heard: Heard, at: datetime
) -> Sequence[Bubble]:
    """Open or raise the client's episode outside of a turn: for what the dialogue understood, or triage read again.

    Returns what is to be said; nothing when an episode holds the conversation already and knows of as much.
    """
    if not is_alarm(heard):
        return ()
    known = await rows.open_of(work, vault, client.id)
    conversation_id = (await work.session.get_one(Message, message_id)).conversation_id
    lines, human = crisis_lines.numbers(client.country), await rows.human(work, client.id, at)
    if known is None:
        stepped = begin(protocol(), heard, human, lines, DIALOGUE)
        stepped = await country_turns.offered(work, client, conversation_id, stepped)
        rows.add(work, vault, client.id, message_id, stepped.episode, at)
        return stepped.says
    if known.holds and not is_worse(heard.tier, known.episode.tier):
        return ()
    before = known.episode if known.holds else replace(known.episode, interrupted=DIALOGUE)
    stepped = step(protocol(), before, heard, human, lines)
    stepped = await country_turns.offered(work, client, conversation_id, stepped)
    rows.keep(vault, known.row, stepped.episode, at)
    return stepped.says


def buttons(bubble: Bubble) -> list[dict[str, str]]:
    """The buttons of a bubble, with the payloads by which the gateway knows them again."""
    return [
        {"title": title, "payload": f"{BUTTON}{json.dumps({'answer': answer})}"} for answer, title in bubble.buttons
    ]


def pressed(payload: str | None) -> str | None:
    """The class of answer that a button of the safety conversation stands for; None for any other payload."""
    if payload is None or not payload.startswith(f"{BUTTON}{{"):
        return None
    try:
        return str(json.loads(payload.removeprefix(BUTTON))["answer"])
    except (ValueError, KeyError, TypeError):
        return None


def _aside(client: Client, heard: Heard, asking: str | None) -> Taken:
    """Outside of an episode: a message in another language gets its card, and a new country is confirmed.

    Where a question is open, the dialogue takes the message as its answer all the same.
    """
    emergency, crisis_line = crisis_lines.numbers(client.country, heard.language)["default"]
    if heard.card is not None:
        card = heard.card.replace("{emergency}", emergency).replace("{crisis_line}", crisis_line)
        return Taken((Bubble(card, (f"language.{heard.language}",)),), asks_dialogue=asking is not None)
    if heard.country is not None and asking is None:
        noted = texts().groups["country.noted"][0]
        said = noted.text.replace("{country}", countries.in_words(heard.country))
        said = said.replace("{emergency}", emergency).replace("{crisis_line}", crisis_line)
        return Taken((Bubble(said, (noted.id,)),), asks_dialogue=False)
    return Taken()


def _waits(message: Message, stepped: Stepped) -> Stepped:
    """After a no to the gentle question the dialogue gets the message that led to it."""
    if stepped.episode.state != GENTLE:
        return stepped
    return replace(stepped, episode=replace(stepped.episode, returned=str(message.id)))


async def _handed_on(work: Work, waiting: str, instead: str | None) -> int:
    """The message that waited goes to the dialogue now: as an answer, or for its words only. Returns its seq."""
    message = await work.session.get_one(Message, UUID(waiting))
    message.state, message.instead = "received", instead
    return message.seq


def _kept(client: Client, stepped: Stepped, asking: str | None) -> Taken:
    """The dialogue keeps the words, where a question was open and the client has agreed to anything being kept.

    Not yet after a gentle question: the message waits, and the question that was open stays open for it.
    """
    keeps = asking is not None and client.consented_at is not None and stepped.episode.state != GENTLE
    return Taken(stepped.says, keeps, KEEP if keeps else None, stepped.tier, _category(stepped))


def _category(stepped: Stepped) -> str:
    """The category of triage that stands for the strand, where an answer raises an alert without one of its own."""
    return protocol().strands[stepped.episode.strand].categories[0]


async def _released(
    work: Work, vault: Vault, client: Client, known: rows.Open, stepped: Stepped, asking: str | None, at: datetime
) -> Taken:
    """What was interrupted comes back: the first message of the visit, or the question that was open."""
    episode: Episode = stepped.episode
    returned, interrupted = episode.returned, episode.interrupted
    elsewhere = known.episode.state == GENTLE and interrupted not in (None, asking)  # the question is not open any more
    calm = episode.calm_visits + (1 if returned and known.episode.state != GENTLE else 0)
    rows.keep(vault, known.row, replace(episode, returned=None, interrupted=None, calm_visits=calm), at)
    if returned is not None:
        seq = await _handed_on(work, returned, KEEP if elsewhere else None)
        return Taken(stepped.says, asks_dialogue=False, tier=stepped.tier, returns=seq)
    if interrupted is None and episode.mistaken and client.consented_at is not None and not episode.minor:
        return Taken(stepped.says, instead=MENU, tier=stepped.tier)
    if interrupted is None or client.consented_at is None or episode.minor:  # consent is asked for when they next write
        return Taken(stepped.says, asks_dialogue=False, tier=stepped.tier)
    return Taken(stepped.says, instead=RESUME, tier=stepped.tier)
