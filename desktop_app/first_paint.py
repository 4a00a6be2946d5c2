"""What the first paint needs, and nothing else: the application, the settings, the empty window."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QApplication

from desktop_app import __version__
from desktop_app.core.settings import LoadedSettings, load_settings
from desktop_app.shell.main_window import MainWindow
from desktop_app.shell.tab_registry import tab_entries
from desktop_app.ui.theme import ThemeManager

if TYPE_CHECKING:
    from desktop_app.core.paths import Paths

# Seconds for which a thread that runs Python keeps the window waiting, each time the window comes
# back from Qt. With Python's own 5 ms a busy thread takes half of the frames away.
_SWITCH_INTERVAL = 0.001
APP_ID = "io.github.llmhub_desktop.LLMHubDesktop"


def new_application() -> QApplication:
    """The Qt application, named as the desktop knows it."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    # The style sheet is made for Fusion. Naming it here costs nothing; QApplication.setStyle would
    # build Python's view of QStyle with all its enums, a tenth of the time to the first paint.
    app = QApplication([sys.argv[0], "-style", "fusion"])
    app.setApplicationName("llmhub-desktop")
    app.setApplicationDisplayName("LLM Hub Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APP_ID)
    # The window hides and asks to be closed; the loop ends when everything else has.
    app.setQuitOnLastWindowClosed(False)
    return app


class Start(NamedTuple):
    """What the first paint needs: the empty window in its theme, and the settings."""

    window: MainWindow
    theme: ThemeManager
    paths: Paths
    loaded: LoadedSettings


def prepare(app: QApplication, paths: Paths) -> Start:
    """Read the settings and make the window, not yet shown."""
    loaded = load_settings(paths.settings_file)
    theme = ThemeManager(app, loaded.settings.theme, loaded.settings.text_size)
    window = MainWindow(tab_entries())
    window.restore(loaded.settings.window_geometry)
    return Start(window, theme, paths, loaded)
