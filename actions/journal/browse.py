"""Browsing the journal: list with pagination, open one entry, delete one or all of them after confirmation."""

from collections.abc import Sequence
from uuid import UUID

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.parsing.journal_query import JournalQuery, parse_query
from actions.parsing.short_answers import EVERYTHING, local, which
from actions.plan import MOVED
from actions.store import store
from bot.care import now
from bot.care.accounts import clients
from bot.care.journal import journal, search
from bot.care.journal.journal import COMMITMENT, INTENTION, Written
from bot.care.questionnaires import questionnaires
from bot.care.records.entry_labels import heading, noted, writing

CHANGING = "change_form"
LISTED = 5  # entries at a time: what fits on a phone
FIRST_WORDS = 8
ENTRY = "entry_at_hand"  # the slot that holds the entry read or written last, for "tag this" or "keep it private"
LISTED_LAST = "entries_listed"  # the slot that holds the last search results: "open 2" means the second of these
EVERYTHING_WRITTEN = "everything"


class ShowJournal(Step):
    """Lists the journal, newest first, 5 entries at a time; or those that match a query, such as "from last week"."""

    title = "action_show_journal"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        entries, zone = await written(context)
        named = None if context.pressed else parse_query(context.text, zone, now(), loosely=False)
        if named is not None:
            return await show_found(context, say, named, zone, str(context.message_id))
        first = int(context.values.get("older", "0")) if context.pressed else 0
        show_list(say, entries, zone, first)
        return [*leave(context), slot("to_delete", None), slot(LISTED_LAST, None)]


def show_list(say: Say, entries: Sequence[Written], zone: str, first: int = 0) -> None:
    """Send one page of entries, from index `first` on: one line and one button each."""
    shown = entries[first : first + LISTED]
    if not shown:
        say("utter_nothing_written")
        return
    older = button("Older", "show_journal", older=str(first + LISTED))
    say("utter_what_you_wrote")
    _lines(say, shown, zone, first, [older] if len(entries) > first + LISTED else [])


async def show_found(
    context: ActionContext, say: Say, named: JournalQuery, zone: str, asked_in: str, first: int = 0
) -> Events:
    """Send one page of search results, like `show_list`. `asked_in` is the id of the message that holds the query.

    The query is read from there again for the next page, so that no button and no slot holds words of the client.
    """
    async with store().read() as work:
        entries = writing(await search.find(work, context.client_id, named.wanted))
    shown = entries[first : first + LISTED]
    if shown:
        older = button("Older", "find_entry", asked_in=asked_in, older=str(first + LISTED))
        say("utter_found", what=named.name)
        _lines(say, shown, zone, first, [older] if len(entries) > first + LISTED else [])
    else:
        say("utter_found_nothing", what=named.name)
    listed = [str(entry.id) for entry in entries[: first + LISTED]]
    return [*leave(context), slot("to_delete", None), slot(LISTED_LAST, listed)]


def _lines(say: Say, shown: Sequence[Written], zone: str, first: int, more: Sequence[dict[str, str]]) -> None:
    numbered = list(enumerate(shown, start=first + 1))
    buttons = [button(f"Open {number}", "open_entry", entry=str(entry.id)) for number, entry in numbered]
    lines = [f"{number}. {local(entry.at, zone)} · {in_short(entry)}" for number, entry in numbered]
    say.line("\n".join(lines), [*buttons, *more, button("Something else", "something_else")])


class OpenEntry(Step):
    """Opens one entry; without one, lists the journal."""

    title = "action_open_entry"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        entries, zone = await written(context)
        entry = entry_meant(context, entries)
        if entry is None:
            show_list(say, entries, zone)
            return [*leave(context), slot(LISTED_LAST, None)]
        read_back(say, entry, zone)
        return [*leave(context), slot("to_delete", None), slot(ENTRY, str(entry.id))]


def read_back(say: Say, entry: Written, zone: str) -> None:
    """Send the full text of an entry, with buttons to change, share, keep private and delete it."""
    this = str(entry.id)
    head = " · ".join(filter(None, (local(entry.at, zone), heading(entry), noted(entry))))
    private = button("Keep it private", "keep_private", entry=this)
    share = button("Share it with my coach", "share_journal", entry=this)
    say.line(
        f"{head}\n\n{entry.text}",
        [
            *([] if entry.kind in (INTENTION, COMMITMENT) else [button("Change it", "edit_entry", entry=this)]),
            *([] if entry.kind == COMMITMENT else [private if entry.shared else share]),
            button("Delete this one", "delete_something", entry=this),
            button("Back to the list", "show_journal", older="0"),
            button("Something else", "something_else"),
        ],
    )


class Delete(Step):
    """Finds which entry, or everything, is to be deleted, and asks for confirmation."""

    title = "action_delete"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        entries, zone = await written(context)
        if not entries and not await _has_answered_questionnaires(context):
            say("utter_nothing_written")
            return leave(context)
        if not context.pressed and EVERYTHING.search(context.text.casefold()):
            say("utter_confirm_delete_all")
            return [*leave(context), slot("to_delete", EVERYTHING_WRITTEN)]
        entry = entry_meant(context, entries)
        if entry is None:
            say("utter_delete_which")
            offer_each(say, entries[:LISTED], zone, "Delete", "delete_something")
            return [*leave(context), slot(LISTED_LAST, None)]
        say("utter_confirm_delete", entry=f"{local(entry.at, zone)} · {in_short(entry)}")
        return [*leave(context), slot("to_delete", str(entry.id))]


class DeleteNow(Step):
    """Deletes what was confirmed, in the journal and in the transcript, if the bot's last messages asked for it."""

    title = "action_delete_now"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        chosen = context.slot("to_delete")
        if not chosen or "/delete_now" not in context.offered():
            say("utter_nothing_to_delete")
            return [slot("to_delete", None)]
        async with store().begin() as work:
            if chosen == EVERYTHING_WRITTEN:
                await journal.delete_all(work, context.client_id, context.message_id)
            else:
                await journal.delete(work, context.client_id, [UUID(chosen)], context.message_id)
        say("utter_deleted_all" if chosen == EVERYTHING_WRITTEN else "utter_deleted")
        return [slot("to_delete", None), slot(ENTRY, None), slot(LISTED_LAST, None), slot(MOVED, None)]


class KeepIt(Step):
    """Cancels a deletion or a change; the entry stays as it is."""

    title = "action_keep_it"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_kept")
        changing = leave(context, for_later=False) if context.flow == CHANGING else []
        return [*changing, slot("to_delete", None)]


async def written(context: ActionContext) -> tuple[list[Written], str]:
    """The client's entries, newest first, without checklist items; and the client's timezone."""
    async with store().read() as work:
        zone = (await clients.profile(work, context.client_id)).timezone
        entries = await journal.written(work, context.client_id)
    return writing(entries), zone


async def _has_answered_questionnaires(context: ActionContext) -> bool:
    async with store().read() as work:
        return any([await questionnaires.history(work, context.client_id, key) for key in questionnaires.ALL])


def entry_meant(context: ActionContext, entries: Sequence[Written]) -> Written | None:
    """The entry that a message refers to: by a button, or by its number in the last list; None if neither."""
    pressed = context.values.get("entry")
    if pressed:
        return by_id(entries, pressed)
    number = None if context.pressed else which(context.text)
    listed = context.slot(LISTED_LAST)
    if listed is not None and number:
        return by_id(entries, listed[number - 1]) if number <= len(listed) else None
    return entries[number - 1] if number and number <= len(entries) else None


def at_hand(context: ActionContext, entries: Sequence[Written]) -> Written | None:
    """The entry that a message refers to, or else the one that was read or written last."""
    return entry_meant(context, entries) or by_id(entries, context.slot(ENTRY))


def by_id(entries: Sequence[Written], entry_id: str | None) -> Written | None:
    """The entry with this id; None when it is not among them."""
    return next((entry for entry in entries if str(entry.id) == entry_id), None)


def offer_each(say: Say, entries: Sequence[Written], zone: str, what: str, intent: str) -> None:
    """Ask which of these entries: one line each, with a button "Delete 1" (`what` and a number) for the intent."""
    numbered = list(enumerate(entries, start=1))
    lines = [f"{number}. {local(entry.at, zone)} · {in_short(entry)}" for number, entry in numbered]
    buttons = [button(f"{what} {number}", intent, entry=str(entry.id)) for number, entry in numbered]
    say.line("\n".join(lines), [*buttons, button("Keep everything as it is", "keep_it")])


def in_short(entry: Written) -> str:
    """An entry in one line: its heading and its first words."""
    first = entry.text.split()
    short = " ".join(first[:FIRST_WORDS]) + (" …" if len(first) > FIRST_WORDS else "")
    return f"{heading(entry)}: {short}"


def button(title: str, intent: str, **entities: str) -> dict[str, str]:
    """A button with an intent and entities as its payload: ids and fixed words, never words of the client."""
    inside = ", ".join(f'"{name}": "{value}"' for name, value in entities.items())
    return {"title": title, "payload": f"/{intent}{{{inside}}}" if inside else f"/{intent}"}
