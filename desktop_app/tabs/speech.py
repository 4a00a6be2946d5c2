"""How a sound is written down: the options, the model, the request, what is noted of it."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.audio.encoding import Upload
from desktop_app.audio.sound_format import MEDIA_TYPES
from desktop_app.core.requests import SpeechRequest
from desktop_app.service.snippets import FileSpeechRequest
from desktop_app.tabs.model_choice import remembered_model
from desktop_app.ui.model_box import transcribes

if TYPE_CHECKING:
    from desktop_app.audio.recordings import Recordings, TranscriptState
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.session import Session

AUDIO_TAB = "audio"


@dataclass(frozen=True, slots=True)
class SpeechOptions:
    """How a sound is to be written down; `language` is ISO 639-1 or "" to have it found.

    `with_times` asks when what is said, which not every server tells.
    """

    model: str
    language: str = ""
    temperature: float = 0.0
    translate: bool = False
    with_times: bool = False


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
    return FileSpeechRequest(
        path, speech_request(Upload(path.name, b"", media_type, None), options)
    )


def speech_request(upload: Upload, options: SpeechOptions) -> SpeechRequest:
    """The request that sends what has been prepared."""
    return SpeechRequest(
        model=options.model,
        file_name=upload.file_name,
        content=upload.content,
        media_type=upload.media_type,
        language=options.language,
        temperature=options.temperature,
        translate=options.translate,
        with_times=options.with_times,
    )
