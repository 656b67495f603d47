"""Replies to a client's message: what the safety conversation, a notice and the dialogue say, in this order, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from bot.care.messages import safety_turns
from bot.care.safety.episodes.episode import Bubble
from bot.store import Vault, Work
from bot.store.models import Conversation, Message, new_id

SAFETY_INDEX = 0  # the safety conversation comes first among the replies to a message,
AGAIN_INDEX = 20  # what it says when a message was assessed again, and is worse than it seemed,
NOTICE_INDEX = 50  # then a notice that the answer is late,
REPLY_INDEX = 100  # then what the dialogue says


@dataclass(frozen=True)
class Reply:
    """One message of the dialogue's answer."""

    text: str
    buttons: Sequence[Mapping[str, str]] = ()
    image: str | None = None
    response: str | None = None


def say_safely(
    work: Work,
    conversation: Conversation,
    message: Message,
    says: Sequence[Bubble],
    vault: Vault,
    first_index: int = SAFETY_INDEX,
) -> None:
    """Add what the safety conversation says to a message, before anything else that is said to it."""
    replies = [Reply(said.text, buttons=safety_turns.buttons(said), response="safety_words") for said in says]
    say(work, conversation, message.id, message.channel, replies, first_index, vault)


def say(
    work: Work,
    conversation: Conversation,
    reply_to: UUID,
    channel: str,
    replies: Sequence[Reply],
    first_index: int,
    vault: Vault,
    author: str = "bot",
) -> None:
    """Add the replies to a message; `reply_to` and `reply_index` are unique together, so none is stored twice."""
    for index, reply in enumerate(replies, first_index):
        said = Message(
            id=new_id(),
            conversation_id=conversation.id,
            seq=next_seq(conversation),
            author=author,
            channel=channel,
            state="answered",
            image=reply.image,
            response=reply.response,
            reply_to=reply_to,
            reply_index=index,
        )
        said.text = vault.seal("message.text", said.id, reply.text)
        if reply.buttons:
            said.buttons = [
                {"id": f"{said.seq}.{place}", "title": button["title"], "payload": button["payload"]}
                for place, button in enumerate(reply.buttons)
            ]
        work.session.add(said)


def next_seq(conversation: Conversation) -> int:
    """The `seq` of the next message of a conversation."""
    conversation.last_seq += 1
    return conversation.last_seq
