"""What a client writes is nowhere in the clear: not in the database's files, not in any log."""

import re

from tests.support.live import Live

WRITTEN = (
    "The lighthouse keeper in my dream had my grandmother's hands",
    "Tomorrow I will plant the yellow tulips with Marlene",
    "my chest hurts so bad and the room on Elm Street is spinning",
)


async def test_neither_the_database_nor_a_log_holds_a_sentence_of_a_client(live: Live) -> None:
    client = live.client()
    await client.open()
    await client.agree()
    await client.talk("call me Quillon", "journal", *WRITTEN, "done", "what did i write")
    everything = _sentences(live)
    assert set(WRITTEN) <= everything
    # what somebody wrote and we say too, such as a button's title, proves nothing
    telling = {text.encode() for text in everything if len(text.split()) >= 5 or text in ("Quillon", "Marlene")}
    files = [path for path in live.home.iterdir() if path.is_file()]
    assert {"landfall.db", "gateway.log", "rasa.log", "actions.log"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        found = [text.decode() for text in telling if text in content]
        assert not found, f"{path.name} holds {found[:3]}"


def _sentences(live: Live) -> set[str]:
    """Everything that all clients of this run wrote, and its sentences."""
    texts = {
        message["text"] for client in live.clients for message in client.shown if message["author"] == "client"
    } | {"Quillon", "Marlene"}
    said_by_bot = {message["text"] for client in live.clients for message in client.shown if message["author"] == "bot"}
    said_by_bot |= {
        button["title"] for client in live.clients for message in client.shown for button in message.get("buttons", [])
    }
    parts = {part.strip() for text in texts for part in re.split(r"[.!?\n]", text)}
    return {text for text in texts | parts if text and not any(text in said for said in said_by_bot)} | set(WRITTEN)
