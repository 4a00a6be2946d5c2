"""The transcript of a conversation: one document, a window of its messages, a streamed reply."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from desktop_app.ui.transcript.code_colours import CodeColours, code_text
from desktop_app.ui.transcript.finding import find_round, relabel_link
from desktop_app.ui.transcript.formats import Formats
from desktop_app.ui.transcript.frames import Frames
from desktop_app.ui.transcript.message_writer import MessageWriter
from desktop_app.ui.transcript.page import Page
from desktop_app.ui.transcript.paging import Paging
from desktop_app.ui.transcript.plain_text import whole_text
from desktop_app.ui.transcript.reading_view import ReadingView
from desktop_app.ui.transcript.reply import Reply
from desktop_app.ui.transcript.style import LIGHT, TranscriptStyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop_app.ui.transcript.message import ReplyState, TranscriptMessage

_COPIED = 1_500
"""Milliseconds for which Copy reads Copied."""


class Transcript(ReadingView):
    """Shows messages, streams one reply at the end; any length of either is safe."""

    link_activated = Signal(QUrl)
    """A link to the web or to mail in a message was clicked; nothing is opened here."""
    copy_requested = Signal(str)
    """Copy below the message with this key was clicked; the text known here was copied."""

    def __init__(self, style: TranscriptStyle = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(style, parent)
        self.setAccessibleName(self.tr("Conversation"))
        self._style = style
        self._zoom = 1.0
        formats = Formats(style)
        self._colours = CodeColours(formats, self)
        self._messages = MessageWriter(formats, self._colours, self.pictures, self)
        self._page = Page(self.document(), self._messages, self.pictures)
        self._paging = Paging(self, self._page, self._colours)
        self._frames = Frames(self, self._paging)
        self.zoom_requested.connect(self._on_zoom_requested)
        self.anchorClicked.connect(self._on_link_clicked)
        self.end_requested.connect(self.to_end)

    def show_messages(self, messages: Sequence[TranscriptMessage]) -> None:
        """Show another conversation from its end; a streamed reply is let go."""
        self._page.unfolded.clear()
        self._paging.open(messages)

    def clear_messages(self) -> None:
        """Show an empty conversation."""
        self.show_messages(())

    def append_message(self, message: TranscriptMessage) -> None:
        """Add a message at the end."""
        self._frames.complete()
        self._paging.append(message)

    def begin_reply(self, key: str, title: str = "") -> None:
        """Start a streamed reply of the assistant; `title` is for example the model's name."""
        self._frames.complete()
        self._paging.begin(Reply(key, title, self._messages))

    def append_text(self, delta: str) -> None:
        """Add to the reply; painted within a frame. Without a reply nothing happens."""
        reply = self._paging.reply
        if reply and not reply.ending:
            reply.append_text(delta)
            self._frames.paint_soon()

    def append_reasoning(self, delta: str) -> None:
        """Add to the reply's reasoning, folded above the answer."""
        reply = self._paging.reply
        if reply and not reply.ending:
            reply.append_reasoning(delta)
            self._frames.paint_soon()

    def end_reply(self, state: ReplyState = "finished", footer: str = "") -> None:
        """The reply is complete; what is left of it is painted in the next frames."""
        reply = self._paging.reply
        if reply and not reply.ending:
            reply.ending = (state, footer)
            self._frames.paint()

    def remove_from(self, key: str) -> None:
        """Remove the message with `key` and all after it. Raises KeyError if there is none."""
        reply = self._paging.reply
        if reply and reply.key == key:
            self._paging.drop_reply()
        else:
            self._paging.remove_from(key)

    def plain_text(self) -> str:
        """All that is shown, as plain text; what waits is painted first."""
        self._frames.paint_all()
        while self._paging.is_loading:
            self._paging.load()
        return whole_text(self.document())

    @override
    def toPlainText(self) -> str:
        return self.plain_text()

    def set_style(self, style: TranscriptStyle) -> None:
        """Take another look, for example the dark one."""
        self._style = style
        shown = style.zoomed(self._zoom)
        self._messages.formats = self._colours.formats = Formats(shown)
        index = self._paging.top_index()
        self.apply_look(shown)
        if self.is_following:
            self._paging.show_end()
        else:
            self._paging.show_from(index)
        self._frames.paint_soon()

    def to_end(self) -> None:
        """Show the end and follow it."""
        self._paging.show_end(is_anew=False)
        self._frames.paint_soon()

    def show_message(self, key: str) -> None:
        """Scroll to a message, wherever in the conversation it is. Raises KeyError."""
        self._paging.show_from(self._paging.window.index(key))

    def find_text(self, text: str, *, backwards: bool = False) -> bool:
        """Select the next place of `text` in what is shown, going round at the ends."""
        found = find_round(self.document(), self.textCursor(), text, backwards=backwards)
        if not found.isNull():
            self.setTextCursor(found)
        return not found.isNull()

    def _on_zoom_requested(self, steps: int) -> None:
        self._zoom = min(3.0, max(0.6, self._zoom * 1.1**steps))
        self.set_style(self._style)

    def _on_link_clicked(self, url: QUrl) -> None:
        target = unquote(url.path(QUrl.ComponentFormattingOption.FullyEncoded))
        match url.scheme():
            case "copycode":
                self._copy(code_text(self.document(), int(target)), url)
            case "copy":
                self._copy(self._paging.text_of(target), url)
                self.copy_requested.emit(target)
            case "fold":
                self._page.unfolded ^= {target}
                self._paging.rewrite(target)
                self._frames.paint_soon()
            case "http" | "https" | "mailto":
                self.link_activated.emit(url)

    def _copy(self, text: str, link: QUrl) -> None:
        QGuiApplication.clipboard().setText(text)
        address = link.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        self._relabel(address, self.tr("Copied"))
        QTimer.singleShot(_COPIED, self, lambda: self._relabel(address, self.tr("Copy")))

    def _relabel(self, address: str, label: str) -> None:
        with self.steady():
            relabel_link(self.document(), address, label)
