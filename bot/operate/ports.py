"""Checks of the three TCP ports: whether each is free, and if not, which process listens on it."""

import errno
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.operate.errors import OperatorError
from bot.settings import PROJECT, Settings

LOOPBACK = "127.0.0.1"
OUR_MODULES = {"bot.app", "bot.operate.without_warnings", "actions"}


@dataclass(frozen=True)
class Port:
    """A port that one of the processes listens on (`user` names it in messages), and the variables that choose it."""

    user: str
    host: str
    number: int
    variable: str
    host_variable: str = ""


class PortTaken(OperatorError):
    """A process listens on the port already; `listener` says which one, as far as it is known."""

    def __init__(self, port: "Port", listener: "Listener | None") -> None:
        self.listener = listener
        by = f" by {listener}" if listener else ""
        super().__init__(
            f"Port {port.number}, meant for {port.user}, is in use{by}: "
            f"stop that, or set {port.variable} to a free port."
        )


@dataclass(frozen=True)
class Listener:
    """The process that listens on a port; `ours` is true for one of this Landfall."""

    pid: int
    name: str
    ours: bool

    def __str__(self) -> str:
        return f"{'this Landfall' if self.ours else self.name} (process {self.pid})"


def ports(settings: Settings) -> list[Port]:
    """The ports that Landfall listens on: the gateway's on the host of the settings, the others on loopback."""
    return [
        Port("the gateway", settings.host, settings.port, "LANDFALL_PORT", "LANDFALL_HOST"),
        Port("Rasa", LOOPBACK, settings.rasa_port, "LANDFALL_RASA_PORT"),
        Port("the action server", LOOPBACK, settings.actions_port, "LANDFALL_ACTIONS_PORT"),
    ]


def require_distinct(wanted: list[Port]) -> None:
    """Raise `OperatorError` when two processes are to listen on the same port."""
    seen: dict[int, Port] = {}
    for port in wanted:
        other = seen.setdefault(port.number, port)
        if other is not port:
            raise OperatorError(f"{other.variable} and {port.variable} are both {port.number}: change one of them.")


def require_free(port: Port) -> None:
    """Raise `PortTaken`, or an `OperatorError` that says why the port cannot be used."""
    try:
        _listen(port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(port, listener_on(port.number)) from None
        raise OperatorError(_why_not(port, error)) from None


def listener_on(number: int) -> Listener | None:
    """The process that listens on the port, as far as this user may see it."""
    with suppress(psutil.Error):
        for connection in psutil.net_connections(kind="tcp"):
            listens = connection.status == psutil.CONN_LISTEN
            if listens and connection.pid and getattr(connection.laddr, "port", None) == number:
                process = psutil.Process(connection.pid)
                return Listener(connection.pid, process.name(), _is_ours(process))
    return None


def _listen(port: Port) -> None:
    family, kind, protocol, _, address = socket.getaddrinfo(
        port.host, port.number, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do
        probe.bind(address)
        probe.listen(1)


def _why_not(port: Port, error: OSError) -> str:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"{port.host} is not an address of this machine: set {port.host_variable} to one, or unset it."
    if error.errno == errno.EACCES:
        return f"Port {port.number} needs more rights: set {port.variable} to one from 1024 on."
    return f"Port {port.number} cannot be used ({error.strerror}): set {port.variable} to another."


def _is_ours(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        command = process.cmdline()
        return Path(process.cwd()) == PROJECT and command[1:2] == ["-m"] and command[2] in OUR_MODULES
    return False
