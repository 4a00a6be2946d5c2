"""Opens the palette; it is made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from desktop_app.shell.main_window import MainWindow
    from desktop_app.shell.palette.view import CommandPalette


class PalettePresenter(QObject):
    """Fills the palette with what can be done at this moment."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._palette: CommandPalette | None = None
        menu = window.menu
        menu.add(
            "commands", self.tr("All commands…"), self._open, where=menu.help,
            shortcut="Ctrl+Shift+P", icon_name="search",
        )  # fmt: skip

    def _open(self) -> None:
        from desktop_app.shell.palette.contents import palette_entries
        from desktop_app.shell.palette.view import CommandPalette

        if self._palette is None:
            self._palette = CommandPalette(self._window)
        self._palette.open(palette_entries(self._window))
