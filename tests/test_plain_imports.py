"""What is imported leaves no copy of its source behind."""

from __future__ import annotations

import subprocess
import sys

LOOK = """
import desktop_app.bootstrap
import builtins, linecache
import PySide6.QtPrintSupport, pygments.lexers
print(repr(builtins.__import__))
print(len([name for name in linecache.cache if "pygments" in name]))
"""


def test_the_program_imports_as_python_does_and_keeps_no_sources() -> None:
    said = subprocess.run(
        [sys.executable, "-c", LOOK], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert said == ["<built-in function __import__>", "0"]
