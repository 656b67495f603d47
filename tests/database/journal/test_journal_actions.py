"""The journal form and the deletion of an entry, which needs a confirmation that was just offered."""

from actions.journal.browse import Delete, DeleteNow, OpenEntry, ShowJournal
from actions.journal.write import Writing
from actions.navigation.navigation import Lost
from actions.preparation.preparation import Preparation
from bot.store.models import JournalEntry
from tests.support.chat_client import ChatClient


async def test_the_journal_takes_lines_until_they_are_done(client: ChatClient) -> None:
    client.loop = "journal_form"
    await client.answers(Writing(), "journal_first", "one line")
    await client.answers(Writing(), "journal_more", "stop hating myself")
    assert client.slots["journal_more"] is None
    await client.answers(Writing(), "journal_more", "done", "done_writing")
    assert client.slots["journal_more"] == "done"
    assert await client.written() == {"free": "one line\nstop hating myself"}


async def test_the_list_is_empty_before_anything_is_written(client: ChatClient) -> None:
    assert await client.does(ShowJournal(), "what i wrote", "show_journal") == ["utter_nothing_written"]


async def test_one_entry_is_opened_confirmed_and_deleted(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "hope", "to rest")
    await preparing.does(OpenEntry(), "open 1", "open_entry")
    assert "to rest" in preparing.said[0]["text"]
    yes = [{"title": "Yes, delete it", "payload": "/delete_now"}]
    assert await preparing.does(Delete(), "delete the last one", "delete_something", buttons=yes) == [
        "utter_confirm_delete"
    ]
    assert await preparing.does(DeleteNow(), "/delete_now", "delete_now") == ["utter_deleted"]
    assert await preparing.count(JournalEntry) == 0


async def test_a_confirmation_that_was_not_just_offered_deletes_nothing(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "hope", "to rest")
    await preparing.does(Delete(), "delete everything", "delete_something")
    await preparing.does(Lost(), "hm", "nlu_fallback")
    assert await preparing.does(DeleteNow(), "/delete_now", "delete_now") == ["utter_nothing_to_delete"]
    assert await preparing.count(JournalEntry) == 1
