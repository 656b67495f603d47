"""Triage in the process of the test: the same assessments as the pool gives, without the seconds it takes to start."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from bot import triage
from bot.gateway.triage_pool import TriagePool


class TriageHere(TriagePool):
    """A pool without processes; what the processes do is tested in tests/faults/triage."""

    async def start(self) -> None:
        await asyncio.to_thread(triage.warm_up)

    async def stop(self) -> None:
        """Nothing to stop."""

    async def assess(
        self, conversation_id: UUID, text: str, context: Sequence[triage.ContextMessage], *, patient: bool = False
    ) -> tuple[triage.Assessment, bool]:
        return await asyncio.to_thread(triage.assess, text, context), False

    async def vector(self, text: str) -> tuple[float, ...] | None:
        return await asyncio.to_thread(triage.vector, text)

    async def language(self, text: str) -> str | None:
        return "en"
