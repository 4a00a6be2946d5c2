"""The stages above HTTP: the key, the list of models, a chat of one token, the audio base."""

from __future__ import annotations

import io
import wave
from collections import Counter
from contextlib import aclosing
from typing import TYPE_CHECKING

from desktop_app.core.diagnosis import Fact, FactValue
from desktop_app.core.errors import (
    AccessDenied,
    KeyMissing,
    KeyRejected,
    KeyUnusable,
    ServiceError,
)
from desktop_app.core.findings import Finding
from desktop_app.core.messages import Message, Role
from desktop_app.core.models import ModelInfo, ModelKind
from desktop_app.core.requests import ChatRequest, SpeechRequest
from desktop_app.service.connect import open_client
from desktop_app.service.diagnosis.call_findings import outcome_of
from desktop_app.service.diagnosis.list_shape import oddity_of
from desktop_app.service.diagnosis.listening import Listener
from desktop_app.service.diagnosis.outcome import Outcome
from desktop_app.service.diagnosis.smallest_model import smallest_chat_models
from desktop_app.service.observing import NOBODY

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile
    from desktop_app.service.client import ApiClient
    from desktop_app.service.observing import CallObserver

_MOST_MODELS = 3  # that are asked in turn: a plan may list what it does not include
_ABOUT_THE_MODEL = frozenset(
    {
        Finding.ACCESS_DENIED,
        Finding.NOT_FOUND,
        Finding.REQUEST_REFUSED,
        Finding.SERVER_FAILED,
        Finding.REPLY_UNUSABLE,
    }
)
_SILENCE = 1.0  # seconds
_RATE = 16_000


class ServiceProbe:
    """Each method is a stage, to be called in order; `close` at the end."""

    def __init__(
        self, profile: Profile, credentials: Credentials, observer: CallObserver = NOBODY
    ) -> None:
        self._profile = profile._replace(retries=0)
        self._credentials = credentials
        self._observer = observer
        self._heard = Listener(observer)
        self._learned_base = ""
        self._client: ApiClient | None = None
        self._models: list[ModelInfo] | None = None
        self._list_failure: Outcome | None = None

    async def close(self) -> None:
        """Close every connection."""
        if self._client is not None:
            await self._client.close()

    async def key(self) -> Outcome:
        """List the models with the key, and once without it: does the server look at it at all?"""
        try:
            self._client = await open_client(
                self._profile,
                self._credentials,
                observer=self._heard,
                on_audio_base_learned=self._learn_base,
            )
        except KeyUnusable:
            return Outcome(Finding.KEY_UNUSABLE)
        try:
            self._models = await self._client.list_models()
        except (KeyMissing, KeyRejected, AccessDenied) as error:
            return outcome_of(error, self._heard)
        except ServiceError as error:
            self._list_failure = outcome_of(error, self._heard)
            return Outcome(Finding.KEY_UNDECIDED)
        self._listed = self._heard.content
        if not self._credentials.key and not self._credentials.headers:
            return Outcome(Finding.KEY_NOT_NEEDED)
        return Outcome(Finding.KEY_NOT_CHECKED if await self._is_open() else Finding.FINE)

    async def models(self) -> Outcome:
        """Look at the list that came."""
        if self._list_failure is not None:
            return self._list_failure
        models = self._models or []
        kinds = Counter(model.kind.value for model in models)
        facts: dict[Fact, FactValue] = {
            Fact.URL: f"{self._profile.base_url}/models",
            Fact.MODEL_COUNT: len(models),
            Fact.KINDS: tuple(f"{kind}: {count}" for kind, count in kinds.most_common()),
        }
        oddity = oddity_of(self._listed)
        if oddity:
            facts[Fact.SHAPE] = oddity
        if not models:
            return Outcome(Finding.NO_MODELS, facts)
        return Outcome(Finding.ODD_LIST if oddity else Finding.FINE, facts)

    async def chat(self) -> Outcome:
        """Have a small model write one token; another one where a model does not."""
        if self._models is None:
            return Outcome(Finding.NOT_REACHED)
        failure = Outcome(Finding.NO_CHAT_MODEL)
        for model in smallest_chat_models(self._models)[:_MOST_MODELS]:
            try:
                await self._ask(model.id)
            except ServiceError as error:
                outcome = outcome_of(error, self._heard, model.id)
                if outcome.finding not in _ABOUT_THE_MODEL:
                    return outcome
                failure = failure if Fact.MODEL in failure.facts else outcome
            else:
                return _answered(model.id, failure)
        return failure

    async def audio(self) -> Outcome:
        """Send a second of silence, to find the base that takes recordings."""
        if self._models is None or self._client is None:
            return Outcome(Finding.NOT_REACHED)
        model = ""
        try:
            model = await self._speech_model(self._client)
            if not model:
                return Outcome(Finding.NO_SPEECH_MODEL)
            request = SpeechRequest(
                model=model, file_name="test.wav", content=_silence(), media_type="audio/wav"
            )
            await self._client.transcribe(request)
        except ServiceError as error:
            return outcome_of(error, self._heard, model)
        named = self._profile.audio_base or self._profile.base_url
        base = self._learned_base or named
        facts = {Fact.URL: base, Fact.MODEL: model}
        if self._profile.audio_base and base != self._profile.audio_base:
            return Outcome(Finding.OTHER_AUDIO_BASE, facts)
        is_plain = base == self._profile.base_url
        return Outcome(Finding.FINE if is_plain else Finding.OWN_AUDIO_BASE, facts)

    def _learn_base(self, base: str) -> None:
        self._learned_base = base

    async def _is_open(self) -> bool:
        """Whether the server lists its models to anybody."""
        without_key = self._credentials._replace(key="", headers=())
        client = await open_client(self._profile, without_key, observer=self._observer)
        try:
            await client.list_models()
        except ServiceError:
            return False
        finally:
            await client.close()
        return True

    async def _ask(self, model: str) -> None:
        if self._client is None:
            return
        request = ChatRequest(
            model=model, messages=(Message(Role.USER, "Hi"),), max_tokens=1, stream=None
        )
        async with aclosing(self._client.stream_chat(request)) as events:
            async for _event in events:
                pass

    async def _speech_model(self, client: ApiClient) -> str:
        listed = [model for model in self._models or () if model.kind is ModelKind.SPEECH]
        models = listed or await client.list_audio_models()
        known = {model.id for model in self._models or ()} - {model.id for model in listed}
        # A server that gives its main list here too has no models for speech.
        return next((model.id for model in models if model.id not in known), "")


def _answered(model: str, failure: Outcome) -> Outcome:
    if Fact.MODEL not in failure.facts:
        return Outcome(Finding.FINE, {Fact.MODEL: model})
    facts = {**failure.facts, Fact.REFUSING_MODEL: failure.facts[Fact.MODEL], Fact.MODEL: model}
    return Outcome(Finding.ANOTHER_MODEL, facts)


def _silence() -> bytes:
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(bytes(int(2 * _RATE * _SILENCE)))
    return sound.getvalue()
