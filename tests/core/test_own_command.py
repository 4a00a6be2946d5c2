"""Which commands start the program's parts, from source and packaged."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop_app.core.own_command import child_command, engine_command, own_command


@pytest.fixture
def packaged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The executable of a packaged program, started through a link on the path."""
    program = tmp_path / "lib" / "llmhub-desktop" / "llmhub-desktop"
    program.parent.mkdir(parents=True)
    program.touch()
    link = tmp_path / "llmhub-desktop"
    link.symlink_to(program)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(link))
    return program


def test_from_source_modules_are_run_by_python() -> None:
    assert own_command() == (sys.executable, "-m", "desktop_app")
    assert child_command("a.module") == (sys.executable, "-m", "a.module")
    assert engine_command() == (sys.executable, "-m", "desktop_app.engine")


@pytest.mark.usefixtures("packaged")
def test_the_packaged_program_runs_its_modules_itself() -> None:
    assert own_command() == (sys.executable,)
    assert child_command("a.module") == (sys.executable, "--child", "a.module")


def test_the_packaged_engine_lies_beside_the_program(packaged: Path) -> None:
    beside = packaged.parents[1] / "llmhub-desktop-engine" / "llmhub-desktop-engine"
    assert engine_command() == (str(beside),)
