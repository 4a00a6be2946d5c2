"""PySide6's own support modules, of which it compiles the source anew at each start.

Where `PLACE` exists beside it, it imports them like any other module: so from the frozen ones.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

PLACE = "shiboken6/files.dir"
STARTER = "signature_bootstrap.py"
"""The one that is not imported but built in."""


def unpacked() -> Path:
    """Let PySide6 unpack them into the environment of the build; the folder."""
    environ = {**os.environ, "SBK_EMBED": "0"}
    subprocess.run([sys.executable, "-c", "import shiboken6"], env=environ, check=True)
    spec = find_spec("shiboken6")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("files.dir")


def modules(folder: Path) -> list[str]:
    """The names of all that are imported."""
    files = (file.relative_to(folder) for file in sorted(folder.rglob("*.py")))
    return [
        ".".join(file.with_suffix("").parts).removesuffix(".__init__")
        for file in files
        if file.name != STARTER
    ]
