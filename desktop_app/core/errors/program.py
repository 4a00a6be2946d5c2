"""Errors of the program's own parts: keys, the embedded engine, a choice not made."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from desktop_app.core.errors.base import HubError


class NoModelChosen(HubError):
    """A request was wanted before a model was named."""


class ToolRoundsExceeded(HubError):
    """The model has called tools in `rounds` replies in a row and would go on."""

    def __init__(self, rounds: int) -> None:
        super().__init__(str(rounds))
        self.rounds = rounds


class KeyUnusable(HubError):
    """A key or a header's value cannot be sent: no HTTP header can carry the character.

    `position` counts from 1, and is 0 where the place is not known.
    """

    def __init__(self, character: str = "", position: int = 0) -> None:
        super().__init__()
        self.character = character
        self.position = position


class KeysUnavailable(HubError):
    """Keys can neither be read nor kept."""


class KeyringUnavailable(KeysUnavailable):
    """The system's keyring is missing, or else locked or silent."""

    def __init__(self, *, is_missing: bool = False) -> None:
        super().__init__()
        self.is_missing = is_missing


class KeyFileProblem(Enum):
    """Why the program's own file of keys is not used."""

    READABLE_BY_OTHERS = auto()
    NOT_OURS = auto()
    DAMAGED = auto()
    UNREACHABLE = auto()


class LoginStartUnchangeable(HubError):
    """Whether the program starts at login cannot be changed; `detail` is in the system's words."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class KeyFileUnusable(KeysUnavailable):
    """The program's own file of keys cannot be used; `reason` are the system's words."""

    def __init__(self, problem: KeyFileProblem, path: Path, reason: str = "") -> None:
        super().__init__(problem.name)
        self.problem = problem
        self.path = path
        self.reason = reason


class CertificateFileUnusable(HubError):
    """A file of certificates that the profile names cannot be read, or is none."""

    def __init__(self, path: str, reason: str = "") -> None:
        super().__init__(path)
        self.path = path
        self.reason = reason


class CertificatePasswordWrong(HubError):
    """The key of the client's certificate is encrypted, and the password does not open it."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


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


class SettingsFileProblem(Enum):
    """Why a file of settings cannot be taken over."""

    DAMAGED = auto()
    SOMETHING_ELSE = auto()
    NEWER = auto()


class SettingsFileUnusable(HubError):
    """A file of settings cannot be taken over; `made_by` is the program's version, if it is newer.

    Nothing has changed.
    """

    def __init__(self, problem: SettingsFileProblem, name: str, made_by: str = "") -> None:
        super().__init__(problem.name)
        self.problem = problem
        self.name = name
        self.made_by = made_by
