"""A sound file to words: prepared, uploaded, and once more as WAV where its format is refused."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.audio.encoding import Upload, prepare_upload
from desktop_app.audio.sound_format import MEDIA_TYPES
from desktop_app.core.errors import RequestRejected
from desktop_app.core.requests import SpeechRequest
from desktop_app.service.snippets import FileSpeechRequest
from desktop_app.tabs.model_choice import remembered_model
from desktop_app.ui.model_box import transcribes

if TYPE_CHECKING:
    from desktop_app.audio.recordings import Recordings, TranscriptState
    from desktop_app.core.requests import Transcript
    from desktop_app.service.client import ApiClient
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.session import Session

AUDIO_TAB = "audio"
_WAV = "wav"
_WAV_TYPE = "audio/wav"


class SpeechStep(Enum):
    """What is being done with a sound."""

    PREPARING = auto()
    UPLOADING = auto()


@dataclass(frozen=True, slots=True)
class SpeechOptions:
    """How a sound is to be written down; `language` is ISO 639-1 or "" to have it found."""

    model: str
    language: str = ""
    temperature: float = 0.0
    translate: bool = False


async def write_down(
    client: ApiClient,
    path: Path,
    options: SpeechOptions,
    on_step: Callable[[SpeechStep], None] = lambda _step: None,
) -> Transcript:
    """The words of the sound at `path`.

    Raises:
        SoundUnreadable, UploadTooLarge: the file cannot be sent.
        ServiceError: the call failed.
    """
    on_step(SpeechStep.PREPARING)
    upload = await prepare_upload(path)
    on_step(SpeechStep.UPLOADING)
    try:
        return await client.transcribe(_request(upload, options))
    except RequestRejected as error:
        # Small servers often read WAV only.
        if "format" not in error.detail.lower() or upload.media_type == _WAV_TYPE:
            raise
    on_step(SpeechStep.PREPARING)
    upload = await prepare_upload(path, prefer=_WAV)
    on_step(SpeechStep.UPLOADING)
    return await client.transcribe(_request(upload, options))


def speech_model(session: Session, settings: SettingsStore) -> str:
    """The model that was chosen in the Audio tab, else the first one for speech; "" for none."""
    chosen = remembered_model(AUDIO_TAB, session, settings)
    return chosen or next((model.id for model in session.models if transcribes(model)), "")


async def keep_state(
    recordings: Recordings, path: Path, state: TranscriptState, text: str = ""
) -> None:
    """Note in the list of recordings what became of one of them."""
    # A folder that cannot be written keeps the recording itself: it stays pending.
    with contextlib.suppress(OSError):
        await asyncio.to_thread(recordings.set_transcript, path, state, text)


def request_of_file(path: Path, options: SpeechOptions) -> FileSpeechRequest:
    """The request that sends the file at `path` as it is."""
    media_type = MEDIA_TYPES.get(path.suffix.lower().lstrip("."), "application/octet-stream")
    return FileSpeechRequest(path, _request(Upload(path.name, b"", media_type, None), options))


def _request(upload: Upload, options: SpeechOptions) -> SpeechRequest:
    return SpeechRequest(
        model=options.model,
        file_name=upload.file_name,
        content=upload.content,
        media_type=upload.media_type,
        language=options.language,
        temperature=options.temperature,
        translate=options.translate,
    )
