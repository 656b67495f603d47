"""Many conversations at the same time, a few at once: each test waits for its own."""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, Generic, TypeVar

import pytest

T = TypeVar("T")

AT_ONCE = 6


class Crowd(Generic[T]):
    """Holds all conversations of a module, at most `AT_ONCE` at any moment, from the first test that asks for one."""

    def __init__(self, talks: Mapping[str, Coroutine[Any, Any, T]]) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)
        self._talks = {name: asyncio.create_task(self._hold(talk)) for name, talk in talks.items()}

    async def __aenter__(self) -> "Crowd[T]":
        return self

    async def __aexit__(self, *error: object) -> None:
        for talk in self._talks.values():
            talk.cancel()
        await asyncio.gather(*self._talks.values(), return_exceptions=True)

    async def result(self, name: str) -> T:
        """What came of one conversation. Raises what went wrong in it."""
        return await self._talks[name]

    async def _hold(self, talk: Coroutine[Any, Any, T]) -> T:
        try:
            async with self._room:
                return await talk
        finally:
            talk.close()  # one that never began

    @staticmethod
    def selected(request: pytest.FixtureRequest, test: str) -> list[Any]:
        """The items of a test function of this module that are to be run."""
        return [
            item
            for item in request.session.items
            if getattr(item, "module", None) is request.module and getattr(item, "originalname", None) == test
        ]
