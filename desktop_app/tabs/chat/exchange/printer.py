"""Asks for a printer with the system's dialog. QtPrintSupport is loaded with the first wish."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class PrinterDialogs(QObject):
    """Opens above a widget."""

    def __init__(self, above: QWidget) -> None:
        super().__init__(above)
        self._above = above

    async def load(self) -> bool:
        """Load what printing needs, in a thread; whether there is a printer."""
        await asyncio.to_thread(import_module, "PySide6.QtPrintSupport")
        from PySide6.QtPrintSupport import QPrinterInfo

        return bool(QPrinterInfo.availablePrinterNames())

    def ask_printer(self, title: str, chosen: Callable[[QPrinter], None]) -> None:
        """Ask for a printer, its paper and pages. Not from a coroutine: on Windows it waits here.

        `load` goes first.
        """
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from desktop_app.tabs.chat.exchange.paper.style import MARGINS

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
        dialog = named(QPrintDialog(printer, self._above), "chat.print_dialog")

        def on_finished(result: int) -> None:
            dialog.deleteLater()
            if result == QDialog.DialogCode.Accepted.value:
                chosen(printer)

        dialog.finished.connect(on_finished)
        QDialog.open(dialog)  # its own `open` hides this one

    def offer_pdf(self, accepted: Callable[[], None]) -> None:
        """Say that there is no printer, and offer a PDF instead."""
        box = named(QMessageBox(self._above), "chat.no_printer")
        box.setIcon(QMessageBox.Icon.Information)
        box.setText(self.tr("There is no printer on this computer."))
        box.setInformativeText(self.tr("The conversation can be saved as a PDF instead."))
        pdf = box.addButton(self.tr("Save as PDF…"), QMessageBox.ButtonRole.AcceptRole)
        pdf.setObjectName("chat.no_printer_pdf")
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(pdf)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        pdf.clicked.connect(accepted)
        box.open()
