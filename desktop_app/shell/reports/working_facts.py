"""Facts about what works at the moment: microphones, the connection, the engine; and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.audio.devices import list_devices
from desktop_app.core.errors import RecordingFailed
from desktop_app.shell.connection_text import ConnectionText
from desktop_app.shell.reports.sections import Section
from desktop_app.ui.errors import ErrorText

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.core.logs.crashes import Crash
    from desktop_app.tabs.session import Session

_LAST_BYTES = 64 * 1024
_LAST_LINES = 200


class WorkingFacts(QObject):
    """Each method makes a section."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errors = ErrorText(self)
        self._words = ConnectionText(self)

    def connection(self, session: Session) -> Section:
        """Where the program stands with its server."""
        runs = self.tr("running")
        return Section(
            self.tr("Connection"),
            [
                (self.tr("State"), self._words.line(session.status)),
                (self.tr("Models"), str(len(session.models))),
                (self.tr("Engine"), runs if session.engine_runs else self.tr("not running")),
            ],
        )

    async def sound(self) -> Section:
        """The microphones, asked for by a process of its own: it may hang."""
        try:
            devices = await list_devices()
        except RecordingFailed as error:
            rows = [(self.tr("Microphones"), self._errors.sentence(error))]
        else:
            rows = [("", device.name) for device in devices] or [
                (self.tr("Microphones"), self.tr("none"))
            ]
        return Section(self.tr("Sound"), rows)

    def crash(self, crash: Crash) -> Section:
        """How a run ended that did not end in order."""
        trace = crash.trace or self.tr(
            "It was ended from outside, for example by the system, or the computer went off."
        )
        title = self.tr("What happened to {run}").format(run=crash.header)
        return Section(title, [("", line) for line in trace.splitlines()])

    def log(self, file: Path) -> Section:
        """The last lines of the log; for a thread."""
        lines = _last_lines(file) or [self.tr("There is nothing in it.")]
        return Section(self.tr("Last lines of the log"), [("", line) for line in lines])


def _last_lines(file: Path) -> list[str]:
    try:
        with file.open("rb") as stream:
            stream.seek(max(0, file.stat().st_size - _LAST_BYTES))
            text = stream.read().decode("utf-8", "replace")
    except OSError:
        return []
    return text.splitlines()[-_LAST_LINES:]
