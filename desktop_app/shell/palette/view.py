"""A field and the list of what it finds, over the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from desktop_app.shell.palette.matching import Entry, matching
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import label, named

_SIZE = QSize(560, 400)
_FROM_TOP = 56  # below the tabs
_LIST_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class CommandPalette(QFrame):
    """Opened with what can be done; runs what is chosen, and gives the keyboard back."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        named(self, "main.palette", self.tr("Commands"))
        self.setProperty("role", "palette")
        self._entries: Sequence[Entry] = ()
        self._shown: Sequence[Entry] = ()
        self._former: QWidget | None = None
        self._field = named(QLineEdit(), "main.palette_search", self.tr("Search commands"))
        self._field.setPlaceholderText(self.tr("What would you like to do?"))
        self._field.setToolTip(self.tr("Enter runs the chosen command, Esc closes"))
        self._field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._field.textChanged.connect(self._find)
        self._field.returnPressed.connect(self._run_current)
        self._list = self._build_list()
        self._nothing = label(self.tr("No command has these words."), "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        column.addWidget(self._nothing, 1)
        self._field.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def open(self, entries: Sequence[Entry]) -> None:
        """List them all, ready to be typed into."""
        if not self.isVisible():
            self._former = QApplication.focusWidget()
        self._entries = entries
        self._field.clear()
        self._find("")
        self._place()
        self.show()
        self.raise_()
        self._field.setFocus()
        QApplication.instance().focusChanged.connect(  # type: ignore[union-attr]
            self._on_focus_changed, Qt.ConnectionType.UniqueConnection
        )

    def close_palette(self) -> None:
        """Go back to where the keyboard was."""
        former, self._former = self._former, None
        if former is not None and isValid(former):
            former.setFocus()
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_palette()
                return True
            if event.key() in _LIST_KEYS:
                QApplication.sendEvent(self._list, event)
                return True
        return False

    def _build_list(self) -> QTreeWidget:
        tree = named(QTreeWidget(), "main.palette_list", self.tr("Commands"))
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field has its keys
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.itemClicked.connect(lambda _item, _column: self._run_current())
        return tree

    def _find(self, typed: str) -> None:
        self._shown = matching(self._entries, typed)
        self._list.clear()
        for entry in self._shown:
            item = QTreeWidgetItem([entry.text, entry.command.keys])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setForeground(1, QGuiApplication.palette().placeholderText())
            self._list.addTopLevelItem(item)
        self._list.setCurrentIndex(self._list.model().index(0, 0))
        self._list.setVisible(bool(self._shown))
        self._nothing.setHidden(bool(self._shown))

    def _run_current(self) -> None:
        row = self._list.currentIndex().row()
        if 0 <= row < len(self._shown):
            self.close_palette()
            self._shown[row].command.run()

    def _place(self) -> None:
        size = _SIZE.boundedTo(self._window.size() - QSize(32, _FROM_TOP + 32))
        self.setGeometry((self._window.width() - size.width()) // 2, _FROM_TOP, *size.toTuple())

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and not self.isAncestorOf(new):
            self._former = None  # a person has gone on elsewhere
            self.hide()
