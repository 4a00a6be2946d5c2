"""The field for whatever else the server knows: JSON, checked shortly after it was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop_app.core.errors import ExtraFieldsUnusable
from desktop_app.core.extra_fields import parse_extra_fields
from desktop_app.ui.code_field import CodeField
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.widgets import label, named

_PAUSE = 300  # milliseconds without a key before a slip is said
_LINES = 5


class ExtraField(QWidget):
    """`chat.extra`, and below it what is wrong with it (`chat.extra_error`).

    `edited` comes when the text has been read, not with each key.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ErrorText(self)
        self._fields: dict[str, Any] = {}
        self._wrong: ExtraFieldsUnusable | None = None
        self._check = QTimer(self, singleShot=True, interval=_PAUSE)
        self._check.timeout.connect(self._on_pause)
        self._text = CodeField("chat.extra", self.tr("Other fields, as JSON"))
        self._text.set_lines(_LINES)
        self._text.setPlaceholderText('{"top_k": 40}')
        self._text.setToolTip(
            self.tr(
                "A JSON object whose fields are sent with each request. One of a name that is set "
                "above takes its place."
            )
        )
        self._text.textChanged.connect(self._check.start)
        self._text.installEventFilter(self)
        self._error = named(label("", "error"), "chat.extra_error")
        self._error.setWordWrap(True)
        self._error.hide()
        self.setFocusProxy(self._text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._text)
        layout.addWidget(self._error)

    def text(self) -> str:
        """What is written, whether it makes sense or not."""
        return self._text.toPlainText().strip()

    def fields(self) -> dict[str, Any]:
        """The fields as they were read last: shortly after the last key, or by `check`."""
        return self._fields

    def check(self) -> None:
        """Read what has been written since, and raise what is wrong with it.

        Raises:
            ExtraFieldsUnusable: it is no JSON object, or names what the program sets itself.
        """
        self._finish_check()
        if self._wrong is not None:
            raise self._wrong

    def set_fields(self, fields: Mapping[str, Any]) -> None:
        """Write other fields; what a person has written for the same ones, or writes now, stays."""
        is_writing = self._text.hasFocus()
        if not is_writing:
            self._finish_check()
        if self._fields == fields and (is_writing or self._wrong is None):
            return
        text = json.dumps(dict(fields), indent=2, ensure_ascii=False) if fields else ""
        with QSignalBlocker(self._text):
            self._text.setPlainText(text)
        self._read()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._finish_check()
        return False

    def _finish_check(self) -> None:
        if self._check.isActive():
            self._on_pause()

    def _on_pause(self) -> None:
        self._read()
        self.edited.emit()
        if self._wrong is not None and self._text.hasFocus():
            QTimer.singleShot(0, self, self._bring_into_view)  # when it has its place

    def _bring_into_view(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(self._error)

    def _read(self) -> None:
        self._check.stop()
        self._wrong = None
        try:
            self._fields = parse_extra_fields(self._text.toPlainText())
        except ExtraFieldsUnusable as error:
            self._wrong = error
        self._error.setText(self._words.sentence(self._wrong) if self._wrong else "")
        self._error.setVisible(self._wrong is not None)
