"""Printing: without a printer a PDF is offered, with one its dialog decides."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QMessageBox

from desktop_app.core.worker_thread import in_thread
from tests.storage.database.talking import talk
from tests.tabs.chat.exchange.papers import conversation, printing

if TYPE_CHECKING:
    import threading

    import pytest

    from tests.tabs.chat.exchange.exchanging import Person


async def test_without_a_printer_that_is_said_and_a_pdf_offered(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    person.shown = await talk(person.database, "question", "answer")
    QTest.keyClick(person.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    box = await person.dialog(QMessageBox, "chat.no_printer")
    assert box.text() == "There is no printer on this computer."
    pdf = box.findChild(QAbstractButton, "chat.no_printer_pdf")
    assert pdf is not None
    pdf.click()
    await person.answer_with(tmp_path / "a")
    assert await person.told("written") == "The conversation was written to “a.pdf”."
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


async def test_the_printers_dialog_can_print_to_a_file(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Laser"])
    person.shown = await talk(person.database, "question", "answer")
    person.choose("chat.print")
    dialog = await person.dialog(QPrintDialog, "chat.print_dialog")
    assert dialog.printer().docName() == "question"
    dialog.printer().setOutputFileName(str(tmp_path / "out.pdf"))
    dialog.done(QDialog.DialogCode.Accepted.value)
    await person.told("The conversation was written to “out.pdf”.")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


async def test_a_dialog_that_is_closed_prints_nothing(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Laser"])
    person.shown = await talk(person.database, "question")
    person.choose("chat.print")
    (await person.dialog(QPrintDialog, "chat.print_dialog")).reject()
    assert person.strip.text == ""


async def test_a_printer_is_painted_on_in_a_thread(tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    seen: list[int] = []

    def run(cancelled: threading.Event) -> None:
        printing(conversation(2)).run(printer, cancelled, lambda done, _total: seen.append(done))

    await in_thread(run)
    assert seen == [1, 2, 3, 4]
    assert (tmp_path / "out.pdf").read_bytes().count(b"/Type /Page\n") > 5


def test_nothing_of_printing_is_loaded_before_it_is_wanted() -> None:
    program = (
        "import sys, desktop_app.tabs.chat.exchange.presenter, desktop_app.tabs.chat.exchange.view;"
        "print([m for m in sys.modules if 'PrintSupport' in m or m.endswith('paper.printing')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
