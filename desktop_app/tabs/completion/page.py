"""One text of the output: as it comes, and as it is edited afterwards."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from desktop_app.core.replies import FinishReason
from desktop_app.core.tokens import Token
from desktop_app.tabs.completion.token_spans import Span, TokenSpans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

_COST_OF_PIECE = 16  # characters that could be written in the time that a piece takes by itself


class Page:
    """A document with what is known of its tokens; not to be edited until it is `settled`.

    `echoed` is the prompt that the server was asked to repeat before the text.
    """

    def __init__(self, parent: QObject | None, *, echoed: str = "") -> None:
        self.document = QTextDocument(parent)
        self.document.setDocumentLayout(QPlainTextDocumentLayout(self.document))
        self.document.setUndoRedoEnabled(False)
        self.reason = FinishReason.UNFINISHED
        self.has_ended = False
        self.settled = False
        self._spans = TokenSpans()
        self._revision = 0  # that of the document to which the spans fit
        self._original = ""
        self._echoed = echoed
        self._follows_echo = False
        self._repeats = False
        self._length = 0  # of what has come
        self._came: list[str] = []
        self._waiting: deque[Token] = deque()

    def followed(self) -> Page:
        """A copy, to be gone on from."""
        page = Page(self.document.parent(), echoed=self.repeated)
        QTextCursor(page.document).insertText(self.document.toRawText())
        for span in self.spans.between(0, self.document.characterCount()):
            page._spans.add(span)
        page._take(self.text)
        page._waiting = self._waiting.copy()
        page._follows_echo = self.holds_prompt
        return page

    @property
    def text(self) -> str:
        """Everything that has come, written or not, exactly; or what a person made of it."""
        if self.document.isModified() and self.settled:
            return self.document.toRawText().replace("\u2029", "\n")
        return "".join(self._came)

    @property
    def spans(self) -> TokenSpans:
        """The tokens, where they lie now."""
        if self.settled and self._revision != self.document.revision():
            self._revision = self.document.revision()
            self._spans.follow(self._original, self.document.toRawText())
        return self._spans

    @property
    def holds_prompt(self) -> bool:
        """Whether the text begins with the prompt, because the server repeated it."""
        return self._follows_echo or self._repeats

    @property
    def repeated(self) -> str:
        """The prompt, as far as the text that has come begins with it."""
        return self._echoed if self._repeats else ""

    @property
    def has_waiting(self) -> bool:
        """Whether something has come that is not in the document yet."""
        return bool(self._waiting)

    def append(self, text: str, tokens: Iterable[Token] = ()) -> None:
        """More has come; `tokens`, where they are known, are its pieces."""
        self._take(text)
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
            start = cursor.position()
            cursor.insertText(token.text)
            if token.logprob is not None or token.alternatives:
                self._spans.add(Span(start, cursor.position(), token))
            budget -= len(token.text) + _COST_OF_PIECE
        cursor.endEditBlock()
        if self.has_ended and not self._waiting:
            self._settle()
        return budget

    def end(self, reason: FinishReason = FinishReason.UNFINISHED) -> None:
        """No more comes; when all of it is written it can be edited, and the edits undone."""
        self.has_ended = True
        self.reason = reason

    def _take(self, text: str) -> None:
        self._came.append(text)
        wanted = len(self._echoed)
        is_decided = self._length >= wanted
        self._length += len(text)
        if self._length >= wanted and not is_decided:
            self._repeats = "".join(self._came).startswith(self._echoed)

    def _settle(self) -> None:
        self.document.setUndoRedoEnabled(True)
        self.document.setModified(False)
        self._original = self.document.toRawText()
        self._revision = self.document.revision()
        self.settled = True
