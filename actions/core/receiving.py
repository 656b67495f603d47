"""Receiving an answer: one reflection of what was told, before the next question is asked."""

from actions.core.base import Say, slot
from actions.core.context import ActionContext, Events
from actions.store import store
from bot.care.safety.episodes import rows
from bot.listening.reflections import Reflection, reflect
from bot.listening.reflections.classes import HEAVY

SAID = "reflections"  # the slot with the names of the reflections of late, newest last; it holds no words of the client
REMEMBERED = 12


async def receive(context: ActionContext, say: Say, *, quoting: bool = True) -> tuple[Reflection | None, Events]:
    """Say one reflection of what was answered, where there is something to receive.

    Without `quoting` none of the client's words are said back. Returns it, and the events that remember it so that the
    same frame is not said again soon.
    """
    if context.pressed:
        return None, []
    said = [str(name) for name in context.slot(SAID) or ()]
    found = reflect(context.text, context.asked, said, quoting=quoting and await _may_quote(context))
    if found is None:
        return None, []
    say.line(found.text)
    return found, [slot(SAID, [*said, found.name][-REMEMBERED:])]


def is_heavy(found: Reflection | None) -> bool:
    """Whether what was told weighs, as far as is known: what is not received may weigh."""
    return found is None or found.about in HEAVY or found.about in ("torn", "unsure")


async def _may_quote(context: ActionContext) -> bool:
    """Whether nobody who may do them harm reads along, as far as is known: then none of their words are on the page."""
    async with store().read() as work:
        return not await rows.is_about_abuse(work, context.client_id)
