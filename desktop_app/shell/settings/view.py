"""The look of the settings dialog. Passive."""

from __future__ import annotations

from pathlib import Path

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

_SIZE = (680, 640)


class SettingsView(QDialog):
    """Four pages, and the buttons below them."""

    save_requested = Signal()

    def __init__(self, parent: QWidget, key_file: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumSize(560, 520)
        self.resize(*_SIZE)
        self._problem = named(label("", "error"), "settings.error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.servers = ServersPage(key_file)
        self.conversations = ConversationsPage()
        self.general = GeneralPage(key_file)
        self.transfer = TransferPage()
        self._pages = named(QTabWidget(), "settings.pages", self.tr("Pages"))
        self._pages.setProperty("role", "segments")
        self._pages.addTab(self.servers, self.tr("Servers"))
        self._pages.addTab(self.conversations, self.tr("Conversations"))
        self._pages.addTab(_scrolling(self.general), self.tr("General"))
        self._pages.addTab(_scrolling(self.transfer), self.tr("Export and reset"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._problem)
        layout.addWidget(self._build_buttons())

    def show_problem(self, sentence: str) -> None:
        """Say why Save did not save; "" when all is well."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def show_servers(self) -> None:
        """Turn to the page about servers."""
        self._pages.setCurrentWidget(self.servers)

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


def _scrolling(page: QWidget) -> QScrollArea:
    """The page in a frame of its own: large text and small screens need one."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have it, and bring it along
    area.setFrameShape(area.Shape.NoFrame)
    area.setWidget(page)
    return area
