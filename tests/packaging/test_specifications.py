"""What PyInstaller is told: everything that the program starts is inside, and no more."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.own_command import CHILD
from desktop_app.formulas.messages import READY

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
PYINSTALLER = ROOT / "packaging" / "pyinstaller"
ENGINE = "desktop_app.engine"


@pytest.fixture(scope="module")
def trimming() -> ModuleType:
    """What the specifications share."""
    spec = importlib.util.spec_from_file_location("trimming", PYINSTALLER / "trimming.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def children() -> set[str]:
    """The modules that the program starts as processes of their own."""
    sources = (path.read_text() for path in (ROOT / "desktop_app").rglob("*.py"))
    return {name for source in sources for name in re.findall(r'child_command\("(.*?)"\)', source)}


def test_every_child_process_is_a_module_of_the_program() -> None:
    found = children()
    assert {"desktop_app.formulas", "desktop_app.audio.recorder_process"} <= found
    for name in found:
        assert importlib.util.find_spec(name) is not None, name


def test_no_part_is_started_by_a_python_that_a_packaged_program_does_not_have() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "desktop_app").rglob("*.py")
        if "sys.executable" in path.read_text()
    }
    assert users == {"desktop_app/core/own_command.py"}


def test_the_program_is_packaged_without_what_only_the_engine_needs(trimming: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    engine = project["optional-dependencies"]["engine"]
    names = {line.split(";")[0].split(">")[0].strip().replace("-", "_") for line in engine}
    names = names - {"opencv_python_headless"} | {"cv2"}  # the name of its module
    assert names <= set(trimming.ENGINE_PACKAGES)


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", True),
        ("PySide6/Qt/plugins/imageformats/libqwebp.so", True),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6\\Qt6Qml.dll", False),
        ("numpy/_core/_multiarray_umath.so", True),
    ],
)
def test_of_qt_what_widgets_need_is_kept(trimming: ModuleType, name: str, is_kept: bool) -> None:
    assert bool(trimming.trimmed([(name, f"/wheels/{name}", "BINARY")])) == is_kept


@pytest.mark.skipif(sys.platform != "linux", reason="only there packages bring libraries")
def test_libraries_of_the_system_come_from_its_packages(trimming: ModuleType) -> None:
    libraries = "/usr/lib/x86_64-linux-gnu"
    entries = [
        ("libportaudio.so.2", f"{libraries}/libportaudio.so.2", "BINARY"),
        ("libpython3.11.so.1.0", f"{libraries}/libpython3.11.so.1.0", "BINARY"),
        ("lib-dynload/_ssl.so", "/usr/lib/python3.11/lib-dynload/_ssl.so", "EXTENSION"),
    ]
    assert trimming.trimmed(entries) == entries[1:]


def test_the_packaged_program_runs_a_child_and_spoils_no_other_programs_libraries() -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "LD_LIBRARY_PATH": "/inside"}
    environ["LD_LIBRARY_PATH_ORIG"] = "/of/the/person"
    told = subprocess.run(
        [sys.executable, PYINSTALLER / "program.py", CHILD, "desktop_app.formulas"],
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == READY
    shown = subprocess.run(
        [sys.executable, PYINSTALLER / "program.py", CHILD, "tests.packaging.library_path"],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.strip() == "/of/the/person"
