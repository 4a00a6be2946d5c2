"""Python's own import, put back after PySide6 has replaced it. Imported before all others.

PySide6's import looks for `from __feature__ import …` in the source of every module that is
imported from then on, and keeps that source: 24 MB, and a tenth of the time of each import.
"""

from __future__ import annotations

import builtins

_plain_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - this is what replaces it

builtins.__import__ = _plain_import
