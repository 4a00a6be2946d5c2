"""The look of the Chat tab: it emits what a person wants and shows what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.tabs.chat_parameters import ChatParameters
from desktop_app.ui.conversation_pane import ConversationPane, PaneNames
from desktop_app.ui.copy_as_button import CopyAsButton
from desktop_app.ui.widgets import push_button

if TYPE_CHECKING:
    from desktop_app.ui.theme import ThemeManager

# The values of the service's guide.
GUIDE_TEMPERATURE = 0.1
GUIDE_MAX_TOKENS = 256


class ChatView(QWidget):
    """Transcript and prompt in the middle, parameters at the right."""

    regenerate_requested = Signal()
    new_requested = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = ConversationPane(
            PaneNames("chat", "chat.transcript", "chat.prompt", "chat.send"),
            theme,
            placeholder=self.tr("Ask something"),
            send_text=self.tr("Send"),
        )
        self.pane.transcript.set_placeholder(
            self.tr("What would you like to know?"),
            self.tr("Type a question below. Enter sends it, Shift+Enter breaks the line."),
        )
        self.copy_as = CopyAsButton("chat")
        self.parameters = ChatParameters(
            "chat", temperature=GUIDE_TEMPERATURE, max_tokens=GUIDE_MAX_TOKENS
        )
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addLayout(self._toolbar())
        middle.addWidget(self.pane, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(middle, 1)
        layout.addWidget(self.parameters)
        self.setFocusProxy(self.pane.prompt.field)
        self.set_can_regenerate(False)

    def set_can_regenerate(self, possible: bool) -> None:
        """Whether there is an answer that can be asked for again."""
        self._regenerate.setEnabled(possible)

    def _toolbar(self) -> QHBoxLayout:
        new = push_button("chat.new", self.tr("New chat"), role="quiet", icon_name="new")
        new.setShortcut("Ctrl+N")
        new.setToolTip(self.tr("Start with an empty conversation (Ctrl+N)"))
        new.clicked.connect(self.new_requested)
        self._regenerate = push_button(
            "chat.regenerate", self.tr("Regenerate"), role="quiet", icon_name="regenerate"
        )
        self._regenerate.setShortcut("Ctrl+R")
        self._regenerate.setToolTip(self.tr("Ask for the last answer again (Ctrl+R)"))
        self._regenerate.clicked.connect(self.regenerate_requested)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 0)
        row.setSpacing(4)
        row.addWidget(new)
        row.addStretch(1)
        row.addWidget(self.copy_as)
        row.addWidget(self._regenerate)
        return row
