"""The preparation card, to look at before a session starts: the intention and the checklist of the space."""

from uuid import UUID

from actions.core.base import Say, Step
from actions.core.context import ActionContext, Events
from actions.core.questions import PREPARING as SESSION
from actions.parsing import short_answers
from actions.preparation.space import SPACE
from actions.store import store
from bot.care import Work
from bot.care.journal import answers, journal
from bot.care.sessions import intentions, treatment_sessions

DONE, OPEN = "✓", "○"


class ShowCard(Step):
    """Shows the card of the next treatment session. An active form repeats its question."""

    title = "action_show_card"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            of = await self._session(work, context)
            intention = await intentions.current(work, context.client_id, of) if of else None
            said = await answers.given(work, context.client_id, of, journal.PREPARATION) if of else {}
        ticks = [f"{_tick(said[name])} {what}" for name, what in SPACE.items() if name in said]
        if not ticks and not intention:
            say("utter_no_card")
        elif intention:
            say("utter_card", intention=intention, checklist="\n".join(ticks))
        else:
            say("utter_card_without_intention", checklist="\n".join(ticks))
        return []

    async def _session(self, work: Work, context: ActionContext) -> UUID | None:
        if context.slot(SESSION):
            return UUID(context.slot(SESSION))
        found = await treatment_sessions.to_set_out_for(work, context.client_id)
        return found.id if found else None


def _tick(said: str) -> str:
    return OPEN if short_answers.choice(said) in (short_answers.NO, short_answers.UNSURE) else DONE
