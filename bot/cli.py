"""The `landfall` command. Imports are made where they are used, so no command loads what it does not need."""

import asyncio
import errno
import io
import json
import sys
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from bot.cli_eval import eval

if TYPE_CHECKING:
    from bot.care.records.feedback import Collected
    from bot.care.records.inspection import Inspected
    from bot.operate.checks import Finding
    from bot.settings import Settings


class Commands(click.Group):
    """The commands; what an operator can put right is told in a sentence, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. Ends with exit code 1 and a sentence on a `OperatorError` or a failing store."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            sentence = _sentence(error)
            if sentence is None:
                raise
            raise click.ClickException(sentence) from None


def _sentence(error: Exception) -> str | None:
    from bot.operate.errors import OperatorError

    if isinstance(error, OperatorError):
        return str(error)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "The disk is full: make room, and start again."
    if _is(error, "bot.store", "StoreError"):
        return f"{str(error).rstrip('.')}. `landfall doctor` says more."
    if _is(error, "sqlalchemy.exc", "DBAPIError"):
        return (
            f"The database could not do this ({type(getattr(error, 'orig', error)).__name__}): "
            "run `landfall migrate`, and `landfall doctor` if that does not help."
        )
    if _is(error, "bot.care.safety.episodes.protocol", "BadProtocol"):
        return str(error)
    if _is(error, "bot.care.accounts.coaches", "CoachError"):
        return f"{str(error).rstrip('.')}."
    return None


def _is(error: Exception, module: str, name: str) -> bool:
    # where the module was never loaded, the error cannot be one of its own
    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(error, getattr(loaded, name))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="landfall")
def main() -> None:
    """Landfall: an integration coach for people in ketamine therapy, run on your own machine."""


@main.command()
def up() -> None:
    """Prepare, start and watch everything; Ctrl-C ends it."""
    from bot.operate.errors import read_settings
    from bot.operate.start import up as start
    from bot.store import migrate as to_newest

    start(read_settings(), to_newest, _first_coach)


async def _first_coach(settings: "Settings") -> tuple[str, str] | None:
    from bot.care.accounts import coaches
    from bot.store import Store

    async with Store.open(settings) as store, store.begin() as work:
        password = await coaches.ensure_first(work)
    return (coaches.FIRST_EMAIL, password) if password else None


@main.command()
@click.option("--force", is_flag=True, help="Train even if nothing has changed.")
def train(force: bool) -> None:
    """Train the assistant, if something it is made of has changed."""
    from bot.operate.errors import read_settings
    from bot.operate.training import train as train_it

    if not train_it(read_settings(), force):
        click.echo("Nothing has changed since the last training.")


@main.command()
def migrate() -> None:
    """Bring the database to the newest shape."""
    from bot.operate.errors import read_settings
    from bot.operate.start import bring_up_to_date
    from bot.store import migrate as to_newest

    bring_up_to_date(read_settings(), to_newest)
    click.echo("The database is up to date.")


@main.command()
def doctor() -> None:
    """Check this machine and these settings, and say what to do."""
    from bot.operate.checks import Check
    from bot.operate.doctor import examine

    more = [Check("triage", _triage_works, before_start=False), Check("library", _library_is_read, before_start=False)]
    if not examine(more):
        sys.exit(1)


def _triage_works(_: "Settings") -> "Finding":
    from bot import triage
    from bot.operate.checks import Concern

    problem = triage.problem()
    if problem is not None:
        return Concern(f"rules alone run, so veiled words are missed; restore bot/triage/encoder/files. {problem}")
    return f"encoder and rules ({triage.assess('hello').model})"


def _library_is_read(_: "Settings") -> "Finding":
    from bot.library import BadLibrary, library
    from bot.operate.checks import Concern
    from bot.operate.errors import OperatorError

    try:
        entries = library().values()
    except BadLibrary as bad:
        raise OperatorError(f"{bad} Until then questions are left unanswered.") from None
    waiting = sum(not entry.is_reviewed for entry in entries)
    if waiting:
        return Concern(
            f"{waiting} of {len(entries)} answers in content/library were read by no clinician yet: "
            "have them read, and fill in `reviewed`."
        )
    return f"{len(entries)} answers, all read by a clinician"


@main.group(invoke_without_command=True)
@click.pass_context
def triage(context: click.Context) -> None:
    """Grade messages: JSON Lines on standard input, one line out for each."""
    if context.invoked_subcommand is not None:
        return
    from bot.triage.command import run

    _know_calibration()
    # text that is not UTF-8 is still a message somebody may have to see
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    sys.exit(run(lines, sys.stdout))


def _know_calibration() -> None:
    """Where coaches' verdicts change the encoder's probabilities, as in the running gateway."""
    from bot.operate.errors import read_settings

    read_settings().tell_triage()


@triage.command()
@click.argument("verdicts", type=click.File(encoding="utf-8"), default="-")
@click.option("--write", is_flag=True, help="Keep the offsets; they count from the next start on.")
def calibrate(verdicts: io.TextIOBase, write: bool) -> None:
    """What the VERDICTS of `landfall triage feedback` would change, shown before it does."""
    from bot.triage.evaluation.calibrate import BadFeedback, TooFew, run

    _know_calibration()
    try:
        run(verdicts, sys.stdout, write=write)
    except (BadFeedback, TooFew, LookupError) as problem:
        raise click.ClickException(str(problem)) from None


@triage.command()
@click.option("--whole", is_flag=True, help="Texts as they were said, with every name and number in them.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Verdicts from this day (UTC) on.")
def feedback(whole: bool, since: datetime | None) -> None:
    """What coaches said of triage, as JSON Lines; names, places and numbers are taken out of the texts.

    A machine takes them out and misses some: read the file before it leaves this machine.
    """
    from bot.care.records.redaction import redacted
    from bot.operate.errors import read_settings

    collected = asyncio.run(_feedback(read_settings(), since.replace(tzinfo=UTC) if since else None, whole))
    for row in collected.rows:
        shown = str if whole else partial(redacted, names=[row.name] if row.name else [])
        click.echo(json.dumps(row.as_json(shown)))
    click.echo(_written(len(collected.rows), collected.damaged, whole), err=True)


async def _feedback(settings: "Settings", since: datetime | None, whole: bool) -> "Collected":
    from bot.care.records import feedback
    from bot.operate.errors import OperatorError
    from bot.store import Store, StoreUnavailable

    try:
        async with Store.open(settings) as store, store.begin() as work:
            return await feedback.collect(work, since, whole=whole)
    except StoreUnavailable as error:
        raise OperatorError(
            f"{error}. Run `landfall migrate` if it was never run here; `landfall doctor` says more."
        ) from None


def _written(count: int, damaged: int, whole: bool) -> str:
    said = f"{count} verdict{'' if count == 1 else 's'} written"
    if damaged:
        said += f", {damaged} left out because the words are damaged"
    if not count:
        return f"{said}."
    if whole:
        return f"{said}, with the texts as clients wrote them: keep the file as safe as the database."
    return f"{said}. A machine took out names and numbers, and misses some: read the file before you pass it on."


main.add_command(eval)


@main.command()
@click.option("--url", help="The address of a running Landfall; default the one of the settings.")
def shell(url: str | None) -> None:
    """Talk in the terminal as a client of a running Landfall; Ctrl-D leaves."""
    from bot.operate.errors import read_settings
    from bot.operate.ready import local_address
    from bot.operate.shell import talk

    talk(url or local_address(read_settings()), sys.stdin, sys.stdout)


@main.command()
def lint() -> None:
    """Check the dialogue files for what Rasa does not check."""
    from bot.dialogue.lint import main as check

    sys.exit(check())


@main.command()
@click.option(
    "--older-than", type=click.IntRange(0, 36_500), metavar="DAYS", help="Only those nobody verified for so long."
)
@click.option("--strict", is_flag=True, help="End with exit code 1 if there is one (by default for 365 days).")
def lines(older_than: int | None, strict: bool) -> None:
    """List the countries of content/crisis_lines.yml, and who verified each and when."""
    from bot.care.safety import crisis_lines

    days = crisis_lines.DAYS if older_than is None else older_than
    try:
        entries = crisis_lines.verified()
        old = crisis_lines.stale(datetime.now(UTC).date(), days)
    except crisis_lines.BadCrisisLines as bad:
        raise click.ClickException(str(bad)) from None
    width = max((len(entry.name) for entry in entries), default=0)
    for entry in entries if older_than is None else old:
        verified = f"{entry.on} by {entry.by}" if entry.on else "never verified"
        click.echo(f"{entry.code:14}{entry.name:{width}}  {crisis_lines.emergency(entry.code):36}{verified}")
    click.echo(f"{len(old)} of {len(entries)} were not verified in the last {days} days.", err=True)
    if strict and old:
        sys.exit(1)


@main.group()
def safety() -> None:
    """The safety conversation: what is said after an alarm."""


@safety.command()
@click.option("--unreviewed", is_flag=True, help="Also name every text that no clinician has reviewed.")
def check(unreviewed: bool) -> None:
    """Check the protocol and the texts in content/safety. Ends with exit code 1 on a problem."""
    from bot.care.safety.episodes.command import run

    if not run(sys.stdout, unreviewed=unreviewed):
        sys.exit(1)


@main.command()
@click.argument("conversation_id", type=click.UUID)
def inspect(conversation_id: UUID) -> None:
    """What was decided about each message of a conversation, as JSON Lines; without words, and on record."""
    from bot.care.records.inspection import NoConversation
    from bot.operate.errors import read_settings

    try:
        lines = asyncio.run(_inspect(read_settings(), conversation_id))
    except NoConversation as missing:
        raise click.BadParameter(f"{missing}.", param_hint="CONVERSATION_ID") from None
    for line in lines:
        click.echo(json.dumps(line.as_json()))


async def _inspect(settings: "Settings", conversation_id: UUID) -> "list[Inspected]":
    from bot.care.records import inspection
    from bot.store import Store

    async with Store.open(settings) as store, store.begin() as work:
        return await inspection.inspect(work, conversation_id)


@main.group()
def coach() -> None:
    """Coach accounts."""


@coach.command()
@click.argument("name")
@click.option("--email", required=True, help="With which the coach logs in.")
def add(name: str, email: str) -> None:
    """Make an account for a coach and print its one-time password."""
    from bot.operate.errors import read_settings

    password = asyncio.run(_add_coach(read_settings(), name, email))
    click.echo(f"One-time password for {email} (shown only now): {password}")


@coach.command()
@click.argument("email")
def reset(email: str) -> None:
    """Give a coach who cannot log in any more a new one-time password. Ends their logins."""
    from bot.operate.errors import read_settings

    password = asyncio.run(_reset_coach(read_settings(), email))
    click.echo(f"One-time password for {email} (shown only now): {password}")


async def _add_coach(settings: "Settings", name: str, email: str) -> str:
    from bot.care.accounts import coaches
    from bot.store import Store

    async with Store.open(settings) as store, store.begin() as work:
        return await coaches.add(work, name, email)


async def _reset_coach(settings: "Settings", email: str) -> str:
    from bot.care.accounts import coaches
    from bot.store import Store

    async with Store.open(settings) as store, store.begin() as work:
        return await coaches.new_password(work, email)


@main.command(hidden=True)
def gateway() -> None:
    """Run only the gateway."""
    from bot.app import run
    from bot.operate.errors import read_settings

    run(read_settings())
