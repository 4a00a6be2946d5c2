"""Help > Diagnostics, the error report, and the bar that offers it."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject
from PySide6.QtGui import QGuiApplication

from desktop_app.core.logs.crashes import Crash, crashes, last_crash
from desktop_app.core.redaction import redact
from desktop_app.shell.reports.notice import ReportNotice
from desktop_app.ui.file_dialog import choose_new_file
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from desktop_app.shell.main_window import MainWindow
    from desktop_app.shell.profiles import ProfileList
    from desktop_app.shell.reports.collecting import Collector
    from desktop_app.shell.reports.view import ReportView
    from desktop_app.storage.keys import KeyStore
    from desktop_app.tabs.services import Services

_QUIET = 60_000  # ms after a notice
_STAMP = "%Y-%m-%d"


class ReportsPresenter(QObject):
    """Collects off the GUI thread; shows; copies or saves where the person says."""

    def __init__(
        self, window: MainWindow, services: Services, profiles: ProfileList, keys: KeyStore
    ) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._profiles = profiles
        self._keys = keys
        self._collecting = TaskRunner(self)
        self._saving = TaskRunner(self)
        self._looking = TaskRunner(self)
        self._told = QElapsedTimer()
        self._notice = ReportNotice()
        self._notice.report_requested.connect(self.show_error_report)
        window.add_notice(self._notice)
        menu = window.menu
        menu.add(
            "diagnostics", self.tr("Diagnostics"), self.show_diagnostics, where=menu.help,
            shortcut="Ctrl+F1",
        )  # fmt: skip
        menu.add(
            "error_report", self.tr("Save error report…"), self.show_error_report, where=menu.help,
            shortcut="Ctrl+Shift+F1",
        )  # fmt: skip

    def start(self) -> None:
        """Say so if the last run did not end in order."""
        self._looking.start(self._look_back())

    def say_defect(self) -> None:
        """An exception has been logged that should not have been; many in a row are told once."""
        if self._told.isValid() and not self._told.hasExpired(_QUIET):
            return
        self._told.start()
        self._notice.say(
            self.tr(
                "Something in the program went wrong. Nothing was lost; a report about it can be "
                "read and saved."
            )
        )

    def show_diagnostics(self) -> None:
        """Show versions, settings and states."""
        title = self.tr("Diagnostics")
        explanation = self.tr(
            "What the program knows about itself and this computer, for whoever helps you. There "
            "are no keys and no texts in it, and nothing is sent."
        )
        self._open("main.diagnostics", title, explanation, lambda each: each.diagnostics())

    def show_error_report(self) -> None:
        """Show the last crash, if there was one, with the last lines of the log."""
        title = self.tr("Error report")
        explanation = self.tr(
            "Read it before you save it: what went wrong and where in the program, without keys "
            "and without your texts. Nothing is sent; give the file to whoever helps you."
        )
        self._open("main.error_report", title, explanation, lambda each: each.error_report())

    async def close(self) -> None:
        """End what is being collected; what is being saved goes on to its end."""
        for runner in (self._looking, self._collecting, self._saving):
            await runner.close()

    async def _look_back(self) -> None:
        found = await asyncio.to_thread(crashes, self._services.paths.runs)
        if found:
            self._notice.say(self._sentence(found[0]))

    def _sentence(self, crash: Crash) -> str:
        if crash.trace:
            return self.tr(
                "The program crashed the last time. What was kept until then is there; a report "
                "about it can be read and saved."
            )
        return self.tr(
            "The program did not end in order the last time: it was ended from outside, or the "
            "computer went off. What was kept until then is there."
        )

    def _open(
        self,
        name: str,
        title: str,
        explanation: str,
        collect: Callable[[Collector], Coroutine[object, object, str]],
    ) -> None:
        from desktop_app.shell.reports.view import ReportView

        view = ReportView(self._window, name, title, explanation)
        view.copy_requested.connect(lambda text: self._on_copy(view, text))
        view.save_requested.connect(lambda text: self._on_save(view, text))
        view.finished.connect(self._collecting.cancel)
        view.open()
        self._collecting.start(self._collect(view, collect))

    async def _collect(
        self, view: ReportView, collect: Callable[[Collector], Coroutine[object, object, str]]
    ) -> None:
        # Most sessions need no report: what makes one is loaded when it is wanted.
        from desktop_app.shell.reports.collecting import Collector

        crash = await asyncio.to_thread(last_crash, self._services.paths.runs)
        collector = Collector(self._window, self._services, self._profiles, self._keys, crash)
        text = await collect(collector)
        text = text.replace(str(Path.home()), "~")  # it names the person
        view.show_report(redact(text, self._keys.known_secrets()))

    def _on_copy(self, view: ReportView, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        view.say(self.tr("Copied."))

    def _on_save(self, view: ReportView, text: str) -> None:
        moment = datetime.now().astimezone().strftime(_STAMP)
        choose_new_file(
            view,
            "report.save_dialog",
            self.tr("Save the report"),
            [self.tr("Text files (*.txt)")],
            f"llmhub-desktop-{moment}.txt",
            lambda path: self._saving.start(self._save(view, path, text)),
        )

    async def _save(self, view: ReportView, path: Path, text: str) -> None:
        try:
            await asyncio.to_thread(path.write_text, text, encoding="utf-8")
        except OSError as error:
            said = self.tr("It could not be saved: {reason}.")
            view.say(said.format(reason=error.strerror or error))
        else:
            view.say(self.tr("Saved as {name}.").format(name=path.name))
