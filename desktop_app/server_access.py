"""Makes what leads to the servers: keys, profiles, the engine, the ledger of calls, the session."""

from __future__ import annotations

import os
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from desktop_app.core.credentials import Credentials
from desktop_app.core.profiles import environment_profile
from desktop_app.service.connection import Connection
from desktop_app.service.headroom_meter import HeadroomMeter
from desktop_app.service.local_engine import LocalEngine
from desktop_app.service.quirks import QuirkMemory
from desktop_app.shell.ledger.keeper import LedgerKeeper
from desktop_app.shell.profiles import ProfileList
from desktop_app.storage.keys import KeyStore
from desktop_app.storage.model_cache import ModelCache
from desktop_app.storage.refusals import StoredRefusals
from desktop_app.tabs.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.command_line import Arguments
    from desktop_app.core.paths import Paths
    from desktop_app.core.profiles import Profile
    from desktop_app.storage.settings_store import SettingsStore


class ServerAccess:
    """Without a widget; `environment` is the profile that the variables name, if they do."""

    def __init__(
        self, settings: SettingsStore, paths: Paths, asked: Arguments, environ: Mapping[str, str]
    ) -> None:
        loaded = settings.current
        self.keys = KeyStore(paths.key_file, loaded.key_place, keyring_name=paths.keyring_name)
        self.environment = self._environment(environ)
        self.profiles = ProfileList(settings, self.environment)
        self.refusals = StoredRefusals(paths.refusals_file)
        self.ledger = LedgerKeeper(paths.ledger_file, enabled=loaded.keeps_ledger)
        self.meter = HeadroomMeter(self.ledger.log)
        engine = LocalEngine(environ=_engine_environ(asked, paths))
        profile = self.profiles.at_start(asked.profile)
        connection = Connection(
            profile,
            engine=engine,
            memory=QuirkMemory(self.refusals),
            observer=self.meter,
            on_audio_base_learned=self._on_audio_base_learned,
        )
        self.session = Session(connection, self.keys, profile, ModelCache(paths.model_lists))
        self.session.use_model_file(loaded.local_model_file)
        engine.on_progress = self.session.on_engine_progress

    async def close(self) -> None:
        """Close the client, stop the engine, and keep what was learnt, recorded and entered."""
        async with AsyncExitStack() as ending:  # from the last to the first
            for part in (self.keys, self.refusals, self.ledger, self.session):
                ending.push_async_callback(part.close)

    def _environment(self, environ: Mapping[str, str]) -> Profile | None:
        found = environment_profile(environ)
        if found is None:
            return None
        profile, key = found
        self.keys.remember_for_session(profile.name, Credentials(key))
        return profile

    def _on_audio_base_learned(self, profile: Profile, base: str) -> None:
        self.profiles.keep_audio_base(profile, base)
        self.session.note_audio_base(profile, base)


def _engine_environ(asked: Arguments, paths: Paths) -> Mapping[str, str] | None:
    """What the engine caches goes where all the rest goes."""
    return {**os.environ, "LLMHUB_ENGINE_CACHE": str(paths.cache)} if asked.data_dir else None
