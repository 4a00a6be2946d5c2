"""Words for everything that the test of a connection can find."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from PySide6.QtCore import QDateTime, QLocale, QObject

from desktop_app.core.diagnosis import Fact, FactValue, Stage, StageResult
from desktop_app.core.findings import Finding, StageState
from desktop_app.shell.settings.connection_test.encryption_words import EncryptionWords
from desktop_app.shell.settings.connection_test.network_words import NetworkWords, Words
from desktop_app.shell.settings.connection_test.service_words import ServiceWords

_MOST_PARTS = 3  # of several addresses or names in a line


class DiagnosisWords(QObject):
    """One line a result, one of advice, and the whole in a sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        network, service = NetworkWords(self), ServiceWords(self)
        self._words = {stage: {**network.of(stage), **service.of(stage)} for stage in Stage}
        self._words[Stage.TLS] = EncryptionWords(self).of()

    def of(self, result: StageResult) -> Words:
        """What was found, and what to do about it, or ""."""
        if result.finding is Finding.NOT_REACHED:
            return Words(self.tr("Not tried."))
        words = self._words[result.stage][result.finding]
        facts = {fact.value: _short(result.facts.get(fact, "…")) for fact in Fact}
        facts["path"] = urlsplit(facts["url"]).path
        facts["seconds"] = QLocale().toString(result.seconds, "f", 0 if result.seconds > 2 else 1)
        return Words(words.line.format_map(facts), words.advice.format_map(facts))

    def stage(self, stage: Stage) -> str:
        """Its name."""
        match stage:
            case Stage.NAME:
                return self.tr("Name")
            case Stage.TCP:
                return self.tr("Connection")
            case Stage.PROXY:
                return self.tr("Proxy")
            case Stage.TLS:
                return self.tr("Encryption")
            case Stage.KEY:
                return self.tr("Key")
            case Stage.MODELS:
                return self.tr("Models")
            case Stage.CHAT:
                return self.tr("Chat")
            case Stage.AUDIO:
                return self.tr("Recordings")

    def state(self, state: StageState) -> str:
        """How a stage came out, in a word."""
        match state:
            case StageState.PASSED:
                return self.tr("passed")
            case StageState.WARNED:
                return self.tr("passed with a remark")
            case StageState.FAILED:
                return self.tr("failed")
            case StageState.SKIPPED:
                return self.tr("left out")

    def summary(self, name: str, results: Sequence[StageResult]) -> str:
        """What came of it all; a test that was stopped has fewer results than stages."""
        failed = [result.stage for result in results if result.state is StageState.FAILED]
        if failed == [Stage.AUDIO]:
            text = self.tr("{name} works, except for recordings.")
        elif failed:
            text = self.tr("{name} cannot be used yet: see “{stage}”.")
        elif len(results) < len(Stage):
            text = self.tr("The test of {name} was stopped.")
        elif any(result.state is StageState.WARNED for result in results):
            text = self.tr("{name} works, with a remark.")
        else:
            text = self.tr("{name} works.")
        stage = self.stage(failed[0]) if failed else ""
        return text.format(name=name, stage=stage)


def day(moment: datetime) -> str:
    """A day as people of the place write it."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local.date(), QLocale.FormatType.LongFormat)


def _short(value: FactValue) -> str:
    if isinstance(value, datetime):
        return day(value)
    if isinstance(value, tuple):
        more = ["…"] if len(value) > _MOST_PARTS else []
        return ", ".join([*value[:_MOST_PARTS], *more]) or "…"
    return str(value)
