"""A conversation as a PDF file, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QLocale, QSaveFile
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize, QPdfWriter

from desktop_app.core.errors import FileUnwritable
from desktop_app.tabs.chat.exchange.paper.style import MARGINS

if TYPE_CHECKING:
    import threading

    from desktop_app.tabs.chat.exchange.paper.printing import Printing

_RESOLUTION = 1200  # dots per inch: places of letters are rounded to them


def write_pdf(
    path: Path,
    printing: Printing,
    title: str,
    cancelled: threading.Event,
    progressed: Callable[[int, int], None],
    layout: QPageLayout | None = None,
    ranges: QPageRanges | None = None,
) -> None:
    """Write a PDF file, for a worker thread; one that is there stays until the new one is whole.

    `layout` is the paper, by default the usual one; `ranges` are the pages, by default all.

    Raises:
        FileUnwritable: the file cannot be written.
        DatabaseUnusable: an attachment cannot be read.
    """
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise FileUnwritable(path.name, file.errorString())
    try:
        writer = QPdfWriter(file)
        writer.setResolution(_RESOLUTION)
        writer.setPageLayout(layout or usual_layout())
        writer.setPageRanges(ranges or QPageRanges())
        writer.setTitle(title)
        printing.run(writer, cancelled, progressed)
    except BaseException:
        file.cancelWriting()
        raise
    if cancelled.is_set():
        file.cancelWriting()
    elif not file.commit():
        raise FileUnwritable(path.name, file.errorString())


def usual_layout() -> QPageLayout:
    """Letter where it is usual, A4 elsewhere."""
    imperial = QLocale.MeasurementSystem.ImperialUSSystem
    is_letter = QLocale().measurementSystem() is imperial
    paper = QPageSize(QPageSize.PageSizeId.Letter if is_letter else QPageSize.PageSizeId.A4)
    portrait = QPageLayout.Orientation.Portrait
    return QPageLayout(paper, portrait, MARGINS, QPageLayout.Unit.Millimeter)
