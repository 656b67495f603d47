"""What a client deletes is nowhere any more: not in the journal, the transcript, the export, what a coach sees, or in
Rasa's memory. What they did not delete is still there."""

import pytest

from bot.care.records import timeline, transcripts
from bot.store.models import Conversation
from tests.support.live import Live
from tests.support.people import Person

STAYS = "the weather was mild and the window stood open"
PREPARING = ("prepare", "skip", "skip", "skip", "skip")
LOOKING_BACK = ("look back", "yes", "yes", "yes")
# What is deleted, and what is said before it is.
WRITTEN = {
    "a journal entry": (
        "the secret of the copper drawer and of the small key that opens it",
        ["journal", "{it}", "done"],
    ),
    "an intention": ("to forgive my oldest friend and then myself", [*PREPARING, "{it}", "yes", "stop"]),
    "an answer": ("a lighthouse made of sugar on the edge of a table", [*LOOKING_BACK, "{it}", "stop"]),
    "a small action": (
        "write a letter to my aunt in Trondheim and never send it",
        [*LOOKING_BACK, *(["skip"] * 5), "{it}", "7"],
    ),
}


@pytest.mark.parametrize(
    ("what", "how"), [*((what, "delete the last one") for what in WRITTEN), ("an intention", "delete everything")]
)
async def test_what_somebody_deletes_is_nowhere_any_more(live: Live, what: str, how: str) -> None:
    secret, before = WRITTEN[what]
    person = await Person.inside(live)
    for line in ("journal", STAYS, "done", *before, "what did i write", "open 1"):
        await person.says(line.format(it=secret))
    assert secret in await everything(person)

    assert {"utter_confirm_delete", "utter_confirm_delete_all"} & set(await person.says(how))
    told = await person.says("yes")
    assert told[0] in ("utter_deleted", "utter_deleted_all"), person.so_far()
    assert secret not in await everything(person), person.so_far()
    assert secret.split(" and ")[0] not in await everything(person), "its beginning is still quoted"
    assert (STAYS in await everything(person)) == (how != "delete everything")


async def everything(person: Person) -> str:
    """All that anybody could read of a person, in one text."""
    live, conversation_id = person.live, person.client.conversation_id
    async with live.client() as again:  # the page is opened anew: what is shown comes from the server
        again.token, again.conversation_id = person.client.token, conversation_id
        await again.refresh()
    async with live.store.read() as work:
        client_id = (await work.session.get_one(Conversation, conversation_id)).client_id
        seen_by_coach = [await transcripts.transcript(work, conversation_id), await timeline.timeline(work, client_id)]
    export = [(await person.client.get(path))[1] for path in ("/v1/journal", "/v1/export")]
    return "\n".join(map(str, [again.shown, export, seen_by_coach, await live.remembered(conversation_id)]))
