"""Run a module as `python -m` does, without what its libraries tell their own programmers.

Rasa and Sanic put warning filters of their own in front of PYTHONWARNINGS, so every start would bring dozens of
lines about deprecated calls inside libraries. All other warnings are shown as ever.
"""

import runpy
import sys
import warnings
from typing import TextIO

BESIDE_THE_POINT = "pkg_resources is deprecated"  # setuptools announces its end, and Rasa uses it
FOR_PROGRAMMERS = (DeprecationWarning, PendingDeprecationWarning, FutureWarning)

_show = warnings.showwarning


def _show_others(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    if not issubclass(category, FOR_PROGRAMMERS) and BESIDE_THE_POINT not in str(message):
        _show(message, category, filename, lineno, file, line)


def hide() -> None:
    """Show no such warnings in this process from now on."""
    warnings.showwarning = _show_others


def main() -> None:
    """Run the module that the command line names, with the rest of the command line."""
    hide()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
