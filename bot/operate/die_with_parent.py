"""PR_SET_PDEATHSIG: run a command that the kernel kills when its parent process ends.

Usage: `python die_with_parent.py <parent's pid> <command> ...`. It is a process of its own, because code between fork
and exec (`preexec_fn`) is not safe in a program with threads. It is run by its path with `-I -S`, so it imports
nothing of ours.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def dying_with_parent(command: list[str]) -> list[str]:
    """The command line that runs `command` as a child that dies with this process."""
    return [sys.executable, "-I", "-S", __file__, str(os.getpid()), *command]


def main() -> None:
    """Ask the kernel to kill this process when its parent ends, then become the command."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # the parent ended before the kernel was asked
        sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - the command is ours


if __name__ == "__main__":
    main()
