"""What the set-up does on systems that have all, some or none of the packages.

The real script reads the real dpkg-query's answer from a package database made for the test;
apt-get, sudo and id only write down how they were called.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[2] / "packaging" / "setup"
TOOLS = ("sh", "cat", "dirname", "dpkg-query", "env", "grep", "id", "sed", "tr")

pytestmark = pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs Debian's dpkg")


def names_in(name: str) -> list[str]:
    """The packages that a list names."""
    lines = (SETUP / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@dataclass
class Machine:
    """A system with packages of its own and few commands."""

    folder: Path

    @property
    def commands(self) -> Path:
        return self.folder / "bin"

    def has_packages(self, *names: str, provides: str = "") -> None:
        """Write the package database; what is provided is provided by the last package."""
        entries = [
            f"Package: {name}\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n"
            f"Maintainer: nobody\nDescription: for a test\n"
            for name in names
        ]
        if provides:
            entries[-1] += f"Provides: {provides}\n"
        (self.folder / "status").write_text("\n".join(entries))

    def has_command(self, name: str, script: str) -> None:
        """Add a command that writes down its call, then does what the script says."""
        path = self.commands / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >>"{self.folder}/calls"\n{script}\n')
        path.chmod(0o755)

    def set_up(self, scope: str = "run") -> subprocess.CompletedProcess[str]:
        """Run the real script."""
        script = SETUP / "system_packages.sh"
        return subprocess.run(
            ["/bin/sh", str(script), scope, ".venv/bin/python"],
            cwd=self.folder,
            env={"PATH": str(self.commands), "DPKG_ADMINDIR": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """The calls of apt-get and sudo, in order."""
        path = self.folder / "calls"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A system with apt whose user is root."""
    made = Machine(tmp_path)
    made.commands.mkdir()
    for tool in TOOLS:
        (made.commands / tool).symlink_to(shutil.which(tool) or tool)
    made.has_command("apt-get", "true")
    (made.commands / "id").unlink()
    made.has_command("id", "echo 0")
    (tmp_path / "status").touch()
    return made


def installs(machine: Machine) -> list[list[str]]:
    """The packages of each real installation, in order."""
    wanted = [call for call in machine.calls() if call.startswith("apt-get -o")]
    return [call.partition("--no-install-recommends ")[2].split() for call in wanted]


def test_nothing_is_done_or_said_when_all_is_there(machine: Machine) -> None:
    machine.has_packages(*names_in("run.packages"))
    done = machine.set_up()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.calls() == []


def test_a_missing_package_alone_is_installed_and_named(machine: Machine) -> None:
    present = [name for name in names_in("run.packages") if name != "libxcb-cursor0"]
    machine.has_packages(*present)
    done = machine.set_up()
    assert done.returncode == 0
    assert done.stdout.startswith("Installing with apt what the program's window, sound and text")
    assert installs(machine) == [["libxcb-cursor0"]]


def test_a_new_machine_gets_every_package_of_the_tests(machine: Machine) -> None:
    assert machine.set_up("test").returncode == 0
    assert installs(machine) == [names_in("run.packages") + names_in("test.packages")]


def test_a_package_under_its_newer_name_is_not_missing(machine: Machine) -> None:
    present = [name for name in names_in("run.packages") if name != "libglib2.0-0"]
    machine.has_packages(*present, "libglib2.0-0t64", provides="libglib2.0-0 (= 2.84)")
    assert machine.set_up().stdout == ""
    assert machine.calls() == []


def test_the_lists_are_fetched_only_when_apt_knows_no_such_package(machine: Machine) -> None:
    machine.has_command(
        "apt-get", "case $1 in --simulate) [ -e fetched ] ;; update) : >fetched ;; esac"
    )
    machine.set_up()
    machine.set_up()
    assert machine.calls().count("apt-get update") == 1


def test_packages_that_are_gone_from_the_mirror_are_sought_with_new_lists(machine: Machine) -> None:
    machine.has_command("apt-get", "case $1 in -o) [ -e fetched ] ;; update) : >fetched ;; esac")
    assert machine.set_up().returncode == 0
    assert len(installs(machine)) == 2


def test_a_person_installs_with_sudo(machine: Machine) -> None:
    machine.has_command("id", "echo 1000")
    machine.has_command("sudo", '"$@"')
    assert machine.set_up().returncode == 0
    sudo = [call for call in machine.calls() if call.startswith("sudo")]
    assert len(sudo) == len(installs(machine)) == 1


def test_a_person_without_sudo_is_told_what_root_must_do(machine: Machine) -> None:
    machine.has_command("id", "echo 1000")
    done = machine.set_up()
    assert done.returncode == 1
    assert "Please run as root: apt-get install libgl1 libegl1" in done.stderr
    assert installs(machine) == []


def test_a_system_without_apt_gets_the_names_once(machine: Machine) -> None:
    (machine.commands / "apt-get").unlink()
    done = machine.set_up()
    assert done.returncode == 0
    assert "libportaudio2" in done.stdout
    (machine.folder / ".venv").mkdir()
    assert machine.set_up().stdout == ""
