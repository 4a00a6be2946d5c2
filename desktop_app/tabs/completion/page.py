"""One text of the output: as it comes, and as it is edited afterwards."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextDocumentFragment
from PySide6.QtWidgets import QPlainTextDocumentLayout

from desktop_app.core.replies import FinishReason
from desktop_app.core.tokens import Token
from desktop_app.tabs.completion.shades import shade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

_TOKEN = QTextCharFormat.Property.UserProperty + 1  # its place in `Page.tokens`
_COST_OF_PIECE = 16  # characters that could be written in the time that a piece takes by itself


class Page:
    """A document with what is known of its tokens; read-only until it is `settled`.

    `echoed` is the prompt that the server was asked to repeat before the text.
    """

    def __init__(self, parent: QObject | None, *, echoed: str = "") -> None:
        self.document = QTextDocument(parent)
        self.document.setDocumentLayout(QPlainTextDocumentLayout(self.document))
        self.document.setUndoRedoEnabled(False)
        self.tokens: list[Token] = []
        self.reason = FinishReason.UNFINISHED
        self.settled = False
        self.has_ended = False
        self._echoed = echoed
        self._follows_echo = False
        self._came: list[str] = []
        self._waiting: deque[Token] = deque()

    def followed(self) -> Page:
        """A copy, to be gone on from."""
        page = Page(self.document.parent())
        QTextCursor(page.document).insertFragment(QTextDocumentFragment(self.document))
        page.tokens = list(self.tokens)
        page._came = [self.text]
        page._waiting = self._waiting.copy()
        page._follows_echo = self.holds_prompt
        return page

    @property
    def text(self) -> str:
        """Everything that has come, written or not, exactly; or what a person made of it."""
        if self.document.isModified():
            return self.document.toRawText().replace("\u2029", "\n")
        return "".join(self._came)

    @property
    def holds_prompt(self) -> bool:
        """Whether the text begins with the prompt, because the server repeated it."""
        return self._follows_echo or (
            bool(self._echoed) and "".join(self._came).startswith(self._echoed)
        )

    @property
    def has_waiting(self) -> bool:
        """Whether something has come that is not in the document yet."""
        return bool(self._waiting)

    def append(self, text: str, tokens: Iterable[Token] = ()) -> None:
        """More has come; `tokens`, where they are known, are its pieces."""
        self._came.append(text)
        self._waiting.extend(tokens or (Token(text, None),))

    def write(self, budget: int) -> int:
        """Put what has come into the document, as far as `budget` goes; gives what is left."""
        cursor = QTextCursor(self.document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        while self._waiting and budget > 0:
            token = self._waiting.popleft()
            if len(token.text) > budget:
                self._waiting.appendleft(token._replace(text=token.text[budget:]))
                token = token._replace(text=token.text[:budget])
            cursor.insertText(token.text, self._format(token))
            budget -= len(token.text) + _COST_OF_PIECE
        cursor.endEditBlock()
        if self.has_ended and not self._waiting:
            self._settle()
        return budget

    def end(self, reason: FinishReason = FinishReason.UNFINISHED) -> None:
        """No more comes; when all of it is written it can be edited, and the edits undone."""
        self.has_ended = True
        self.reason = reason

    def token_at(self, position: int) -> Token | None:
        """The token of the character at `position`, counted as Qt counts."""
        if not 0 <= position < self.document.characterCount() - 1:
            return None
        cursor = QTextCursor(self.document)
        cursor.setPosition(position + 1)  # the format is that of the character before
        number = cursor.charFormat().property(_TOKEN)
        return self.tokens[number] if isinstance(number, int) else None

    def _settle(self) -> None:
        self.document.setUndoRedoEnabled(True)
        self.document.setModified(False)
        self.settled = True

    def _format(self, token: Token) -> QTextCharFormat:
        written = QTextCharFormat()
        if token.logprob is not None or token.alternatives:
            written.setProperty(_TOKEN, len(self.tokens))
            self.tokens.append(token)
        brush = shade(token.probability)
        if brush is not None:
            written.setBackground(brush)
        return written
