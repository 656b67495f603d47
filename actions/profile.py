"""The profile: what is known about a client, shown on asking, with ways to correct and delete it."""

from collections.abc import Iterator, Sequence

from rasa_sdk.events import FollowupAction

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.onboarding import Welcome, name_said
from actions.parsing import short_answers
from actions.store import store
from bot.care import Work, local_times
from bot.care.accounts import clients, country_names
from bot.care.accounts.countries import is_stated
from bot.care.journal import journal
from bot.care.sessions import plans, treatment_sessions

UNKNOWN = "not known"


class ShowProfile(Step):
    """Shows what is known about the client, and offers to correct or to delete it."""

    title = "action_show_profile"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            known = await clients.profile(work, context.client_id)
            lines = [*_about(known), *await _kept(work, known)]
        say("utter_profile" if known.name else "utter_profile_nameless", lines="\n".join(lines))
        return []


class ChangeName(Step):
    """Takes the new name from the message, or asks for it."""

    title = "action_change_name"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        name = None if context.pressed else name_said(context.text)
        if name is None:
            return [*leave(context), slot("called", None), FollowupAction(Welcome.form)]
        async with store().begin() as work:
            await clients.set_name(work, context.client_id, name)
        say("utter_name_noted", name=name)
        return []


class DeleteName(Step):
    """Deletes the client's name."""

    title = "action_delete_name"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().begin() as work:
            await clients.set_name(work, context.client_id, "")
        say("utter_name_deleted")
        return []


def _about(known: clients.Profile) -> Iterator[str]:
    yield f"Name: {known.name or 'none, and that is fine'}"
    yield f"Time: {local_times.place(known.timezone)}"
    country = country_names.name_of(known.country) if known.country else UNKNOWN
    guessed = known.country and not is_stated(known.country_from)
    yield f"Country: {country}{' (a guess, from your time zone)' if guessed else ''}"


async def _kept(work: Work, known: clients.Profile) -> Sequence[str]:
    planned = await plans.plan(work, known.client_id)
    ahead = [one for one in planned if not one.behind and one.state != treatment_sessions.CANCELLED]
    when = next((one.when for one in ahead if one.when is not None), None)
    following = f", the next one {short_answers.moment(when, known.timezone)}" if when is not None else ""
    entries = len(await journal.written(work, known.client_id))
    shared = "your coaches can read it" if known.journal_shared else "not shared with your coaches"
    return (
        f"Treatment sessions: {len(planned) or 'none planned'}{following}",
        f"Journal: {entries} {'entry' if entries == 1 else 'entries'}, {shared}",
    )
