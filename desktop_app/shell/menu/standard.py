"""The entries that every desktop program has: new, open, export, settings, theme, tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QAbstractButton

from desktop_app.audio.sound_format import MEDIA_TYPES
from desktop_app.core.settings import TEXT_SIZES, Theme
from desktop_app.shell.menu.commands import press
from desktop_app.ui.button_keys import keys_shown
from desktop_app.ui.file_dialog import PICTURE_PATTERNS, choose_files

if TYPE_CHECKING:
    from desktop_app.shell.main_window import MainWindow
    from desktop_app.shell.tab_registry import TabEntry
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.ui.theme import ThemeManager


class StandardEntries(QObject):
    """Adds them to the window's menu and keeps their check marks right."""

    def __init__(
        self,
        window: MainWindow,
        entries: Sequence[TabEntry],
        theme: ThemeManager,
        settings: SettingsStore,
        open_files: Callable[[Sequence[Path]], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._entries = entries
        self._theme = theme
        self._settings = settings
        self._open_files = open_files
        self._add_file_entries()
        self._add_view_entries()

    def _add_file_entries(self) -> None:
        menu, window = self._window.menu, self._window
        menu.add(
            "new_chat", self.tr("New chat"), self._new_chat, where=menu.file,
            shortcut="Ctrl+Shift+N", icon_name="new",
        )  # fmt: skip
        menu.add(
            "open", self.tr("Open file…"), self._ask_for_files, where=menu.file,
            shortcut="Ctrl+Shift+O", icon_name="folder",
        )  # fmt: skip
        self._export = menu.add(
            "export", self.tr("Export…"), self._export_tab, where=menu.file,
            icon_name="export",
        )  # fmt: skip
        menu.about_to_show.connect(self._describe_export)
        menu.file.addSeparator()
        menu.add(
            "ledger", self.tr("Ledger of calls"), window.ledger_requested.emit, where=menu.file,
            shortcut="Ctrl+L", icon_name="ledger",
        )  # fmt: skip
        menu.add(
            "settings", self.tr("Settings"), window.settings_requested.emit, where=menu.file,
            shortcut="Ctrl+,", icon_name="settings",
        ).setMenuRole(QAction.MenuRole.PreferencesRole)  # fmt: skip

    def _add_view_entries(self) -> None:
        menu, window = self._window.menu, self._window
        for index, entry in enumerate(self._entries):
            menu.add(
                f"tab_{entry.name}",
                entry.title,
                partial(window.show_tab, index),
                where=menu.view,
                shortcut=f"Ctrl+{index + 1}",
                icon_name=entry.name,
            )
        menu.view.addSeparator()
        sizes = menu.submenu("text_size", self.tr("Text size"), where=menu.view)
        for name, text, change, keys in (
            ("text_larger", self.tr("Larger"), +1, ("Ctrl++", "Ctrl+=")),
            ("text_smaller", self.tr("Smaller"), -1, ("Ctrl+-",)),
            ("text_normal", self.tr("Normal"), 0, ("Ctrl+0",)),
        ):
            menu.add(
                name, text, partial(self._resize_text, change), where=sizes,
                shortcut=keys[0], also=keys[1:],
            )  # fmt: skip
        menu.add(
            "switch_theme", self.tr("Switch between light and dark"),
            window.theme_switch_requested.emit, where=menu.view,
            shortcut="Ctrl+Shift+L", icon_name="theme",
        )  # fmt: skip
        themes = menu.submenu("theme", self.tr("Theme"), where=menu.view)
        group = QActionGroup(self)
        words = {
            Theme.SYSTEM: self.tr("As the system"),
            Theme.LIGHT: self.tr("Light"),
            Theme.DARK: self.tr("Dark"),
            Theme.HIGH_CONTRAST: self.tr("High contrast"),
        }
        self._themes = {
            theme: menu.add(
                f"theme_{theme.value}", text, partial(self._choose, theme), where=themes
            )
            for theme, text in words.items()
        }
        for action in self._themes.values():
            action.setCheckable(True)
            group.addAction(action)
        themes.aboutToShow.connect(lambda: self._themes[self._theme.theme].setChecked(True))

    def _choose(self, theme: Theme) -> None:
        self._theme.choose(theme)
        self._settings.update(self._settings.current._replace(theme=theme))

    def _resize_text(self, change: int) -> None:
        """A step larger or smaller; 0 for the usual size."""
        place = TEXT_SIZES.index(self._theme.text_size) + change
        size = TEXT_SIZES[max(0, min(place, len(TEXT_SIZES) - 1))] if change else 100
        self._theme.resize_text(size)
        self._settings.update(self._settings.current._replace(text_size=size))

    def _new_chat(self) -> None:
        self._window.show_tab([entry.name for entry in self._entries].index("chat"))
        press(self._window, "chat.new")

    def _export_button(self) -> QAbstractButton | None:
        tab = self._entries[self._window.current_tab].name
        return self._window.findChild(QAbstractButton, f"{tab}.export")

    def _describe_export(self) -> None:
        button = self._export_button()
        self._export.setEnabled(button is not None and button.isEnabled())
        shown = keys_shown(button) if button is not None else ""
        self._export.setText(self.tr("Export…") + (f"\t{shown}" if shown else ""))

    def _export_tab(self) -> None:
        button = self._export_button()
        if button is not None:
            button.click()

    def _ask_for_files(self) -> None:
        sounds = " ".join(f"*.{suffix}" for suffix in sorted(MEDIA_TYPES))
        filters = [
            self.tr("Pictures and sound ({patterns})").format(
                patterns=f"{PICTURE_PATTERNS} {sounds}"
            ),
            self.tr("All files (*)"),
        ]
        choose_files(
            self._window, "main.open_dialog", self.tr("Open file"), filters, self._open_files
        )
