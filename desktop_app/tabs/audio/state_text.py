"""Words for the states of the microphone, of a run and of a recording."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QObject

from desktop_app.audio.languages import LANGUAGES, to_iso
from desktop_app.audio.recordings import SavedRecording, TranscriptState
from desktop_app.tabs.audio.subtitles import without_stamps
from desktop_app.tabs.microphone import MicrophoneState
from desktop_app.tabs.speech_writer import SpeechProgress, SpeechStep
from desktop_app.ui.duration import clock

if TYPE_CHECKING:
    from desktop_app.core.requests import Transcript


class StateText(QObject):
    """A few words for each."""

    def microphone(self, state: MicrophoneState, *, is_asked: bool) -> str:
        """What the microphone does; `is_asked` when a recording begins as soon as it can."""
        match state:
            case MicrophoneState.CLOSED:
                return self.tr("Not listening")
            case MicrophoneState.OPENING if is_asked:
                return self.tr("Wait a moment …")
            case MicrophoneState.OPENING:
                return self.tr("Opening …")
            case MicrophoneState.LISTENING:
                return self.tr("Listening")
            case MicrophoneState.RECORDING:
                return self.tr("Recording")
            case MicrophoneState.PAUSED:
                return self.tr("Paused")
            case MicrophoneState.ENDING:
                return self.tr("Saving …")

    def lost(self, seconds: float) -> str:
        """A part of the recording never arrived."""
        return self.tr(
            "{seconds} s of sound did not arrive: the computer or the sound system was too busy."
        ).format(seconds=f"{seconds:.1f}")

    def progress(self, progress: SpeechProgress) -> str:
        """What is being done with the sound, or with which part of it."""
        if progress.step is SpeechStep.PREPARING:
            step = self.tr("Preparing the sound …")
        else:
            step = self.tr("Uploading, then waiting for the words …")
        if progress.parts < 2:
            return step
        return self.tr("Part {part} of {parts}: {step}").format(
            part=progress.part, parts=progress.parts, step=step[0].lower() + step[1:]
        )

    def stopped(self, done: int, parts: int, action: str) -> str:
        """The person ended it after `done` parts; the button `action` goes on."""
        if not done:
            return self.tr("Stopped; the sound is kept")
        return self.tr("Stopped after part {done} of {parts}; {action} goes on from there.").format(
            done=done, parts=parts, action=action
        )

    def failed(self, sentence: str, done: int, parts: int) -> str:
        """What went wrong, and what is there in spite of it."""
        if not done:
            return sentence
        kept = self.tr("The words of {done} of {parts} parts are kept; Retry goes on from there.")
        return f"{sentence}\n{kept.format(done=done, parts=parts)}"

    def of_another(self, path: Path, sentence: str) -> str:
        """What went wrong with a sound that is not shown any more."""
        return self.tr("{name}: {sentence}").format(name=path.name, sentence=sentence)

    def subtitles_need_times(self) -> str:
        """A file of subtitles was asked for."""
        return self.tr(
            "Subtitles need the times of what is said. Choose “Text with times” and transcribe "
            "again, or save as text."
        )

    def kept(self, path: Path) -> str:
        """An opened file has been written down while another sound was shown."""
        return self.tr("{name} has been written down. Open it again to see its words.").format(
            name=path.name
        )

    def usage(self, transcript: Transcript, *, wants_times: bool) -> str:
        """What a call took, what it was about, and what is missing."""
        parts = [self.tr("Time taken {seconds} s").format(seconds=f"{transcript.elapsed:.2f}")]
        if transcript.duration is not None:
            parts.append(self._duration(transcript.duration))
        if transcript.language:
            name = LANGUAGES.get(to_iso(transcript.language), transcript.language)
            parts.append(self.tr("language {name}").format(name=name))
        if not transcript.text:
            parts.append(self.tr("no words were recognised"))
        elif wants_times and not transcript.segments:
            parts.append(self.tr("without times, which the model does not tell"))
        return " · ".join(parts)

    def _duration(self, seconds: float) -> str:
        if seconds < 60:
            return self.tr("duration {seconds} s").format(seconds=f"{seconds:.2f}")
        return self.tr("duration {time}").format(time=clock(seconds))

    def file_details(self, folder: Path, size: int) -> str:
        """Where an opened file lies and how large it is (bytes)."""
        amount = QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        return self.tr("{size} in {folder}").format(size=amount, folder=folder)

    def recording_details(self, recording: SavedRecording) -> str:
        """Length and date of a recording."""
        return self.tr("{moment} · {length}").format(
            moment=self.moment(recording.started), length=clock(recording.seconds)
        )

    def state(self, recording: SavedRecording) -> str:
        """How far the words of a recording have come, or their beginning."""
        match recording.state:
            case TranscriptState.PENDING:
                return self.tr("Not transcribed yet")
            case TranscriptState.FAILED:
                return self.tr("Failed")
            case TranscriptState.DONE:
                return self._words(recording) or self.tr("No words")
            case TranscriptState.PARTIAL:
                return self.tr("In part: {words}").format(words=self._words(recording))

    def _words(self, recording: SavedRecording) -> str:
        text = recording.text
        return " ".join((without_stamps(text) if recording.segments else text).split())

    def moment(self, moment: datetime) -> str:
        """Day and time of day, as the person's locale writes them."""
        today = datetime.now().astimezone().date()
        return self.tr("{day}, {time}").format(
            day=self._day(moment.date(), today), time=f"{moment:%H:%M}"
        )

    def _day(self, day: date, today: date) -> str:
        if day == today:
            return self.tr("Today")
        if day == today - timedelta(days=1):
            return self.tr("Yesterday")
        return QLocale().toString(
            QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat
        )
