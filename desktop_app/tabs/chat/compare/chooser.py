"""Where a person chooses the models that are to be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop_app.tabs.chat.compare.comparison import FEWEST, MOST
from desktop_app.ui.escape_watch import EscapeWatch
from desktop_app.ui.model_box import ModelBox
from desktop_app.ui.widgets import icon_button, label, named, push_button

if TYPE_CHECKING:
    from desktop_app.core.models import ModelInfo


class CompareChooser(QFrame):
    """Two to four model boxes. Enter in one of them starts, Esc closes."""

    start_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "chat.compare_models", self.tr("Models to compare"))
        self.setProperty("role", "notice")
        self._models: tuple[ModelInfo, ...] = ()
        self._count = FEWEST
        self._is_ready = True
        self._cells: list[QWidget] = []
        self._boxes: list[ModelBox] = []
        self._removers: list[QToolButton] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._add = push_button(
            "chat.compare_add", self.tr("Add a model"), role="quiet", icon_name="add"
        )
        self._add.clicked.connect(self._on_add)
        self._start = push_button("chat.compare_start", self.tr("Compare"), icon_name="compare")
        self._start.setToolTip(self.tr("Send what is written to all of them (Ctrl+Shift+Enter)"))
        self._start.clicked.connect(self.start_requested)
        for number in range(1, MOST + 1):
            self._make_box(number)
        self._lay_out()
        self._escape = EscapeWatch(self)
        self._escape.pressed.connect(self.close_chooser)
        self.hide()
        self._update()

    def open_with(
        self,
        models: Iterable[ModelInfo],
        chosen: Sequence[str],
        favourites: Sequence[str] = (),
    ) -> None:
        """Show the boxes, filled with `models`; as many as are `chosen`, two at the least."""
        for box in self._boxes:
            box.set_favourites(favourites)
        self._count = min(max(len(chosen), FEWEST), MOST)
        self._fill(tuple(models), chosen)
        self.show()
        self._escape.set_watching(True)
        self._boxes[0].setFocus()

    def set_models(self, models: Iterable[ModelInfo]) -> None:
        """Other models can be had; what was chosen stays."""
        self._fill(tuple(models), [box.chosen() for box in self._boxes])

    def set_ready(self, ready: bool) -> None:
        """Whether a question can be sent now."""
        self._is_ready = ready
        self._update()

    def close_chooser(self) -> None:
        """Hide it; `closed` follows."""
        if not self.isHidden():
            self._escape.set_watching(False)
            self.hide()
            self.closed.emit()

    def start(self) -> None:
        """Start, if every box names a model and a question can be sent."""
        if self._start.isEnabled():
            self.start_requested.emit()

    def chosen(self) -> tuple[str, ...]:
        """The models, in the order of their columns."""
        return tuple(box.chosen() for box in self._boxes[: self._count])

    def _fill(self, models: tuple[ModelInfo, ...], chosen: Sequence[str]) -> None:
        self._models = models
        for place, box in enumerate(self._boxes):
            self._offer(box, chosen[place] if place < len(chosen) else "")
        self._update()

    def _offer(self, box: ModelBox, model: str) -> None:
        box.set_models(self._models, model)
        field = box.lineEdit()
        if field is not None:
            field.setCursorPosition(0)  # a long name is known by its beginning

    def _on_add(self) -> None:
        box = self._boxes[self._count]
        others = set(self.chosen())
        listed = [box.itemText(row) for row in range(box.count())]
        self._offer(box, next((each for each in listed if each not in others), ""))
        self._count += 1
        self._update()
        box.setFocus()

    def _on_remove(self, place: int) -> None:
        rest = [each for index, each in enumerate(self.chosen()) if index != place]
        self._count = len(rest)
        self._fill(self._models, rest)
        self._boxes[min(place, self._count - 1)].setFocus()

    def _update(self) -> None:
        for place, cell in enumerate(self._cells):
            cell.setVisible(place < self._count)
        for remove in self._removers:
            remove.setVisible(self._count > FEWEST)
        self._add.setVisible(self._count < MOST)
        self._start.setEnabled(self._is_ready and all(self.chosen()))

    def _make_box(self, number: int) -> None:
        box = ModelBox(f"chat.compare_model_{number}")
        box.setAccessibleName(self.tr("Model {number}").format(number=number))
        box.setMinimumContentsLength(10)
        box.model_chosen.connect(self._update)
        field = box.lineEdit()
        if field is not None:
            field.returnPressed.connect(self.start)
        remove = icon_button(
            f"chat.compare_remove_{number}", "close", self.tr("Compare without this model")
        )
        remove.clicked.connect(lambda: self._on_remove(number - 1))
        self._boxes.append(box)
        self._removers.append(remove)
        cell = QWidget()
        self._cells.append(cell)
        row = QHBoxLayout(cell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(box, 1)
        row.addWidget(remove)
        self._grid.addWidget(cell, (number - 1) // 2, (number - 1) % 2)

    def _lay_out(self) -> None:
        close = icon_button("chat.compare_close", "close", self.tr("Close without comparing"))
        close.clicked.connect(self.close_chooser)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Ask these models side by side"), "label"), 1)
        head.addWidget(close)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        foot.addWidget(self._start)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._grid)
        column.addLayout(foot)
