"""The look of the settings dialog. Passive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.shell.settings.conversations_page import ConversationsPage
from desktop_app.shell.settings.general_page import GeneralPage
from desktop_app.shell.settings.servers.page import ServersPage
from desktop_app.shell.settings.transfer_page import TransferPage
from desktop_app.ui.widgets import label, named, push_button

if TYPE_CHECKING:
    from desktop_app.core.profiles import KeyPlace
    from desktop_app.core.settings import Settings

_SIZE = (680, 640)


class SettingsView(QDialog):
    """Four pages, and the buttons below them. `build` and `build_rest` make what stands in it.

    Between the two, the fields of a server are there and are to be filled: whoever finds a field
    finds it filled.
    """

    save_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumSize(560, 520)
        self.resize(*_SIZE)
        self._pages = named(QTabWidget(), "settings.pages", self.tr("Pages"))
        self._pages.setProperty("role", "segments")
        self._problem = named(label("", "error"), "settings.error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 20, 24, 20)
        self._layout.setSpacing(12)
        self._layout.addWidget(self._pages, 1)
        self._layout.addWidget(self._problem)

    def build(self, key_file: Path, place: KeyPlace, settings: Settings) -> Iterator[None]:
        """Make the pages in pieces, between which the event loop may have its turn."""
        # Into a place in the dialog: what is moved into it has its style worked out again.
        servers = self._add_page(self.tr("Servers"))
        conversations = self._add_page(self.tr("Conversations"))
        general = self._add_scrolled(self.tr("General"))
        transfer = self._add_scrolled(self.tr("Export and reset"))
        yield
        self.conversations = ConversationsPage(conversations.parentWidget())
        conversations.addWidget(self.conversations)
        yield
        self.general = GeneralPage(general.viewport())
        general.setWidget(self.general)
        yield from self.general.build(key_file, place, settings)
        self.transfer = TransferPage(transfer.viewport())
        transfer.setWidget(self.transfer)
        yield
        self.servers = ServersPage(servers.parentWidget())
        servers.addWidget(self.servers)
        yield from self.servers.build(key_file)

    def build_rest(self) -> Iterator[None]:
        """Make what is folded away, and the buttons."""
        yield
        yield from self.servers.build_folded()
        self._layout.addWidget(self._build_buttons())  # last, as Tab reaches them last
        yield

    def show_problem(self, sentence: str) -> None:
        """Say why Save did not save; "" when all is well."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def show_servers(self) -> None:
        """Turn to the page about servers."""
        self._pages.setCurrentIndex(0)

    def _build_buttons(self) -> QDialogButtonBox:
        save = push_button("settings.save", self.tr("Save"), role="primary")
        save.setToolTip(self.tr("Use these settings and close"))
        save.setDefault(True)
        cancel = push_button("settings.cancel", self.tr("Cancel"))
        cancel.setToolTip(self.tr("Close without saving"))
        buttons = QDialogButtonBox()
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.save_requested)
        buttons.rejected.connect(self.reject)
        return buttons

    def _add_page(self, title: str) -> QVBoxLayout:
        page = QWidget()
        self._pages.addTab(page, title)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        return layout

    def _add_scrolled(self, title: str) -> QScrollArea:
        """A page in a frame of its own: large text and small screens need one."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have it, and bring it along
        area.setFrameShape(area.Shape.NoFrame)
        self._pages.addTab(area, title)
        return area
