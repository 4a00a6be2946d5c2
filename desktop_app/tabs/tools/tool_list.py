"""The left side of the tab: the tools, and which of them the model may call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from desktop_app.tabs.tools.tool_delegate import ABOUT_ROLE, ToolDelegate
from desktop_app.ui.text_scale import follow_text_width
from desktop_app.ui.widgets import label, named, push_button

if TYPE_CHECKING:
    from desktop_app.tooling.tool_file import ToolSet

_WIDTH = 256


class ToolListPane(QFrame):
    """`tools.list` with a check box a tool; says which tools run without asking."""

    offered_changed = Signal(str, bool)
    edit_requested = Signal(str)  # the tool to begin with, or "" for a new one
    ask_again_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "side")
        follow_text_width(self, _WIDTH, 0.3)
        self._list = named(QListWidget(), "tools.list", self.tr("Tools that the model may call"))
        self._list.setItemDelegate(ToolDelegate(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setToolTip(self.tr("Check the tools that go with the next question"))
        self._list.itemChanged.connect(self._on_item_changed)
        self._list.itemDoubleClicked.connect(self._request_edit)
        heading = label(self.tr("Tools"), "section")
        heading.setBuddy(self._list)
        self._count = label("", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self._count)
        layout.addLayout(top)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._standing_notice())
        layout.addLayout(self._buttons())

    def show_tools(self, tools: ToolSet) -> None:
        """List the tools. Rows are kept: this may be the answer to a click in one of them."""
        self._list.blockSignals(True)
        for row, tool in enumerate(tools.all):
            if row == self._list.count():
                self._list.addItem("")
            item = self._list.item(row)
            item.setText(tool.name)
            item.setData(ABOUT_ROLE, tool.description)
            item.setToolTip(tool.description)
            offered = tool.name in tools.offered
            item.setCheckState(Qt.CheckState.Checked if offered else Qt.CheckState.Unchecked)
        while self._list.count() > len(tools.all):
            self._list.takeItem(self._list.count() - 1)
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._list.blockSignals(False)
        count = len(tools.offered_tools)
        self._count.setText(
            self.tr("{count} offered").format(count=count) if count else self.tr("none offered")
        )

    def show_standing(self, names: Sequence[str]) -> None:
        """Say whose calls are not asked about."""
        self._standing.setText(
            self.tr("Without asking: {names}").format(names=", ".join(names)) if names else ""
        )
        self._notice.setVisible(bool(names))

    def _standing_notice(self) -> QFrame:
        self._notice = QFrame()
        self._notice.setProperty("role", "notice")
        self._standing = named(
            label(""), "tools.standing", self.tr("Tools that run without asking")
        )
        self._standing.setWordWrap(True)
        self._standing.setTextFormat(Qt.TextFormat.PlainText)
        again = push_button("tools.ask_again", self.tr("Ask again"))
        again.setToolTip(self.tr("Ask before every call of these tools"))
        again.clicked.connect(self.ask_again_requested)
        column = QVBoxLayout(self._notice)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._standing)
        column.addWidget(again)
        self._notice.hide()
        return self._notice

    def _buttons(self) -> QHBoxLayout:
        edit = push_button("tools.edit", self.tr("Edit…"), icon_name="edit")
        edit.setToolTip(self.tr("Change, add or remove tools"))
        edit.clicked.connect(self._request_edit)
        add = push_button("tools.add", self.tr("New tool…"), icon_name="add")
        add.setToolTip(self.tr("Define a tool of your own"))
        add.clicked.connect(lambda: self.edit_requested.emit(""))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(edit, 1)
        row.addWidget(add, 1)
        return row

    def _request_edit(self) -> None:
        row = self._list.currentRow()
        self.edit_requested.emit(self._list.item(row).text() if row >= 0 else "")

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        self.offered_changed.emit(item.text(), item.checkState() is Qt.CheckState.Checked)
