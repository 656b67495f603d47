"""The triage pool: nobody waits behind a long text, and a worker that dies costs no message its assessment."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from uuid import uuid4

import psutil
import pytest

from bot import triage
from bot.gateway.triage_pool import BUDGET_SECONDS, TriagePool
from bot.settings import PROJECT
from bot.triage import ContextMessage, Tier

CALM = "I walked along the canal with my sister and we watched the boats come in on day {n}. "
DANGER = "And I keep thinking that I want to kill myself when I get home. "
TOLERANCE = 1.5  # seconds beyond the budget: the machine of a test run is seldom idle


def entry(sentences: int, danger_at: int = -1) -> str:
    """A long journal entry of sentences that all differ."""
    return "".join(DANGER if n == danger_at else CALM.format(n=n) for n in range(sentences))


@pytest.fixture(scope="module")
async def pool() -> AsyncIterator[TriagePool]:
    """A running pool, whose workers the tests kill."""
    running = TriagePool()
    await running.start()
    yield running
    await running.stop()


async def healed(pool: TriagePool) -> None:
    """Wait until all workers run again."""
    async with asyncio.timeout(90):
        while [len(pids) for pids in pool.pids.values()] != [2, 1, 1]:
            await asyncio.sleep(0.05)


async def killed(pool: TriagePool, pids: list[int]) -> None:
    """Kill these workers, and wait until the pool knows."""
    send(pids, signal.SIGKILL)
    async with asyncio.timeout(10):
        while {pid for some in pool.pids.values() for pid in some} & set(pids):
            await asyncio.sleep(0.01)


def send(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        os.kill(pid, number)


async def test_a_message_is_assessed_as_triage_does(pool: TriagePool) -> None:
    context = [ContextMessage("assistant", "Are you thinking about ending your life?")]
    for text, turns in (("the tea was good", []), ("i want to die", []), ("yes", context)):
        found, partial = await pool.assess(uuid4(), text, turns, patient=True)
        assert (found, partial) == (triage.assess(text, turns), False)


async def test_its_embedding_comes_with_the_assessment(pool: TriagePool) -> None:
    await pool.assess(uuid4(), "when is my next session", [], patient=True)
    await healed(pool)
    await killed(pool, pool.pids["short"])  # so it must be remembered
    assert await pool.vector("when is my next session") == pytest.approx(triage.vector("when is my next session"))
    await healed(pool)
    assert await pool.vector("what was never assessed") == pytest.approx(triage.vector("what was never assessed"))


async def test_danger_in_the_middle_of_a_very_long_text_is_found_in_the_end(pool: TriagePool) -> None:
    text = entry(2_200, danger_at=1_100)
    begun = time.monotonic()
    _, partial = await pool.assess(uuid4(), text, [])
    assert partial
    assert time.monotonic() - begun < BUDGET_SECONDS + TOLERANCE
    found, partial = await pool.assess(uuid4(), text, [], patient=True)
    assert found.fresh >= Tier.HIGH
    assert not partial
    assert any("kill myself" in line for line in found.evidence)
    assert (await pool.assess(uuid4(), entry(300), [], patient=True))[0].tier == Tier.NONE


async def test_both_ends_of_a_long_text_are_read_at_once(pool: TriagePool) -> None:
    for place in (0, 2_199):
        found, _ = await pool.assess(uuid4(), entry(2_200, danger_at=place), [])
        assert found.fresh >= Tier.HIGH


async def test_words_of_danger_do_not_wait_behind_the_long_texts_of_others(pool: TriagePool) -> None:
    await healed(pool)
    flood = [asyncio.create_task(pool.assess(uuid4(), entry(2_200) + str(n), [], patient=True)) for n in range(8)]
    await asyncio.sleep(0.2)
    took = []
    for n in range(20):
        begun = time.monotonic()
        found, _ = await pool.assess(uuid4(), f"i have the pills in my hand {n}", [])
        took.append(time.monotonic() - begun)
        assert found.fresh >= Tier.HIGH
    assert max(took) < 1.0
    assert not all(task.done() for task in flood), "the flood was over before the messages came"
    for task in flood:
        task.cancel()


async def test_a_worker_killed_in_the_middle_of_a_message_leaves_it_to_the_rules(pool: TriagePool) -> None:
    await healed(pool)
    send(pool.pids["short"], signal.SIGSTOP)
    waiting = asyncio.create_task(pool.assess(uuid4(), "i want to kill myself, the heron too", []))
    await asyncio.sleep(0.05)
    send(pool.pids["short"], signal.SIGKILL)
    found, partial = await waiting
    assert (found.fresh, partial) == (Tier.HIGH, True)
    await healed(pool)
    found, partial = await pool.assess(uuid4(), "i want to kill myself, the heron too", [], patient=True)
    assert (found, partial) == (triage.assess("i want to kill myself, the heron too"), False)


async def test_a_worker_that_hangs_holds_up_nobody(pool: TriagePool) -> None:
    await healed(pool)
    stopped = pool.pids["short"]
    send(stopped, signal.SIGSTOP)
    begun = time.monotonic()
    answers = await asyncio.gather(*(pool.assess(uuid4(), f"i want to die {n}", []) for n in range(8)))
    assert time.monotonic() - begun < BUDGET_SECONDS + TOLERANCE
    assert all(found.fresh == Tier.HIGH and partial for found, partial in answers)
    send(stopped, signal.SIGCONT)


async def test_without_any_worker_the_rules_answer_at_once(pool: TriagePool) -> None:
    await healed(pool)
    await killed(pool, [pid for pids in pool.pids.values() for pid in pids])
    assert pool.problem == "no triage worker runs"
    for text in ("i want to die, and nobody reads it", entry(100, danger_at=99)):
        begun = time.monotonic()
        found, partial = await pool.assess(uuid4(), text, [])
        assert (found.fresh, partial) == (Tier.HIGH, True)
        assert time.monotonic() - begun < BUDGET_SECONDS
    assert await pool.language("ich bin heute sehr müde und traurig") is None
    await healed(pool)
    assert pool.problem is None


async def test_where_even_the_rules_fail_someone_should_look(
    pool: TriagePool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(text: str, *_: object) -> triage.Assessment:
        raise RuntimeError(text)

    await healed(pool)
    with monkeypatch.context() as patch:
        patch.setattr(triage, "by_rules", broken)
        send(pool.pids["short"], signal.SIGSTOP)
        found, partial = await pool.assess(uuid4(), "the heron again", [])
        send(pool.pids["short"], signal.SIGCONT)
    assert (found.tier, partial) == (Tier.ELEVATED, True)
    said = capsys.readouterr()
    assert "RuntimeError" in said.out + said.err
    assert "heron" not in said.out + said.err


async def test_of_two_who_write_much_each_is_read_in_turn(pool: TriagePool) -> None:
    await healed(pool)
    much, little = uuid4(), uuid4()
    many = [asyncio.create_task(pool.assess(much, entry(400) + str(n), [], patient=True)) for n in range(8)]
    await asyncio.sleep(0.1)
    await pool.assess(little, entry(400) + "too", [], patient=True)
    assert sum(task.done() for task in many) <= 2
    for task in many:
        task.cancel()


async def test_the_language_is_recognised(pool: TriagePool) -> None:
    await healed(pool)
    assert await pool.language("ich bin heute sehr müde und traurig") == "de"
    assert await pool.language("i am so tired today") == "en"
    assert await pool.language("мне очень плохо") == "ru"


async def test_any_text_can_be_sent_to_a_worker(pool: TriagePool) -> None:
    await healed(pool)
    for text in ("", "\ud800 half", "\x00" * 5_000, "a" * 50_000, "😂" * 3_000):
        found, partial = await pool.assess(uuid4(), text, [], patient=True)
        assert (found.tier, partial) == (Tier.NONE, False)
        assert await pool.language(text) is not None


async def test_the_workers_end_with_a_gateway_that_is_killed() -> None:
    code = (
        "import asyncio; from bot.gateway.triage_pool import TriagePool\n"
        "async def main():\n pool = TriagePool(); await pool.start(); print(1, flush=True); await asyncio.sleep(600)\n"
        "asyncio.run(main())"
    )
    gateway = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE, cwd=PROJECT
    )
    assert gateway.stdout is not None
    await gateway.stdout.readline()
    workers = psutil.Process(gateway.pid).children(recursive=True)
    assert len(workers) >= 3
    gateway.kill()
    await gateway.wait()
    _, alive = await asyncio.to_thread(psutil.wait_procs, workers, 20)
    assert not alive
