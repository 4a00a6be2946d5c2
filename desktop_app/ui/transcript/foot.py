"""The last line of a message: its versions, how it ended, its figures, what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QTextCharFormat, QTextFormat

from desktop_app.ui.transcript.action_words import ActionWords
from desktop_app.ui.transcript.addresses import COPY, NEXT, PREVIOUS, address

if TYPE_CHECKING:
    from desktop_app.ui.transcript.message import TranscriptMessage
    from desktop_app.ui.transcript.writer import Writer

_APART = "  ·  "
_GAP = "\u2003"


class Foot(QObject):
    """Writes the line in the muted format, every link quiet."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words = ActionWords(self)

    def write(self, writer: Writer, message: TranscriptMessage) -> None:
        """Write the line; a question has one only if there is something to be done with it."""
        has_more = bool(message.actions) or message.siblings > 1
        if message.role != "assistant" and not has_more:
            return
        formats = writer.formats
        writer.block(formats.footer, formats.muted, is_chrome=True)
        if message.siblings > 1:
            self._versions(writer, message)
            writer.text(_APART, formats.muted)
        mark = self._mark(message)
        if mark:
            writer.text(mark, formats.muted if message.state == "stopped" else formats.error)
            writer.text(_APART, formats.muted)
        if message.footer:
            writer.text(f"{message.footer}{_APART}", formats.muted)
        self._link(writer, self.tr("Copy"), COPY, message.key)
        for action in message.actions:
            writer.text(_GAP, formats.muted)
            self._link(writer, self._words.label(action), action.value, message.key)

    def _versions(self, writer: Writer, message: TranscriptMessage) -> None:
        """Arrows to the versions before and after; at either end the arrow is pale."""
        formats = writer.formats
        arrow = QTextCharFormat(formats.muted)
        arrow.setProperty(QTextFormat.Property.FontPixelSize, formats.style.font_size + 2)
        pale = QTextCharFormat(arrow)
        pale.setForeground(QColor(formats.style.border))
        before = formats.link(arrow, address(PREVIOUS, message.key), formats.style.muted)
        after = formats.link(arrow, address(NEXT, message.key), formats.style.muted)
        writer.text("‹\u00a0", before if message.position > 1 else pale)
        writer.text(f"{message.position}/{message.siblings}", formats.muted)
        writer.text("\u00a0›", after if message.position < message.siblings else pale)

    def _mark(self, message: TranscriptMessage) -> str:
        return {
            "stopped": self.tr("Stopped"),
            "failed": self.tr("Failed"),
            "interrupted": self.tr("Interrupted"),
        }.get(message.state, "")

    @staticmethod
    def _link(writer: Writer, label: str, scheme: str, key: str) -> None:
        muted = writer.formats.style.muted
        writer.text(label, writer.formats.link(writer.formats.muted, address(scheme, key), muted))
