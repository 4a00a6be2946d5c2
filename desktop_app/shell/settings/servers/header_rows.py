"""Further headers: a name and a value each, the value hidden like a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.shell.settings.form import line
from desktop_app.ui.widgets import icon_button, push_button

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials


class HeaderRows(QWidget):
    """`settings.headers`: rows `settings.header_name_1`, `settings.header_value_1`, and so on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("settings.headers")
        self._rows: list[_HeaderRow] = []
        self._add = push_button("settings.add_header", self.tr("Add a header"), icon_name="add")
        self._add.setToolTip(self.tr("A header that goes with each call to this server"))
        self._add.clicked.connect(self._on_add)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        under = QHBoxLayout()
        under.addWidget(self._add)
        under.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._list)
        layout.addLayout(under)
        self.setFocusProxy(self._add)

    def show_headers(self, names: tuple[str, ...], credentials: Credentials) -> None:
        """A row for each name, with its value as far as it is known."""
        for row in tuple(self._rows):
            self._remove(row)
        for name in names:
            self._append(name, credentials.header(name))

    def fill(self, credentials: Credentials) -> None:
        """Values that have come meanwhile; what is being typed stays."""
        for row in self._rows:
            if not row.value.isModified():
                row.value.setText(credentials.header(row.name.text()))

    def names(self) -> tuple[str, ...]:
        """The names, without those of empty rows."""
        return tuple(name for row in self._rows if (name := row.name.text().strip()))

    def typed(self) -> dict[str, str]:
        """Values that were typed, and those whose header got another name."""
        return {
            name: row.value.text().strip()
            for row in self._rows
            if (name := row.name.text().strip())
            and (row.value.isModified() or (row.name.isModified() and row.value.text()))
        }

    def _on_add(self) -> None:
        self._append("", "").name.setFocus()

    def _append(self, name: str, value: str) -> _HeaderRow:
        row = _HeaderRow(len(self._rows) + 1, name, value)
        row.remove.clicked.connect(lambda: self._on_remove(row))
        self._rows.append(row)
        self._list.addWidget(row)
        return row

    def _on_remove(self, row: _HeaderRow) -> None:
        self._remove(row)
        self._add.setFocus()

    def _remove(self, row: _HeaderRow) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.setParent(None)
        row.deleteLater()


class _HeaderRow(QWidget):
    def __init__(self, number: int, name: str, value: str) -> None:
        super().__init__()
        self.name = line(
            f"settings.header_name_{number}",
            self.tr("Name of header {number}").format(number=number),
        )
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setText(name)
        self.value: QLineEdit = line(
            f"settings.header_value_{number}",
            self.tr("Value of header {number}").format(number=number),
            hidden=True,
        )
        self.value.setPlaceholderText(self.tr("Value, kept like a key"))
        self.value.setText(value)
        self.remove = icon_button(
            f"settings.remove_header_{number}", "trash", self.tr("Remove this header")
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.name, 2)
        layout.addWidget(self.value, 3)
        layout.addWidget(self.remove)
