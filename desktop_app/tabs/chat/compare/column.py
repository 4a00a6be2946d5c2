"""One column of a comparison: a model's answer, what it took, and what to do with it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.button_keys import press_by
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.text_scale import text_width
from desktop_app.ui.transcript import Transcript, TranscriptStyle
from desktop_app.ui.transcript_style import transcript_style
from desktop_app.ui.usage_line import UsageLine
from desktop_app.ui.widgets import icon_button, named, push_button

if TYPE_CHECKING:
    from desktop_app.core.replies import Timing, UsageReport
    from desktop_app.ui.theme import ThemeManager
    from desktop_app.ui.transcript import FormulaRenderer, ReplyState

_NARROWEST = 280
_LOWEST_TEXT = 72
_KEY = "answer"
_NO_HEADING = "\u200b"  # the model stands above the text, where it does not scroll away


class AnswerColumn(QFrame):
    """Streams one answer; `number` counts the columns from 1."""

    stop_requested = Signal()
    retry_requested = Signal()
    keep_requested = Signal()

    def __init__(
        self,
        number: int,
        theme: ThemeManager,
        formulas: FormulaRenderer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        name = f"chat.answer_{number}"
        named(self, name)
        self.setProperty("role", "card")
        self.setMinimumWidth(text_width(_NARROWEST))
        self._words = ErrorText(self)
        self._model = named(ElidedLabel(Qt.TextElideMode.ElideMiddle), f"{name}.model")
        self._model.setProperty("role", "section")
        self._stop = icon_button(f"{name}.stop", "stop", self.tr("Stop this answer"))
        self._stop.clicked.connect(self.stop_requested)
        self.transcript = named(
            Transcript(_style(theme), formulas=formulas),
            f"{name}.transcript",
            self.tr("Answer"),
        )
        self.transcript.setProperty("role", "page")
        self.transcript.link_activated.connect(QDesktopServices.openUrl)
        # It takes the room that is left: in a low window the buttons below it stay in sight.
        self.transcript.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.transcript.setMinimumHeight(_LOWEST_TEXT)
        to_end = self.transcript.findChild(QAbstractButton, "transcript.to_end")
        if to_end is not None:
            to_end.setObjectName(f"{name}.to_end")
        self._error = named(QLabel(wordWrap=True), f"{name}.error")
        self._error.setProperty("role", "error")
        self._error.setContentsMargins(16, 4, 16, 0)
        self._error.setTextFormat(Qt.TextFormat.PlainText)
        self._error.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._usage = UsageLine(name)
        self._usage.setWordWrap(True)
        self._retry = push_button(f"{name}.retry", self.tr("Retry"), icon_name="retry")
        self._retry.setToolTip(self.tr("Ask this model once more"))
        self._retry.clicked.connect(self.retry_requested)
        self._keep = push_button(f"{name}.keep", self.tr("Keep this answer"), icon_name="check")
        press_by(self._keep, f"Alt+{number}")
        self._keep.setToolTip(
            self.tr("Go on with this answer; the others stay as branches (Alt+{number})").format(
                number=number
            )
        )
        self._keep.clicked.connect(self.keep_requested)
        self._lay_out()

    @property
    def last_stop(self) -> QWidget:
        """Where Tab goes last in it."""
        return self._keep

    def take_keyboard_after(self, former: QWidget) -> None:
        """Let Tab lead from `former` into this column."""
        stops = (former, self._stop, self.transcript, self._retry, self._keep)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def begin(self, model: str, *, text: str = "", reasoning: str = "") -> None:
        """An answer of `model` is on its way; `text` and `reasoning` have come already."""
        self._model.setText(model)
        spoken = self.tr("Answer of {model}").format(model=model)
        self.setAccessibleName(spoken)
        self.transcript.setAccessibleName(spoken)
        self._keep.setAccessibleName(self.tr("Keep the answer of {model}").format(model=model))
        self.transcript.clear_messages()
        self.transcript.begin_reply(_KEY, _NO_HEADING, text=text, reasoning=reasoning)
        self._stop.show()
        self._show_error(None)
        self._keep.setEnabled(False)
        self._retry.hide()

    def show_usage(self, usage: UsageReport | None, timing: Timing | None) -> None:
        """Show what is known by now of tokens and times."""
        self._usage.show_reply(usage, timing)
        self._usage.setHidden(not self._usage.text() and not self._error.isHidden())

    def end(
        self,
        state: ReplyState,
        note: str = "",
        *,
        error: BaseException | None = None,
        can_keep: bool,
        reasoning_seconds: float | None = None,
    ) -> None:
        """The answer has ended; `note` is a remark on it, `error` is what went wrong."""
        self.transcript.end_reply(state, note, reasoning_seconds=reasoning_seconds)
        if error is not None and not can_keep:
            self.transcript.clear_messages()  # the error says it all
        self._stop.hide()
        self._show_error(error)
        self._keep.setEnabled(can_keep)
        self._retry.setVisible(state != "finished")

    def take_style(self, theme: ThemeManager) -> None:
        """Take the colours and the text size of the theme."""
        self.transcript.set_style(_style(theme))
        self.setMinimumWidth(text_width(_NARROWEST))

    def _show_error(self, error: BaseException | None) -> None:
        self._error.setText(self._words.sentence(error) if error else "")
        self._error.setVisible(error is not None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 0)
        head.addWidget(self._model, 1)
        head.addWidget(self._stop)
        keeps_room = self._stop.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self._stop.setSizePolicy(keeps_room)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._retry)
        buttons.addWidget(self._keep)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 8, 8)
        foot.setSpacing(8)
        foot.addWidget(self._usage)
        foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._error)
        column.addWidget(self.transcript, 1)
        column.addLayout(foot)


def _style(theme: ThemeManager) -> TranscriptStyle:
    return replace(
        transcript_style(theme.colours, theme.scale),
        background=theme.colours.surface,
        code_background=theme.colours.window,
        is_compact=True,
    )
