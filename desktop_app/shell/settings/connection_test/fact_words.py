"""Words for the facts of a result: what stands in its details."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from desktop_app.core.diagnosis import Fact, FactValue, StageResult
from desktop_app.shell.settings.backup_table import moment

_OCTETS_A_LINE = 8 * 3  # characters of a fingerprint


class FactWords(QObject):
    """Names the facts, in the order in which they matter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = {**self._certificate_titles(), **self._other_titles()}

    def of(self, result: StageResult) -> list[tuple[str, str]]:
        """Title and text of each fact."""
        return [
            (self._titles[fact], self._text(fact, result.facts[fact]))
            for fact in self._titles
            if result.facts.get(fact) not in {None, "", ()}
        ]

    def _certificate_titles(self) -> dict[Fact, str]:
        return {
            Fact.SUBJECT: self.tr("Issued to"),
            Fact.NAMES: self.tr("Valid for"),
            Fact.ISSUER: self.tr("Issued by"),
            Fact.VALID_FROM: self.tr("Valid from"),
            Fact.VALID_UNTIL: self.tr("Valid until"),
            Fact.FINGERPRINT: self.tr("Fingerprint (SHA-256)"),
            Fact.TLS_VERSION: self.tr("Protocol"),
            Fact.CIPHER: self.tr("Cipher"),
        }

    def _other_titles(self) -> dict[Fact, str]:
        return {
            Fact.PROXY: self.tr("Proxy"),
            Fact.HOST: self.tr("Host"),
            Fact.ADDRESSES: self.tr("Addresses"),
            Fact.ADDRESS: self.tr("Connected to"),
            Fact.SCHEMES: self.tr("Kinds of login"),
            Fact.URL: self.tr("URL"),
            Fact.LOCATION: self.tr("Sent on to"),
            Fact.MODEL: self.tr("Model"),
            Fact.REFUSING_MODEL: self.tr("Did not answer"),
            Fact.MODEL_COUNT: self.tr("Models"),
            Fact.KINDS: self.tr("Of the kind"),
            Fact.SHAPE: self.tr("Shape of the list"),
            Fact.FILE: self.tr("File"),
            Fact.STATUS: self.tr("Status"),
            Fact.SERVER: self.tr("Server software"),
            Fact.WORDS: self.tr("In its own words"),
        }

    def _text(self, fact: Fact, value: FactValue) -> str:
        if fact is Fact.FINGERPRINT:
            text = str(value).upper()
            return "\n".join(
                text[begin : begin + _OCTETS_A_LINE].removesuffix(":")
                for begin in range(0, len(text), _OCTETS_A_LINE)
            )
        if isinstance(value, datetime):
            return moment(value)
        return ", ".join(value) if isinstance(value, tuple) else str(value)
