"""What they wrote: listing it, reading one entry, deleting one or all of it."""

from collections.abc import Sequence
from uuid import UUID

from actions.base import Say, Step, leave, slot
from actions.store import store
from actions.turn import Events, Turn
from actions.words import EVERYTHING, local, which
from bot.care import clients, guides, journal, questionnaires, take_along
from bot.care.journal import Written

LISTED = 5  # entries at a time: what fits on a phone
FIRST_WORDS = 8
# What an entry answers, as its heading.
HEADINGS = {
    "hope": "What you hope for",
    "kindness": "To meet with kindness",
    "fragments": "First fragments",
    "images": "Images",
    "feelings": "Feelings",
    "body": "Body",
    "intention_touched": "Your intention, afterwards",
    "hard": "What was hard",
    "matters": "What matters most",
    "small_action": "One small action",
}
CHECKLIST = "space_"  # ticks, not writing
EVERYTHING_WRITTEN = "everything"


class ShowJournal(Step):
    """Lists what they wrote, newest first, a few at a time."""

    title = "action_show_journal"

    async def take(self, turn: Turn, say: Say) -> Events:
        entries, zone = await _written(turn)
        first = int(turn.values.get("older", "0")) if turn.pressed else 0
        show_list(say, entries, zone, first)
        return [*leave(turn), slot("to_delete", None)]


def show_list(say: Say, entries: Sequence[Written], zone: str, first: int = 0) -> None:
    """Say the entries from number `first` on in short lines, with a button for each."""
    shown = entries[first : first + LISTED]
    if not shown:
        say("utter_nothing_written")
        return
    numbered = list(enumerate(shown, start=first + 1))
    buttons = [_button(f"Open {number}", "open_entry", entry=str(entry.id)) for number, entry in numbered]
    if len(entries) > first + LISTED:
        buttons.append(_button("Older", "show_journal", older=str(first + LISTED)))
    lines = [f"{number}. {local(entry.at, zone)} · {_in_short(entry)}" for number, entry in numbered]
    say("utter_what_you_wrote")
    say.line("\n".join(lines), [*buttons, _button("Something else", "something_else")])


class OpenEntry(Step):
    """Reads one entry."""

    title = "action_open_entry"

    async def take(self, turn: Turn, say: Say) -> Events:
        entries, zone = await _written(turn)
        entry = _meant(turn, entries)
        if entry is None:
            show_list(say, entries, zone)
            return leave(turn)
        say.line(
            f"{local(entry.at, zone)} · {_heading(entry)}\n\n{entry.text}",
            [
                _button("Delete this one", "delete_something", entry=str(entry.id)),
                _button("Back to the list", "show_journal", older="0"),
                _button("Something else", "something_else"),
            ],
        )
        return [*leave(turn), slot("to_delete", None)]


class Delete(Step):
    """Finds out what is to be deleted, and asks before it is."""

    title = "action_delete"

    async def take(self, turn: Turn, say: Say) -> Events:
        entries, zone = await _written(turn)
        if not entries and not await _measured(turn):
            say("utter_nothing_written")
            return leave(turn)
        if not turn.pressed and EVERYTHING.search(turn.text.casefold()):
            say("utter_confirm_delete_all")
            return [*leave(turn), slot("to_delete", EVERYTHING_WRITTEN)]
        entry = _meant(turn, entries)
        if entry is None:
            say("utter_delete_which")
            _offer_to_delete(say, entries[:LISTED], zone)
            return leave(turn)
        say("utter_confirm_delete", entry=f"{local(entry.at, zone)} · {_in_short(entry)}")
        return [*leave(turn), slot("to_delete", str(entry.id))]


class DeleteNow(Step):
    """Deletes what they just confirmed, here and in the conversation. An old confirmation counts for nothing."""

    title = "action_delete_now"

    async def take(self, turn: Turn, say: Say) -> Events:
        chosen = turn.slot("to_delete")
        if not chosen or "/delete_now" not in turn.offered():
            say("utter_nothing_to_delete")
            return [slot("to_delete", None)]
        async with store().begin() as work:
            if chosen == EVERYTHING_WRITTEN:
                await journal.delete_all(work, turn.client_id)
            else:
                await journal.delete(work, turn.client_id, [UUID(chosen)])
        say("utter_deleted_all" if chosen == EVERYTHING_WRITTEN else "utter_deleted")
        return [slot("to_delete", None)]


class KeepIt(Step):
    """They would rather keep it."""

    title = "action_keep_it"

    async def take(self, turn: Turn, say: Say) -> Events:
        say("utter_kept")
        return [slot("to_delete", None)]


async def _written(turn: Turn) -> tuple[list[Written], str]:
    async with store().read() as work:
        zone = (await clients.profile(work, turn.client_id)).timezone
        entries = await journal.written(work, turn.client_id)
    return [entry for entry in entries if entry.kind != take_along.KIND and not _is_tick(entry)], zone


def _is_tick(entry: Written) -> bool:
    return (entry.question or "").startswith(CHECKLIST)


async def _measured(turn: Turn) -> bool:
    async with store().read() as work:
        return any([await questionnaires.course(work, turn.client_id, key) for key in questionnaires.ALL])


def _meant(turn: Turn, entries: Sequence[Written]) -> Written | None:
    pressed = turn.values.get("entry")
    if pressed:
        return next((entry for entry in entries if str(entry.id) == pressed), None)
    number = None if turn.pressed else which(turn.text)
    return entries[number - 1] if number and number <= len(entries) else None


def _offer_to_delete(say: Say, entries: Sequence[Written], zone: str) -> None:
    lines = [f"{number}. {local(entry.at, zone)} · {_in_short(entry)}" for number, entry in enumerate(entries, start=1)]
    buttons = [
        _button(f"Delete {number}", "delete_something", entry=str(entry.id))
        for number, entry in enumerate(entries, start=1)
    ]
    say.line("\n".join(lines), [*buttons, _button("Keep everything", "keep_it")])


def _heading(entry: Written) -> str:
    if entry.kind in (journal.PRACTICE, journal.COMMITMENT):
        about = guides.title(entry.question or "")
        chosen = "One small thing" if entry.kind == journal.COMMITMENT else "How it is now"
        return f"{about}, {chosen[0].lower()}{chosen[1:]}" if about else HEADINGS["small_action"]
    if entry.kind == journal.INTENTION:
        return "Your intention"
    return HEADINGS.get(entry.question or "", "Journal")


def _in_short(entry: Written) -> str:
    first = entry.text.split()
    short = " ".join(first[:FIRST_WORDS]) + (" …" if len(first) > FIRST_WORDS else "")
    return f"{_heading(entry)}: {short}"


def _button(title: str, intent: str, **entities: str) -> dict[str, str]:
    inside = ", ".join(f'"{name}": "{value}"' for name, value in entities.items())
    return {"title": title, "payload": f"/{intent}{{{inside}}}" if inside else f"/{intent}"}
