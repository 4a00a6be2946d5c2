"""What this program is: its version, what it is made of, and their licences."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app import __version__
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import label, named

_SIZE = QSize(560, 480)
_LONGEST = 60  # letters; some packages give the whole text for a name
_STATED = ("License-Expression", "License")
_CLASSIFIER = "License :: "


class Part(NamedTuple):
    """A package that the program is made of."""

    name: str
    version: str
    licence: str


def installed_parts() -> list[Part]:
    """The Python packages that are there, with their licences. Reads many files: for a thread."""
    parts = {
        (each.metadata["Name"] or "").casefold(): Part(
            each.metadata["Name"] or "", each.version, _licence(each.metadata)
        )
        for each in metadata.distributions()
    }
    return [parts[name] for name in sorted(parts) if name]


def _licence(fields: metadata.PackageMetadata) -> str:
    classifiers = [
        value.rpartition(" :: ")[2]
        for value in fields.get_all("Classifier") or ()
        if value.startswith(_CLASSIFIER)
    ]
    stated = next((fields[key] for key in _STATED if key in fields), "")
    if stated and "\n" not in stated and len(stated) <= _LONGEST:
        return stated
    return ", ".join(dict.fromkeys(classifiers))


class AboutDialog(QDialog):
    """Shows the version at once and the parts when they have been read."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        named(self, "main.about", self.tr("About LLM Hub Desktop"))
        self.setWindowTitle(self.tr("About LLM Hub Desktop"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        sign = QLabel()
        sign.setPixmap(icon("app").pixmap(48, 48))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(self.tr("LLM Hub Desktop"), "title"))
        version = self.tr("Version {version}").format(version=__version__)
        selectable = named(label(version, "muted"), "about.version")
        selectable.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(selectable)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(sign)
        head.addLayout(words, 1)
        self._list = named(QTreeWidget(), "about.parts", self.tr("Parts and their licences"))
        self._list.setHeaderLabels([self.tr("Part"), self.tr("Version"), self.tr("Licence")])
        self._list.setRootIsDecorated(False)
        self._list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addLayout(head)
        self._made_of = label(self.tr("Made of these parts:"), "label")
        column.addWidget(self._made_of)
        column.addWidget(self._list, 1)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """List what the program is made of."""
        self._list.addTopLevelItems([QTreeWidgetItem(list(part)) for part in parts])
