"""Where pictures come in: large and inviting at first, then a strip of what will be sent."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.attachment_strip import AttachmentStrip
from desktop_app.ui.button_keys import press_by
from desktop_app.ui.column import readable_width
from desktop_app.ui.file_dialog import PICTURE_PATTERNS, choose_files
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import label, named, push_button, restyle

_SIGN = QSize(48, 48)
_SOURCES_WIDTH = 520
_LONGEST_ADDRESS = 8_000_000  # characters; a data URL holds a whole picture


class DropArea(QFrame):
    """Emits what a person adds; `strip` shows what was added."""

    files_chosen = Signal(list)  # of Path
    address_entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "vision.drop_area", self.tr("Pictures"))
        self.setProperty("role", "drop")
        self.strip = AttachmentStrip(
            "vision.images", "vision.remove_image", self.tr("Pictures for the next question")
        )
        self._invitation = self._build_invitation()
        self._sources = self._build_sources()
        centred = QHBoxLayout()
        centred.addStretch()
        centred.addWidget(self._sources, 1)
        centred.addStretch()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._column.addWidget(self._invitation)
        self._column.addWidget(self.strip)
        self._column.addLayout(centred)
        self._column.addStretch(1)
        self.set_large(True)

    def set_large(self, large: bool) -> None:
        """Fill the room with an invitation, or be a strip."""
        self._invitation.setVisible(large)
        margin = 24 if large else 0
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._sources.setMaximumWidth(_SOURCES_WIDTH if large else readable_width())
        restyle(self, "large", large)

    def set_dragging(self, dragging: bool) -> None:
        """A picture is being dragged over the window, or no longer."""
        self._title.setText(self.tr("Drop to add") if dragging else self.tr("Ask about a picture"))
        restyle(self, "dragging", dragging)

    def clear_address(self) -> None:
        """The address was taken."""
        self._address.clear()

    def _build_invitation(self) -> QWidget:
        sign = QLabel()
        sign.setPixmap(icon("vision", QPalette.ColorRole.PlaceholderText).pixmap(_SIGN))
        self._title = label(self.tr("Ask about a picture"), "title")
        hint = label(
            self.tr(
                "Drop pictures anywhere on this window, paste them with Ctrl+V, choose files, "
                "or enter an address."
            ),
            "muted",
        )
        hint.setWordWrap(True)
        invitation = QWidget()
        column = QVBoxLayout(invitation)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        for part in (sign, self._title, hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        return invitation

    def _build_sources(self) -> QWidget:
        add = push_button("vision.add", self.tr("Add pictures…"), icon_name="add")
        press_by(add, "Ctrl+O")
        add.setToolTip(self.tr("Choose pictures from files (Ctrl+O)"))
        add.clicked.connect(self._choose_files)
        self._address = named(QLineEdit(), "vision.url", self.tr("Address of a picture"))
        self._address.setPlaceholderText(self.tr("https://… address of a picture"))
        self._address.setToolTip(
            self.tr("The address is sent, and the server fetches the picture from there")
        )
        self._address.setMaxLength(_LONGEST_ADDRESS)
        self._address.returnPressed.connect(self._enter_address)
        self._add_address = push_button("vision.add_url", self.tr("Add"), icon_name="link")
        self._add_address.setToolTip(self.tr("Add the picture at this address (Enter)"))
        self._add_address.setEnabled(False)
        self._add_address.clicked.connect(self._enter_address)
        self._address.textChanged.connect(
            lambda text: self._add_address.setEnabled(bool(text.strip()))
        )
        sources = QWidget()
        row = QHBoxLayout(sources)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(add)
        row.addWidget(self._address, 1)
        row.addWidget(self._add_address)
        return sources

    def _enter_address(self) -> None:
        if text := self._address.text().strip():
            self.address_entered.emit(text)

    def _choose_files(self) -> None:
        pictures = self.tr("Pictures ({patterns})").format(patterns=PICTURE_PATTERNS)
        choose_files(
            self,
            "vision.file_dialog",
            self.tr("Add pictures"),
            [pictures, self.tr("All files (*)")],
            self.files_chosen.emit,
        )
