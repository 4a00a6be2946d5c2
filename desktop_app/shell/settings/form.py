"""Rows of the settings: titles of one width, and fields with room for what is wrong with them."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.widgets import label, named, restyle

_TITLE_WIDTH = 112  # the same in every section, so that all fields begin in one line


def title(text: str, field: QWidget | None = None) -> QLabel:
    """The title of a row; its mnemonic leads to `field`."""
    made = label(text, "label")
    made.setFixedWidth(_TITLE_WIDTH)
    made.setWordWrap(True)
    if field is not None:
        made.setBuddy(field)
    return made


def form() -> QFormLayout:
    """A column of rows."""
    made = QFormLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(8)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return made


def line(name: str, spoken: str, *, hidden: bool = False) -> QLineEdit:
    """A field of one line; `hidden` for what nobody may read over a shoulder."""
    made = named(QLineEdit(), name, spoken)
    if hidden:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def choice(name: str, spoken: str) -> QComboBox:
    """A box of choices, as wide as the other fields."""
    made = named(QComboBox(), name, spoken)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


class CheckedField(QWidget):
    """A field, what stands beside it, and below it one sentence: `<name>_error`.

    What is wrong is told to a screen reader as the field's description.
    """

    def __init__(self, field: QWidget, *beside: QWidget, name: str = "") -> None:
        super().__init__()
        self._field = field
        self._said = named(label("", "error"), f"{name or field.objectName()}_error")
        self._said.setWordWrap(True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(field, 1)
        for widget in beside:
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._said)
        self.setFocusProxy(field)
        self.say_problem("")

    @property
    def problem(self) -> str:
        """The sentence that is shown, or ""."""
        return self._said.text()

    def say_problem(self, sentence: str) -> None:
        """Say what is wrong; "" when all is well."""
        self._say(sentence, "error")

    def say_note(self, sentence: str) -> None:
        """Say where what stands here comes from; "" for nothing."""
        self._say(sentence, "muted")

    def say_warning(self, sentence: str) -> None:
        """Say what a person should know; "" for nothing."""
        self._say(sentence, "warning")

    def _say(self, sentence: str, role: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        restyle(self._said, "role", role)
        restyle(self._field, "invalid", bool(sentence) and role == "error")
        self._field.setAccessibleDescription(sentence)
