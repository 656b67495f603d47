"""Receiving an answer: one reflection of what was told, or a summary of three, before the next question is asked."""

from uuid import UUID

from actions.core.base import Say, slot
from actions.core.context import ActionContext, Event, Events
from actions.store import store
from bot.care.journal import answers
from bot.care.safety.episodes import rows
from bot.listening.reflections import Reflection, reflect, summarize
from bot.listening.reflections.classes import BRIGHT
from bot.listening.reflections.texts import BRIGHTLY

SAID = "reflections"  # the slot with the names of the reflections of late, newest last; it holds no words of the client
TOLD = "told"  # the slot with the names of the questions that were answered since the last summary
REMEMBERED = 12
# What needs no steadying, also where it was hard: "the music was annoying".
LIGHT = (BRIGHT - {"awe"}) | {BRIGHTLY, "anger", "disappointed", "numb", "change", "insight"}
SUMMED_UP = 3  # answers in a row after which two of their phrases are said back together
NOT_QUITE = [{"title": "Not quite", "payload": "/go_back"}]


async def receive(context: ActionContext, say: Say, *, quoting: bool = True) -> tuple[Reflection | None, Events]:
    """Say one reflection of what was told, where there is something to receive.

    Without `quoting` none of the client's words are said back. Returns it, and the events that remember it so that the
    same frame is not said again soon.
    """
    if context.pressed:
        return None, []
    found = reflect(context.told, context.asked, _said(context), quoting=quoting and await _may_quote(context))
    if found is None:
        return None, []
    say.line(found.text)
    return found, [_remember(context, found.name)]


async def receive_answer(
    context: ActionContext, say: Say, of: UUID, kind: str, called: str
) -> tuple[Reflection | None, Events]:
    """The same for an answer to a question; after every third one in a row a summary is said in its place.

    `of`, `kind` and `called` are the treatment session, the kind and the question under which it was stored.
    """
    if context.pressed:
        return None, []
    told = [*(str(name) for name in context.slot(TOLD) or () if name != called), called][-SUMMED_UP:]
    summary = None
    if len(told) == SUMMED_UP and await _may_quote(context):
        async with store().read() as work:
            given = await answers.given(work, context.client_id, of, kind)
        summary = summarize([given[name] for name in told if name in given], _said(context))
    if summary is None:
        found, remembered = await receive(context, say)
        return found, [*remembered, slot(TOLD, told)]
    say.line(summary.text, NOT_QUITE)
    return reflect(context.told, context.asked), [_remember(context, summary.name), slot(TOLD, [])]


def is_heavy(found: Reflection | None) -> bool:
    """Whether what was told of something hard weighs, as far as is known: what is not received may weigh."""
    return found is None or found.about not in LIGHT


def _said(context: ActionContext) -> list[str]:
    return [str(name) for name in context.slot(SAID) or ()]


def _remember(context: ActionContext, name: str) -> Event:
    return slot(SAID, [*_said(context), name][-REMEMBERED:])


async def _may_quote(context: ActionContext) -> bool:
    """Whether nobody who may do them harm reads along, as far as is known: then none of their words are on the page."""
    async with store().read() as work:
        return not await rows.is_about_abuse(work, context.client_id)
