"""Calls in words."""

from __future__ import annotations

import http
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QDate, QDateTime, QLocale, QObject

from desktop_app.core.calls import KEPT_BYTES, KEPT_DAYS, STOPPED, CallKind
from desktop_app.shell.ledger.shown_body import BodyLine
from desktop_app.ui.data_size import data_size
from desktop_app.ui.whole_number import whole_number

if TYPE_CHECKING:
    from desktop_app.core.calls import CallSummary, Content, Headers
    from desktop_app.shell.ledger.shown_body import ShownBody

NOTHING = "–"


class Fact(NamedTuple):
    """A name and a value; a long one has a line of its own."""

    name: str
    value: str
    is_long: bool = False


class CallText(QObject):
    """Says what a person reads of a call."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kinds = {
            CallKind.CHAT: self.tr("Chat"),
            CallKind.COMPLETION: self.tr("Completion"),
            CallKind.EMBEDDINGS: self.tr("Embeddings"),
            CallKind.TRANSCRIPTION: self.tr("Transcription"),
            CallKind.TRANSLATION: self.tr("Translation"),
            CallKind.MODELS: self.tr("Models"),
            CallKind.OTHER: self.tr("Other"),
        }

    def keeping(self) -> str:
        """What is kept of all calls, and for how long."""
        size = QLocale().formattedDataSize(KEPT_BYTES, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
        return self.tr(
            "Each call is kept on this computer for {days} days, and all together take up to "
            "{size}: beyond it the oldest go. A key is never kept."
        ).format(days=KEPT_DAYS, size=size)

    def kind(self, kind: CallKind) -> str:
        """What was asked for."""
        return self._kinds[kind]

    def status(self, call: CallSummary) -> str:
        """The server's answer in a word or two, and what went wrong after it."""
        if call.status >= 400 or (call.status and not call.error):
            return f"{call.status} {_phrase(call.status)}"
        trouble = self._trouble(call.error)
        return f"{call.status} · {trouble}" if call.status else trouble

    def tokens(self, call: CallSummary, written: Callable[[int], str] = whole_number) -> str:
        """Tokens of the prompt and of the reply, each `written` so."""
        if call.tokens_in is None:
            return ""
        numbers = [call.tokens_in, *([call.tokens_out] if call.tokens_out else [])]
        return " → ".join(map(written, numbers))

    def facts(self, call: CallSummary) -> list[Fact]:
        """What is known of a call beside its bodies."""
        facts = [
            Fact(self.tr("Time"), moment(call.began), is_long=True),
            Fact(self.tr("First byte"), seconds(call.first_byte)),
            Fact(self.tr("Tokens"), self.tokens(call) or NOTHING),
            Fact(self.tr("Duration"), seconds(call.duration)),
            Fact(self.tr("Retries"), str(call.retries)),
            Fact(self.tr("Profile"), call.profile, is_long=True),
        ]
        if call.request_id:
            facts.append(Fact(self.tr("Request id"), call.request_id, is_long=True))
        return facts

    def rate_limits(self, headers: Headers) -> Fact | None:
        """What is left of the server's limits, in its own words."""
        shown = [
            f"{name.lower().removeprefix('x-')}: {value}"
            for name, value in headers
            if "ratelimit" in name.lower() or name.lower() == "retry-after"
        ]
        return Fact(self.tr("Limits"), ", ".join(shown), is_long=True) if shown else None

    def body(self, content: Content, shown: ShownBody) -> list[BodyLine]:
        """A body as it is shown; where its middle is missing, that is said in a line of its own."""
        if not content.size:
            return [BodyLine(self.tr("No body."))]
        if not shown.lines:
            words = self.tr("{type}, {size}: only this is kept of sound and pictures.")
            size = data_size(content.size)
            return [BodyLine(words.format(type=content.media_type, size=size))]
        if shown.cut_at < 0:
            return list(shown.lines)
        words = self.tr("… {size} in all: the middle is not kept …")
        missing = BodyLine(words.format(size=data_size(content.size)))
        gap = [BodyLine(""), missing, BodyLine("")]
        return [*shown.lines[: shown.cut_at], *gap, *shown.lines[shown.cut_at :]]

    def _trouble(self, error: str) -> str:
        return {
            STOPPED: self.tr("Stopped"),
            "ServerUnreachable": self.tr("No connection"),
            "CertificateRejected": self.tr("Certificate refused"),
            "ProxyFailed": self.tr("Proxy failed"),
            "StreamBroken": self.tr("Broken off"),
            "StreamStalled": self.tr("Stalled"),
            "StreamNotSupported": self.tr("No stream"),
            "InvalidReply": self.tr("Unusable reply"),
            "NotAnApi": self.tr("Not an API"),
            "ServerFailed": self.tr("Server failed"),
            "RateLimited": self.tr("Rate limited"),
            "ContextOverflow": self.tr("Prompt too long"),
        }.get(error, error)


def moment(began: float) -> str:
    """The day and the time of a call, to the millisecond."""
    when = QDateTime.fromMSecsSinceEpoch(round(began * 1000))
    day = QLocale().toString(when.date(), QLocale.FormatType.LongFormat)
    return f"{day}, {when.toString('HH:mm:ss.zzz')}"


def short_moment(began: float) -> str:
    """The same for a list: the time of today, or the day and the time."""
    when = QDateTime.fromMSecsSinceEpoch(round(began * 1000))
    if when.date() == QDate.currentDate():
        return when.toString("HH:mm:ss")
    return QLocale().toString(when, "d MMM HH:mm")


def seconds(value: float | None) -> str:
    """A duration in the unit that suits it."""
    if value is None:
        return NOTHING
    if value < 0.0095:
        return f"{QLocale().toString(value * 1000, 'f', 1)} ms"
    if value < 0.9995:
        return f"{round(value * 1000)} ms"
    return f"{QLocale().toString(value, 'f', 1 if value >= 10 else 2)} s"


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return ""
