"""Labelled examples for improving triage: coaches' verdicts with the messages they are about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bot.care import audit
from bot.care.journal import privacy
from bot.care.journal.privacy import Hidden
from bot.care.safety import verdicts
from bot.store import Unreadable, Vault, Work
from bot.store.models import Client, Conversation, Message, Triage, Verdict

BEFORE = 3  # messages of the client before the judged one, as its context


@dataclass(frozen=True)
class Feedback:
    """One verdict: the message, the client's messages before it (oldest first), its triage, and the coach's tier.

    `name` is the client's display name, if they gave one, for redaction.
    """

    message_id: UUID
    text: str
    before: Sequence[str]
    name: str | None
    tier: str
    categories: Sequence[str]
    score: float
    model: str
    coach_tier: str
    verdict: str
    at: datetime

    def as_json(self, shown: Callable[[str], str]) -> dict[str, Any]:
        """One line of the exported file; `shown` is applied to each text, for redaction."""
        return {
            "id": str(self.message_id),
            "text": shown(self.text),
            "before": [shown(text) for text in self.before],
            "triage": {
                "tier": self.tier,
                "categories": list(self.categories),
                "score": self.score,
                "model": self.model,
            },
            "coach_tier": self.coach_tier,
            "verdict": self.verdict,
            "at": self.at.isoformat(),
        }


@dataclass(frozen=True)
class Collected:
    """The verdicts, oldest first, and how many were left out because their texts cannot be decrypted."""

    rows: Sequence[Feedback]
    damaged: int


async def collect(work: Work, since: datetime | None = None, *, whole: bool = False) -> Collected:
    """Collect the verdicts since a time for an operator; the audit log records that, and whether texts are `whole`.

    Messages that clients deleted or keep private are left out, and so is everything of erased clients.
    """
    query = (
        select(Verdict, Message, Triage, Client)
        .join(Message, Message.id == Verdict.message_id)
        .join(Triage, Triage.message_id == Message.id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Client, Client.id == Conversation.client_id)
        .where(Message.text.is_not(None), Client.wrapped_key.is_not(None))
        .order_by(Verdict.at, Verdict.id)
    )
    if since is not None:
        query = query.where(Verdict.at >= since)
    rows, damaged = [], 0
    for verdict, message, triage, client in (await work.session.execute(query)).tuples():
        assert client.wrapped_key is not None
        vault = work.vault_of(client.id, client.key_name, client.wrapped_key)
        hidden = await privacy.hidden(work, vault)
        if message.id in hidden.messages:
            continue
        try:
            rows.append(await _feedback(work, vault, verdict, message, triage, client, hidden))
        except Unreadable:
            damaged += 1
    detail = {"verdicts": str(len(rows)), "texts": "whole" if whole else "redacted"}
    if since is not None:
        detail["since"] = since.date().isoformat()
    await audit.record(work, "operator", "verdicts.exported", "verdicts", detail)
    return Collected(rows, damaged)


async def _feedback(
    work: Work, vault: Vault, verdict: Verdict, message: Message, triage: Triage, client: Client, hidden: Hidden
) -> Feedback:
    return Feedback(
        message_id=message.id,
        text=_opened(vault, message),
        before=await _before(work, vault, message, hidden),
        name=vault.open("client.name", client.id, client.name) if client.name else None,
        tier=triage.tier,
        categories=triage.categories,
        score=triage.score,
        model=triage.model,
        coach_tier=verdict.tier,
        verdict=verdicts.kind(triage.tier, verdict.tier),
        at=verdict.at,
    )


async def _before(work: Work, vault: Vault, message: Message, hidden: Hidden) -> list[str]:
    rows = await work.session.scalars(
        select(Message)
        .where(
            Message.conversation_id == message.conversation_id,
            Message.author == "client",
            Message.seq < message.seq,
            Message.text.is_not(None),
            Message.id.not_in(hidden.messages),
        )
        .order_by(Message.seq.desc())
        .limit(BEFORE)
    )
    return [_opened(vault, row) for row in rows][::-1]


def _opened(vault: Vault, message: Message) -> str:
    assert message.text is not None
    return vault.open("message.text", message.id, message.text)
