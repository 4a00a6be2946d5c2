"""Speech to text: where the server takes it, and what is tried when it refuses."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.core.errors import (
    ContextOverflow,
    NotFound,
    RequestRejected,
    RequestTooLarge,
    ServerFailed,
    ServiceError,
    SoundRefused,
    SoundTooLong,
)
from desktop_app.core.replies import ParameterDropped
from desktop_app.service.reply_stream import WHOLE_REPLY_LIMIT
from desktop_app.service.server_words import decoded
from desktop_app.service.transcripts import read_transcript
from desktop_app.service.wire import Call, Upload

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile
    from desktop_app.core.requests import SpeechRequest, Transcript
    from desktop_app.service.quirks import QuirkMemory
    from desktop_app.service.wire import Wire

TRANSCRIPTIONS_PATH = "/audio/transcriptions"
TRANSLATIONS_PATH = "/audio/translations"
_LARGEST_TRANSCRIPT = 32 * 1024 * 1024  # bytes
_FORM = "response_format"
_ABOUT_THE_FORM = re.compile(r"response[_ ]?format|verbose[_ ]?json", re.IGNORECASE)
_TOO_LONG = re.compile(
    r"(audio|duration|file|recording|sound|input)\b.{0,60}"
    r"(too (long|large|big)|(longer|larger) than|exceed|maximum|limit)"
    r"|max(imum)?\b.{0,30}(duration|length|(file|content|audio) size)",
    re.IGNORECASE | re.DOTALL,
)
_FORMAT_REFUSED = re.compile(
    r"(audio|file|sound|media|mime|content)[_ -]?(\w+ )?(format|codec|type)"
    r"|(format|codec)\b.{0,40}(audio|file|support|allow|accept|recogni)"
    r"|(unsupported|invalid|unrecogni[sz]ed|corrupt(ed)?) (format|codec|audio|sound|media|file)"
    r"|decod|ffmpeg|sndfile|(failed|unable) to (read|load|open)|could not (be )?(read|open)",
    re.IGNORECASE | re.DOTALL,
)


class Transcriber:
    """Sends recordings to the base that takes them.

    Newer servers take them below the plain base; the guide's way is a base of its own, BASE/audio,
    below which the SDK asks for audio/transcriptions again. The second is tried when the first
    answers 404. The one that works is kept, and told when it is not the one the profile names.
    """

    def __init__(
        self, profile: Profile, memory: QuirkMemory, on_base_learned: Callable[[str], None]
    ) -> None:
        self._known = profile.audio_base
        self._bases = list(
            dict.fromkeys(
                (self._known or profile.base_url, profile.base_url, f"{profile.base_url}/audio")
            )
        )
        self._memory = memory
        self._on_base_learned = on_base_learned

    @property
    def base(self) -> str:
        """The base that takes recordings, or that is tried first."""
        return self._bases[0]

    async def transcribe(self, wire: Wire, request: SpeechRequest) -> Transcript:
        """The words of a recording; an empty text may be silence.

        Times that are refused are left out, and that is remembered: the words then come without.

        Raises:
            SoundTooLong: it must be cut.
            SoundRefused: it must be sent in another format.
            InvalidReply: the reply holds no text.
            ServiceError: the call failed.
        """
        await self._memory.load()
        missing: list[NotFound] = []
        for base in self._bases:
            try:
                transcript = await self._ask_with_or_without_times(wire, base, request)
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

    async def _ask_with_or_without_times(
        self, wire: Wire, base: str, request: SpeechRequest
    ) -> Transcript:
        fields = form_fields(request, wire.host, self._memory)
        try:
            return await _ask(wire, base, request, fields)
        except ServiceError as error:
            if _FORM not in fields or not _ABOUT_THE_FORM.search(error.detail):
                raise
        fields.pop(_FORM)
        transcript = await _ask(wire, base, request, fields)
        self._memory.remember(wire.host, request.model, ParameterDropped(_FORM))
        return transcript


def speech_path(request: SpeechRequest) -> str:
    """Where it is sent, below the audio base."""
    return TRANSLATIONS_PATH if request.translate else TRANSCRIPTIONS_PATH


def form_fields(request: SpeechRequest, host: str, memory: QuirkMemory) -> dict[str, str | float]:
    """Form fields, without what this model is known to refuse.

    A language that is not set is found by the server.
    """
    fields: dict[str, str | float] = {"model": request.model}
    if request.language and not request.translate:
        fields["language"] = request.language
    if request.temperature is not None:
        fields["temperature"] = request.temperature
    if request.with_times:
        fields[_FORM] = "verbose_json"
    memory.apply(host, request.model, fields)
    return fields


async def _ask(
    wire: Wire, base: str, request: SpeechRequest, fields: dict[str, str | float]
) -> Transcript:
    call = Call(
        path=base + speech_path(request),
        body=fields,
        upload=Upload(request.file_name, request.content, request.media_type),
        patience=WHOLE_REPLY_LIMIT,
    )
    try:
        async with wire.send(call) as reply:
            content = decoded(await reply.body(_LARGEST_TRANSCRIPT))
            return read_transcript(reply, content, time.perf_counter() - reply.asked_at)
    except ServiceError as error:
        kind = _what_is_wrong_with_the_sound(error)
        if kind is None:
            raise
        raise kind(error.detail, host=error.host, status=error.status, model=error.model) from error


def _what_is_wrong_with_the_sound(error: ServiceError) -> type[ServiceError] | None:
    """The type that tells what is to be done with the sound, or None: it is about another thing."""
    if isinstance(error, RequestTooLarge):
        return SoundTooLong
    failed_inside = isinstance(error, ServerFailed) and error.status is None  # of a 200 reply
    if isinstance(error, (RequestRejected, ContextOverflow)) or failed_inside:
        if _TOO_LONG.search(error.detail):
            return SoundTooLong
    elif not isinstance(error, ServerFailed) or error.status != 500:
        return None
    if "language" in error.detail.lower() or not _FORMAT_REFUSED.search(error.detail):
        return None
    return SoundRefused
