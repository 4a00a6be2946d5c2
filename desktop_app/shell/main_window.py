"""The window: tabs, profile box, connection status. Passive; it is told what to show.

The first paint waits for what is imported here: so icons, banner and bars follow in `furnish`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QTabWidget, QVBoxLayout, QWidget

from desktop_app.ui.window_geometry import place

if TYPE_CHECKING:
    from desktop_app.shell.furniture import Furniture
    from desktop_app.shell.menu.main_menu import MainMenu
    from desktop_app.shell.tab_registry import TabEntry
    from desktop_app.ui.error_banner import ErrorBanner

FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Emits what a person wants of the window itself."""

    tab_shown = Signal(int)
    profile_chosen = Signal(str)
    theme_switch_requested = Signal()
    settings_requested = Signal()
    ledger_requested = Signal()
    reconnect_requested = Signal()
    close_requested = Signal()  # by the window's own button
    quit_requested = Signal()

    def __init__(self, entries: Sequence[TabEntry]) -> None:
        super().__init__()
        self.setWindowTitle("LLM Hub Desktop")
        self.resize(*FIRST_SIZE)
        self.setMinimumSize(1060, 600)
        self._opens_maximised = False
        self._furniture: Furniture | None = None
        self._titles = [entry.title for entry in entries]
        self._whole_pages: list[QWidget] = []
        self._pages: list[QVBoxLayout] = []
        self._tabs = self._build_tabs(entries)
        centre = QWidget()
        self._layout = QVBoxLayout(centre)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._tabs, 1)
        self.setCentralWidget(centre)
        self._tabs.currentChanged.connect(self.tab_shown)

    def furnish(self, entries: Sequence[TabEntry]) -> None:
        """Add what the first paint did not wait for."""
        from desktop_app.shell.furniture import Furniture

        self._furniture = Furniture(self, self._tabs, entries)
        self._layout.insertWidget(0, self._furniture.banner)
        self.setStatusBar(self._furniture.status_bar)

    def add_notice(self, notice: QWidget) -> None:
        """Put a bar below the banner, above the tabs."""
        self._layout.insertWidget(self._layout.indexOf(self._tabs), notice)

    @property
    def banner(self) -> ErrorBanner:
        """The banner for what concerns the whole window."""
        return self._furnished.banner

    @property
    def menu(self) -> MainMenu:
        """The menu, to which others add what the window can do for them."""
        return self._furnished.menu

    @property
    def _furnished(self) -> Furniture:
        assert self._furniture is not None, "furnish() comes first"
        return self._furniture

    @property
    def current_tab(self) -> int:
        """The index of the tab that is shown."""
        return self._tabs.currentIndex()

    @property
    def current_title(self) -> str:
        """What the tab that is shown is called."""
        return self._titles[self.current_tab]

    @property
    def current_page(self) -> QWidget:
        """What the tab that is shown contains."""
        return self._whole_pages[self.current_tab]

    def page(self, index: int) -> QWidget:
        """What the tab of that index contains."""
        return self._whole_pages[index]

    def show_tab(self, index: int) -> None:
        """Bring a tab to the front."""
        if self._tabs.isTabEnabled(index):
            self._tabs.setCurrentIndex(index)

    def fill_tab(self, index: int, widget: QWidget) -> None:
        """Put the content of a tab, made just now, into its empty page."""
        self._pages[index].addWidget(widget)
        self._furnished.keys.bind(widget)
        if index == self.current_tab:
            widget.show()  # the layout would show it later, and hidden it gets no focus
            widget.setFocus()

    def show_profiles(self, names: Sequence[str], current: str) -> None:
        """List the profiles and show the one in use."""
        self._furnished.show_profiles(names, current)

    def show_connection(self, text: str, colour: str) -> None:
        """Say where the program stands with its server; `colour` is that of the sign before it."""
        self._furnished.show_connection(text, colour)

    def show_headroom(self, text: str, explanation: str, *, is_low: bool) -> None:
        """Say what the server still allows; without `text`, nothing."""
        self._furnished.show_headroom(text, explanation, is_low=is_low)

    def restore(self, geometry: str) -> None:
        """Take the place and size of the last time, if they are known, on a screen of now."""
        self._opens_maximised = place(self, geometry)

    def open(self) -> None:
        """Show the window, the first time maximised if it was so the last time."""
        maximised, self._opens_maximised = self._opens_maximised, False
        if maximised:
            self.showMaximized()
        else:
            self.show()

    def _build_tabs(self, entries: Sequence[TabEntry]) -> QTabWidget:
        tabs = QTabWidget(documentMode=True)
        tabs.setObjectName("main.tabs")
        tabs.tabBar().setDrawBase(False)
        tabs.tabBar().setExpanding(False)
        for index, entry in enumerate(entries):
            page = QWidget()
            layout = QVBoxLayout(page)
            layout.setContentsMargins(0, 0, 0, 0)
            self._whole_pages.append(page)
            self._pages.append(layout)
            tabs.addTab(page, entry.title)
            tabs.setTabEnabled(index, entry.load is not None)
        return tabs
