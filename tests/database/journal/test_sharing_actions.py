"""Privacy in the chat: one entry or all of it is kept private or shared, and sharing all of it asks first."""

from typing import Any

import pytest
from sqlalchemy import select

from actions.journal.browse import ENTRY
from actions.journal.edit import CHANGED_ENTRY, Changing, EditEntry
from actions.journal.sharing import KeepPrivate, ShareJournal
from actions.journal.write import Writing
from bot.care.journal import journal
from bot.store.models import Client
from tests.support.chat_client import ChatClient


@pytest.fixture
async def writer(client: ChatClient) -> ChatClient:
    """Somebody with two entries; the newer one was written last."""
    for text in ("the first entry", "the second entry"):
        client.loop = Writing.form
        client.slots |= {"journal_first": None, "journal_more": None}
        await client.answers(Writing(), "journal_first", text)
        await client.answers(Writing(), "journal_more", "done", "done_writing")
        async with client.store.begin() as work:
            await journal.finish(work, client.id)
    client.loop = None
    return client


async def shared(client: ChatClient) -> dict[str, bool]:
    async with client.store.read() as work:
        return {entry.text: entry.shared for entry in await journal.written(work, client.id)}


async def all_shared(client: ChatClient) -> bool:
    async with client.store.read() as work:
        return bool(await work.session.scalar(select(Client.journal_shared).where(Client.id == client.id)))


def pressed(**values: str) -> dict[str, Any]:
    return {"entities": [{"entity": name, "value": value} for name, value in values.items()]}


async def entry_of(client: ChatClient, text: str) -> str:
    async with client.store.read() as work:
        return next(str(entry.id) for entry in await journal.written(work, client.id) if entry.text == text)


async def test_only_the_entry_at_hand_is_kept_private(writer: ChatClient) -> None:
    writer.slots[ENTRY] = await entry_of(writer, "the first entry")
    assert await writer.does(KeepPrivate(), "keep this private", "keep_private") == ["utter_entry_private"]
    assert await shared(writer) == {"the first entry": False, "the second entry": True}
    assert await all_shared(writer)


@pytest.mark.parametrize("text", ["keep my journal private", "keep everything private", "keep what i write private"])
async def test_a_wish_about_the_whole_journal_is_about_what_will_be_written_too(writer: ChatClient, text: str) -> None:
    assert await writer.does(KeepPrivate(), text, "keep_private") == ["utter_all_private"]
    assert set((await shared(writer)).values()) == {False}
    assert not await all_shared(writer)


async def test_before_the_first_line_is_written_it_is_what_comes_now_that_is_private(client: ChatClient) -> None:
    client.loop = Writing.form
    assert await client.does(KeepPrivate(), "this one is private", "keep_private") == ["utter_entry_private"]
    await client.answers(Writing(), "journal_first", "not for anybody")
    async with client.store.begin() as work:
        await journal.finish(work, client.id)
    assert await shared(client) == {"not for anybody": False}


async def test_with_nothing_written_there_is_nothing_to_keep_private(client: ChatClient) -> None:
    assert await client.does(KeepPrivate(), "keep it private", "keep_private") == ["utter_private_what"]


async def test_sharing_everything_asks_how_much_first_and_changes_nothing_before(writer: ChatClient) -> None:
    await writer.does(KeepPrivate(), "keep my whole journal private", "keep_private")
    assert await writer.does(ShareJournal(), "share my journal", "share_journal") == ["utter_share_how_much"]
    assert set((await shared(writer)).values()) == {False}


async def test_from_now_on_leaves_what_was_written_private_and_all_does_not(writer: ChatClient) -> None:
    await writer.does(KeepPrivate(), "keep my whole journal private", "keep_private")
    later, everything = pressed(value="later"), pressed(value="all")
    assert await writer.does(ShareJournal(), "/share_journal", "share_journal", **later) == ["utter_shared_from_now_on"]
    assert set((await shared(writer)).values()) == {False} and await all_shared(writer)
    assert await writer.does(ShareJournal(), "/share_journal", "share_journal", **everything) == ["utter_all_shared"]
    assert set((await shared(writer)).values()) == {True}
    assert await writer.does(ShareJournal(), "share my journal", "share_journal") == ["utter_shared_already"]


async def test_one_entry_is_shared_again_by_its_button(writer: ChatClient) -> None:
    entry = await entry_of(writer, "the second entry")
    await writer.does(KeepPrivate(), "/keep_private", "keep_private", **pressed(entry=entry))
    assert await shared(writer) == {"the first entry": True, "the second entry": False}
    said = await writer.does(ShareJournal(), "/share_journal", "share_journal", **pressed(entry=entry))
    assert said == ["utter_entry_shared"]
    assert set((await shared(writer)).values()) == {True}


# ---- changing an entry


async def test_an_entry_is_changed_to_the_new_words(writer: ChatClient) -> None:
    entry = await entry_of(writer, "the first entry")
    await writer.does(EditEntry(), "/edit_entry", "edit_entry", **pressed(entry=entry))
    assert writer.slots[CHANGED_ENTRY] == entry
    assert {"event": "followup", "timestamp": None, "name": "change_form"} in writer.changes
    writer.loop = "change_form"
    assert await writer.answers(Changing(), "journal_change", "better words") == ["utter_changed"]
    assert set(await shared(writer)) == {"better words", "the second entry"}


async def test_who_leaves_it_keeps_the_old_words(writer: ChatClient) -> None:
    writer.slots[ENTRY] = await entry_of(writer, "the second entry")
    await writer.does(EditEntry(), "change it", "edit_entry")
    writer.loop = "change_form"
    assert await writer.answers(Changing(), "journal_change", "skip", "skip_question") == ["utter_kept"]
    assert set(await shared(writer)) == {"the first entry", "the second entry"}


async def test_an_entry_that_was_deleted_meanwhile_is_said_to_be_gone(writer: ChatClient) -> None:
    entry = await entry_of(writer, "the second entry")
    await writer.does(EditEntry(), "/edit_entry", "edit_entry", **pressed(entry=entry))
    async with writer.store.begin() as work:
        await journal.delete_all(work, writer.id, writer.id)
    writer.loop = "change_form"
    assert await writer.answers(Changing(), "journal_change", "better words") == ["utter_nothing_to_change"]


async def test_with_nothing_written_nothing_can_be_changed(client: ChatClient) -> None:
    assert await client.does(EditEntry(), "change my last entry", "edit_entry") == ["utter_nothing_written"]
