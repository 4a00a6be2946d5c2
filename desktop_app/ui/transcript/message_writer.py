"""Writes one message into the document: heading, reasoning, text, footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextImageFormat

from desktop_app.ui.transcript.addresses import FOLD, address
from desktop_app.ui.transcript.foot import Foot
from desktop_app.ui.transcript.formats import CHIP, CHIP_PAD, CODE, ROLE
from desktop_app.ui.transcript.section import Section
from desktop_app.ui.transcript.shown_text import shown_end

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop_app.ui.transcript.code_colours import CodeColours
    from desktop_app.ui.transcript.formats import Formats
    from desktop_app.ui.transcript.markdown import MarkdownWriter
    from desktop_app.ui.transcript.message import Role, TranscriptMessage
    from desktop_app.ui.transcript.pictures import Pictures
    from desktop_app.ui.transcript.writer import Writer

_PICTURE_HEIGHT = 160


class MessageWriter(QObject):
    """Knows how the parts of a message look and what its labels say."""

    pictures_wanted = Signal(str)
    """The message with this key is shown, and its pictures are not there."""

    _last_bubble = 0

    def __init__(
        self,
        formats: Formats,
        colours: CodeColours,
        pictures: Pictures,
        markdown: MarkdownWriter,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.formats = formats
        self.foot = Foot(self)
        self._colours = colours
        self._pictures = pictures
        self._markdown = markdown

    def write(self, writer: Writer, message: TranscriptMessage, *, unfolded: bool) -> QTextCursor:
        """Write a whole message; return a cursor that stays in its heading."""
        anchor = self.head(writer, message.role, message.title)
        self._show_pictures(writer, message)
        self._show_files(writer, message)
        if message.reasoning:
            self.reasoning_line(writer, message.key, message.reasoning_seconds, unfolded=unfolded)
            if unfolded:
                self.reasoning_section(writer).write_all(shown_end(message.reasoning))
        text = shown_end(message.text)
        if len(text) < len(message.text):
            self.cut_note(writer)
        if message.role == "tool":
            text = f"~~~~~~{_language(text)}\n{text}\n~~~~~~"
        self.section(writer, message.role).write_all(text)
        self.foot.write(writer, message)
        writer.close()
        if message.role == "user":
            is_code = writer.cursor.blockFormat().hasProperty(CODE)
            writer.merge(self.formats.bubble_end(is_code=is_code))
            writer.bubble = 0
        return anchor

    def head(self, writer: Writer, role: Role, title: str = "") -> QTextCursor:
        """Start a message with its heading."""
        formats = self.formats
        block, characters = formats.role, formats.quiet_role_text
        if role == "user":
            MessageWriter._last_bubble += 1
            writer.bubble = MessageWriter._last_bubble
            block, characters = formats.user_role, formats.user_text
        elif role == "assistant":
            characters = formats.role_text
        heading = QTextBlockFormat(block)
        heading.setProperty(ROLE, 1)
        writer.block(heading, characters)
        writer.text(title or self.heading(role), characters)
        return QTextCursor(writer.cursor.block())

    def section(self, writer: Writer, role: Role) -> Section:
        """Where the message's text is written."""
        verbatim = role != "assistant"
        label = self.tr("Copy")
        return Section(writer, self._markdown, self._colours, label, is_verbatim=verbatim)

    def reasoning_section(self, writer: Writer) -> ReasoningSection:
        """Where the reasoning is written."""
        label = self.tr("Copy")
        return ReasoningSection(writer, self._markdown, self._colours, label, is_aside=True)

    def reasoning_line(
        self,
        writer: Writer,
        key: str,
        seconds: float | None,
        *,
        unfolded: bool,
        is_running: bool = False,
    ) -> None:
        """The line that folds and unfolds the reasoning."""
        label = self.reasoning_label(seconds, unfolded=unfolded, is_running=is_running)
        formats = self.formats
        link = formats.link(formats.muted, address(FOLD, key), formats.style.muted)
        writer.block(formats.label, formats.muted, is_chrome=True)
        writer.text(label, link)

    def reasoning_label(
        self, seconds: float | None, *, unfolded: bool, is_running: bool = False
    ) -> str:
        """What the line says: that the model thinks, or how long it thought."""
        if is_running:
            label = self.tr("Thinking…")
        elif seconds is None:
            label = self.tr("Thought")
        elif seconds < 60:
            label = self.tr("Thought for {seconds} s").format(seconds=max(1, round(seconds)))
        else:
            minutes, rest = divmod(round(seconds), 60)
            label = self.tr("Thought for {minutes} min {seconds} s").format(
                minutes=minutes, seconds=rest
            )
        return f"{'▾' if unfolded else '▸'} {label}"

    def waiting_line(self, writer: Writer) -> None:
        """What stands in place of a reply's first words."""
        writer.block(self.formats.label, self.formats.muted, is_chrome=True)
        writer.text("…", self.formats.muted)

    def cut_note(self, writer: Writer) -> None:
        """Say that the message is longer than what is shown."""
        writer.block(self.formats.label, self.formats.muted, is_chrome=True)
        writer.text(self.tr("The beginning of this long message is not shown."), self.formats.muted)

    def _show_pictures(self, writer: Writer, message: TranscriptMessage) -> None:
        if not message.images:
            if message.pictures:
                self.pictures_wanted.emit(message.key)
            return
        writer.block(self.formats.label, self.formats.body, is_chrome=True)
        for number, image in enumerate(message.images):
            writer.cursor.insertImage(self._picture(f"{message.key}/{number}", image))
            writer.text("  ", self.formats.body)

    def _show_files(self, writer: Writer, message: TranscriptMessage) -> None:
        for number, name in enumerate(message.files):
            chip = QTextBlockFormat(self.formats.label)
            chip.setProperty(CHIP, number + 1)
            chip.setLeftMargin(CHIP_PAD)
            chip.setBottomMargin(3 * self.formats.style.unit)
            writer.block(chip, self.formats.muted, is_chrome=True)
            writer.text(name, self.formats.muted)

    def _picture(self, name: str, image: QImage) -> QTextImageFormat:
        picture = QTextImageFormat()
        picture.setName(self._pictures.add(name, image))
        height = min(_PICTURE_HEIGHT, image.height())
        picture.setHeight(height)
        picture.setWidth(image.width() * height / max(1, image.height()))
        return picture

    def heading(self, role: Role) -> str:
        """Who speaks, where the message has no title of its own."""
        return {
            "user": self.tr("You"),
            "assistant": self.tr("Assistant"),
            "system": self.tr("System"),
            "tool": self.tr("Tool"),
        }[role]


class ReasoningSection(Section):
    """A section behind a bar, in muted text."""

    def write_all(self, text: str) -> None:
        """Write a whole text behind the bar."""
        self.writer.quotes += 1
        super().write_all(text)
        self.writer.quotes -= 1

    def feed(self, text: str) -> None:
        """Write what has come behind the bar."""
        self.writer.quotes += 1
        super().feed(text)
        self.writer.quotes -= 1


def _language(text: str) -> str:
    return "json" if text.lstrip()[:1] in ("{", "[") else ""
