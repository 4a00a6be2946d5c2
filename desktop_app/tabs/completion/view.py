"""The look of the Completion tab: prompt and output side by side, parameters at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.errors import CompletionRefused
from desktop_app.tabs.completion.output_card import OutputCard
from desktop_app.tabs.completion.parameters import CompletionParameters
from desktop_app.tabs.completion.state_text import StateText
from desktop_app.ui.copy_as_button import CopyAsButton
from desktop_app.ui.error_banner import ErrorBanner
from desktop_app.ui.prompt_box import PromptBox
from desktop_app.ui.usage_line import UsageLine
from desktop_app.ui.widgets import label, named, push_button

if TYPE_CHECKING:
    from desktop_app.core.replies import FinishReason, ParameterDropped

GUIDE_PROMPT = "What is the Python programming language?"


class CompletionView(QWidget):
    """Emits what a person wants and shows what it is told."""

    run_requested = Signal()
    continue_requested = Signal()
    stop_requested = Signal()
    retry_requested = Signal()
    chat_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = StateText(self)
        self.prompt = PromptBox(
            ("completion.prompt", "completion.run", "completion.stop"),
            self.tr("Write the beginning of a text; the model goes on from it."),
            self.tr("Run"),
            is_document=True,
        )
        self._card = OutputCard()
        self.output = self._card.text
        self.banner = ErrorBanner("completion")
        self._chat = self.banner.add_action("completion.open_chat", self.tr("Open Chat"))
        self._state = named(label("", "muted"), "completion.state", self.tr("State"))
        self.usage = UsageLine("completion")
        self.copy_as = CopyAsButton("completion")
        self.parameters = CompletionParameters()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._middle(), 1)
        layout.addWidget(self.parameters)
        self._connect()

    def set_busy(self, busy: bool) -> None:
        """Text is coming, or no longer."""
        self.prompt.set_busy(busy)
        self._card.set_busy(busy)

    def begin(self) -> None:
        """A request goes out; the output stays until there is a new one."""
        self.banner.clear()
        self.usage.show_reply(None, None)
        self._say(self._words.writing())

    def show_stopped(self) -> None:
        """The person ended it."""
        self._say(self._words.stopped())

    def show_finished(
        self, reason: FinishReason, dropped: Sequence[ParameterDropped], *, is_empty: bool
    ) -> None:
        """The model ended it; `is_empty` when it wrote nothing."""
        self._say(self._words.finished(reason, dropped, is_empty=is_empty))

    def show_error(self, error: BaseException, *, can_retry: bool = True) -> None:
        """Say what went wrong, and the way to Chat where that helps."""
        self._say("")
        self._chat.setVisible(isinstance(error, CompletionRefused))
        self.banner.show_error(error, can_retry=can_retry)

    def _say(self, state: str) -> None:
        self.output.paint_now()  # who reads that it has ended looks for its last words
        self._state.setText(state)

    def _middle(self) -> QVBoxLayout:
        cards = QGridLayout()
        cards.setHorizontalSpacing(12)
        cards.setVerticalSpacing(4)
        cards.setColumnStretch(0, 1)
        cards.setColumnStretch(1, 1)
        cards.setRowStretch(1, 1)
        cards.addLayout(self._prompt_heading(), 0, 0)
        cards.addLayout(self._output_heading(), 0, 1)
        cards.addWidget(self.prompt, 1, 0)
        cards.addWidget(self._card, 1, 1)
        line = QHBoxLayout()
        line.addWidget(self._state, 1)
        line.addWidget(self.usage)
        middle = QVBoxLayout()
        middle.setContentsMargins(16, 8, 16, 8)
        middle.setSpacing(8)
        middle.addLayout(cards, 1)
        middle.addWidget(self.banner)
        middle.addLayout(line)
        return middle

    def _prompt_heading(self) -> QHBoxLayout:
        example = push_button("completion.example", self.tr("Example"), role="quiet")
        example.setToolTip(self.tr("Write the example of the service’s guide"))
        example.clicked.connect(lambda: self.prompt.set_text(GUIDE_PROMPT))
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Prompt"), "section"), 1)
        row.addWidget(example)
        return row

    def _output_heading(self) -> QHBoxLayout:
        copy = push_button("completion.copy", self.tr("Copy"), role="quiet", icon_name="copy")
        copy.setToolTip(self.tr("Copy the output"))
        copy.setEnabled(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.output.text))
        self.output.textChanged.connect(lambda: copy.setDisabled(self.output.document().isEmpty()))
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Output"), "section"), 1)
        row.addWidget(self.copy_as)
        row.addWidget(copy)
        return row

    def _connect(self) -> None:
        self.prompt.send_requested.connect(lambda _text: self.run_requested.emit())
        self.prompt.stop_requested.connect(self.stop_requested)
        self._card.continue_requested.connect(self.continue_requested)
        self.banner.retry_requested.connect(self.retry_requested)
        self._chat.clicked.connect(self.chat_requested)
        self.parameters.chat_requested.connect(self.chat_requested)
        self.parameters.monospace.toggled.connect(self._set_monospace)
        for keys, wish in (("Esc", self.stop_requested), ("Ctrl+Return", self.prompt.send)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(wish)

    def _set_monospace(self, wanted: bool) -> None:
        font = QFont(self.font())
        if wanted:
            font.setFamilies(
                QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families()
            )
        self.prompt.field.setFont(font)
        self.output.setFont(font)
