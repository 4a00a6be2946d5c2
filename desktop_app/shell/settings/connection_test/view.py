"""The look of the test of a connection: what came of it, and a row for each stage. Passive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.diagnosis import Stage
from desktop_app.shell.settings.connection_test.stage_row import StageRow
from desktop_app.shell.settings.connection_test.words import DiagnosisWords
from desktop_app.ui.announcing import announce
from desktop_app.ui.widgets import icon_button, label, named, push_button

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.shell.settings.connection_test.stage_row import ShownStage

_SAID_MS = 2000
_ROWS = 4  # in a piece


class ConnectionTestView(QFrame):
    """`settings.test_stages`; hidden until a test begins. `build` makes its rows."""

    stop_requested = Signal()
    copy_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "settings.test_stages", self.tr("Stages of the test"))
        self.setProperty("role", "card")
        self._summary = named(label("", "section"), "settings.test_summary")
        self._summary.setWordWrap(True)
        self._stop = push_button("settings.test_stop", self.tr("Stop"), icon_name="stop")
        self._stop.setToolTip(self.tr("End the test"))
        self._stop.clicked.connect(self.stop_requested)
        self._copy = push_button("settings.test_copy", self.tr("Copy report"), icon_name="copy")
        self._copy.setToolTip(self.tr("Copy all results, without the key, to show them to others"))
        self._copy.clicked.connect(self.copy_requested)
        self._uncopy = QTimer(self)
        self._uncopy.setSingleShot(True)
        self._uncopy.setInterval(_SAID_MS)
        self._uncopy.timeout.connect(lambda: self._copy.setText(self.tr("Copy report")))
        close = icon_button("settings.test_close", "close", self.tr("Close the test"))
        close.clicked.connect(self.close_requested)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 4, 0)
        head.setSpacing(8)
        head.addWidget(self._summary, 1)
        head.addWidget(self._stop)
        head.addWidget(self._copy)
        head.addWidget(close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._rows: dict[Stage, StageRow] = {}
        self.hide()

    def build(self) -> Iterator[None]:
        """Make the rows in pieces, between which the event loop may have its turn."""
        words = DiagnosisWords(self)
        for number, stage in enumerate(Stage, 1):
            row = self._rows[stage] = StageRow(stage.value, words.stage(stage), self)
            self._column.addWidget(row)
            row.step_requested.connect(lambda step, stage=stage: self._walk(stage, step))
            if number % _ROWS == 0:
                yield

    def show_summary(self, sentence: str) -> None:
        """Say what is being tested, or what came of it."""
        self._summary.setText(sentence)

    def say(self, sentence: str) -> None:
        """Have a screen reader say it."""
        announce(self, sentence)

    def show_stage(self, stage: Stage, shown: ShownStage) -> None:
        """Say how far a stage is."""
        self._rows[stage].show_stage(shown)

    def set_busy(self, busy: bool) -> None:
        """Offer Stop while the test runs, then the report."""
        had_focus = self._stop.hasFocus()
        self._stop.setVisible(busy)
        self._copy.setVisible(not busy)
        if had_focus and not busy:
            self._copy.setFocus()

    def show_copied(self) -> None:
        """Say for a moment that the report is in the clipboard."""
        self._copy.setText(self.tr("Copied"))
        self._uncopy.start()
        self.say(self.tr("Copied"))

    def _walk(self, stage: Stage, step: int) -> None:
        stages = list(self._rows)
        at = stages.index(stage) + step
        if 0 <= at < len(stages):
            self._rows[stages[at]].setFocus()
