"""What `make` needs before anything is installed: a Python, a compiler only if need be, and the way to `uv`."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import PROJECT, Settings

SCRIPTS = PROJECT / "scripts"


def script(name: str, *arguments: str, path: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    env = {"PATH": path, "HOME": "/nonexistent"} | variables
    return subprocess.run([str(SCRIPTS / name), *arguments], env=env, capture_output=True, text=True)


def program(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A PATH with what every system has, and no Python, compiler or uv."""
    for name in ("sh", "dirname", "sort", "head", "cat"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    return tmp_path


def test_without_python_3_11_one_sentence_says_what_to_do(tools: Path) -> None:
    program(tools, "python3", "exit 1")  # as one of another version answers
    ended = script("python", path=str(tools))
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "Landfall needs Python 3.11, and there is none on the PATH: install it" in ended.stderr


def test_a_python_that_was_named_and_is_another_version_is_named_back(tools: Path) -> None:
    program(tools, "python3.12", "exit 1")
    ended = script("python", path=str(tools), PYTHON="python3.12")
    assert ended.returncode == 1
    assert "PYTHON=python3.12 is not one" in ended.stderr


def test_the_python_on_the_path_is_found(tools: Path) -> None:
    (tools / "python3").symlink_to(sys._base_executable)  # type: ignore[attr-defined]
    ended = script("python", path=str(tools))
    assert ended.returncode == 0
    assert Path(ended.stdout.strip()).exists()


def test_a_recent_uv_on_the_path_is_used(tools: Path) -> None:
    program(tools, "uv", 'if [ "$1" = --version ]; then echo "uv 0.8.1 (x)"; else echo "ran $*"; fi')
    assert script("uv", "sync", "--frozen", path=str(tools)).stdout == "ran sync --frozen\n"


def test_locked_packages_are_installed_without_compiling_but_for_those_known() -> None:
    compiler = _compiler()
    assert set(compiler.compiled_here(PROJECT / "uv.lock")) <= {"multidict"}


def test_a_missing_compiler_is_asked_for_only_when_something_must_be_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    compiler = _compiler()
    monkeypatch.setattr(compiler, "PROJECT", tmp_path)
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CC", raising=False)
    lock = tmp_path / "uv.lock"

    lock.write_text('[[package]]\nname = "a"\nwheels = [{ url = "f/a-1-py3-none-any.whl" }]\n')
    assert compiler.main() == 0
    assert capsys.readouterr().err == ""

    lock.write_text('[[package]]\nname = "a"\nwheels = [{ url = "f/a-1-cp312-cp312-manylinux_2_17_x86_64.whl" }]\n')
    assert compiler.main() == 1
    assert "a must be compiled here: install a C compiler" in capsys.readouterr().err


def test_the_guide_lists_every_setting_with_its_default() -> None:
    rows = re.findall(r"^\| `(LANDFALL_\w+)` \| (.*?) \|", (PROJECT / "docs/operating.md").read_text(), re.M)
    defaults = {f"LANDFALL_{name.upper()}": _default(field.default) for name, field in Settings.__fields__.items()}
    assert dict(rows) == defaults


def test_continuous_integration_runs_what_the_readme_says() -> None:
    assert (PROJECT / ".ci/run").read_text().rstrip().endswith("make test")
    assert os.access(PROJECT / ".ci/run", os.X_OK)


def _default(value: object) -> str:
    if isinstance(value, Path):
        return f"`{value.relative_to(PROJECT)}`"
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    return "" if value in ("", None) else f"`{value}`"


def _compiler():  # type: ignore[no-untyped-def] # a script, not a module of the project
    spec = importlib.util.spec_from_file_location("compiler", SCRIPTS / "compiler.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
