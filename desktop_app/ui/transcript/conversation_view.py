"""The view of a conversation and its parts: who writes, pages, paints, finds and copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from typing_extensions import override

from desktop_app.ui.announcing import announce
from desktop_app.ui.transcript.changes import Changes
from desktop_app.ui.transcript.code_colours import CodeColours
from desktop_app.ui.transcript.finder import Finder
from desktop_app.ui.transcript.formats import Formats
from desktop_app.ui.transcript.formula_renderer import FormulaRenderer
from desktop_app.ui.transcript.formulas import Formulas
from desktop_app.ui.transcript.frames import Frames
from desktop_app.ui.transcript.links import Links
from desktop_app.ui.transcript.markdown import MarkdownWriter
from desktop_app.ui.transcript.message_menu import MessageMenu
from desktop_app.ui.transcript.message_writer import MessageWriter
from desktop_app.ui.transcript.page import Page
from desktop_app.ui.transcript.paging import Paging
from desktop_app.ui.transcript.reading_view import ReadingView
from desktop_app.ui.transcript.shown_text import spoken_text
from desktop_app.ui.transcript.style import LIGHT, TranscriptStyle
from desktop_app.ui.transcript.thinning import Thinning
from desktop_app.ui.transcript.whole_conversation import conversation_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.ui.transcript.message import TranscriptMessage


class ConversationView(ReadingView):
    """Holds the parts and answers a person's mouse and keyboard."""

    link_activated = Signal(QUrl)
    """A link to the web or to mail in a message was clicked; nothing is opened here."""
    copy_requested = Signal(str)
    """Copy below the message with this key was clicked; the text known here was copied."""
    action_requested = Signal(str, str)
    """A person wants this `MessageAction` for the message with this key."""
    pictures_wanted = Signal(str)
    """The message with this key is on the page, and waits for its `images`."""
    sibling_requested = Signal(str, int)
    """The version of this message before (-1) or after (1) it is asked for."""

    def __init__(
        self,
        style: TranscriptStyle = LIGHT,
        parent: QWidget | None = None,
        *,
        formulas: FormulaRenderer | None = None,
    ) -> None:
        super().__init__(style, parent)
        self.setAccessibleName(self.tr("Conversation"))
        self._style = style
        self._zoom = 1.0
        formats = Formats(style)
        self._colours = CodeColours(formats, self)
        renderer = formulas or FormulaRenderer(parent=self)
        markdown = MarkdownWriter(Formulas(renderer, self), self.pictures)
        self._messages = MessageWriter(formats, self._colours, self.pictures, markdown, self)
        self._page = Page(self.document(), self._messages, self.pictures)
        self._paging = Paging(self, self._page, self._colours)
        self._changes = Changes(self, self._page, self._paging)
        self._frames = Frames(self, self._paging, self._changes, self._messages)
        self._links = Links(self, self._paging)
        self._thinning = Thinning(self, self._page, self._paging)
        self.finder = Finder(self, self._page, self._paging, self._changes)
        self._menu = MessageMenu(self)
        self._connect()

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

    def conversation_text(self) -> str:
        """The whole conversation as it was written, also what is not in the document."""
        reply = self._paging.reply
        messages = [*self._paging.window.messages, *([reply.message()] if reply else [])]
        return conversation_text(messages, self._messages.heading)

    def _on_zoom_requested(self, steps: int) -> None:
        self._zoom = min(3.0, max(0.6, self._zoom * 1.1**steps))
        self.set_style(self._style)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.caret_in_view() if is_by_key else event.pos()
        key = self._page.key_at(self.cursorForPosition(place).position())
        self._menu.open(key, self._paging.actions_of(key), self.viewport().mapToGlobal(place))

    def _on_fold_requested(self, key: str) -> None:
        self._changes.fold(key)
        self._frames.paint_soon()

    def _on_completed(self, message: TranscriptMessage) -> None:
        announce(self, spoken_text(message))

    def _connect(self) -> None:
        self.zoom_requested.connect(self._on_zoom_requested)
        self.end_requested.connect(self.to_end)
        self._frames.completed.connect(self._on_completed)
        # Queued: whoever brings them changes the page that is being written.
        self._messages.pictures_wanted.connect(
            self.pictures_wanted, Qt.ConnectionType.QueuedConnection
        )
        self._links.fold_requested.connect(self._on_fold_requested)
        self._links.web_requested.connect(self.link_activated)
        self._links.copied.connect(self.copy_requested)
        self._links.action_requested.connect(self.action_requested)
        self._links.sibling_requested.connect(self.sibling_requested)
        self._menu.copy_requested.connect(self._links.copy_message)
        self._menu.copy_all_requested.connect(
            lambda: QGuiApplication.clipboard().setText(self.conversation_text())
        )
        self._menu.action_requested.connect(self.action_requested)
