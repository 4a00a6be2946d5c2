"""The button whose menu exports, imports and prints."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import ICON_SIZE, named


class ExchangeButton(QPushButton):
    """`chat.export`; the entries of its menu are named after what they do."""

    export_requested = Signal()
    export_all_requested = Signal()
    import_requested = Signal()
    print_requested = Signal()
    pdf_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = self.tr("Export")
        named(self, "chat.export", name)
        self.setText(name)
        self.setIcon(icon("export"))
        self.setIconSize(ICON_SIZE)
        self.setProperty("role", "quiet")
        self.setToolTip(self.tr("Export, import or print conversations"))
        self._menu = named(QMenu(self), "chat.export_menu", name)
        export = self._add("chat.export_this", self.tr("Export this conversation…"))
        export.triggered.connect(self.export_requested)
        export_all = self._add("chat.export_all", self.tr("Export all conversations…"))
        export_all.triggered.connect(self.export_all_requested)
        self._menu.addSeparator()
        import_file = self._add("chat.import", self.tr("Import…"))
        import_file.triggered.connect(self.import_requested)
        self._menu.addSeparator()
        to_printer = self._add("chat.print", self.tr("Print…"))
        to_printer.setShortcut(QKeySequence(QKeySequence.StandardKey.Print))
        to_printer.triggered.connect(self.print_requested)
        self.addAction(to_printer)  # its keys work while the menu is closed
        pdf = self._add("chat.save_pdf", self.tr("Save as PDF…"))
        pdf.triggered.connect(self.pdf_requested)
        self.setMenu(self._menu)
        self._of_conversation = {export, to_printer, pdf}
        self._is_busy = False
        self.set_has_conversation(False)

    def set_has_conversation(self, there: bool) -> None:
        """Whether a conversation is shown that can be exported and printed."""
        self._has_conversation = there
        self._update()

    def set_busy(self, busy: bool) -> None:
        """While something is under way, nothing else can be begun."""
        self._is_busy = busy
        self._update()

    def _update(self) -> None:
        for action in self._menu.actions():
            is_possible = self._has_conversation or action not in self._of_conversation
            action.setEnabled(is_possible and not self._is_busy)

    def _add(self, name: str, text: str) -> QAction:
        action = self._menu.addAction(text)
        action.setObjectName(name)
        return action
