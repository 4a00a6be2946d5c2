"""The look of the settings dialog: one page for all that is saved, one for the conversations."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.settings import Theme
from desktop_app.shell.settings.conversations_page import ConversationsPage
from desktop_app.ui.widgets import icon_button, label, named, push_button

_TITLE_WIDTH = 88  # the same in every section, so that all fields begin in one line


class SettingsView(QDialog):
    """Shows one profile at a time; nothing on its page is in force before Save."""

    profile_picked = Signal(int)
    add_requested = Signal()
    remove_requested = Signal()
    model_file_wanted = Signal()
    save_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumSize(560, 600)
        self._problem = label("", "error")
        self._problem.setObjectName("settings.error")
        self._problem.setWordWrap(True)
        self.conversations = ConversationsPage()
        pages = named(QTabWidget(), "settings.pages", self.tr("Pages"))
        pages.setProperty("role", "segments")
        pages.addTab(self._build_general(), self.tr("General"))
        pages.addTab(self.conversations, self.tr("Conversations"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(pages, 1)
        layout.addWidget(self._build_buttons())

    def show_profile_names(self, names: list[str], current: int) -> None:
        """List the saved profiles."""
        self._profiles.blockSignals(True)
        self._profiles.clear()
        self._profiles.addItems(names)
        self._profiles.setCurrentIndex(current)
        self._profiles.blockSignals(False)

    def show_profile(self, name: str, url: str, key: str) -> None:
        """Fill the fields of one profile."""
        self.name.setText(name)
        self.url.setText(url)
        self.key.setText(key)

    def show_problem(self, sentence: str) -> None:
        """Say why Save did not save."""
        self._problem.setText(sentence)

    def show_theme(self, theme: Theme) -> None:
        """Show the chosen theme."""
        self._theme.setCurrentIndex(self._theme.findData(theme.value))

    def theme(self) -> Theme:
        """The theme that is picked."""
        return Theme(self._theme.currentData())

    def _build_general(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Servers"), "section"))
        layout.addLayout(self._build_servers())
        layout.addSpacing(8)
        layout.addWidget(label(self.tr("Model on this computer"), "section"))
        layout.addLayout(self._build_local())
        layout.addSpacing(8)
        layout.addWidget(label(self.tr("Appearance"), "section"))
        layout.addLayout(self._build_appearance())
        layout.addStretch(1)
        layout.addWidget(self._problem)
        return page

    def _build_servers(self) -> QFormLayout:
        self._profiles = named(QComboBox(), "settings.profiles", self.tr("Saved servers"))
        self._profiles.currentIndexChanged.connect(self.profile_picked)
        add = icon_button("settings.add_profile", "add", self.tr("Add a server"))
        add.clicked.connect(self.add_requested)
        remove = icon_button("settings.remove_profile", "trash", self.tr("Remove this server"))
        remove.clicked.connect(self.remove_requested)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._profiles, 1)
        row.addWidget(add)
        row.addWidget(remove)
        self.name = named(QLineEdit(), "settings.name", self.tr("Name"))
        self.url = named(QLineEdit(), "settings.url", self.tr("Base URL"))
        self.url.setPlaceholderText("https://…/v2")
        self.key = named(QLineEdit(), "settings.key", self.tr("Key"))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setPlaceholderText(self.tr("Kept in the system’s keyring"))
        form = _form()
        form.addRow(_title(self.tr("Server")), row)
        form.addRow(_title(self.tr("Name")), self.name)
        form.addRow(_title(self.tr("Base URL")), self.url)
        form.addRow(_title(self.tr("Key")), self.key)
        return form

    def _build_local(self) -> QFormLayout:
        self.model_file = named(QLineEdit(), "settings.model_file", self.tr("Model file"))
        self.model_file.setPlaceholderText(self.tr("SmolLM2, which comes with the program"))
        browse = push_button("settings.browse", self.tr("Choose …"))
        browse.setToolTip(self.tr("Choose another model for this computer"))
        browse.clicked.connect(self.model_file_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.model_file, 1)
        row.addWidget(browse)
        form = _form()
        form.addRow(_title(self.tr("GGUF file")), row)
        return form

    def _build_appearance(self) -> QFormLayout:
        self._theme = named(QComboBox(), "settings.theme", self.tr("Theme"))
        for theme, text in (
            (Theme.SYSTEM, self.tr("As the system")),
            (Theme.LIGHT, self.tr("Light")),
            (Theme.DARK, self.tr("Dark")),
        ):
            self._theme.addItem(text, theme.value)
        form = _form()
        form.addRow(_title(self.tr("Theme")), self._theme)
        return form

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


def _title(text: str) -> QLabel:
    title = label(text, "label")
    title.setFixedWidth(_TITLE_WIDTH)
    return title


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form
