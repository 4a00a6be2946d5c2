"""Imports at Python's own speed, from here to the end of the start. Imported before all others.

PySide6's import looks for `from __feature__ import …` in the source of every module that is
imported from then on, and keeps that source: 24 MB, and a tenth of the time of each import. So
Python's own is put back. And the cyclic collector rests until `GuiThreadCollector` takes it over:
all that a start makes stays alive, so looking through it again and again frees nothing.
"""

from __future__ import annotations

import builtins
import gc

_plain_import = builtins.__import__
gc.disable()

import PySide6.QtCore  # noqa: E402, F401 - this is what replaces it

builtins.__import__ = _plain_import
