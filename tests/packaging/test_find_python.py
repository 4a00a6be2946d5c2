"""Which Python the set-up takes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "setup" / "find_python.sh"


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """The only folder on the path."""
    (tmp_path / "cat").symlink_to(shutil.which("cat") or "cat")
    return tmp_path


def find_python(commands: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(SCRIPT)],
        env={"PATH": str(commands)},
        capture_output=True,
        text=True,
        check=False,
    )


def add_old_python(commands: Path) -> None:
    old = commands / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)


def test_the_usual_one_is_taken_when_it_is_new_enough(commands: Path) -> None:
    (commands / "python3").symlink_to(sys.executable)
    assert find_python(commands).stdout == f"{commands / 'python3'}\n"


def test_a_newer_one_beside_an_old_one_is_found(commands: Path) -> None:
    add_old_python(commands)
    (commands / "python3.12").symlink_to(sys.executable)
    assert find_python(commands).stdout == f"{commands / 'python3.12'}\n"


def test_without_a_python_that_will_do_a_person_is_told_what_to_install(commands: Path) -> None:
    add_old_python(commands)
    found = find_python(commands)
    assert found.returncode == 1
    assert found.stdout == ""
    assert "Python 3.11 or newer is needed" in found.stderr
    assert "sudo apt install python3" in found.stderr
