"""Run a module as `python -m` does, without what its libraries tell their own programmers.

Rasa and Sanic put warning filters of their own in front of PYTHONWARNINGS, so every start would bring dozens of
lines about deprecated calls inside libraries. All other warnings are shown as ever.
"""

import runpy
import sys
import warnings
from typing import TextIO

# setuptools announces the end of pkg_resources; Rasa sees only rules, our own lint also what actions say
BESIDE_THE_POINT = ("pkg_resources", "is not used in any story or rule")
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
    if not issubclass(category, FOR_PROGRAMMERS) and not any(part in str(message) for part in BESIDE_THE_POINT):
        _show(message, category, filename, lineno, file, line)


def main() -> None:
    """Run the module that the command line names, with the rest of the command line."""
    warnings.showwarning = _show_others
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
