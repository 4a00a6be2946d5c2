"""The look of the dialog in which tools are defined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.code_field import CodeField
from desktop_app.ui.widgets import icon_button, label, named, push_button, restyle

_SCHEMA_HEIGHT = 320


class ToolEditorView(QDialog):
    """Shows one tool at a time; nothing is in force before Save."""

    tool_picked = Signal(int)
    add_requested = Signal()
    remove_requested = Signal()
    edited = Signal()
    save_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tools"))
        self.setMinimumWidth(600)
        self.name = named(QLineEdit(), "tools.name")
        self.name.setPlaceholderText("get_current_weather")
        self.description = named(QLineEdit(), "tools.description")
        self.description.setPlaceholderText(self.tr("What it does, for the model to choose by"))
        self.schema = CodeField("tools.schema")
        self.schema.setMinimumHeight(_SCHEMA_HEIGHT)
        self._check = named(label("", "muted"), "tools.schema_check", self.tr("Check"))
        self._check.setWordWrap(True)
        self._check.setMinimumHeight(2 * self._check.fontMetrics().lineSpacing())
        for field in (self.name.textChanged, self.description.textChanged, self.schema.textChanged):
            field.connect(self.edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(4)
        layout.addLayout(self._build_picker())
        for title, editor in (
            (self.tr("Name"), self.name),
            (self.tr("Description"), self.description),
            (self.tr("Parameters, as JSON schema"), self.schema),
        ):
            heading = label(title, "label")
            heading.setBuddy(editor)
            editor.setAccessibleName(title)
            layout.addSpacing(8)
            layout.addWidget(heading)
            layout.addWidget(editor, 1 if editor is self.schema else 0)
        layout.addWidget(self._check)
        layout.addSpacing(8)
        layout.addWidget(self._build_buttons())

    def show_names(self, names: Sequence[str], current: int) -> None:
        """List the tools."""
        with QSignalBlocker(self._picker):
            self._picker.clear()
            self._picker.addItems([name or self.tr("New tool") for name in names])
            self._picker.setCurrentIndex(current)

    def show_tool(self, name: str, description: str, schema: str, *, is_built_in: bool) -> None:
        """Fill the fields; those of a built-in tool can be read only."""
        with (
            QSignalBlocker(self.name),
            QSignalBlocker(self.description),
            QSignalBlocker(self.schema),
        ):
            self.name.setText(name)
            self.description.setText(description)
            self.schema.setPlainText(schema)
        for field in (self.name, self.description, self.schema):
            field.setReadOnly(is_built_in)
        self._remove.setEnabled(not is_built_in)

    def show_check(self, words: str, *, is_fitting: bool) -> None:
        """What was found about the tool that is shown."""
        self._check.setText(words)
        restyle(self._check, "role", "muted" if is_fitting else "error")

    def _build_picker(self) -> QHBoxLayout:
        self._picker = named(QComboBox(), "tools.edited_tool", self.tr("Tool"))
        self._picker.currentIndexChanged.connect(self.tool_picked)
        add = icon_button("tools.add_tool", "add", self.tr("Add a tool"))
        add.clicked.connect(self.add_requested)
        self._remove = icon_button("tools.remove_tool", "trash", self.tr("Remove this tool"))
        self._remove.clicked.connect(self.remove_requested)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._picker, 1)
        row.addWidget(add)
        row.addWidget(self._remove)
        return row

    def _build_buttons(self) -> QDialogButtonBox:
        save = push_button("tools.save", self.tr("Save"), role="primary")
        save.setToolTip(self.tr("Keep the tool and offer it"))
        save.setDefault(True)
        cancel = push_button("tools.cancel", self.tr("Cancel"))
        cancel.setToolTip(self.tr("Close and change nothing"))
        buttons = QDialogButtonBox()
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.save_requested)
        buttons.rejected.connect(self.reject)
        return buttons
