"""Writes a message for paper: who said it and when, reasoning, attachments, text, tool calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat

from desktop_app.core.messages import Role
from desktop_app.tabs.chat.attachments.kinds import is_picture
from desktop_app.tabs.chat.attachments.shown import file_labels
from desktop_app.tabs.chat.exchange.paper.document import KEEP
from desktop_app.tabs.chat.exchange.paper.pictures import insert_picture, picture_for_paper
from desktop_app.tabs.chat.exchange.paper.style import TITLE_SIZE
from desktop_app.tabs.chat.exchange.paper.text import TextOnPaper
from desktop_app.ui.transcript.formats import BUBBLE_PAD, CODE, CODE_PAD

if TYPE_CHECKING:
    from desktop_app.core.conversations import Attachment, Conversation, StoredMessage
    from desktop_app.tabs.chat.exchange.paper.objects import Objects
    from desktop_app.tabs.chat.exchange.paper.words import PaperWords
    from desktop_app.ui.transcript.writer import Writer

ReadFile = Callable[[str], bytes | None]
_SEPARATOR = "  ·  "
_FENCE = "~" * 12


class MessageOnPaper:
    """Writes one after the other; each method stops often, so that no step of it is long."""

    def __init__(self, words: PaperWords, objects: Objects, read_file: ReadFile) -> None:
        self._words = words
        self._read_file = read_file
        self._text = TextOnPaper(objects)
        self._bubbles = 0

    def title(self, writer: Writer, conversation: Conversation) -> Iterator[None]:
        """The title of a conversation and when it began."""
        formats = writer.formats
        large = QTextCharFormat(formats.body)
        large.setProperty(QTextCharFormat.Property.FontPixelSize, TITLE_SIZE)
        large.setFontWeight(QFont.Weight.DemiBold)
        writer.block(_kept(formats.label), large)
        writer.text(" ".join(conversation.title.split()), large)
        writer.block(formats.label, formats.muted)
        writer.text(self._words.moment(conversation.created), formats.muted)
        yield

    def message(self, writer: Writer, message: StoredMessage) -> Iterator[None]:
        """All of a message; the person's own stands on a panel, as in the window."""
        is_own = message.role is Role.USER
        if is_own:
            self._bubbles += 1
            writer.bubble = self._bubbles
        self._head(writer, message)
        if message.reasoning:
            yield from self._reasoning(writer, message.reasoning)
        for attachment in filter(is_picture, message.attachments):
            self._picture(writer, attachment)
            yield
        for label in file_labels(message):
            self._note(writer, label)
        yield from self._body(writer, message)
        for call in message.tool_calls:
            yield from self._call(writer, call.name, call.arguments)
        self._state(writer, message)
        writer.close()
        if is_own:
            writer.bubble = 0
            end = QTextBlockFormat()
            is_code = writer.cursor.blockFormat().hasProperty(CODE)
            pads = BUBBLE_PAD + (CODE_PAD if is_code else 0)
            end.setBottomMargin(pads + 4 * writer.formats.style.unit)
            writer.merge(end)

    def _body(self, writer: Writer, message: StoredMessage) -> Iterator[None]:
        if message.role is Role.TOOL:
            return self._text.write(writer, f"{_FENCE}json\n{message.text}\n{_FENCE}")
        is_verbatim = message.role is not Role.ASSISTANT
        return self._text.write(writer, message.text, is_verbatim=is_verbatim)

    def _head(self, writer: Writer, message: StoredMessage) -> None:
        formats = writer.formats
        block = formats.user_role if message.role is Role.USER else formats.role
        writer.block(_kept(block), formats.role_text)
        writer.text(self._words.roles[message.role], formats.role_text)
        moment = self._words.moment(message.created)
        for detail in filter(None, (message.model, moment)):
            writer.text(f"{_SEPARATOR}{detail}", formats.muted)

    def _reasoning(self, writer: Writer, reasoning: str) -> Iterator[None]:
        formats = writer.formats
        writer.block(_kept(formats.label), formats.muted)
        writer.text(self._words.reasoning, formats.muted)
        writer.quotes += 1
        yield from self._text.write(writer, reasoning, is_aside=True)
        writer.quotes -= 1
        end = QTextBlockFormat()
        end.setBottomMargin(4 * formats.style.unit)
        writer.merge(end)

    def _picture(self, writer: Writer, attachment: Attachment) -> None:
        formats = writer.formats
        image = picture_for_paper(attachment, self._read_file)
        if image is not None:
            block = _kept(formats.label)
            block.setTopMargin(2 * formats.style.unit)
            writer.block(block, formats.body)
            insert_picture(writer.cursor, attachment.digest, image)
            self._note(writer, attachment.name)

    @staticmethod
    def _note(writer: Writer, text: str) -> None:
        writer.block(writer.formats.label, writer.formats.muted)
        writer.text(text, writer.formats.muted)

    def _call(self, writer: Writer, name: str, arguments: str) -> Iterator[None]:
        formats = writer.formats
        writer.block(_kept(formats.label), formats.body)
        writer.text(name, formats.inline_code(formats.body))
        yield from self._text.write(writer, f"{_FENCE}json\n{arguments}\n{_FENCE}")

    def _state(self, writer: Writer, message: StoredMessage) -> None:
        word = self._words.states.get(message.state)
        if word:
            writer.block(writer.formats.footer, writer.formats.muted)
            writer.text(word, writer.formats.muted)


def _kept(block: QTextBlockFormat) -> QTextBlockFormat:
    kept = QTextBlockFormat(block)
    kept.setProperty(KEEP, 1)
    return kept
