"""The look of the Chat tab: it emits what a person wants and shows what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop_app.tabs.chat.exchange.strip import ExchangeStrip
from desktop_app.tabs.chat.exchange.view import ExchangeButton
from desktop_app.tabs.chat.panel.parameters import ChatPanel
from desktop_app.tabs.chat.sidebar.view import ConversationSidebar
from desktop_app.tabs.chat.writing.signs import EditSign, LaterSign
from desktop_app.ui.button_keys import press_by
from desktop_app.ui.context_bar import ContextBar
from desktop_app.ui.context_notice import ContextNotice
from desktop_app.ui.conversation_pane import ConversationPane, PaneNames
from desktop_app.ui.copy_as_button import CopyAsButton
from desktop_app.ui.first_focus import lead_focus
from desktop_app.ui.tab_page import below_toolbar, lay_out_tab
from desktop_app.ui.text_scale import text_width
from desktop_app.ui.widgets import icon_button, push_button

if TYPE_CHECKING:
    from desktop_app.ui.theme import ThemeManager
    from desktop_app.ui.transcript import FormulaRenderer

_ROOM_FOR_THREE = 1_060  # pixels: list, conversation and panel beside one another


class ChatView(QWidget):
    """Conversations at the left, the one that is shown in the middle, parameters at the right."""

    regenerate_requested = Signal()
    new_requested = Signal()
    sidebar_switched = Signal(bool)  # by the person, not for want of room

    def __init__(
        self,
        theme: ThemeManager,
        formulas: FormulaRenderer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.sidebar = ConversationSidebar(theme)
        self.pane = ConversationPane(
            PaneNames("chat", "chat.transcript", "chat.prompt", "chat.send"),
            theme,
            placeholder=self.tr("Ask something"),
            send_text=self.tr("Send"),
            formulas=formulas,
        )
        self.pane.transcript.set_placeholder(
            self.tr("What would you like to know?"),
            self.tr("Type a question below. Enter sends it, Shift+Enter breaks the line."),
        )
        self.edit_sign = EditSign()
        self.later_sign = LaterSign()
        for sign in (self.edit_sign, self.later_sign):
            self.pane.prompt.put_above_text(sign)
        self.context = ContextBar("chat")
        self.pane.add_beside_usage(self.context)
        self.context_notice = ContextNotice("chat")
        self.pane.add_above_prompt(self.context_notice)
        self.copy_as = CopyAsButton("chat")
        self.exchange = ExchangeButton()
        self.exchange_strip = ExchangeStrip()
        self.pane.add_above_prompt(self.exchange_strip)
        self.parameters = ChatPanel()
        self._is_sidebar_wanted = self._has_room = True
        middle = below_toolbar(self._toolbar(), self.pane)
        lay_out_tab(self, middle, left=self.sidebar, right=self.parameters)
        lead_focus(self, self.pane.prompt.field)
        self.set_can_regenerate(False)
        self._stand_in_for_sidebar()

    def set_can_regenerate(self, possible: bool) -> None:
        """Whether there is an answer that can be asked for again."""
        self._regenerate.setEnabled(possible)

    def want_sidebar(self, wanted: bool) -> None:
        """Show the list of conversations where there is room for it, or nowhere."""
        self._is_sidebar_wanted = wanted
        self._toggle.setChecked(wanted and self._has_room)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._adapt_to_width()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._adapt_to_width()

    def _adapt_to_width(self) -> None:
        has_room = self.width() >= text_width(_ROOM_FOR_THREE)
        if has_room != self._has_room:
            self._has_room = has_room
            self._toggle.setChecked(has_room and self._is_sidebar_wanted)

    def _on_toggle_clicked(self, shown: bool) -> None:
        self._is_sidebar_wanted = shown or not self._has_room
        self.sidebar_switched.emit(self._is_sidebar_wanted)

    def _stand_in_for_sidebar(self) -> None:
        """While the list is hidden its shortcuts rest, and these take their place."""
        wanted = (
            ("Ctrl+N", self.new_requested.emit),
            ("Ctrl+K", self._search),
            ("Ctrl+Shift+F", self._search),
        )
        for key, do in wanted:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setEnabled(False)
            shortcut.activated.connect(do)
            self._toggle.toggled.connect(lambda shown, each=shortcut: each.setEnabled(not shown))

    def _search(self) -> None:
        self._toggle.setChecked(True)
        self.sidebar.focus_search()

    def _toolbar(self) -> QHBoxLayout:
        self._toggle = icon_button(
            "chat.show_conversations",
            "sidebar",
            self.tr("Show or hide the conversations"),
            "Ctrl+B",
        )
        self._toggle.setProperty("role", "switch")
        self._toggle.setCheckable(True)
        self._toggle.setChecked(True)
        self._toggle.clicked.connect(self._on_toggle_clicked)
        self._toggle.toggled.connect(self.sidebar.setVisible)
        self._regenerate = push_button(
            "chat.regenerate", self.tr("Regenerate"), role="quiet", icon_name="regenerate"
        )
        press_by(self._regenerate, "Ctrl+R")
        self._regenerate.setToolTip(self.tr("Ask for the last answer again (Ctrl+R)"))
        self._regenerate.clicked.connect(self.regenerate_requested)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._toggle)
        row.addStretch(1)
        row.addWidget(self.exchange)
        row.addWidget(self.copy_as)
        row.addWidget(self._regenerate)
        return row
