"""Keys by the name of their profile, kept where the person wants them to be kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from desktop_app.core.credentials import Credentials, decoded, encoded
from desktop_app.core.errors import KeyringUnavailable, KeysUnavailable
from desktop_app.core.lone_thread import LoneThread
from desktop_app.core.paths import FOLDER_NAME
from desktop_app.core.profiles import KeyPlace
from desktop_app.storage.key_file import KeyFile
from desktop_app.storage.system_keyring import SystemKeyring

_PATIENCE = 20.0  # seconds: a locked keyring asks the person for its password
_LAST_PATIENCE = 5.0  # seconds, when the program ends
T = TypeVar("T")


class SecretPlace(Protocol):
    """Keeps texts by name; blocking. Its errors are `KeysUnavailable`."""

    def get(self, name: str) -> str:
        """The secret of that name, or ""."""

    def set(self, name: str, secret: str) -> None:
        """Keep a secret, or remove it when it is ""."""


class KeyStore:
    """Reads and keeps in a thread. What cannot be kept is in force until the program ends.

    The keyring has a thread of its own: one that never answers must not take those of all others.
    """

    def __init__(
        self,
        file: Path,
        place: KeyPlace = KeyPlace.KEYRING,
        *,
        keyring_name: str = FOLDER_NAME,
    ) -> None:
        self._session: dict[str, Credentials] = {}
        self._place = place
        self._places: dict[KeyPlace, SecretPlace] = {
            KeyPlace.KEYRING: SystemKeyring(keyring_name),
            KeyPlace.SESSION: _Nowhere(),
            KeyPlace.FILE: KeyFile(file),
        }
        self._keyring_thread = LoneThread("keyring")
        self.file = file

    @property
    def place(self) -> KeyPlace:
        """Where keys are kept."""
        return self._place

    def known_secrets(self) -> tuple[str, ...]:
        """All that must never be seen of what is in memory; from any thread."""
        return tuple(secret for known in list(self._session.values()) for secret in known.secrets())

    def remember_for_session(self, profile: str, credentials: Credentials) -> None:
        """Keep credentials in memory only, for example the key of the environment."""
        self._session[profile] = credentials

    async def get(self, profile: str) -> Credentials:
        """The credentials of a profile; empty when it has none.

        Raises:
            KeysUnavailable: the keyring is missing, locked or silent, or the file is not used.
        """
        if profile in self._session:
            return self._session[profile]
        found = await self._read(self._place, profile)
        return self._session.setdefault(profile, found)  # what was set meanwhile is newer

    async def set(self, profile: str, credentials: Credentials) -> None:
        """Keep credentials; empty ones are forgotten. They are in force even if keeping fails.

        Raises:
            KeysUnavailable: they are kept until the program ends, no longer.
        """
        self._session[profile] = credentials
        await self._write(self._place, profile, encoded(credentials))

    async def move(self, place: KeyPlace, profiles: Iterable[str]) -> None:
        """Keep the keys of these profiles elsewhere from now on, and no longer where they were.

        What the former place does not give out stays there; it is the reason to leave it.

        Raises:
            KeysUnavailable: the new place does not keep them; all is as it was.
        """
        former = self._place
        if former is place:
            return
        kept = {
            profile: encoded(found)
            for profile, found in (await self._known(profiles)).items()
            if found.secrets()
        }
        for profile, secret in kept.items():
            await self._write(place, profile, secret)
        self._place = place
        with suppress(KeysUnavailable):
            for profile in kept:
                await self._write(former, profile, "")

    async def close(self) -> None:
        """Wait for what is being kept; not for a keyring that does not answer."""
        await self._keyring_thread.finish(within=_LAST_PATIENCE)

    async def _known(self, profiles: Iterable[str]) -> dict[str, Credentials]:
        """What can be had; a place that has failed once is not asked, and waited for, again."""
        names = tuple(profiles)
        with suppress(KeysUnavailable):
            for name in names:
                await self.get(name)
        return {name: self._session[name] for name in names if name in self._session}

    async def _read(self, place: KeyPlace, profile: str) -> Credentials:
        return decoded(await self._asked(place, partial(self._places[place].get, profile)))

    async def _write(self, place: KeyPlace, profile: str, secret: str) -> None:
        await self._asked(place, partial(self._places[place].set, profile, secret))

    async def _asked(self, place: KeyPlace, work: Callable[[], T]) -> T:
        try:
            if place is KeyPlace.KEYRING:
                return await self._keyring_thread.run(work, within=_PATIENCE)
            async with asyncio.timeout(_PATIENCE):
                return await asyncio.to_thread(work)
        except TimeoutError as error:
            raise KeyringUnavailable from error


class _Nowhere:
    """Keeps nothing: keys are in memory until the program ends."""

    def get(self, _name: str) -> str:
        return ""

    def set(self, _name: str, _secret: str) -> None:
        return
