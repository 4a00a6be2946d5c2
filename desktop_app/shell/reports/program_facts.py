"""Facts about the program and the system that it runs on."""

from __future__ import annotations

import os
import platform
import sys
from importlib import metadata
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_app import __version__
from desktop_app.core.own_command import is_packaged
from desktop_app.shell.reports.sections import Section

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QWidget

_SESSION = ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR")


class ProgramFacts(QObject):
    """Each method makes a section. `packages` reads many files: call it in a thread."""

    def program(self) -> Section:
        """Versions of what matters most, and the system."""
        origin = self.tr("packaged") if is_packaged() else self.tr("from Python packages")
        return Section(
            self.tr("Program"),
            [
                (self.tr("Version"), f"{__version__} ({origin})"),
                ("Python", f"{platform.python_version()} ({platform.python_implementation()})"),
                ("Qt", qVersion()),
                (self.tr("System"), platform.platform()),
                (self.tr("Processor"), f"{platform.machine()}, {os.cpu_count() or 0} ×"),
                (self.tr("Language"), QLocale().name()),
            ],
        )

    def desktop(self, window: QWidget) -> Section:
        """The platform that Qt paints on, its screens and the window's size."""
        family, size = QApplication.font().family(), QApplication.font().pointSizeF()
        rows = [
            (self.tr("Qt platform"), QGuiApplication.platformName()),
            (self.tr("Font"), f"{family}, {size:g} pt"),
            (self.tr("Window"), f"{window.width()} × {window.height()}"),
        ]
        rows += [(name, os.environ[name]) for name in _SESSION if name in os.environ]
        rows += [
            (self.tr("Screen {number}").format(number=number), self._screen(screen))
            for number, screen in enumerate(QGuiApplication.screens(), start=1)
        ]
        return Section(self.tr("Desktop"), rows)

    def packages(self) -> Section:
        """All Python packages that are there."""
        found = {
            (each.metadata["Name"] or "").lower(): each.version for each in metadata.distributions()
        }
        listed = [f"{name} {found[name]}" for name in sorted(found) if name]
        lines = (", ".join(listed[start : start + 4]) for start in range(0, len(listed), 4))
        title = self.tr("Packages in {folder}").format(folder=sys.prefix)
        return Section(title, [("", line) for line in lines])

    def _screen(self, screen: QScreen) -> str:
        size = screen.geometry()
        return self.tr("{width} × {height}, scale {scale}, {dpi} dots per inch").format(
            width=size.width(),
            height=size.height(),
            scale=f"{screen.devicePixelRatio():g}",
            dpi=round(screen.logicalDotsPerInch()),
        )
