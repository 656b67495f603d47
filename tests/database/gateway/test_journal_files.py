"""The journal as a file: whose token it is gets their own, in the format they ask for."""

import importlib.util
import json
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.care.journal import journal, privacy
from bot.store.models import Conversation
from tests.support.door import Door

TEXT = "Das Meer, море, και η θάλασσα #sea"


@pytest.fixture
async def writer(door: Door) -> dict[str, str]:
    """Somebody with one private entry; the headers that open their conversation."""
    headers = await door.enter()
    async with door.store.begin() as work:
        client: UUID = (await work.session.scalars(select(Conversation.client_id))).one()
        await journal.write(work, client, uuid4(), TEXT)
        entry = await journal.begun(work, client)
        assert entry is not None
        await journal.set_mood(work, client, entry, 6, uuid4())
        await journal.finish(work, client)
        await privacy.set_shared(work, client, entry, shared=False)
    return headers


async def fetch(door: Door, headers: dict[str, str], form: str) -> tuple[int, str, bytes]:
    async with door.http.get("/v1/journal", headers=headers, params={"format": form}) as response:
        return response.status, response.headers.get("Content-Disposition", ""), await response.read()


async def test_as_markdown_with_mood_tags_and_that_it_is_private(door: Door, writer: dict[str, str]) -> None:
    status, name, content = await fetch(door, writer, "md")
    assert (status, name) == (200, 'attachment; filename="landfall-journal.md"')
    assert TEXT in content.decode()
    assert "*feeling 6 of 10 · #sea · private*" in content.decode()


async def test_as_json_it_is_what_the_journal_call_returns(door: Door, writer: dict[str, str]) -> None:
    status, name, content = await fetch(door, writer, "json")
    assert status == 200 and name.endswith('.json"')
    async with door.http.get("/v1/journal", headers=writer) as response:
        assert await response.json(content_type=None) == json.loads(content)


async def test_as_pdf_or_a_sentence_where_pdf_cannot_be_made(door: Door, writer: dict[str, str]) -> None:
    status, _, content = await fetch(door, writer, "pdf")
    if importlib.util.find_spec("fpdf") is None:
        assert status == 501 and b"no_pdf" in content
    else:
        assert status == 200 and content.startswith(b"%PDF-")


async def test_another_format_is_refused_and_nothing_without_a_token(door: Door, writer: dict[str, str]) -> None:
    assert (await fetch(door, writer, "docx"))[0] == 400
    assert (await fetch(door, {}, "md"))[0] == 401
    stranger = await door.enter()
    assert TEXT not in (await fetch(door, stranger, "md"))[2].decode()
