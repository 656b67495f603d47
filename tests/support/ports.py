"""Free TCP ports for the processes that a test starts: random ones, so that tests of two checkouts do not meet."""

import random
import socket
from contextlib import suppress

# Below 32768, where Linux begins to give ports to outgoing connections: such a connection could take a port between
# the moment it was found free and the moment the process listens on it. Rasa needs ten seconds and more until then.
PORTS = range(20_000, 32_768)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now, on any address."""
    found: list[int] = []
    while len(found) < count:
        port = random.SystemRandom().choice(PORTS)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("", port))
            found += [port] if port not in found else []
    return found
