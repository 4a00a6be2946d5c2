"""The program runs already and does not answer: said plainly, instead of waiting for ever."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMessageBox


def say_no_answer(app: QApplication, process: str) -> None:
    """Say it on a terminal, or in a box where nobody would read that."""
    text = QCoreApplication.translate(
        "Instance",
        "LLM Hub Desktop is running already, but it does not answer (process {process}). "
        "Wait a little, or end that process, then start it again.",
    ).format(process=process or "?")
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
        if sys.stderr.isatty():
            return
    box = QMessageBox(QMessageBox.Icon.Warning, app.applicationDisplayName(), text)
    box.exec()  # there is no loop yet that it could disturb
