"""The pages of a device, on which documents are painted one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from desktop_app.tabs.chat.exchange.paper.document import PaperDocument
from desktop_app.tabs.chat.exchange.paper.panels import Panels
from desktop_app.tabs.chat.exchange.paper.style import DOTS_PER_INCH, FOOT_HEIGHT, FOOT_SIZE, STYLE
from desktop_app.ui.transcript.formats import SIDE

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice, QPageRanges, QPainter

_BOTTOM = Qt.AlignmentFlag.AlignBottom


class Pages:
    """Keeps where the next document begins; of all pages only those of `ranges` are painted."""

    def __init__(self, device: QPagedPaintDevice, painter: QPainter, title: str) -> None:
        self._device = device
        self._painter = painter
        self._title = title
        self._ranges: QPageRanges = device.pageRanges()
        scale = device.logicalDpiX() / DOTS_PER_INCH
        painter.scale(scale, scale)
        self._paper = QSizeF(device.width() / scale, device.height() / scale)
        # Whole numbers: Qt rounds positions, which must not fall on the page before.
        self._size = QSizeF(int(self._paper.width()), int(self._paper.height() - FOOT_HEIGHT))
        self._page = 1
        self._painted = 0
        self._start = 0.0
        self._margin = 0.0
        self._begin_page()

    def document(self) -> PaperDocument:
        """An empty document that begins where the last one ended."""
        return PaperDocument(self._size, self._start, self._margin)

    def paint(self, document: PaperDocument) -> None:
        """Paint a document, the last that was made here."""
        height = self._size.height()
        end, self._margin = document.reached()
        pages = int(max(0.0, end - 1) // height) + 1
        panels = Panels(document, STYLE)
        for page in range(pages):
            if page:
                self._page += 1
                self._begin_page()
            if self._is_wanted:
                self._paint_page(document, panels, page)
        self._start = end - (pages - 1) * height

    @property
    def _is_wanted(self) -> bool:
        return self._ranges.isEmpty() or self._ranges.contains(self._page)

    def _paint_page(self, document: PaperDocument, panels: Panels, page: int) -> None:
        top = page * self._size.height()
        self._painter.save()
        self._painter.translate(0, -top)
        panels.paint(self._painter, page)
        # A pixel more: the border of a table at the foot of the page lies on its edge.
        document.drawContents(
            self._painter, QRectF(0, top, self._size.width(), self._size.height() + 1)
        )
        self._painter.restore()

    def _begin_page(self) -> None:
        if not self._is_wanted:
            return
        if self._painted:
            self._device.newPage()
        self._painted += 1
        font = QFont()
        font.setPixelSize(FOOT_SIZE)
        self._painter.setFont(font)
        self._painter.setPen(QColor(STYLE.muted))
        width = self._paper.width() - 2 * SIDE
        foot = QRectF(SIDE, self._paper.height() - FOOT_HEIGHT, width, FOOT_HEIGHT)
        number = str(self._page)
        self._painter.drawText(foot, _BOTTOM | Qt.AlignmentFlag.AlignRight, number)
        title = QFontMetricsF(font).elidedText(self._title, Qt.TextElideMode.ElideRight, width - 80)
        self._painter.drawText(foot, _BOTTOM | Qt.AlignmentFlag.AlignLeft, title)
