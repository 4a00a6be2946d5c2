"""The row with which a person chooses, names and deletes presets; it asks in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop_app.ui.icons import icon
from desktop_app.ui.keys_within import keys_within
from desktop_app.ui.widgets import ICON_SIZE, describe, icon_button, label, named, push_button

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_LONGEST_NAME = 60  # characters


class PresetBar(QWidget):
    """Shows the choice, or one of two questions: for a name, or whether to replace a preset.

    Every question is answered by `name_given`, `replace_confirmed` or `cancelled`.
    """

    preset_chosen = Signal(str)
    save_as_requested = Signal()
    rename_requested = Signal()
    delete_requested = Signal()
    name_given = Signal(str)
    replace_confirmed = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = self._build_choice()
        self._naming = self._build_naming()
        self._replacing = self._build_replacing()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for row in (self._choice, self._naming, self._replacing):
            layout.addWidget(row)
        self.setFocusProxy(self._box)
        self._escape = keys_within(self, "Esc", self.cancelled)
        self._show_row(self._choice)

    def show_presets(self, names: Sequence[str], current: str) -> None:
        """List the presets; `current` is in force, or "" when none is."""
        with QSignalBlocker(self._box):
            if list(names) != [self._box.itemText(row) for row in range(self._box.count())]:
                self._box.clear()
                self._box.addItems(list(names))
            self._box.setCurrentIndex(self._box.findText(current) if current else -1)
        self._box.setPlaceholderText(self.tr("Custom") if names else self.tr("None saved yet"))
        self._box.setEnabled(bool(names))
        for action in (self._rename, self._delete):
            action.setEnabled(bool(current))

    def show_choice(self) -> None:
        """Nothing is asked any more."""
        asked = self._choice.isHidden()
        self._show_row(self._choice)
        if asked:
            (self._box if self._box.isEnabled() else self._menu).setFocus()

    def ask_name(self, proposed: str) -> None:
        """Ask under which name to keep something."""
        self._name.setText(proposed)
        self._name.setFixedHeight(self._box.height())
        self._naming.setFixedHeight(self._choice.height())  # nothing below it moves
        self._show_row(self._naming)
        self._name.selectAll()
        self._name.setFocus()

    def ask_replace(self, name: str) -> None:
        """Ask whether the preset of that name may go."""
        self._question.setText(self.tr("“{name}” exists already.").format(name=name))
        self._show_row(self._replacing)
        self._replace.setFocus()

    def _show_row(self, shown: QWidget) -> None:
        for row in (self._choice, self._naming, self._replacing):
            row.setVisible(row is shown)
        self._escape.setEnabled(shown is not self._choice)

    def _build_choice(self) -> QWidget:
        self._box = named(QComboBox(), "chat.preset", self.tr("Preset"))
        self._box.setToolTip(self.tr("Parameters that were saved under a name"))
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.textActivated.connect(self.preset_chosen)
        self._menu = push_button("chat.preset_menu", "", role="quiet")
        self._menu.setIcon(icon("more"))
        self._menu.setIconSize(ICON_SIZE)
        describe(self._menu, self.tr("Save, rename or delete a preset"))
        menu = named(QMenu(self._menu), "chat.preset_actions")
        self._action(menu, "save_as", self.tr("Save as…"), self.save_as_requested)
        self._rename = self._action(menu, "rename", self.tr("Rename"), self.rename_requested)
        self._delete = self._action(menu, "delete", self.tr("Delete"), self.delete_requested)
        self._menu.setMenu(menu)
        return _row((self._box, 1), (self._menu, 0))

    def _action(self, menu: QMenu, name: str, text: str, wanted: SignalInstance) -> QAction:
        action = menu.addAction(text)
        action.setObjectName(f"chat.preset_{name}")
        action.triggered.connect(wanted)
        return action

    def _build_naming(self) -> QWidget:
        self._name = named(QLineEdit(), "chat.preset_name", self.tr("Name of the preset"))
        self._name.setPlaceholderText(self.tr("Name of the preset"))
        self._name.setMaxLength(_LONGEST_NAME)
        self._name.returnPressed.connect(self._give_name)
        save = push_button("chat.preset_save", self.tr("Save"))
        save.setEnabled(False)
        save.clicked.connect(self._give_name)
        self._name.textChanged.connect(lambda text: save.setEnabled(bool(text.strip())))
        cancel = icon_button("chat.preset_cancel", "close", self.tr("Cancel"))
        cancel.clicked.connect(self.cancelled)
        return _row((self._name, 1), (save, 0), (cancel, 0))

    def _build_replacing(self) -> QWidget:
        self._question = named(label(""), "chat.preset_question")
        self._question.setTextFormat(Qt.TextFormat.PlainText)
        self._question.setWordWrap(True)
        self._replace = push_button("chat.preset_replace", self.tr("Replace"))
        self._replace.clicked.connect(self.replace_confirmed)
        keep = push_button("chat.preset_keep", self.tr("Cancel"), role="quiet")
        keep.clicked.connect(self.cancelled)
        buttons = _row((self._replace, 0), (keep, 0))
        asking = QWidget()
        layout = QVBoxLayout(asking)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._question)
        layout.addWidget(buttons, 0, Qt.AlignmentFlag.AlignLeft)
        return asking

    def _give_name(self) -> None:
        if name := self._name.text().strip():
            self.name_given.emit(name)


def _row(*parts: tuple[QWidget, int]) -> QWidget:
    """Widgets beside each other, each with its stretch."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for widget, stretch in parts:
        layout.addWidget(widget, stretch)
    return row
