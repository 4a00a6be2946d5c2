"""Icons from SVG files, tinted with the palette in force at the moment they are painted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from desktop_app.core.resources import resource

_ROLES = {
    QIcon.Mode.Normal: QPalette.ColorRole.PlaceholderText,
    QIcon.Mode.Active: QPalette.ColorRole.ButtonText,
    QIcon.Mode.Selected: QPalette.ColorRole.ButtonText,
}


def icon(name: str, tint: QPalette.ColorRole | None = None) -> QIcon:
    """The icon `resources/icons/<name>.svg`; quiet unless `tint` names a palette role."""
    return QIcon(_TintedEngine(name, tint))


class _TintedEngine(QIconEngine):
    """Renders the SVG in a palette colour, so that a change of theme needs only a repaint."""

    def __init__(self, name: str, tint: QPalette.ColorRole | None) -> None:
        super().__init__()
        self._name = name
        self._tint = tint

    @override
    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._tint)

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        scale = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, scale))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        # `size` is independent of the device's pixels, as Qt hands it over since 6.8.
        colour = self._colour(mode)
        return _shared(self._name, size, scale, colour)

    def _colour(self, mode: QIcon.Mode) -> str:
        palette = QGuiApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorRole.Mid).name()
        return palette.color(self._tint or _ROLES[mode]).name()


def _shared(name: str, size: QSize, scale: float, colour: str) -> QPixmap:
    """Drawn once for all the buttons that show it."""
    key = f"{name} {size.width()} {size.height()} {scale} {colour}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = drawn(name, size * scale, colour)
        pixmap.setDevicePixelRatio(scale)
        QPixmapCache.insert(key, pixmap)
    return pixmap


def drawn(name: str, size: QSize, colour: str) -> QPixmap:
    """The icon in a colour of its own, `size` in pixels of the device."""
    svg = resource("icons", f"{name}.svg").read_bytes()
    renderer = QSvgRenderer(svg.replace(b"currentColor", colour.encode("ascii")))
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(QPoint(0, 0), size))
    painter.end()
    return pixmap
