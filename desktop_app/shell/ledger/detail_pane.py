"""The chosen call: its facts, what was sent and received, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.service.replaying import is_complete
from desktop_app.shell.ledger.body_view import BodyView
from desktop_app.shell.ledger.fact_grid import FactGrid
from desktop_app.shell.ledger.timing_view import TimingView
from desktop_app.shell.ledger.words import CallText
from desktop_app.ui.code_field import CodeField
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import card, label, named, push_button, restyle

if TYPE_CHECKING:
    from desktop_app.core.calls import CallRecord, Headers
    from desktop_app.shell.ledger.shown_body import ShownBody
    from desktop_app.ui.theme import ThemeManager

_NOTE_TIME = 1_600  # milliseconds


class DetailPane(QWidget):
    """Empty until it is told a call."""

    copy_requested = Signal(str)  # "python" or "curl"
    replay_requested = Signal()
    stop_requested = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = CallText(self)
        self._title = named(ElidedLabel(), "ledger.title")
        self._title.setProperty("role", "section")
        self._status = named(label(""), "ledger.status")
        self._url = named(ElidedLabel(Qt.TextElideMode.ElideMiddle), "ledger.url")
        self._url.setProperty("role", "muted")
        self._facts = FactGrid()
        self._request = BodyView("ledger.request", self.tr("Request"), theme)
        self._response = BodyView("ledger.response", self.tr("Response"), theme)
        self._headers = CodeField("ledger.headers", self.tr("Headers"))
        self._headers.setReadOnly(True)
        self._timing = TimingView(theme)
        self._tabs = named(QTabWidget(), "ledger.detail", self.tr("The chosen call"))
        self._python = push_button("ledger.copy_python", self.tr("Copy as Python"))
        self._curl = push_button("ledger.copy_curl", self.tr("Copy as curl"))
        self._replay = push_button("ledger.replay", self.tr("Replay"), icon_name="retry")
        self.commands = [self._command(each) for each in (self._python, self._curl, self._replay)]
        """The same as the buttons do, for a menu elsewhere."""
        self._is_replaying = False
        self._python.clicked.connect(lambda: self.copy_requested.emit("python"))
        self._curl.clicked.connect(lambda: self.copy_requested.emit("curl"))
        self._replay.clicked.connect(self._on_replay)
        self._note_end = QTimer(self, interval=_NOTE_TIME, singleShot=True)
        self._note_end.timeout.connect(self._end_note)
        self._arrange()

    def show_choice(self, *, has_calls: bool) -> None:
        """Whether there is a call to be chosen."""
        self._hint.setVisible(has_calls)

    def show_nothing(self) -> None:
        """No call is chosen."""
        self._pages.setCurrentIndex(0)
        for command in self.commands:
            command.setEnabled(False)

    def show_call(
        self, record: CallRecord, request: ShownBody, response: ShownBody, *, can_copy: bool
    ) -> None:
        """Show a call and its bodies."""
        call = record.summary
        kind = self._words.kind(call.kind)
        self._title.setText(f"{kind} · {call.model}" if call.model else kind)
        role = "error" if call.failed else "muted"
        if self._status.property("role") != role:
            restyle(self._status, "role", role)
        self._status.setText(self._words.status(call))
        self._url.setText(f"{call.method} {call.url}")
        limits = self._words.rate_limits(record.response_headers)
        self._facts.show_facts([*self._words.facts(call), *([limits] if limits else [])])
        self._request.show_lines(self._words.body(record.request, request))
        self._response.show_lines(self._words.body(record.response, response))
        self._headers.setPlainText(self._header_text(record))
        self._timing.show_call(record)
        self._offer(record, can_copy=can_copy)
        self._pages.setCurrentIndex(1)

    def show_copied(self, language: str) -> None:
        """Confirm, for a moment, that the code can be pasted."""
        button = {"python": self._python, "curl": self._curl}[language]
        button.setMinimumWidth(button.width())
        button.setText(self.tr("Copied"))
        self._note_end.start()

    def show_replaying(self, *, is_replaying: bool) -> None:
        """While a call is sent again, the button ends it."""
        self._is_replaying = is_replaying
        self._replay.setText(self.tr("Stop") if is_replaying else self.tr("Replay"))
        self._replay.setIcon(icon("stop" if is_replaying else "retry"))
        self.commands[-1].setText(self._replay.text())

    def _offer(self, record: CallRecord, *, can_copy: bool) -> None:
        for button, language in ((self._python, "Python"), (self._curl, "curl")):
            button.setEnabled(can_copy)
            button.setToolTip(
                self.tr("Copy the request as {language}; the key is read from API_KEY").format(
                    language=language
                )
                if can_copy
                else self.tr("The request is not kept as a whole, so it cannot be copied")
            )
        complete = is_complete(record)
        self._replay.setEnabled(complete or self._is_replaying)
        self._replay.setToolTip(
            self.tr("Send the same request again; its result becomes a new entry")
            if complete
            else self.tr("Sound, pictures and the middle of long texts are not kept")
        )
        for button, command in zip(
            (self._python, self._curl, self._replay), self.commands, strict=True
        ):
            command.setEnabled(button.isEnabled())

    def _header_text(self, record: CallRecord) -> str:
        call = record.summary
        parts = [f"{call.method} {call.url}\n{_lines(record.request_headers)}"]
        if record.response_headers:
            parts.append(f"{self._words.status(call)}\n{_lines(record.response_headers)}")
        return "\n\n".join(parts)

    def _arrange(self) -> None:
        self._tabs.setProperty("role", "segments")
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.tabBar().setAccessibleName(self._tabs.accessibleName())
        self._tabs.addTab(_page(self._request), self.tr("Request"))
        self._tabs.addTab(_page(self._response), self.tr("Response"))
        self._tabs.addTab(_page(self._headers), self.tr("Headers"))
        self._tabs.addTab(_page(card(self._timing)), self.tr("Timing"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        head.addWidget(self._status)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        for button in (self._python, self._curl):
            actions.addWidget(button)
        actions.addStretch(1)
        actions.addWidget(self._replay)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._url)
        layout.addSpacing(4)
        layout.addWidget(self._facts)
        layout.addSpacing(8)
        layout.addWidget(self._tabs, 1)
        layout.addLayout(actions)
        self._hint = label(self.tr("Choose a call to see what was sent and received."), "muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        empty = QWidget()
        QVBoxLayout(empty).addWidget(self._hint)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(empty)
        self._pages.addWidget(page)

    def _command(self, button: QPushButton) -> QAction:
        command = QAction(button.text(), self)
        command.setObjectName(f"{button.objectName()}_command")
        command.setEnabled(False)
        command.triggered.connect(button.click)
        return command

    def _on_replay(self) -> None:
        (self.stop_requested if self._is_replaying else self.replay_requested).emit()

    def _end_note(self) -> None:
        for button, text in (
            (self._python, self.tr("Copy as Python")),
            (self._curl, self.tr("Copy as curl")),
        ):
            button.setText(text)
            button.setMinimumWidth(0)


def _lines(headers: Headers) -> str:
    return "\n".join(f"{name}: {value}" for name, value in headers)


def _page(content: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 12, 0, 0)
    layout.addWidget(content)
    return page
