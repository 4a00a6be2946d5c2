"""Speech to text: where the server takes it, and the forms in which the words come back."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from desktop_app.core.errors import InvalidReply, NotAnApi, NotFound
from desktop_app.core.requests import Transcript
from desktop_app.service.errors import error_in_reply
from desktop_app.service.reply_stream import WHOLE_REPLY_LIMIT
from desktop_app.service.server_words import decoded, error_in, is_html, words_of
from desktop_app.service.wire import Call, Upload

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile
    from desktop_app.core.requests import SpeechRequest
    from desktop_app.service.wire import Reply, Wire

TRANSCRIPTIONS_PATH = "/audio/transcriptions"
TRANSLATIONS_PATH = "/audio/translations"
_LARGEST_TRANSCRIPT = 32 * 1024 * 1024  # bytes


class Transcriber:
    """Sends recordings to the base that takes them.

    Newer servers take them below the plain base; the guide's way is a base of its own, BASE/audio,
    below which the SDK asks for audio/transcriptions again. The second is tried when the first
    answers 404. The one that works is kept, and told when it is not the one the profile names.
    """

    def __init__(self, profile: Profile, on_base_learned: Callable[[str], None]) -> None:
        self._known = profile.audio_base or profile.base_url
        self._bases = list(
            dict.fromkeys((self._known, profile.base_url, f"{profile.base_url}/audio"))
        )
        self._on_base_learned = on_base_learned

    @property
    def base(self) -> str:
        """The base that takes recordings, or that is tried first."""
        return self._bases[0]

    async def transcribe(self, wire: Wire, request: SpeechRequest) -> Transcript:
        """The words of a recording; an empty text may be silence.

        Raises:
            InvalidReply: the reply holds no text.
            ServiceError: the call failed.
        """
        missing: list[NotFound] = []
        for base in self._bases:
            try:
                transcript = await _ask(wire, base, request)
            except NotFound as error:
                missing.append(error)
                continue
            self._bases = [base]
            if base != self._known:
                self._known = base
                self._on_base_learned(base)
            return transcript
        # A base that knows the path but not the model says more than one that knows neither.
        raise next((error for error in missing if request.model in error.detail), missing[0])


def speech_path(request: SpeechRequest) -> str:
    """Where it is sent, below the audio base."""
    return TRANSLATIONS_PATH if request.translate else TRANSCRIPTIONS_PATH


def form_fields(request: SpeechRequest) -> dict[str, str | float]:
    """Form fields; a language that is not set is found by the server."""
    fields: dict[str, str | float] = {"model": request.model}
    if request.language and not request.translate:
        fields["language"] = request.language
    if request.temperature is not None:
        fields["temperature"] = request.temperature
    return fields


async def _ask(wire: Wire, base: str, request: SpeechRequest) -> Transcript:
    call = Call(
        path=base + speech_path(request),
        body=form_fields(request),
        upload=Upload(request.file_name, request.content, request.media_type),
        patience=WHOLE_REPLY_LIMIT,
    )
    async with wire.send(call) as reply:
        content = decoded(await reply.body(_LARGEST_TRANSCRIPT))
        return _transcript(reply, content, time.perf_counter() - reply.asked_at)


def _transcript(reply: Reply, content: object, elapsed: float) -> Transcript:
    failure = error_in(content)
    if failure is not None:
        raise error_in_reply(reply.facts, failure)
    if is_html(content):
        raise reply.error(NotAnApi, words_of(content, reply.facts.keys))
    if isinstance(content, str):
        return Transcript(content.strip(), "", None, elapsed)
    text = content.get("text") if isinstance(content, Mapping) else None
    if not isinstance(content, Mapping) or not isinstance(text, str):
        raise reply.error(InvalidReply)
    language = content.get("language")
    duration = content.get("duration")
    return Transcript(
        text.strip(),
        language if isinstance(language, str) else "",
        float(duration) if isinstance(duration, (int, float)) else None,
        elapsed,
    )
