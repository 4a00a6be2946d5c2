"""What a request becomes when it is sent: the call that is then written as code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.requests import ChatRequest, CompletionRequest, SpeechRequest
from desktop_app.service import chat, completion, embeddings, speech
from desktop_app.service.snippets.access import USUAL_ACCESS, Access, access_of

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile
    from desktop_app.service.quirks import QuirkMemory


class Operation(Enum):
    """An operation of the service, by its path below a base URL."""

    CHAT = chat.PATH
    COMPLETION = completion.PATH
    EMBEDDINGS = embeddings.PATH
    TRANSCRIPTION = speech.TRANSCRIPTIONS_PATH
    TRANSLATION = speech.TRANSLATIONS_PATH
    MODELS = "/models"

    @property
    def method(self) -> str:
        """The HTTP method."""
        return "GET" if self is Operation.MODELS else "POST"


@dataclass(frozen=True, slots=True)
class EmbeddingRequest:
    """Texts whose vectors are wanted."""

    model: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileSpeechRequest:
    """A recording that the code reads from `path`; the content of `request` is not looked at."""

    path: Path
    request: SpeechRequest


@dataclass(frozen=True, slots=True)
class ModelsRequest:
    """The list of models is wanted."""


ServiceRequest = (
    ChatRequest | CompletionRequest | EmbeddingRequest | FileSpeechRequest | ModelsRequest
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCall:
    """A call: `body` is its JSON, or the form's fields where a `file` (path, media type) goes too.

    Where `batch_size` is less than the texts of the body, it stands for several calls.
    """

    operation: Operation
    base_url: str
    body: Mapping[str, Any]
    file: tuple[Path, str] | None = None
    batch_size: int = 0
    access: Access = USUAL_ACCESS

    @property
    def url(self) -> str:
        """Where it goes."""
        return self.base_url + self.operation.value

    @property
    def is_in_batches(self) -> bool:
        """Whether its texts are sent in several calls."""
        return 0 < self.batch_size < len(self.body.get("input", ()))


def call_for(request: ServiceRequest, profile: Profile, memory: QuirkMemory) -> ServiceCall:
    """The call as which a request is sent, with what `memory` knows of the server."""
    return replace(_call_for(request, profile, memory), access=access_of(profile))


def _call_for(request: ServiceRequest, profile: Profile, memory: QuirkMemory) -> ServiceCall:
    match request:
        case ChatRequest():
            body = chat.chat_body(request)
            memory.apply(profile.host, request.model, body)
            return ServiceCall(operation=Operation.CHAT, base_url=profile.base_url, body=body)
        case CompletionRequest():
            body = completion.completion_body(request)
            memory.apply(profile.host, request.model, body)
            return ServiceCall(operation=Operation.COMPLETION, base_url=profile.base_url, body=body)
        case EmbeddingRequest(model, texts):
            encoding = "base64" if memory.takes_base64(profile.host, model) else "float"
            return ServiceCall(
                operation=Operation.EMBEDDINGS,
                base_url=profile.base_url,
                body=embeddings.embeddings_body(model, texts, encoding),
                batch_size=memory.batch_size(profile.host, model),
            )
        case FileSpeechRequest(path, spoken):
            return ServiceCall(
                operation=Operation(speech.speech_path(spoken)),
                base_url=profile.audio_base or profile.base_url,
                body=speech.form_fields(spoken, profile.host, memory),
                file=(path, spoken.media_type),
            )
        case ModelsRequest():
            return ServiceCall(operation=Operation.MODELS, base_url=profile.base_url, body={})
