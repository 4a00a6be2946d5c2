"""API keys in the system's keyring, called in a thread and never waited for too long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from desktop_app.core.errors import KeyringUnavailable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE_NAME = "llmhub-desktop"
_PATIENCE = 20.0  # seconds: a locked keyring asks the person for its password
T = TypeVar("T")


class KeyStore:
    """Keys by the name of their profile. What cannot be stored is kept until the program ends."""

    def __init__(self) -> None:
        self._session: dict[str, str] = {}

    def remember_for_session(self, profile: str, key: str) -> None:
        """Keep a key in memory only, for example the one of the environment."""
        self._session[profile] = key

    async def get(self, profile: str) -> str:
        """The key of a profile, or "" when it has none.

        Raises:
            KeyringUnavailable: the keyring is missing, locked or silent.
        """
        if profile in self._session:
            return self._session[profile]
        key = await _call(lambda: _keyring().get_password(SERVICE_NAME, profile)) or ""
        return self._session.setdefault(profile, key)  # one that was set meanwhile is newer

    async def set(self, profile: str, key: str) -> None:
        """Store a key, or remove it when it is "". It is in force even if storing fails.

        Raises:
            KeyringUnavailable: the key is kept until the program ends, no longer.
        """
        self._session[profile] = key
        if key:
            await _call(lambda: _keyring().set_password(SERVICE_NAME, profile, key))
        else:
            await _call(lambda: _delete(profile))


def _keyring() -> KeyringBackend:
    import keyring

    return keyring.get_keyring()


def _delete(profile: str) -> None:
    from keyring.errors import PasswordDeleteError

    try:
        _keyring().delete_password(SERVICE_NAME, profile)
    except PasswordDeleteError:
        return  # there was none


async def _call(work: Callable[[], T]) -> T:
    def guarded() -> T:
        from keyring.errors import KeyringError

        try:
            return work()
        except KeyringError as error:
            raise KeyringUnavailable from error

    try:
        return await asyncio.wait_for(asyncio.to_thread(guarded), _PATIENCE)
    except TimeoutError as error:
        raise KeyringUnavailable from error
