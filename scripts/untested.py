"""Lists the modules of bot/ and actions/ that no test imports, the longest first, with their lines.

`make untested ARGS="--steps 2"` leaves out those too that something imports which a test imports.
"""

import argparse
from pathlib import Path

import grimp

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "actions")


def unreached(graph: grimp.ImportGraph, steps: int) -> set[str]:
    """The modules that no test reaches in this many imports."""
    reached = {module for module in graph.modules if module.split(".")[0] == "tests"}
    for _ in range(steps):
        reached |= {found for module in reached for found in graph.find_modules_directly_imported_by(module)}
    return {module for module in graph.modules - reached if module.split(".")[0] in PACKAGES}


def lines(module: str) -> int:
    """How long a module is."""
    place = PROJECT.joinpath(*module.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return len(file.read_text(encoding="utf-8").splitlines())


def main() -> None:
    """Print the list, and how many there are."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--steps", type=int, default=1, help="how many imports may lie between a test and a module")
    steps = options.parse_args().steps
    graph = grimp.build_graph(*PACKAGES, "tests", cache_dir=None)
    found = sorted(((lines(module), module) for module in unreached(graph, steps)), reverse=True)
    for length, module in found:
        print(f"{length:4} {module}")
    ours = sum(module.split(".")[0] in PACKAGES for module in graph.modules)
    print(f"No test imports {len(found)} of {ours} modules{' directly' if steps == 1 else f' in {steps} steps'}.")


if __name__ == "__main__":
    main()
