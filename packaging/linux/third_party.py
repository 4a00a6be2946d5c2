"""Prints what others' packages are in a folder that PyInstaller made, and their licences.

Usage: third_party.py FOLDER, with the Python whose packages were collected.
"""

from __future__ import annotations

import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader

_TEXTS = ("LICEN", "COPYING", "NOTICE")
_RULE = "=" * 78


def main(folder: Path) -> None:
    """A list first, then the texts."""
    inside = sorted(
        (found for found in distributions() if _files(found) & _collected(folder)),
        key=lambda found: found.name.lower(),
    )
    print("Python itself: Python-2.0, /usr/share/doc/python3 or docs.python.org/3/license.html")
    print("PyInstaller's loader: GPL-2.0-or-later with an exception for what it loads")
    for found in inside:
        print(f"{found.name} {found.version}: {_licence(found)}")
    for found in inside:
        for text in _texts(found):
            print(f"\n{_RULE}\n{found.name}: {text.name}\n{_RULE}\n")
            print(text.read_text("utf-8", errors="replace").strip())


def _collected(folder: Path) -> set[str]:
    """Names of modules and packages at the top of the folder and in its archive."""
    if folder not in _CACHE:
        program = CArchiveReader(str(folder / folder.name))
        modules = program.open_embedded_archive("PYZ.pyz").toc
        files = {path.name for path in (folder / "_internal").iterdir()}
        _CACHE[folder] = {name.partition(".")[0] for name in (*modules, *files)}
    return _CACHE[folder]


_CACHE: dict[Path, set[str]] = {}


def _files(found: Distribution) -> set[str]:
    tops = {path.parts[0] for path in found.files or () if path.suffix in {".py", ".so", ".pyi"}}
    return {top.partition(".")[0] for top in tops} - {"..", "__pycache__"}


def _licence(found: Distribution) -> str:
    said = found.metadata
    name = said.get("License-Expression") or said.get("License") or "UNKNOWN"
    if name != "UNKNOWN":
        return name.strip().splitlines()[0]
    kinds = [
        c.rpartition("::")[2].strip() for c in said.get_all("Classifier", ()) if "License" in c
    ]
    return ", ".join(kinds) or "see its text below"


def _texts(found: Distribution) -> list[Path]:
    paths = [Path(str(path.locate())) for path in found.files or ()]
    return [
        path
        for path in paths
        if path.name.upper().startswith(_TEXTS) and path.suffix != ".py" and path.is_file()
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
