"""The messages that are in the document, in order."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCursor, QTextDocument

from desktop_app.ui.transcript.formats import FOOT
from desktop_app.ui.transcript.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.ui.transcript.message import TranscriptMessage
    from desktop_app.ui.transcript.message_writer import MessageWriter
    from desktop_app.ui.transcript.pictures import Pictures

_Move = QTextCursor.MoveOperation
_Keep = QTextCursor.MoveMode.KeepAnchor


class Page:
    """Adds, removes and rewrites whole messages of a document.

    A message begins at the block in which its anchor stands and ends where the next begins.
    """

    def __init__(
        self, document: QTextDocument, messages: MessageWriter, pictures: Pictures
    ) -> None:
        self.document = document
        self.unfolded: set[str] = set()
        self._messages = messages
        self._pictures = pictures
        self._anchors: list[tuple[str, QTextCursor]] = []

    def __len__(self) -> int:
        return len(self._anchors)

    def clear(self) -> None:
        """Empty the document, its pictures too."""
        for key, _ in self._anchors:
            self._pictures.drop(key)
        self._anchors.clear()
        margin = self.document.documentMargin()
        self.document.clear()
        self.document.setDocumentMargin(margin)

    def writer(self) -> Writer:
        """A writer at the end."""
        return Writer.at_end(self.document, self._messages.formats)

    def append(self, messages: Iterable[TranscriptMessage]) -> None:
        """Write messages at the end."""
        edit = self._edit()
        writer = self.writer()
        for message in messages:
            self.register(message.key, self._write(writer, message))
        edit.endEditBlock()

    def prepend(self, messages: Iterable[TranscriptMessage]) -> None:
        """Write messages, oldest first, in front of all others."""
        edit = self._edit()
        writer = Writer.before(self.document.firstBlock(), self._messages.formats)
        written = [(message.key, self._write(writer, message)) for message in messages]
        self._anchors[:0] = written
        edit.endEditBlock()

    def rewrite(self, message: TranscriptMessage) -> None:
        """Write a message that is shown anew, where it stands."""
        index = self.index(message.key)
        if index == len(self) - 1:
            self.drop(index, index + 1)
            self.append([message])
            return
        edit = self._edit()
        self.drop(index, index + 1)
        following = self._anchors[index][1].block()
        writer = Writer.before(following, self._messages.formats)
        self._anchors.insert(index, (message.key, self._write(writer, message)))
        edit.endEditBlock()

    def rewrite_foot(self, message: TranscriptMessage) -> bool:
        """Write only the last line of an answer anew; False if it has none."""
        block = self.document.findBlock(self.range_of(message.key)[1] - 1)
        if not block.blockFormat().hasProperty(FOOT):
            return False
        edit = self._edit()
        cursor = QTextCursor(block)
        cursor.movePosition(_Move.EndOfBlock, _Keep)
        cursor.removeSelectedText()
        writer = Writer(cursor, self._messages.formats, is_fresh=True)
        self._messages.foot.write(writer, message)
        edit.endEditBlock()
        return True

    def register(self, key: str, anchor: QTextCursor) -> None:
        """Take up a message that was written at the end; `anchor` stands in its first block."""
        anchor.movePosition(_Move.EndOfBlock)
        anchor.movePosition(_Move.PreviousCharacter)
        self._anchors.append((key, anchor))

    def holds(self, key: str) -> bool:
        """Whether a message is on the page."""
        return any(known == key for known, _ in self._anchors)

    def index(self, key: str) -> int:
        """Which message of the page has `key`. Raises KeyError."""
        for index, (known, _) in enumerate(self._anchors):
            if known == key:
                return index
        raise KeyError(key)

    def key_at(self, position: int) -> str:
        """The key of the message at a position of the document; "" if the page is empty."""
        return self._anchors[self.index_at(position)][0] if self._anchors else ""

    def start(self, index: int) -> int:
        """Where a message begins in the document."""
        return self._anchors[index][1].block().position()

    def range_of(self, key: str) -> tuple[int, int]:
        """From where to where (excluded) a message stands in the document. Raises KeyError."""
        index = self.index(key)
        is_last = index == len(self) - 1
        end = self.document.characterCount() if is_last else self.start(index + 1)
        return self.start(index), end

    def index_at(self, position: int) -> int:
        """Which message stands at a position of the document; 0 if the page is empty."""
        starts = [anchor.block().position() for _, anchor in self._anchors]
        return max(0, bisect_right(starts, position) - 1)

    def drop(self, start: int, end: int) -> None:
        """Remove the messages from `start` to `end` (excluded)."""
        if start >= end:
            return
        if end - start == len(self):
            self.clear()
            return
        cursor = QTextCursor(self.document)
        if end == len(self):
            cursor.setPosition(self.start(start) - 1)
            cursor.movePosition(_Move.End, _Keep)
        else:
            cursor.setPosition(self.start(start))
            cursor.setPosition(self.start(end), _Keep)
        cursor.removeSelectedText()
        for key, _ in self._anchors[start:end]:
            for address in self._pictures.drop(key):
                kind = QTextDocument.ResourceType.ImageResource.value
                self.document.addResource(kind, QUrl(address), None)
        del self._anchors[start:end]

    def _write(self, writer: Writer, message: TranscriptMessage) -> QTextCursor:
        unfolded = message.key in self.unfolded
        anchor = self._messages.write(writer, message, unfolded=unfolded)
        anchor.movePosition(_Move.EndOfBlock)
        anchor.movePosition(_Move.PreviousCharacter)
        return anchor

    def _edit(self) -> QTextCursor:
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        return cursor
