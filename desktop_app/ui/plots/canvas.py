"""What plots have in common: a part of a plane, painted once and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop_app.ui.plots.viewport import Viewport
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from desktop_app.ui.theme import Colours, ThemeManager

NOTHING = -1


class PlotCanvas(QWidget):
    """Paints numbered items; the current one is marked and spoken as accessible description."""

    def __init__(
        self, name: str, spoken: str, theme: ThemeManager, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, name, spoken)
        self.viewport = Viewport()
        self.colours: Colours = theme.colours
        self.current = NOTHING
        self._picture: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.colours_changed.connect(self._on_colours_changed)

    def item_text(self, item: int) -> str:
        """What an item is, in full; lines are separated by line breaks."""
        raise NotImplementedError

    def item_place(self, item: int) -> QPointF:
        """Where the middle of an item is painted."""
        raise NotImplementedError

    def arrange(self, size: QSize) -> QRectF:
        """The part of the widget that the plane is painted on."""
        raise NotImplementedError

    def rasterised(self, ratio: float) -> QImage | None:
        """The picture that lies in the viewport's area, or None when there is nothing to show."""
        raise NotImplementedError

    def paint_over(self, painter: QPainter) -> None:
        """Paint words and whatever else belongs to the picture beside the raster."""
        raise NotImplementedError

    def paint_mark(self, painter: QPainter) -> None:
        """Paint the frame of the current item with the pen that is set."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Paint anew: the data, the view or the colours are others."""
        self.viewport.set_area(self.arrange(self.size()))
        self._picture = None
        self.update()

    def show_all(self) -> None:
        """Zoom out until everything is seen."""
        self.viewport.show_all()
        self.refresh()

    def set_current(self, item: int) -> None:
        """Mark an item and describe it to a screen reader."""
        if item != self.current:
            self.current = item
            self.setAccessibleDescription("" if item == NOTHING else self.item_text(item))
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, 400)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, 200)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        picture = self._painted()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, picture)
        if self.hasFocus():
            painter.setPen(QColor(self.colours.accent))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self.current != NOTHING:
            painter.setPen(QPen(QColor(self.colours.text), 2))
            self.paint_mark(painter)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def _painted(self) -> QPixmap:
        """Everything but the mark, kept until it changes: moving the mark costs nothing."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            raster = self.rasterised(ratio)
            if raster is not None:
                painter = QPainter(picture)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setFont(self.font())
                painter.drawImage(self.viewport.area.topLeft(), raster)
                self.paint_over(painter)
                painter.end()
            self._picture = picture
        return self._picture

    def _on_colours_changed(self, colours: Colours) -> None:
        self.colours = colours
        self.refresh()
