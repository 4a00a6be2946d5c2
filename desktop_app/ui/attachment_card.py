"""The card of a picture or file: its look, what it is called, how much of it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from desktop_app.ui.data_size import data_size
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import describe, icon_button

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

LARGE_CARD = QSize(252, 64)
SMALL_CARD = QSize(216, 48)  # where the cards are not what matters most
_RADIUS = 8.0


@dataclass(frozen=True, slots=True, eq=False)
class CardContent:
    """A picture in pixels and bytes as sent; one with an `address` is fetched by the server.

    A text has its `length` alone; a picture without pixels is not at hand.
    """

    name: str
    width: int = 0
    height: int = 0
    length: int = 0
    original_width: int = 0
    original_height: int = 0
    thumbnail: QImage | None = None
    address: str = ""
    is_text: bool = False


class AttachmentCard(QFrame):
    """Thumbnail, name, figures and a button that takes the picture away."""

    remove_requested = Signal()

    def __init__(
        self, name: str, remove_name: str, size: QSize, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        self.setFixedSize(size)
        self._thumbnail = Thumbnail(size.height())
        self._name = Elided()
        self._figures = Elided()
        self._figures.setProperty("role", "muted")
        remove = icon_button(remove_name, "close", self.tr("Remove {name}").format(name=name))
        remove.setIconSize(QSize(16, 16))
        remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by keyboard: Delete in the list
        remove.clicked.connect(self.remove_requested)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._figures)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(self._thumbnail)
        row.addLayout(words, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self._show(name, self.tr("Reading…"), "")

    def show_content(self, content: CardContent) -> None:
        """It was read."""
        if content.address:
            sign = "link"
            self._show(content.name, self.tr("From the web"), self._of_web(content))
        elif content.is_text:
            sign = "file"
            self._show(content.name, data_size(content.length), self._of_text(content))
        elif not content.width:
            sign = "vision"
            self._show(content.name, self.tr("Not at hand"), "")
        else:
            sign = "vision"
            self._show(content.name, self._size(content), self._of_picture(content))
        self._thumbnail.show_image(content.thumbnail, icon(sign))

    @property
    def spoken(self) -> str:
        """What a screen reader says of the card."""
        return f"{self._name.text()}, {self._figures.text()}"

    def _show(self, name: str, figures: str, hint: str) -> None:
        self._name.setText(name)
        self._figures.setText(figures)
        describe(self, hint or name)

    def _size(self, content: CardContent) -> str:
        return self.tr("{width} × {height} · {size}").format(
            width=content.width, height=content.height, size=data_size(content.length)
        )

    def _of_picture(self, content: CardContent) -> str:
        sent = self.tr("{name}: {width} × {height} pixels, {size} as sent").format(
            name=content.name,
            width=content.width,
            height=content.height,
            size=data_size(content.length),
        )
        if (content.width, content.height) == (content.original_width, content.original_height):
            return sent
        return self.tr("{sent}, made smaller from {width} × {height}").format(
            sent=sent, width=content.original_width, height=content.original_height
        )

    def _of_text(self, content: CardContent) -> str:
        return self.tr("{name}: {size} of text, sent as a quotation").format(
            name=content.name, size=data_size(content.length)
        )

    def _of_web(self, content: CardContent) -> str:
        return self.tr("{address}\nThe address is sent; the server fetches the picture.").format(
            address=content.address
        )


class Elided(QLabel):
    """A line of text that is shortened in its middle where it does not fit."""

    def __init__(self) -> None:
        super().__init__(textFormat=Qt.TextFormat.PlainText)
        self.setMinimumWidth(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, self.width()
        )
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


class Thumbnail(QWidget):
    """Fills the left end of the card with the middle of the picture, or with an icon."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self.setFixedSize(side, side)
        self._image: QImage | None = None
        self._icon: QIcon = icon("vision")

    def show_image(self, image: QImage | None, instead: QIcon) -> None:
        """Show a picture, or the icon when there is none."""
        self._image = image
        self._icon = instead
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(self._shape())
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
        if self._image is None or self._image.isNull():
            middle = QRect(0, 0, 20, 20)
            middle.moveCenter(self.rect().center())
            self._icon.paint(painter, middle)
        else:
            painter.drawImage(self.rect(), self._image, _middle_of(self._image))
        # A picture as bright as the card must not run into it.
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self.palette().mid())

    def _shape(self) -> QPainterPath:
        # Rounded at the left only, one pixel inside the edge of the card.
        inside = QRectF(self.rect()).adjusted(1, 1, _RADIUS, -1)
        path = QPainterPath()
        path.addRoundedRect(inside, _RADIUS - 1, _RADIUS - 1)
        return path


def _middle_of(image: QImage) -> QRect:
    side = min(image.width(), image.height())
    square = QRect(0, 0, side, side)
    square.moveCenter(image.rect().center())
    return square
