"""The help bar: what stands above the writing box of the chat page while a safety episode of the client is open.

It says two numbers and nothing about the client. In the strand `abuse`, where somebody may be reading along, it names
no line either, and can be folded away.
"""

from dataclasses import dataclass

import structlog

from bot.care.safety import crisis_lines
from bot.care.safety.episodes import rows
from bot.care.safety.episodes.episode import Episode
from bot.care.safety.episodes.protocol import RESTING
from bot.store import Vault
from bot.store.models import SafetyEpisode

log = structlog.get_logger(__name__)

WATCHED = "abuse"  # the strand in which somebody may be reading along


@dataclass(frozen=True)
class HelpBar:
    """The numbers in the bar, as they are read. `quiet`: no words beside them, and it can be folded away.

    `call` and `text` are those of one line; both are None where the country has no line with a number.
    """

    emergency: str
    call: str | None
    text: str | None
    quiet: bool


def shown(vault: Vault, row: SafetyEpisode | None, country: str | None) -> HelpBar | None:
    """The bar for a client's open episode; None when there is none, or only a question without numbers.

    An episode that cannot be opened may be any, so its bar is a quiet one.
    """
    if row is None:
        return None
    try:
        episode = rows.opened(vault, row)
    except rows.DAMAGED as error:
        log.error("episode.damaged", episode_id=str(row.id), kind=type(error).__name__)
        return _bar(country, WATCHED, "en")
    return None if _only_checked(episode) else _bar(country, episode.strand, episode.language)


def _only_checked(episode: Episode) -> bool:
    """Whether nothing but a soft check or a gentle question was there: no number has been said."""
    gently = episode.state in ("GENTLE", *RESTING) and not episode.lines
    return episode.tier == "none" or gently


def _bar(country: str | None, strand: str, language: str) -> HelpBar:
    quiet = strand == WATCHED
    line = crisis_lines.with_a_number(country, "violence" if quiet else crisis_lines.CRISIS, language)
    emergency = crisis_lines.numbers(country, language)[strand][0]
    return HelpBar(emergency, line.call if line else None, line.text if line else None, quiet)
