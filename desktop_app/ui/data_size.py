"""A number of bytes for people."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def data_size(length: int) -> str:
    """`length` bytes in the units that files are listed in, such as 12 kB or 1.4 MB."""
    precision = 0 if length < 1_000_000 else 1
    return QLocale().formattedDataSize(length, precision, QLocale.DataSizeFormat.DataSizeSIFormat)
