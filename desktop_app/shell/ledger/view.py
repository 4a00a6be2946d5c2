"""The window of the ledger: its two pages, and what concerns all calls above them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop_app.shell.ledger.calls_page import CallsPage
from desktop_app.shell.ledger.totals_page import TotalsPage
from desktop_app.shell.ledger.words import CallText
from desktop_app.shell.settings.confirmation import Confirmation
from desktop_app.ui.error_banner import ErrorBanner
from desktop_app.ui.widgets import named, push_button
from desktop_app.ui.window_geometry import geometry_of, place

if TYPE_CHECKING:
    from desktop_app.ui.theme import ThemeManager

_FIRST_SIZE = QSize(1320, 800)
_BUTTON_HEIGHT = 34  # pixels


class LedgerWindow(QWidget):
    """Not modal; it is hidden rather than closed. `build` makes what stands in it."""

    shown = Signal()
    page_turned = Signal()
    hidden = Signal()
    enabled_changed = Signal(bool)
    clear_requested = Signal()
    export_requested = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("ledger")
        self.setWindowTitle(self.tr("Ledger of calls"))
        self.setMinimumSize(1000, 560)
        self.resize(_FIRST_SIZE.boundedTo(self.screen().availableSize()))
        self.setAutoFillBackground(True)
        self.banner = ErrorBanner("ledger")
        self._theme = theme
        self._enabled = named(QCheckBox(self.tr("Record calls")), "ledger.enabled")
        self._enabled.setToolTip(CallText(self).keeping())
        self._export = push_button(
            "ledger.export_har", self.tr("Export as HAR…"), role="quiet", icon_name="save"
        )
        self._export.setToolTip(self.tr("Save the listed calls as an HTTP archive"))
        self._clear = push_button(
            "ledger.clear", self.tr("Clear…"), role="quiet", icon_name="trash"
        )
        self._clear.setToolTip(self.tr("Forget every call"))
        self._pages = named(QTabWidget(), "ledger.pages", self.tr("Pages"))
        self._corner = QWidget()
        self._corner.setMinimumHeight(_BUTTON_HEIGHT)  # though the tabs beside it are lower
        self._confirmation = Confirmation("ledger.clear", self._corner)
        self._arrange()
        self._enabled.toggled.connect(self.enabled_changed)
        self._export.clicked.connect(self.export_requested)
        self._clear.clicked.connect(self._on_clear)
        self._confirmation.confirmed.connect(self.clear_requested)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self.close)

    def build(self) -> Iterator[None]:
        """Make the pages in pieces, between which the event loop may have its turn."""
        # Into a place in the window: what is moved into it has its style worked out again.
        calls, totals = self._add_page(self.tr("Calls")), self._add_page(self.tr("Totals"))
        yield
        self.calls = CallsPage(self._theme, calls.parentWidget())
        calls.addWidget(self.calls)
        yield
        self.calls.add_detail(self._theme)
        yield
        self.totals = TotalsPage(self._theme, totals.parentWidget())
        totals.addWidget(self.totals)
        self._pages.currentChanged.connect(self.page_turned)
        yield

    @property
    def is_on_totals(self) -> bool:
        """Whether the totals are in front."""
        return self.totals.isVisibleTo(self)

    def show_enabled(self, *, enabled: bool) -> None:
        """Whether calls are recorded."""
        self._enabled.blockSignals(True)
        self._enabled.setChecked(enabled)
        self._enabled.blockSignals(False)

    def show_count(self, count: int) -> None:
        """How many calls there are to be exported or forgotten."""
        self._export.setEnabled(count > 0)
        self._clear.setEnabled(count > 0)

    def geometry_text(self) -> str:
        """Place and size, for the settings."""
        return str(geometry_of(self))

    def restore(self, geometry: str) -> None:
        """Take the place and size of the last time."""
        if place(self, geometry):
            self.setWindowState(Qt.WindowState.WindowMaximized)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.hide()
        self.hidden.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self._confirmation)
        layout.addWidget(self.banner)
        layout.addWidget(self._pages, 1)
        self._pages.setProperty("role", "segments")
        self._pages.tabBar().setDrawBase(False)
        self._pages.tabBar().setAccessibleName(self._pages.accessibleName())
        row = QHBoxLayout(self._corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._enabled)
        row.addSpacing(8)
        row.addWidget(self._export)
        row.addWidget(self._clear)
        self._pages.setCornerWidget(self._corner)

    def _add_page(self, title: str) -> QVBoxLayout:
        page = QWidget()
        self._pages.addTab(page, title)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        return layout

    def _on_clear(self) -> None:
        self._confirmation.ask(
            self.tr("Forget all calls? Their requests, replies and totals are gone for good."),
            self.tr("Forget all calls"),
        )
