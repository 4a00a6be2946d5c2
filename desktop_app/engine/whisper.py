"""Whisper by faster-whisper, in 8 bits on the CPU."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from desktop_app.engine.catalogue import ModelCard, package_folder
from desktop_app.engine.cpu import calm_threads
from desktop_app.engine.errors import EngineError
from desktop_app.engine.transcripts import Transcript
from desktop_app.engine.worker import Worker

if TYPE_CHECKING:
    from desktop_app.engine.weights import HalvedWeights, WholeWeights

Task = Literal["transcribe", "translate"]
PARTS = {"faster_whisper": "faster-whisper", "python_multipart": "python-multipart"}


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """What a request asks of Whisper; no language means that it finds out."""

    task: Task
    language: str | None
    temperature: float
    prompt: str | None
    with_words: bool


class Whisper:
    """One Whisper model, loaded on its first use; hears one recording at a time."""

    def __init__(
        self, card: ModelCard, weights: WholeWeights | HalvedWeights, *, is_multilingual: bool
    ) -> None:
        self.card = card
        self.is_multilingual = is_multilingual
        self._weights = weights
        self._model: Any = None
        self._worker = Worker(card.id)

    @property
    def missing(self) -> str | None:
        """The package that is not installed, if any."""
        absent = (part for module, part in PARTS.items() if package_folder(module) is None)
        return next(absent, self._weights.missing)

    async def hear(self, sound: BinaryIO, hearing: Hearing) -> Transcript:
        """Write down what is said; a cancelled call stops at the next segment.

        Raises:
            EngineError: 400 if it cannot be done, 503 if the weights cannot be used.
        """
        abandoned = threading.Event()
        try:
            return await self._worker.run(self._hear, sound, hearing, abandoned)
        finally:
            abandoned.set()

    def _hear(self, sound: BinaryIO, hearing: Hearing, abandoned: threading.Event) -> Transcript:
        from faster_whisper import WhisperModel
        from faster_whisper.audio import decode_audio

        try:
            samples = decode_audio(sound)
        except (ValueError, IndexError, OSError) as error:  # FFmpeg's errors, or no sound in it
            raise EngineError(400, "The file cannot be read as sound.") from error
        if self._model is None:
            self._model = WhisperModel(
                str(self._weights.folder()),
                device="cpu",
                compute_type="int8",
                cpu_threads=calm_threads(),
                local_files_only=True,
            )
        if hearing.language not in {None, *self._model.supported_languages}:
            raise EngineError(400, f"{self.card.id} does not know the language asked for.")
        found, info = self._model.transcribe(
            samples,
            task=hearing.task,
            language=hearing.language,
            temperature=hearing.temperature,
            initial_prompt=hearing.prompt,
            word_timestamps=hearing.with_words,
            vad_filter=True,  # without it silence becomes invented words
            condition_on_previous_text=False,
        )
        segments = []
        words = []
        for segment in found:
            if abandoned.is_set():
                break
            segments.append((segment.start, segment.end, segment.text.strip()))
            words += [(word.start, word.end, word.word.strip()) for word in segment.words or ()]
        return Transcript(hearing.task, info.language, info.duration, segments, words)
