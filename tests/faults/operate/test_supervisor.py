"""The supervisor, on real processes: it keeps them running, and leaves nothing behind."""

import asyncio
import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bot.operate.errors import OperatorError
from bot.operate.output import Output
from bot.operate.processes import Process
from bot.operate.ready import wait_until_ready
from bot.operate.supervisor import Supervisor
from tests.support.ports import free_ports

FOREVER = "import signal; print('up', flush=True); signal.pause()"
# Says its name in a file when it is asked to end, and ends.
POLITE = """
import signal, sys
def end(*_):
    open(sys.argv[2], "a").write(sys.argv[1] + " ")
    sys.exit()
signal.signal(signal.SIGTERM, end)
print("up", flush=True)
signal.pause()
"""
STUBBORN = (
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True)\nwhile True: signal.pause()"
)
# Starts a process of its own, and says its pid.
PARENT = """
import signal, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
print("child", child.pid, flush=True)
signal.pause()
"""


class Screen(io.StringIO):
    """A stream on which a test can wait for words to appear."""

    def __init__(self) -> None:
        super().__init__()
        self._changed = asyncio.Event()

    def write(self, text: str) -> int:
        self._changed.set()
        return super().write(text)

    async def until(self, pattern: str, times: int = 1) -> list[str]:
        async with asyncio.timeout(30):
            while len(found := re.findall(pattern, self.getvalue())) < times:
                self._changed.clear()
                await self._changed.wait()
        return found


def process(name: str, code: str, *arguments: str) -> Process:
    return Process(name, [sys.executable, "-c", code, *arguments], dict(os.environ))


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_until_gone(pids: list[int]) -> list[int]:
    """Those of the processes that are still there after ten seconds."""
    there = [psutil.Process(pid) for pid in pids if is_alive(pid)]
    _, left = psutil.wait_procs(there, timeout=10)
    return [one.pid for one in left if is_alive(one.pid)]


async def test_a_process_that_dies_is_started_again_and_the_log_says_so() -> None:
    screen = Screen()
    async with Supervisor([process("rasa", FOREVER)], Output(screen)) as supervisor:
        await screen.until(r"rasa +\| up")
        first = supervisor.runners["rasa"].pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        await screen.until(r"rasa +\| up", times=2)
        assert "rasa     | was ended by SIGKILL; starting it again in 0.2 s" in screen.getvalue()
        assert supervisor.runners["rasa"].pid not in (None, first)


async def test_a_process_that_keeps_dying_is_started_less_and_less_often() -> None:
    screen = Screen()
    async with Supervisor([process("actions", "raise SystemExit(3)")], Output(screen)):
        pauses = await screen.until(r"ended with exit code 3; starting it again in (\S+) s", times=3)
    assert pauses[:3] == ["0.2", "0.4", "0.8"]


async def test_a_program_that_does_not_exist_is_a_line_in_the_log_and_not_a_crash() -> None:
    screen = Screen()
    missing = Process("gateway", ["/nowhere/at/all"], dict(os.environ))
    async with Supervisor([missing], Output(screen)):
        await screen.until("starting it again")
    assert "Stopping gateway" in screen.getvalue()


async def test_processes_are_stopped_in_the_opposite_order_of_their_start(tmp_path: Path) -> None:
    screen, order = Screen(), tmp_path / "order"
    names = ["actions", "rasa", "gateway"]
    async with Supervisor([process(name, POLITE, name, str(order)) for name in names], Output(screen)):
        await screen.until(r"\| up", times=3)
    assert order.read_text().split() == ["gateway", "rasa", "actions"]


async def test_a_process_that_will_not_end_is_killed_after_the_grace() -> None:
    screen = Screen()
    async with Supervisor([process("rasa", STUBBORN)], Output(screen), grace=0.3) as supervisor:
        await screen.until(r"\| up")
        pid = supervisor.runners["rasa"].pid
        assert pid is not None
    assert "has not ended within" in screen.getvalue()
    assert not is_alive(pid)


async def test_who_cannot_wait_for_the_grace_can_kill() -> None:
    screen = Screen()
    async with Supervisor([process("rasa", STUBBORN)], Output(screen), grace=600) as supervisor:
        await screen.until(r"\| up")
        supervisor.kill()


async def test_what_a_process_started_ends_with_it() -> None:
    screen = Screen()
    async with Supervisor([process("rasa", PARENT)], Output(screen)):
        (grandchild,) = await screen.until(r"child (\d+)")
    assert wait_until_gone([int(grandchild)]) == []


async def test_a_line_of_any_length_and_any_bytes_is_passed_on() -> None:
    screen = Screen()
    code = "import sys; sys.stdout.buffer.write(b'x' * 300_000 + b'\\n\\xff\\x00end'); sys.stdout.flush()"
    async with Supervisor([process("rasa", code)], Output(screen)):
        await screen.until("end")
    assert screen.getvalue().count("x") >= 300_000


async def test_waiting_names_the_process_that_dies_again_and_again() -> None:
    screen = Screen()
    async with Supervisor([process("rasa", "raise SystemExit(1)")], Output(screen)) as supervisor:
        with pytest.raises(OperatorError, match="The process rasa ended 3 times while starting"):
            await wait_until_ready("http://127.0.0.1:1/readyz", supervisor.runners.values(), Output(screen))


async def test_waiting_too_long_is_a_problem() -> None:
    with pytest.raises(OperatorError, match="Not ready after 0 s: the gateway"):
        await wait_until_ready("http://127.0.0.1:1/readyz", [], Output(Screen()), too_long=0.01)


def test_a_log_that_nobody_reads_any_more_ends_nothing() -> None:
    read, write = os.pipe()
    os.close(read)
    output = Output(os.fdopen(write, "w"))
    output.say("into the void")
    output.say("and again")


def test_no_color_is_respected_and_a_process_cannot_bring_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    coloured, plain = Terminal(), Terminal()
    Output(coloured).line("rasa", "hello")
    monkeypatch.setenv("NO_COLOR", "1")
    Output(plain).line("rasa", "\x1b[31mhello\x1b[0m")
    assert "\x1b[" in coloured.getvalue()
    assert re.fullmatch(r"\d\d:\d\d:\d\d rasa     \| hello\n", plain.getvalue())


# A whole Landfall of stand-ins, as `landfall up` runs it: three processes, of which one answers /readyz.
GATEWAY = """
import http.server, json, sys
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"ready": True, "parts": {"database": True, "rasa": True}}).encode())
    def log_message(self, *_):
        pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""
UP = f"""
import asyncio, os, sys
from bot.operate.output import Output
from bot.operate.processes import Process
from bot.operate.start import watch
from bot.settings import Settings

async def first_coach(settings):
    return "coach@localhost", "correct-horse"

def process(name, code, *arguments):
    return Process(name, [sys.executable, "-c", "import os; print('pid', os.getpid(), flush=True)\\n" + code,
                          *arguments], dict(os.environ))

port = sys.argv[1]
processes = [process("actions", {FOREVER!r}), process("rasa", {PARENT!r}), process("gateway", {GATEWAY!r}, port)]
asyncio.run(watch(processes, Settings(_env_file=None, port=int(port)), first_coach, Output()))
"""


STARTED = 4  # three processes, and what one of them started


class Running:
    """That, started as a shell starts a foreground job, and read until it is ready."""

    def __init__(self, port: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-c", UP, str(port)], stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        self.screen = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.screen += line
            self.pids = [int(pid) for pid in re.findall(r"(?:pid|child) (\d+)", self.screen)]
            if "Ctrl-C ends it" in self.screen and len(self.pids) == STARTED:
                break


@pytest.fixture
def running() -> Iterator[Running]:
    started = Running(free_ports(1)[0])
    yield started
    started.process.kill()
    started.process.wait()
    for pid in started.pids:  # what a process started does not die with it
        if is_alive(pid):
            os.kill(pid, signal.SIGKILL)
    assert started.process.stdout is not None
    started.process.stdout.close()


def test_it_says_where_the_chat_and_the_console_are_and_shows_the_password_once(running: Running) -> None:
    port = running.process.args[-1]  # type: ignore[index]
    assert f"Chat       http://127.0.0.1:{port}/" in running.screen
    assert f"Console    http://127.0.0.1:{port}/coach/" in running.screen
    assert running.screen.count("correct-horse") == 1
    assert re.search(r"Ready after \S+ s: rasa", running.screen)


def test_ctrl_c_ends_everything_it_started_and_nothing_else(running: Running) -> None:
    assert len(running.pids) == STARTED
    with subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"]) as bystander:
        os.killpg(running.process.pid, signal.SIGINT)  # as the terminal does
        assert running.process.wait(timeout=30) == 0
        assert wait_until_gone(running.pids) == []
        assert bystander.poll() is None
        bystander.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_and_a_closed_terminal_do_the_same(running: Running, number: signal.Signals) -> None:
    running.process.send_signal(number)
    assert running.process.wait(timeout=30) == 0
    assert wait_until_gone(running.pids) == []


def test_its_processes_die_with_it_even_when_it_is_killed(running: Running) -> None:
    direct = [child.pid for child in psutil.Process(running.process.pid).children()]
    running.process.kill()
    running.process.wait()
    assert len(direct) == 3
    assert wait_until_gone(direct) == []
