"""When the set-up installs Python packages and when it has nothing to do.

The real script runs in a folder with locks of its own; Python and uv only write down their calls.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[2] / "packaging" / "setup"


class Project:
    """A folder with locks and an environment whose programs keep a record."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.locks = folder / "packaging" / "locks"
        self.locks.mkdir(parents=True)
        for name in ("run", "test", "tools"):
            self.lock(name, "first")
        (folder / ".venv" / "bin").mkdir(parents=True)
        self.has_program("python", '[ "$1" != -V ] || echo Python 3.11.2')
        self.has_program("uv", f'echo "${{@: -1}}" >>"{folder}/installed"')

    def lock(self, name: str, content: str) -> None:
        """Give a lock its content."""
        (self.locks / f"{name}.lock").write_text(content)

    def has_program(self, name: str, script: str) -> None:
        """Put a script into the environment."""
        path = self.folder / ".venv" / "bin" / name
        path.write_text(f"#!/bin/bash\n{script}\n")
        path.chmod(0o755)

    def set_up(self, scope: str) -> list[str]:
        """Run the real script; return the names of the locks that it installed."""
        record = self.folder / "installed"
        record.write_text("")
        script = SETUP / "environment.sh"
        command = ["sh", str(script), scope, ".venv/bin/python"]
        subprocess.run(command, cwd=self.folder, capture_output=True, check=True)
        return [Path(line).name for line in record.read_text().splitlines()]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose environment has nothing installed yet."""
    if shutil.which("bash") is None:
        pytest.skip("needs bash")
    return Project(tmp_path)


def test_the_first_call_installs_and_the_second_does_nothing(project: Project) -> None:
    assert project.set_up("run") == ["run.lock"]
    assert project.set_up("run") == []


def test_running_leaves_the_packages_of_the_tests_alone(project: Project) -> None:
    assert project.set_up("test") == ["test.lock"]
    assert project.set_up("run") == []
    assert project.set_up("test") == []


def test_testing_adds_to_what_running_installed(project: Project) -> None:
    assert project.set_up("run") == ["run.lock"]
    assert project.set_up("test") == ["test.lock"]


def test_a_changed_lock_is_installed(project: Project) -> None:
    project.set_up("run")
    project.lock("run", "second")
    assert project.set_up("run") == ["run.lock"]


def test_going_back_to_older_locks_and_forth_again_ends_with_the_newer(project: Project) -> None:
    project.set_up("test")
    project.lock("run", "older")
    assert project.set_up("run") == ["run.lock"]
    project.lock("run", "first")
    assert project.set_up("test") == ["test.lock"]


def test_another_python_gets_the_packages_anew(project: Project) -> None:
    project.set_up("run")
    project.has_program("python", '[ "$1" != -V ] || echo Python 3.13.1')
    assert project.set_up("run") == ["run.lock"]


def test_an_installation_that_failed_is_tried_again(project: Project) -> None:
    project.has_program("uv", "exit 1")
    with pytest.raises(subprocess.CalledProcessError):
        project.set_up("run")
    project.has_program("uv", f'echo "${{@: -1}}" >>"{project.folder}/installed"')
    assert project.set_up("run") == ["run.lock"]
