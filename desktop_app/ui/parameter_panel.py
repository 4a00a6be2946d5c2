"""The panel at the right of a tab: the model and the parameters of a request."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFrame,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.field_column import FieldColumn
from desktop_app.ui.focus_in_view import FocusInView
from desktop_app.ui.model_box import ModelBox, ModelFilter, answers_text
from desktop_app.ui.text_scale import follow_text_width
from desktop_app.ui.widgets import label, named, text_inset

PANEL_WIDTH = 288


class ParameterPanel(QFrame):
    """A column of labelled fields; each tab adds those that its request has."""

    def __init__(self, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tab = tab
        self.setProperty("role", "panel")
        follow_text_width(self, PANEL_WIDTH, 0.6)
        self._column = FieldColumn()
        self._column.setContentsMargins(16, 16, 16, 16)
        body = QWidget()
        outer = QVBoxLayout(body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._column)
        outer.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        FocusInView(area)

    def add(self, title: str, field: QWidget) -> None:
        """Add a field below its title; the title is also what a screen reader speaks."""
        self._column.add(title, field)

    def add_plain(self, widget: QWidget) -> None:
        """Add a widget that needs no title."""
        self._column.add_plain(widget)

    def add_model_box(self, fits: ModelFilter = answers_text) -> ModelBox:
        """The box `<tab>.model`, and below it where the data of its model goes."""
        box = ModelBox(f"{self._tab}.model", fits)
        place = named(label("", "muted"), f"{self._tab}.model_placement")
        place.setAccessibleName(self.tr("Where the data goes"))
        box.placement_changed.connect(place.setText)
        field = QWidget()
        field.setFocusProxy(box)
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(box)
        column.addWidget(place)
        self.add(self.tr("Model"), field)
        return box

    def add_system_prompt(self, text: str = "") -> QPlainTextEdit:
        """The field `<tab>.system_prompt`, four lines high."""
        field = named(QPlainTextEdit(text), f"{self._tab}.system_prompt")
        field.setPlaceholderText(self.tr("How the model should behave"))
        field.setTabChangesFocus(True)
        field.setFixedHeight(5 * field.fontMetrics().lineSpacing() + 16)
        self.add(self.tr("System prompt"), field)
        return field

    def add_temperature(self, value: float | None) -> QDoubleSpinBox:
        """The number `<tab>.temperature`, 0 to 2; None offers the server's default, below 0."""
        field = QDoubleSpinBox(minimum=0.0, maximum=2.0, singleStep=0.1, decimals=2)
        field.setObjectName(f"{self._tab}.temperature")
        if value is None:
            field.setMinimum(-field.singleStep())
            field.setSpecialValueText(self.tr("Server’s default"))
        field.setValue(field.minimum() if value is None else value)
        field.setToolTip(self.tr("0 gives the same answer each time; higher values vary more"))
        text_inset(field)
        self.add(self.tr("Temperature"), field)
        return field

    def add_max_tokens(self, value: int) -> QSpinBox:
        """The number `<tab>.max_tokens`; 0 leaves it to the server."""
        field = QSpinBox(minimum=0, maximum=1_000_000, singleStep=64)
        field.setObjectName(f"{self._tab}.max_tokens")
        field.setSpecialValueText(self.tr("Server’s default"))
        field.setValue(value)
        field.setToolTip(self.tr("The longest answer, in tokens; 0 leaves it to the server"))
        text_inset(field)
        self.add(self.tr("Max tokens"), field)
        return field

    def add_stream(self) -> QCheckBox:
        """The switch `<tab>.stream`, on at first."""
        field = named(QCheckBox(self.tr("Show words as they come")), f"{self._tab}.stream")
        field.setChecked(True)
        field.setToolTip(self.tr("Streams the answer; switch off to get it whole"))
        self.add_plain(field)
        return field
