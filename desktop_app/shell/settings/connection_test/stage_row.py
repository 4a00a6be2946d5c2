"""One stage: its sign, its name, what was found, advice, and the details folded away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from desktop_app.core.findings import StageState
from desktop_app.shell.settings.connection_test.stage_icon import StageIcon
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import icon_button, label, named, restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_NAME_WIDTH = 92
_UNFOLD = QSize(24, 20)
_CHEVRON = QSize(16, 16)
_QUIET = frozenset({"waiting", "running", StageState.SKIPPED.value})
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_FOLDS = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}


class ShownStage(NamedTuple):
    """A stage in words; `state` is waiting, running or a StageState, `spoken` its word."""

    state: str
    spoken: str
    line: str = ""
    advice: str = ""
    time: str = ""
    facts: Sequence[tuple[str, str]] = ()


class StageRow(QFrame):
    """Reached by Tab; the arrow keys walk through the rows and unfold the details."""

    step_requested = Signal(int)

    def __init__(self, key: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"settings.test_stage_{key}")
        self.setProperty("role", "stage")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._name = name
        self._icon = StageIcon()
        self._line = _wrapped(named(label(""), f"settings.test_line_{key}"))
        self._advice = _wrapped(named(label("", "muted"), f"settings.test_advice_{key}"))
        self._time = label("", "muted")
        self._unfold = icon_button(
            f"settings.test_unfold_{key}", "chevron-down", self.tr("Details")
        )
        self._unfold.setCheckable(True)
        self._unfold.setProperty("role", "switch")
        self._unfold.setAutoRaise(True)
        self._unfold.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row itself has the keys for it
        self._unfold.toggled.connect(self._show_details)
        self._details = QWidget()
        self._facts = QGridLayout(self._details)
        self._facts.setContentsMargins(0, 4, 0, 4)
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self._build()
        self.show_stage(ShownStage("waiting", self.tr("not yet tried")))

    def show_stage(self, shown: ShownStage) -> None:
        """Say how far the stage is."""
        self._icon.show_state(shown.state)
        self._line.setText(shown.line)
        restyle(self._line, "role", "muted" if shown.state in _QUIET else "")
        self._advice.setText(shown.advice)
        self._advice.setVisible(bool(shown.advice))
        self._time.setText(shown.time)
        self._fill(shown.facts)
        said = f"{self._name}: {shown.spoken}. {shown.line} {shown.advice}".strip()
        self.setAccessibleName(said)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.step_requested.emit(_STEPS[key])
        elif key in _FOLDS and self._unfold.isEnabled():
            self._unfold.setChecked(_FOLDS[key])
        elif key == Qt.Key.Key_Space and self._unfold.isEnabled():
            self._unfold.toggle()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        name = label(self._name, "label")
        name.setFixedWidth(_NAME_WIDTH)
        top = Qt.AlignmentFlag.AlignTop
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 4, 4, 4)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(0)
        layout.setColumnStretch(2, 1)
        layout.addWidget(self._icon, 0, 0, top)
        layout.addWidget(name, 0, 1, top)
        layout.addWidget(self._line, 0, 2, top)
        layout.addWidget(self._time, 0, 3, top)
        layout.addWidget(self._unfold, 0, 4, top)
        layout.addWidget(self._advice, 1, 2, 1, 2)
        layout.addWidget(self._details, 2, 2, 1, 3)
        for widget in (name, self._line, self._time):
            widget.setMinimumHeight(self._icon.height())
        self._unfold.setFixedSize(_UNFOLD)
        self._unfold.setIconSize(_CHEVRON)

    def _fill(self, facts: Sequence[tuple[str, str]]) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, (title, text) in enumerate(facts):
            self._facts.addWidget(label(title, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            value = _wrapped(label(text))
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(value, row, 1)
        self._unfold.setEnabled(bool(facts))
        # It keeps its place in the row, so that the times stand in one column.
        keeps = self._unfold.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._unfold.setSizePolicy(keeps)
        self._unfold.setVisible(bool(facts))
        self._unfold.setChecked(False)
        self._show_details(False)
        self.setAccessibleDescription("\n".join(f"{title}: {text}" for title, text in facts))

    def _show_details(self, is_open: bool) -> None:
        self._details.setVisible(is_open)
        self._unfold.setIcon(icon("chevron-up" if is_open else "chevron-down"))


def _wrapped(text: QLabel) -> QLabel:
    text.setWordWrap(True)
    text.setTextFormat(Qt.TextFormat.PlainText)  # a server's words are no markup
    text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return text
