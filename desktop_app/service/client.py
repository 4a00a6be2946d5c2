"""The client of one profile: every operation of the service."""

from __future__ import annotations

import copy
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop_app.core.errors import NotFound
from desktop_app.service import chat, completion
from desktop_app.service.completion_normaliser import CompletionNormaliser
from desktop_app.service.embeddings import Embedder, Progress
from desktop_app.service.errors import CallFacts
from desktop_app.service.model_list import fetch_models
from desktop_app.service.normaliser import Normaliser
from desktop_app.service.replaying import replay, url_for
from desktop_app.service.reply_stream import stream_reply
from desktop_app.service.retrying import RetryingWire
from desktop_app.service.snippets.calls import call_for
from desktop_app.service.speech import Transcriber

if TYPE_CHECKING:
    from desktop_app.core.calls import CallRecord
    from desktop_app.core.models import ModelInfo
    from desktop_app.core.profiles import Profile
    from desktop_app.core.replies import ReplyEvent
    from desktop_app.core.requests import (
        ChatRequest,
        CompletionRequest,
        EmbeddingBatch,
        SpeechRequest,
        Transcript,
    )
    from desktop_app.core.retries import Wait
    from desktop_app.service.download import Downloader
    from desktop_app.service.quirks import QuirkMemory
    from desktop_app.service.snippets.calls import ServiceCall, ServiceRequest
    from desktop_app.service.wire import Wire


class ApiClient:
    """Asks one server with one key. Made by `service.connect.open_client`.

    Every method raises the typed errors of `core.errors`, and can be cancelled at any moment.
    The generators are to be used within `contextlib.aclosing`.
    `on_audio_base_learned` is told the audio base of the profile when it proves to be another.
    """

    def __init__(
        self,
        profile: Profile,
        wire: Wire,
        memory: QuirkMemory,
        downloader: Downloader,
        on_audio_base_learned: Callable[[str], None] = lambda _base: None,
    ) -> None:
        if not profile.has_origin_of(profile.audio_base):
            profile = profile._replace(audio_base="")  # the key goes to the profile's host only
        self.profile = profile
        self._wire = wire
        self._memory = memory
        self._downloader = downloader
        self._transcriber = Transcriber(profile, memory, on_audio_base_learned)

    def with_retries(self, wait: Wait) -> ApiClient:
        """The same client for a task of a person: it waits by `wait` for a server without room.

        The two share their connections and what they learn.
        """
        patient = copy.copy(self)
        wire = RetryingWire(self._wire, self.profile.retries, wait)
        patient._wire = wire  # noqa: SLF001 (of a copy of this one)
        return patient

    async def close(self) -> None:
        """Close every connection; the client is of no use afterwards."""
        await self._wire.close()

    async def list_models(self) -> list[ModelInfo]:
        """The models of the main list."""
        return await fetch_models(self._wire, "/models")

    async def list_audio_models(self) -> list[ModelInfo]:
        """The models of the audio base; none when the server has no such list."""
        base = self.profile.audio_base
        if base in {"", self.profile.base_url}:
            base = f"{self.profile.base_url}/audio"
        try:
            return await fetch_models(self._wire, f"{base}/models")
        except NotFound:
            return []

    def stream_chat(self, request: ChatRequest) -> AsyncGenerator[ReplyEvent, None]:
        """Events of a chat reply, the same for streamed and whole; `ReplyFinished` is the last."""
        body = chat.chat_body(request)
        reply = Normaliser(self._facts(body), prompt_characters=chat.prompt_characters(request))
        return stream_reply(self._wire, self._memory, chat.PATH, body, reply)

    def stream_completion(self, request: CompletionRequest) -> AsyncGenerator[ReplyEvent, None]:
        """Events of raw completions, whose texts are left as they are."""
        body = completion.completion_body(request)
        reply = CompletionNormaliser(self._facts(body), prompt_characters=len(request.prompt))
        return stream_reply(self._wire, self._memory, completion.PATH, body, reply)

    async def embed(
        self,
        model: str,
        texts: Sequence[str],
        on_progress: Progress = lambda _done, _total: None,
        *,
        extra: Mapping[str, Any] | None = None,
    ) -> EmbeddingBatch:
        """Vectors in the order of the texts; `on_progress` is told (done, total) of the texts.

        `extra` are further fields of the request that this server knows.
        """
        embedder = Embedder(self._wire, self._memory)
        return await embedder.embed(model, texts, on_progress, extra=extra)

    async def transcribe(self, request: SpeechRequest) -> Transcript:
        """The words of a recording, or their translation to English."""
        return await self._transcriber.transcribe(self._wire, request)

    async def download(self, url: str) -> bytes:
        """A file from the web, without the key, on the way that the profile names."""
        return await self._downloader.fetch(url)

    async def takes_wav_only(self, model: str) -> bool:
        """Whether this model has refused sound in another format than WAV."""
        await self._memory.load()
        return self._memory.takes_wav_only(self._wire.host, model)

    def remember_wav_only(self, model: str) -> None:
        """WAV was taken where another format was refused."""
        self._memory.remember_wav_only(self._wire.host, model)

    def longest_sound(self, model: str) -> float:
        """Seconds of sound that this model takes at once, as far as is known."""
        return self._memory.longest_sound(self._wire.host, model)

    def remember_longest_sound(self, model: str, seconds: float) -> None:
        """Twice as much was refused."""
        self._memory.remember_longest_sound(self._wire.host, model, seconds)

    def call_for(self, request: ServiceRequest) -> ServiceCall:
        """The call as which the request would be sent now, to be written as code."""
        profile = self.profile._replace(audio_base=self._transcriber.base)
        return call_for(request, profile, self._memory)

    def can_replay(self, record: CallRecord) -> bool:
        """Whether a recorded request was made to the server of this client."""
        return bool(url_for(record, self.profile))

    async def replay(self, record: CallRecord) -> None:
        """Send a recorded request again, if `can_replay`; the reply is read and not looked at."""
        await replay(self._wire, url_for(record, self.profile), record)

    def _facts(self, body: Mapping[str, Any]) -> CallFacts:
        return CallFacts(self._wire.host, self._wire.keys, body["model"], frozenset(body))
