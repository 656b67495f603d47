"""Say what is missing when a locked package has to be compiled here; needs only the standard library."""

import os
import re
import shutil
import sys
import sysconfig
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

# Locked without a wheel, but nothing in them is compiled.
PURE = {"landfall", "docopt", "mattermostwrapper", "randomname"}
USABLE = re.compile(r"-none-any\.whl$|-(cp311-\w+|cp3\d+-abi3|py3-none|py2\.py3-none)-manylinux\w*x86_64")


def compiled_here(lock: Path) -> list[str]:
    """The locked packages that have no wheel for this platform and hold code to compile."""
    packages = tomllib.loads(lock.read_text())["package"]
    return [package["name"] for package in packages if package["name"] not in PURE and not _has_wheel(package)]


def _has_wheel(package: dict[str, list[dict[str, str]]]) -> bool:
    return any(USABLE.search(wheel["url"]) for wheel in package.get("wheels", []))


def _missing() -> str:
    compilers = [os.environ.get("CC", "").split(" ")[0], "cc", "gcc", "clang"]
    if not any(name and shutil.which(name) for name in compilers):
        return "a C compiler (on Debian and Ubuntu: apt-get install gcc)"
    if not (Path(sysconfig.get_paths()["include"]) / "Python.h").exists():
        return "Python's headers (on Debian and Ubuntu: apt-get install python3.11-dev)"
    return ""


def main() -> int:
    """Print one sentence and return 1 if something is missing; say nothing otherwise."""
    names = compiled_here(PROJECT / "uv.lock")
    missing = _missing() if names else ""
    if missing:
        print(f"{', '.join(names)} must be compiled here: install {missing}, and start again.", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
