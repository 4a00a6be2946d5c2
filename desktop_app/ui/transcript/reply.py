"""The reply that is being streamed: its text so far, and its place at the document's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from desktop_app.ui.transcript.message import ReplyEnd, TranscriptMessage
from desktop_app.ui.transcript.streamed_text import SHOWN_CHARACTERS, StreamedText
from desktop_app.ui.transcript.thinking import Thinking
from desktop_app.ui.transcript.trimming import drop_beginning
from desktop_app.ui.transcript.writer import Mark, Writer

if TYPE_CHECKING:
    from desktop_app.ui.transcript.message_writer import MessageWriter
    from desktop_app.ui.transcript.page import Page
    from desktop_app.ui.transcript.section import Section

CHARACTERS_A_FRAME = 1_024
_ATTACHED_AT_ONCE = 8_192
"""Characters that are written in one go where a reply that goes on is shown (again)."""
_DROPPED_AT_ONCE = 8_192


class Reply:
    """Paints itself frame by frame with `paint`; `attach` begins anew at the document's end.

    It goes on from what `begun` holds: key, title, text and reasoning of an answer so far.
    """

    def __init__(self, begun: TranscriptMessage, messages: MessageWriter) -> None:
        self.key = begun.key
        self.title = begun.title
        self.text = StreamedText()
        self.reasoning = StreamedText()
        self.ending: ReplyEnd | None = None
        self.is_attached = False
        self._messages = messages
        self._time = Thinking(begun.reasoning_seconds)
        self._unfolded = False
        self.length = len(begun.text) + len(begun.reasoning)
        self.text.append(begun.text)
        self.reasoning.append(begun.reasoning)
        if begun.reasoning and not begun.text:
            self._time.goes_on()

    @property
    def is_waiting(self) -> bool:
        """Whether something is to be painted."""
        return self.text.is_waiting or self.reasoning.is_waiting

    @property
    def tail_position(self) -> int:
        """From where on the document changes with the next `paint`."""
        section = self._body or self._thinking
        return section.tail_position if section else self._after_head.position

    def append_text(self, delta: str) -> None:
        """Take a piece of the answer; the reasoning is over."""
        if delta.strip():
            self._time.ends()
        self.length += len(delta)
        self.text.append(delta)

    def append_reasoning(self, delta: str) -> None:
        """Take a piece of the reasoning."""
        if not self.text:
            self._time.goes_on()
        self.length += len(delta)
        self.reasoning.append(delta)

    def message(self) -> TranscriptMessage:
        """The reply as a finished message."""
        ending = self.ending or ReplyEnd()
        seconds = ending.reasoning_seconds
        return TranscriptMessage(
            self.key,
            "assistant",
            str(self.text),
            reasoning=str(self.reasoning),
            state=ending.state,
            footer=ending.footer,
            title=self.title,
            reasoning_seconds=self._time.seconds() if seconds is None else seconds,
            position=ending.position,
            siblings=ending.siblings,
            actions=ending.actions,
        )

    def attach(self, page: Page, *, is_whole: bool = False) -> None:
        """Write what has come so far at the page's end; the rest follows by `paint`.

        All of it is written at once if `is_whole`, because somebody reads in it.
        """
        self._unfolded = self.key in page.unfolded
        edit = QTextCursor(page.document)
        edit.beginEditBlock()
        self._writer = page.writer()
        page.register(self.key, self._messages.head(self._writer, "assistant", self.title))
        self._after_head = self._writer.mark()
        self._body: Section | None = None
        self._thinking: Section | None = None
        self._is_thinking_shown = False
        self._note: Mark | None = None
        self._start = self._after_head
        self.text.rewind()
        self.reasoning.rewind()
        self._messages.waiting_line(self._writer)
        self.is_attached = True
        left = _ATTACHED_AT_ONCE
        while self.is_waiting and (left > 0 or is_whole):
            self.paint()
            left -= CHARACTERS_A_FRAME
        edit.endEditBlock()

    def detach(self) -> None:
        """The document no longer holds the reply."""
        self.is_attached = False

    def paint(self) -> None:
        """Write what waits, at most a frame's worth of characters."""
        if self.reasoning.is_waiting and self._body is None:
            self._paint_thinking()
        if self.text.is_waiting and not (self._body is None and self.reasoning.is_waiting):
            self._paint_text()

    def finish(self) -> None:
        """Everything is painted: write the last tail and the footer."""
        if self._body is None:
            self._start_body()
        if self._body is not None:
            self._body.finish()
        message = self.message()
        if message.reasoning:
            self._relabel(message.reasoning_seconds)
        self._messages.foot.write(self._writer, message)

    def _paint_thinking(self) -> None:
        taken = self.reasoning.take(CHARACTERS_A_FRAME if self._unfolded else SHOWN_CHARACTERS)
        if not self._is_thinking_shown:
            self._is_thinking_shown = True
            self._writer.rewind(self._after_head)
            self._reasoning_line(is_running=True)
            self._start = self._writer.mark()
            if self._unfolded:
                self._thinking = self._messages.reasoning_section(self._writer)
        if self._thinking:
            self._thinking.feed(taken)
            self._drop_beginning()

    def _paint_text(self) -> None:
        if self._body is None:
            self._start_body()
        if self._body is not None:
            self._body.feed(self.text.take(CHARACTERS_A_FRAME))
            self._drop_beginning()

    def _start_body(self) -> None:
        if self._thinking:
            self._thinking.finish()
        else:
            self._writer.rewind(self._after_head)
            if self.reasoning:
                self._reasoning_line(is_running=False)
        if self._thinking:
            self._relabel(self._time.seconds())
        self._start, self._note = self._writer.mark(), None
        self._body = self._messages.section(self._writer, "assistant")

    def _reasoning_line(self, *, is_running: bool) -> None:
        self._messages.reasoning_line(
            self._writer,
            self.key,
            self._time.seconds(),
            unfolded=self._unfolded,
            is_running=is_running,
        )

    def _relabel(self, seconds: float | None) -> None:
        """Say how long the reasoning took, above what stands of it."""
        cursor = self._after_head.at()
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        characters = cursor.charFormat()
        label = self._messages.reasoning_label(seconds, unfolded=self._unfolded, is_running=False)
        cursor.insertText(label, characters)

    def _drop_beginning(self) -> None:
        """Keep the document small in an endless stream: its oldest blocks go."""
        start, end = self._start.position, self._writer.cursor.position()
        if end - start < SHOWN_CHARACTERS + _DROPPED_AT_ONCE:
            return
        if self._note is None:
            writer = Writer(self._start.at(), self._messages.formats, is_fresh=False)
            self._messages.cut_note(writer)
            self._note = self._start = writer.mark()
        drop_beginning(self._start, _DROPPED_AT_ONCE)
