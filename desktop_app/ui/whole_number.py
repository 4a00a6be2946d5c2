"""A whole number for people."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def whole_number(number: int) -> str:
    """All its digits, as people of the place write it, such as 38,712 or 38.712."""
    return QLocale().toString(number)
