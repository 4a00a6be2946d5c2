"""Asks for the files that are written and read, without holding up the window."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.ui.widgets import named

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*.]+')
_LONGEST_NAME = 60


class FileKind(StrEnum):
    """What can be written, by the suffix."""

    MARKDOWN = "md"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"


_SUFFIXES = {
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".json": FileKind.JSON,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
}


class FileDialogs(QObject):
    """Opens above a widget, in the folder that was used last."""

    def __init__(self, above: QWidget) -> None:
        super().__init__(above)
        self._above = above
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = QStandardPaths.writableLocation(documents)

    def ask_export(
        self,
        title: str,
        chosen: Callable[[Path, FileKind], None],
        proposed: FileKind = FileKind.MARKDOWN,
    ) -> None:
        """Ask where to and in which format; the suffix tells it, else the filter."""
        filters = {
            self.tr("Markdown (*.md)"): FileKind.MARKDOWN,
            self.tr("JSON, complete, can be imported (*.json)"): FileKind.JSON,
            self.tr("Web page (*.html)"): FileKind.HTML,
        }
        dialog = self._saving(self.tr("Export"), title, list(filters), proposed)
        dialog.selectNameFilter(next(name for name, kind in filters.items() if kind is proposed))
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(filters[name].value))

        def on_selected(path: Path) -> None:
            by_filter = filters.get(dialog.selectedNameFilter(), FileKind.MARKDOWN)
            chosen(path, _SUFFIXES.get(path.suffix.lower(), by_filter))

        self._open(dialog, on_selected)

    def ask_pdf(self, title: str, chosen: Callable[[Path], None]) -> None:
        """Ask where a PDF is to be written."""
        filters = [self.tr("PDF (*.pdf)")]
        self._open(self._saving(self.tr("Save as PDF"), title, filters, FileKind.PDF), chosen)

    def ask_import(self, chosen: Callable[[Path], None]) -> None:
        """Ask for a file to import."""
        dialog = self._dialog(self.tr("Import conversations"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                self.tr("Conversations of this program or of ChatGPT (*.json)"),
                self.tr("All files (*)"),
            ]
        )
        self._open(dialog, chosen)

    def _saving(self, caption: str, title: str, filters: list[str], kind: FileKind) -> QFileDialog:
        dialog = self._dialog(caption)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(filters)
        dialog.setDefaultSuffix(kind.value)
        dialog.selectFile(self._file_name(title))
        return dialog

    def _dialog(self, caption: str) -> QFileDialog:
        # Of a folder that is not there Qt would make the name of a file.
        folder = self._folder if Path(self._folder).is_dir() else str(Path.home())
        return named(QFileDialog(self._above, caption, folder), "chat.export_dialog")

    def _open(self, dialog: QFileDialog, chosen: Callable[[Path], None]) -> None:
        def on_selected(name: str) -> None:
            path = Path(name)
            self._folder = str(path.parent)
            chosen(path)

        dialog.fileSelected.connect(on_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _file_name(self, title: str) -> str:
        # Without a suffix, and with no dot that would pass for one: the filter gives it.
        name = " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:_LONGEST_NAME].strip()
        return name or self.tr("Conversation")
