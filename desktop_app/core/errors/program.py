"""Errors of the program's own parts: keys, the embedded engine, a choice not made."""

from __future__ import annotations

from desktop_app.core.errors.base import HubError


class NoModelChosen(HubError):
    """A request was wanted before a model was named."""


class ToolRoundsExceeded(HubError):
    """The model has called tools in `rounds` replies in a row and would go on."""

    def __init__(self, rounds: int) -> None:
        super().__init__(str(rounds))
        self.rounds = rounds


class KeyUnusable(HubError):
    """The key cannot be sent: it holds characters that no HTTP header can carry."""


class KeyringUnavailable(HubError):
    """The system's keyring is missing, locked or did not answer in time."""


class EnginePartMissing(HubError):
    """A package that the embedded engine needs is not installed."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class EngineFailed(HubError):
    """The embedded engine ended or did not start."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
