"""The profile in use and its models, as every tab sees them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.connection_status import ConnectionState, ConnectionStatus
from desktop_app.core.credentials import NO_CREDENTIALS, Credentials
from desktop_app.core.errors import KeyMissing, KeyRejected, KeysUnavailable
from desktop_app.core.model_list import ModelList, join_models, speech_models
from desktop_app.tabs.background_refresh import BackgroundRefresh
from desktop_app.tabs.model_listing import audio_models, list_of_now
from desktop_app.ui.retry_wait import RetryWait
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.models import ModelInfo
    from desktop_app.core.profiles import Profile
    from desktop_app.service.client import ApiClient
    from desktop_app.service.connection import Connection
    from desktop_app.storage.keys import KeyStore
    from desktop_app.storage.model_cache import ModelCache


class Session(QObject):
    """Connects to a profile, lists its models and tells the tabs. One for the window."""

    status_changed = Signal(object)  # ConnectionStatus
    models_changed = Signal(object)  # tuple[ModelInfo, ...]
    left = Signal()  # what is being asked on the former connection comes to nothing
    model_wanted = Signal(str, str)  # tab, model: chosen for that tab from outside it
    favourites_changed = Signal()

    def __init__(
        self,
        connection: Connection,
        keys: KeyStore,
        profile: Profile,
        cache: ModelCache,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._connection = connection
        self._keys = keys
        self._profile = profile
        self._model_file = ""
        self._cache = cache
        self._listed = ModelList()
        self._status = ConnectionStatus(ConnectionState.CONNECTING, profile.name)
        self.retry_wait = RetryWait(self)
        """Where the list of models waits for a server without room."""
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._on_failed)
        self._profile_in_force = asyncio.Event()
        self._settled = asyncio.Event()
        self._keys_failure: KeysUnavailable | None = None
        self._background = BackgroundRefresh(self)

    @property
    def profile(self) -> Profile:
        """The profile that was chosen last."""
        return self._profile

    @property
    def models(self) -> tuple[ModelInfo, ...]:
        """The models of the profile, at first those of the last time; empty until known."""
        return self._listed.models

    @property
    def model_list(self) -> ModelList:
        """The same with the time at which the server listed them."""
        return self._listed

    @property
    def engine_runs(self) -> bool:
        """Whether the engine on this computer has started and is alive."""
        return self._connection.engine_runs

    @property
    def status(self) -> ConnectionStatus:
        """What `status_changed` said last."""
        return self._status

    def use(self, profile: Profile) -> None:
        """Change to `profile`: connect and list its models."""
        self.left.emit()
        is_other = profile != self._profile
        self._profile = profile
        self._profile_in_force.clear()
        self._settled.clear()
        if is_other:
            self._set_models(ModelList())
        self._tell(ConnectionState.CONNECTING)
        self._runner.start(self._connect(profile))

    def note_audio_base(self, profile: Profile, base: str) -> None:
        """Where the profile's server takes recordings is known now."""
        if (profile.name, profile.base_url) == (self._profile.name, self._profile.base_url):
            self._profile = self._profile._replace(audio_base=base)

    def refresh(self) -> None:
        """Connect to the same profile anew."""
        self.use(self._profile)

    def refresh_models(self) -> None:
        """List the models again on the same connection; what runs on it goes on."""
        if self._profile_in_force.is_set():  # else they are on their way
            self._tell(ConnectionState.CONNECTING)
            self._runner.start(self._list_models(self._profile))

    async def renew_models(self, profile: Profile, models: tuple[ModelInfo, ...]) -> None:
        """Take over a list that was got unasked, if it is still of use."""
        is_of_use = models and profile == self._profile and not self._runner.busy
        if is_of_use and self._status.state is ConnectionState.READY:
            self._set_models(list_of_now(models))
            self._tell(ConnectionState.READY, model_count=len(models))
            await self._cache.save(profile, self._listed)

    def use_model_file(self, path: str) -> None:
        """From the next connection on, the engine answers from this GGUF file; "" for its own."""
        self._model_file = path

    async def client(self, retry_wait: RetryWait | None = None) -> ApiClient:
        """The client of the profile in use, opened on first need.

        With `retry_wait`, a server without room is asked again after a waiting there.

        Raises:
            ServiceError, EnginePartMissing, EngineFailed, KeyUnusable: there is no client.
        """
        await self._profile_in_force.wait()
        client = await self._connection.client()
        if self._status.state is ConnectionState.STARTING_ENGINE and not self._runner.busy:
            # The engine had ended and was started again for this call.
            self._tell(ConnectionState.READY, model_count=len(self.models))
        return client if retry_wait is None else client.with_retries(retry_wait.wait)

    @property
    def is_settled(self) -> bool:
        """Whether the models are known, or it is known why not."""
        return self._settled.is_set()

    async def settled(self) -> None:
        """Wait until the models are known, or it is known why not."""
        await self._settled.wait()

    async def close(self) -> None:
        """End what is running, close the client and stop the engine."""
        await self._background.close()
        await self._runner.close()
        await self._connection.close()

    async def _connect(self, profile: Profile) -> None:
        await self._connection.use_model_file(self._model_file)
        await self._connection.use(profile, lambda: self._credentials_of(profile))
        self._profile_in_force.set()
        if not self._listed.models:
            self._set_models(await self._cache.load(profile) or ModelList())
        await self._list_models(profile)

    async def _list_models(self, profile: Profile) -> None:
        client = await self._connection.client()
        # Until the audio base has answered, and when it does not, its models are as before.
        former = speech_models(self.models)
        models = await client.with_retries(self.retry_wait.wait).list_models()
        self._set_models(list_of_now(join_models(models, former)))
        self._tell(ConnectionState.READY, model_count=len(models))
        audio = await audio_models(client, former)
        joined = join_models(models, audio)
        if joined != self.models:
            self._set_models(list_of_now(joined))
        if models and len(joined) != len(models):
            # Speech models alone do not take back that there are none.
            self._tell(ConnectionState.READY, model_count=len(joined))
        await self._cache.save(profile, self._listed)

    async def _credentials_of(self, profile: Profile) -> Credentials:
        self._keys_failure = None
        try:
            return (await self._keys.get(profile.name)).for_server(profile.base_url)
        except KeysUnavailable as error:
            self._keys_failure = error
            return NO_CREDENTIALS  # the server will say whether it wants a key

    def on_engine_progress(self, part: str) -> None:
        """The embedded engine is starting `part`."""
        self._tell(ConnectionState.STARTING_ENGINE, part=part)

    def _set_models(self, listed: ModelList) -> None:
        self._listed = listed
        self.models_changed.emit(listed.models)

    def _on_failed(self, error: Exception) -> None:
        # A tab may still try: the client says the same error in its own words.
        self._profile_in_force.set()
        if self._keys_failure is not None and isinstance(error, (KeyMissing, KeyRejected)):
            error = self._keys_failure
        self._tell(ConnectionState.FAILED, error=error)

    def _tell(
        self,
        state: ConnectionState,
        *,
        part: str = "",
        model_count: int = 0,
        error: Exception | None = None,
    ) -> None:
        self._status = ConnectionStatus(state, self._profile.name, part, model_count, error)
        if state in {ConnectionState.READY, ConnectionState.FAILED}:
            self._settled.set()
        self.status_changed.emit(self._status)
