"""What a call that failed says of its stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core import errors
from desktop_app.core.diagnosis import Fact, FactValue
from desktop_app.core.findings import Finding
from desktop_app.service.diagnosis.outcome import Outcome
from desktop_app.service.server_words import is_html

if TYPE_CHECKING:
    from desktop_app.service.diagnosis.listening import Listener

_BY_KIND: tuple[tuple[type[errors.ServiceError], Finding], ...] = (
    (errors.KeyMissing, Finding.KEY_MISSING),
    (errors.KeyRejected, Finding.KEY_REFUSED),
    (errors.AccessDenied, Finding.ACCESS_DENIED),
    (errors.RateLimited, Finding.RATE_LIMITED),
    (errors.NotFound, Finding.NOT_FOUND),
    (errors.RequestRejected, Finding.REQUEST_REFUSED),
    (errors.RequestTooLarge, Finding.REQUEST_REFUSED),
    (errors.ContextOverflow, Finding.REQUEST_REFUSED),
    (errors.ServerFailed, Finding.SERVER_FAILED),
    (errors.StreamStalled, Finding.TIMED_OUT),
    (errors.ServerUnreachable, Finding.CONNECTION_LOST),
    (errors.StreamBroken, Finding.CONNECTION_LOST),
    (errors.CertificateRejected, Finding.CONNECTION_LOST),
    (errors.ProxyFailed, Finding.CONNECTION_LOST),
)


def outcome_of(error: errors.ServiceError, heard: Listener, model: str = "") -> Outcome:
    """The outcome of a stage whose call ended in `error`, after this answer."""
    facts: dict[Fact, FactValue] = {}
    if error.status is not None:
        facts[Fact.STATUS] = error.status
    if error.detail:
        facts[Fact.WORDS] = error.detail
    if heard.header("server"):
        facts[Fact.SERVER] = heard.header("server")
    if model:
        facts[Fact.MODEL] = model
    if isinstance(error, errors.NotAnApi):
        location = heard.header("location")
        if location:
            return Outcome(Finding.REDIRECTED, {**facts, Fact.LOCATION: location})
        is_page = is_html(heard.content)
        return Outcome(Finding.WEB_PAGE if is_page else Finding.NOT_AN_API, facts)
    finding = next((found for kind, found in _BY_KIND if isinstance(error, kind)), None)
    return Outcome(finding or Finding.REPLY_UNUSABLE, facts)
