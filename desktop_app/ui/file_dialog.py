"""The system's dialog in which files are chosen, without waiting for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.core.picture_formats import PICTURE_SUFFIXES
from desktop_app.ui.widgets import named

PICTURE_PATTERNS = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))


def choose_files(
    parent: QWidget,
    name: str,
    title: str,
    filters: Sequence[str],
    chosen: Callable[[list[Path]], None],
) -> None:
    """Open a dialog for existing files; `chosen` is told them unless a person thinks better."""
    dialog = named(QFileDialog(parent, title), name)
    dialog.setNameFilters(filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: chosen([Path(each) for each in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def choose_new_file(
    parent: QWidget,
    name: str,
    title: str,
    filters: Sequence[str],
    proposal: str,
    chosen: Callable[[Path], None],
) -> None:
    """Open a dialog for a file to write; the ending of the first filter is added to a bare name."""
    dialog = named(QFileDialog(parent, title), name)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(filters)
    dialog.setDefaultSuffix(Path(proposal).suffix.removeprefix("."))
    dialog.selectFile(proposal)
    dialog.fileSelected.connect(lambda file: chosen(Path(file)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
