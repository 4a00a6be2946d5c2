"""What stands around the tabs: profile box, buttons, banner, status bar, shortcuts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QIcon, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QTabWidget, QWidget
from typing_extensions import override

from desktop_app.shell.menu.key_binder import KeyBinder
from desktop_app.shell.menu.main_menu import MainMenu
from desktop_app.ui.elided_box import ElidedBox
from desktop_app.ui.error_banner import ErrorBanner
from desktop_app.ui.icons import icon
from desktop_app.ui.text_scale import text_width
from desktop_app.ui.widgets import ICON_SIZE, describe, icon_button, label, named, restyle

if TYPE_CHECKING:
    from desktop_app.shell.main_window import MainWindow
    from desktop_app.shell.tab_registry import TabEntry

_LARGE_TEXT = 12.0  # points
_PROFILE_WIDTH = 140  # so that it and all seven tabs fit into the smallest window


class Furniture(QObject):
    """Made once, right after the window's first paint."""

    def __init__(self, window: MainWindow, tabs: QTabWidget, entries: Sequence[TabEntry]) -> None:
        super().__init__(window)
        self._window = window
        window.setWindowIcon(icon("app"))
        self.banner = ErrorBanner("main")
        self.banner.retry_requested.connect(window.reconnect_requested)
        self.menu = MainMenu(window)
        self.keys = KeyBinder(self)
        self._fit_soon = QTimer(self, singleShot=True, interval=0)  # when all have the new font
        self._fit_soon.timeout.connect(self._fit_profiles)
        self._tabs = tabs
        self._entries = entries
        self._label_tabs(tabs, entries)
        self._show_tab_icons()
        corner = self._build_corner(window)
        tabs.setCornerWidget(corner)
        self.keys.bind(corner)
        self.keys.bind(self.banner)
        corner.show()
        window.installEventFilter(self)
        self._dot = named(QLabel("●"), "main.connection_dot")
        self._connection = named(QLabel(), "main.connection")
        self.status_bar = QStatusBar()
        self.status_bar.setSizeGripEnabled(False)
        self.status_bar.setContentsMargins(12, 0, 12, 0)
        self.status_bar.addWidget(self._dot)
        self.status_bar.addWidget(self._connection, 1)
        self._headroom = named(label(""), "main.headroom")
        self._headroom.hide()
        self.status_bar.addPermanentWidget(self._headroom)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close:
            # The loop must go on until streams and files are closed.
            event.ignore()
            # What does not come from the window's own button ends the program: a session's end.
            is_by_hand = event.spontaneous()
            (self._window.close_requested if is_by_hand else self._window.quit_requested).emit()
            return True
        if watched is self._window and event.type() == QEvent.Type.ApplicationFontChange:
            self._show_tab_icons()
            self._fit_soon.start()
        elif watched is self._window and event.type() == QEvent.Type.Resize:
            self._fit_profiles()
        return super().eventFilter(watched, event)

    def show_profiles(self, names: Sequence[str], current: str) -> None:
        """List the profiles and show the one in use."""
        self._profiles.blockSignals(True)
        self._profiles.clear()
        self._profiles.addItems(list(names))
        self._profiles.setCurrentText(current)
        self._profiles.blockSignals(False)
        self._fit_profiles()

    def show_connection(self, text: str, colour: str) -> None:
        """Say where the program stands with its server, after a dot of `colour`."""
        self._dot.setStyleSheet(f"color: {colour}")
        self._connection.setText(text)

    def show_headroom(self, text: str, explanation: str, *, is_low: bool) -> None:
        """Say what the server still allows; without `text`, nothing."""
        self._headroom.setText(text)
        self._headroom.setToolTip(explanation)
        self._headroom.setVisible(bool(text))
        role = "warning" if is_low else "muted"
        if self._headroom.property("role") != role:
            restyle(self._headroom, "role", role)

    def _label_tabs(self, tabs: QTabWidget, entries: Sequence[TabEntry]) -> None:
        tabs.setIconSize(ICON_SIZE)
        tabs.setUsesScrollButtons(True)
        tabs.setAccessibleName(self.tr("Tabs"))
        for index, entry in enumerate(entries):
            if entry.load is None:
                tabs.setTabToolTip(index, self.tr("Not built yet"))
                continue
            keys = QKeySequence(f"Ctrl+{index + 1}")
            tabs.setTabToolTip(index, f"{entry.title} ({keys.toString()})")

    def _show_tab_icons(self) -> None:
        """Where the text is large, the words of all tabs need the room of the icons."""
        is_large = QGuiApplication.font().pointSizeF() > _LARGE_TEXT
        for index, entry in enumerate(self._entries):
            self._tabs.setTabIcon(index, QIcon() if is_large else icon(entry.name))

    def _build_corner(self, window: MainWindow) -> QWidget:
        self._profiles = named(ElidedBox(), "main.profile")
        self._profiles.setFixedWidth(text_width(_PROFILE_WIDTH))
        describe(self._profiles, self.tr("Profile: the server that answers"))
        self._profiles.textActivated.connect(window.profile_chosen)
        theme = icon_button("main.theme", "theme", self.tr("Switch between light and dark"))
        theme.clicked.connect(window.theme_switch_requested)
        settings = icon_button("main.settings", "settings", self.tr("Settings"))
        settings.clicked.connect(window.settings_requested)
        ledger = icon_button("main.ledger", "ledger", self.tr("Ledger of calls"))
        ledger.clicked.connect(window.ledger_requested)
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(4, 4, 8, 4)
        row.setSpacing(2)
        for widget in (self._profiles, theme, ledger, settings, self.menu.button()):
            row.addWidget(widget)
        self._corner = corner
        return corner

    def _fit_profiles(self) -> None:
        """As wide as the longest name where the tabs leave the room, but not out of proportion."""
        usual = text_width(_PROFILE_WIDTH)
        others = self._corner.sizeHint().width() - self._profiles.maximumWidth()
        room = self._window.width() - self._tabs.tabBar().sizeHint().width() - others
        wanted = min(self._profiles.width_of_words, 2 * usual, room)
        self._profiles.setFixedWidth(max(usual, wanted))
