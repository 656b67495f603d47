"""`landfall up`: check, migrate, train, start the supervisor, wait for readiness, and shut down cleanly."""

import asyncio
import secrets
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress

from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from bot.operate.checks import require_all
from bot.operate.errors import OperatorError
from bot.operate.output import Output, box
from bot.operate.ports import ports, require_distinct, require_free
from bot.operate.processes import Process, commands
from bot.operate.ready import readiness_address, wait_until_ready
from bot.operate.supervisor import Supervisor
from bot.operate.training import train
from bot.settings import Settings

Migrate = Callable[[Settings], None]
FirstCoach = Callable[[Settings], Awaitable[tuple[str, str] | None]]  # email and one-time password


def up(settings: Settings, migrate: Migrate, first_coach: FirstCoach, output: Output | None = None) -> None:
    """Prepare everything, then start and supervise the processes until the operator ends them.

    `migrate` brings the database up to date; `first_coach` makes the first coach where there is none and
    returns the email and the one-time password. Raises `OperatorError`, with nothing left running.
    """
    output = output or Output()
    settings = with_token(settings)
    require_all(settings, output)
    require_ports(settings)
    with output.step("Bringing the database up to date"):
        bring_up_to_date(settings, migrate)
    train(settings, output=output)
    asyncio.run(watch(commands(settings), settings, first_coach, output))
    output.say("Everything has ended.")


def with_token(settings: Settings) -> Settings:
    """The settings with a service token: the operator's, or a new one that lasts until the next start."""
    return settings.copy(update={"service_token": settings.service_token or secrets.token_urlsafe(32)})


def require_ports(settings: Settings) -> None:
    """Raise `OperatorError` unless every port can be listened on."""
    wanted = ports(settings)
    require_distinct(wanted)
    for port in wanted:
        require_free(port)


def bring_up_to_date(settings: Settings, migrate: Migrate) -> None:
    """Run the database migrations. Raises `OperatorError` when they fail."""
    try:
        migrate(settings)
    except CommandError:
        raise OperatorError(
            "The database was made by a newer Landfall: install that version, or restore an older backup."
        ) from None
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise OperatorError(
            f"The database could not be brought up to date ({type(cause).__name__}): "
            "nothing was changed; run `landfall doctor`, and restore a backup if it finds damage."
        ) from None


async def watch(processes: list[Process], settings: Settings, first_coach: FirstCoach, output: Output) -> None:
    """Run the processes until the operator ends it; say when everything is ready, and where.

    Raises `OperatorError` when it does not become ready. None of the processes is left afterwards.
    """
    async with Supervisor(processes, output) as supervisor:
        stopping = _on_ctrl_c(supervisor, output)
        starting = asyncio.create_task(
            wait_until_ready(readiness_address(settings), supervisor.runners.values(), output)
        )
        ending = asyncio.create_task(stopping.wait())
        await asyncio.wait({starting, ending}, return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            starting.cancel()
            with suppress(asyncio.CancelledError):
                await starting
            return
        starting.result()
        # only now, so that the password is never made without being shown
        output.plain(box(_welcome(settings, await first_coach(settings))))
        await ending


def _on_ctrl_c(supervisor: Supervisor, output: Output) -> asyncio.Event:
    """An event set by SIGINT (Ctrl-C), SIGTERM or SIGHUP (a closed terminal); the second Ctrl-C kills."""
    stopping = asyncio.Event()

    def interrupt() -> None:
        if stopping.is_set():
            output.say("Killing what is left")
            supervisor.kill()
        stopping.set()

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, interrupt)
    for number in (signal.SIGTERM, signal.SIGHUP):  # may come twice, when the whole process group is signalled
        loop.add_signal_handler(number, stopping.set)
    return stopping


def _welcome(settings: Settings, coach: tuple[str, str] | None) -> list[str]:
    lines = ["Landfall is ready.", "", f"Chat       {settings.url}/", f"Console    {settings.url}/coach/"]
    if coach:
        email, password = coach
        lines += ["", "The first coach, to log in to the console with (shown only now):"]
        lines += [f"Email      {email}", f"Password   {password}   (once; then you choose your own)"]
    return [*lines, "", "Ctrl-C ends it."]
