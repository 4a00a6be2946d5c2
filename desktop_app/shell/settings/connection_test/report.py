"""The report of a test as plain text, for those who run the server or the network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app import __version__
from desktop_app.core.base_url import without_password
from desktop_app.core.profiles import NO_PROXY, SYSTEM_PROXY
from desktop_app.core.redaction import redact

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.core.diagnosis import StageResult
    from desktop_app.core.profiles import Profile
    from desktop_app.shell.settings.connection_test.fact_words import FactWords
    from desktop_app.shell.settings.connection_test.words import DiagnosisWords


class Report(QObject):
    """Writes reports in the words of the window."""

    def __init__(self, parent: QObject, words: DiagnosisWords, facts: FactWords) -> None:
        super().__init__(parent)
        self._words = words
        self._facts = facts

    def of(self, profile: Profile, credentials: Credentials, results: Sequence[StageResult]) -> str:
        """All results with their facts; no key and no password is in it."""
        lines = [
            self._words.summary(profile.name, results),
            "",
            self.tr("Server: {url}").format(url=profile.base_url),
            self.tr("Proxy: {proxy}").format(proxy=self._proxy(profile)),
            self.tr("Tested: {moment}, LLM Hub Desktop {version}").format(
                moment=datetime.now().astimezone().isoformat(" ", "seconds"), version=__version__
            ),
        ]
        for result in results:
            lines += ["", *self._stage(result)]
        return redact("\n".join(lines), credentials.secrets()) + "\n"

    def _stage(self, result: StageResult) -> list[str]:
        stage, state = self._words.stage(result.stage), self._words.state(result.state)
        words = self._words.of(result)
        lines = [f"{stage}: {state} ({result.seconds:.2f} s)", f"  {words.line}"]
        if words.advice:
            lines.append(f"  {words.advice}")
        return lines + [
            f"    {title}: {' '.join(text.split())}" for title, text in self._facts.of(result)
        ]

    def _proxy(self, profile: Profile) -> str:
        if profile.proxy == SYSTEM_PROXY:
            return self.tr("as the system says")
        if profile.proxy == NO_PROXY:
            return self.tr("none")
        return without_password(profile.proxy)[0]
