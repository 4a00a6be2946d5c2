"""The presenter of the test of a connection: tries a server as it stands in the settings."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from desktop_app.core.credentials import NO_CREDENTIALS
from desktop_app.core.diagnosis import Fact, Stage, StageResult
from desktop_app.core.findings import Finding, StageState
from desktop_app.core.profiles import Profile
from desktop_app.service.diagnosis import diagnose
from desktop_app.service.observing import NOBODY
from desktop_app.shell.settings.connection_test.fact_words import FactWords
from desktop_app.shell.settings.connection_test.report import Report
from desktop_app.shell.settings.connection_test.stage_row import ShownStage
from desktop_app.shell.settings.connection_test.words import DiagnosisWords
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.core.credentials import Credentials
    from desktop_app.service.diagnosis import StageLimits
    from desktop_app.service.observing import CallObserver
    from desktop_app.shell.settings.servers.page import ServersPage

_FOUND = {Stage.AUDIO: (Finding.FINE, Finding.OWN_AUDIO_BASE)}
_WITH_FACTS = frozenset({Stage.TLS, Stage.MODELS})  # also when there is nothing to complain of


class ConnectionTest(QObject):
    """Lives as long as the dialog, on whose page of servers its panel stands."""

    def __init__(
        self,
        parent: QObject,
        page: ServersPage,
        limits: StageLimits | None = None,
        observer: CallObserver = NOBODY,
    ) -> None:
        super().__init__(parent)
        self._observer = observer
        self._page = page
        self._limits = limits
        self._words = DiagnosisWords(self)
        self._facts = FactWords(self)
        self._errors = ErrorText(self)
        self._report = Report(self, self._words, self._facts)
        self._profile = Profile("", "")
        self._credentials = NO_CREDENTIALS
        self._results: list[StageResult] = []
        self._failure: Exception | None = None
        self._view = page.test_panel
        self._view.stop_requested.connect(self._on_stop)
        self._view.copy_requested.connect(self._on_copy)
        self._view.close_requested.connect(self.clear)
        page.profile_picked.connect(self.clear)
        self._runner = TaskRunner(self)
        self._runner.busy_changed.connect(self._on_busy)
        self._runner.failed.connect(self._on_failed)

    def start(self, profile: Profile, credentials: Credentials) -> None:
        """Test a server, which need not be saved; a test that runs is given up."""
        self._runner.start(self._run(profile, credentials))

    def clear(self) -> None:
        """Another server is shown: what was found out is not about it."""
        self._runner.cancel()
        self._view.hide()

    async def close(self) -> None:
        """End the test and wait for its end."""
        await self._runner.close()

    def end(self) -> None:
        """The dialog is closed: nothing more is to be shown."""
        self._runner.busy_changed.disconnect(self._on_busy)
        self._runner.failed.disconnect(self._on_failed)
        self._runner.retire(self)

    async def _run(self, profile: Profile, credentials: Credentials) -> None:
        self._profile, self._credentials = profile, credentials
        self._results, self._failure = [], None
        waiting = ShownStage("waiting", self.tr("not yet tried"))
        for stage in Stage:
            self._view.show_stage(stage, waiting)
        self._view.show_summary(self.tr("Testing {name} …").format(name=profile.name))
        self._view.set_busy(True)
        self._view.show()
        self._show_panel()
        self._show_running()
        stages = diagnose(profile, credentials, self._limits, observer=self._observer)
        async with aclosing(stages) as results:
            async for result in results:
                self._results.append(result)
                self._view.show_stage(result.stage, self._shown(result))
                if result.finding in _FOUND.get(result.stage, ()):
                    self._page.fill_audio_base(str(result.facts[Fact.URL]))
                self._show_running()

    def _show_panel(self) -> None:
        """Scroll to it; there is a place for it only when the page is laid out again."""
        QTimer.singleShot(0, self._view, lambda: self._page.ensureWidgetVisible(self._view, 0, 4))

    def _show_running(self) -> None:
        """The stage after the last result is the one that runs."""
        at = len(self._results)
        failed = any(result.state is StageState.FAILED for result in self._results)
        if at < len(Stage) and not (failed and self._results[-1].seconds == 0):
            running = ShownStage("running", self.tr("being tried"), self.tr("Trying …"))
            self._view.show_stage(list(Stage)[at], running)

    def _shown(self, result: StageResult) -> ShownStage:
        words = self._words.of(result)
        is_fine = result.state in {StageState.PASSED, StageState.SKIPPED}
        facts: Sequence[tuple[str, str]] = ()
        if not is_fine or result.stage in _WITH_FACTS:
            facts = self._facts.of(result)
        spoken = self._words.state(result.state)
        time = "" if result.state is StageState.SKIPPED else _time(result.seconds)
        return ShownStage(result.state.value, spoken, words.line, words.advice, time, facts)

    def _on_busy(self, busy: bool) -> None:
        if busy:
            return  # the test itself says so when it begins
        stopped = ShownStage("skipped", self.tr("stopped"), self.tr("Not tried."))
        for stage in list(Stage)[len(self._results) :]:
            self._view.show_stage(stage, stopped)
        summary = (
            self._errors.sentence(self._failure)
            if self._failure is not None
            else self._words.summary(self._profile.name, self._results)
        )
        self._view.show_summary(summary)
        self._view.set_busy(False)
        self._show_panel()
        failed = (result for result in self._results if result.state is StageState.FAILED)
        said = [words for result in failed for words in self._words.of(result)]
        self._view.say(" ".join([summary, *filter(None, said)]))

    def _on_failed(self, error: Exception) -> None:
        self._failure = error

    def _on_stop(self) -> None:
        self._runner.cancel()

    def _on_copy(self) -> None:
        report = self._report.of(self._profile, self._credentials, self._results)
        QGuiApplication.clipboard().setText(report)
        self._view.show_copied()


def _time(seconds: float) -> str:
    if seconds < 1:
        return f"{max(1, round(seconds * 1000))} ms"
    return f"{QLocale().toString(seconds, 'f', 1)} s"
