"""The look of the Completion tab: the output below the prompt, parameters at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop_app.core.errors import CompletionRefused
from desktop_app.tabs.completion.output_card import OutputCard
from desktop_app.tabs.completion.parameters import CompletionParameters
from desktop_app.tabs.completion.state_text import StateText
from desktop_app.tabs.completion.template_button import TemplateButton, insert_template
from desktop_app.ui.copy_as_button import CopyAsButton
from desktop_app.ui.data_notice import DataNotice
from desktop_app.ui.error_banner import ErrorBanner
from desktop_app.ui.keys_within import keys_within
from desktop_app.ui.prompt_box import PromptBox
from desktop_app.ui.tab_page import lay_out_tab
from desktop_app.ui.usage_line import UsageLine
from desktop_app.ui.widgets import icon_button, label, named, push_button

if TYPE_CHECKING:
    from desktop_app.core.replies import ParameterDropped
    from desktop_app.tabs.completion.templates import Template

_SHARES = (200, 300)  # of prompt and output in the height
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
        self.output = OutputCard()
        self.banner = ErrorBanner("completion")
        self.data_notice = DataNotice("completion")
        self._chat = self.banner.add_action("completion.open_chat", self.tr("Open Chat"))
        self._state = named(label("", "muted"), "completion.state", self.tr("State"))
        self.usage = UsageLine("completion")
        self.copy_as = CopyAsButton("completion")
        self.parameters = CompletionParameters()
        lay_out_tab(self, self._middle(), right=self.parameters)
        self._connect()

    def set_busy(self, busy: bool) -> None:
        """Text is coming, or no longer."""
        if busy and not self.prompt.field.hasFocus():
            self.output.field.setFocus()  # the button that had it makes place for another
        self.prompt.set_busy(busy)
        self.output.set_busy(busy)

    def begin(self) -> None:
        """A request goes out; the output stays until there is a new one."""
        self.banner.clear()
        self.usage.show_reply(None, None)
        self._say(self._words.writing())

    def show_stopped(self) -> None:
        """The person ended it."""
        self._say(self._words.stopped())

    def show_finished(
        self, dropped: Sequence[ParameterDropped], *, is_empty: bool, wants_tokens: bool
    ) -> None:
        """The model ended it; `is_empty` when it wrote nothing."""
        page = self.output.page
        if is_empty:
            self._say(self._words.nothing_to_add())
        else:
            self._say(self._words.finished(page, dropped, wants_tokens=wants_tokens))

    def show_error(self, error: BaseException, *, can_retry: bool = True) -> None:
        """Say what went wrong, and the way to Chat where that helps."""
        self._say("")
        self._chat.setVisible(isinstance(error, CompletionRefused))
        self.banner.show_error(error, can_retry=can_retry)

    def _say(self, state: str) -> None:
        self._state.setText(state)

    def _middle(self) -> QVBoxLayout:
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setObjectName("completion.halves")
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(8)
        halves.addWidget(_half(self._prompt_heading(), self.prompt))
        halves.addWidget(_half(self._output_heading(), self.output))
        halves.setSizes(_SHARES)
        for index, share in enumerate(_SHARES):
            halves.setStretchFactor(index, share)
        line = QHBoxLayout()
        line.addWidget(self._state, 1)
        line.addWidget(self.usage)
        middle = QVBoxLayout()
        middle.setContentsMargins(16, 8, 16, 8)
        middle.setSpacing(8)
        middle.addWidget(halves, 1)
        middle.addWidget(self.banner)
        middle.addWidget(self.data_notice)
        middle.addLayout(line)
        return middle

    def _prompt_heading(self) -> QHBoxLayout:
        self._template = TemplateButton()
        example = push_button("completion.example", self.tr("Example"), role="quiet")
        example.setToolTip(self.tr("Write the example of the service’s guide"))
        example.clicked.connect(lambda: self.prompt.set_text(GUIDE_PROMPT))
        self._monospace = icon_button(
            "completion.monospace", "monospace", self.tr("Letters of equal width")
        )
        self._monospace.setCheckable(True)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Prompt"), "section"), 1)
        for button in (self._template, example, self._monospace):
            row.addWidget(button)
        return row

    def _output_heading(self) -> QHBoxLayout:
        copy = push_button("completion.copy", self.tr("Copy"), role="quiet", icon_name="copy")
        copy.setToolTip(self.tr("Copy the output"))
        copy.setEnabled(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.output.page.text))
        self.output.text_changed.connect(
            lambda: copy.setDisabled(self.output.page.document.isEmpty())
        )
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Output"), "section"))
        row.addSpacing(8)
        row.addWidget(self.output.switch)
        row.addStretch(1)
        row.addWidget(self.copy_as)
        row.addWidget(copy)
        return row

    def _connect(self) -> None:
        self.prompt.send_requested.connect(lambda _text: self.run_requested.emit())
        self.prompt.stop_requested.connect(self.stop_requested)
        self.output.continue_requested.connect(self.continue_requested)
        self.output.page_shown.connect(lambda: self._say(self._words.ended(self.output.page)))
        self.banner.retry_requested.connect(self.retry_requested)
        for source in (self._chat.clicked, self.parameters.chat_requested):
            source.connect(self.chat_requested)
        self._template.chat_requested.connect(self.chat_requested)
        self._template.template_chosen.connect(self._insert_template)
        self._monospace.toggled.connect(self._set_monospace)
        for keys, wish in (("Esc", self.stop_requested), ("Ctrl+Return", self.prompt.send)):
            keys_within(self, keys, wish)

    def _insert_template(self, template: Template) -> None:
        insert_template(self.prompt.field, template)
        self._say(self._words.template_inserted(template))

    def _set_monospace(self, wanted: bool) -> None:
        font = QFont(self.font())
        if wanted:
            font.setFamilies(
                QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families()
            )
        self.prompt.field.setFont(font)
        self.output.field.show_font(font)


def _half(heading: QHBoxLayout, card: QWidget) -> QWidget:
    half = QWidget()
    column = QVBoxLayout(half)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addLayout(heading)
    column.addWidget(card, 1)
    return half
