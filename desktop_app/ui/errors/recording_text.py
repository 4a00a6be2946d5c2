"""Sentences for recording and for sound files."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core import errors


class RecordingErrorText(QObject):
    """Words every RecordingProblem, and sound that cannot be sent."""

    def sentence(self, error: errors.HubError) -> str:
        """What is wrong, and what to do; "" for an error of another kind."""
        match error:
            case errors.RecordingFailed():
                return self.of_problem(error.problem)
            case errors.SoundUnreadable():
                return self.tr(
                    "The file holds no sound that can be read. Choose another one, such as WAV, "
                    "MP3 or FLAC."
                )
            case errors.UploadTooLarge():
                return self.tr(
                    "The file is larger than {limit} MB, which no server takes, and cannot be cut "
                    "here. Save it as WAV, MP3, FLAC or Ogg: those are cut into parts."
                ).format(limit=error.limit // 1_000_000)
            case _:
                return ""

    def of_problem(self, problem: errors.RecordingProblem) -> str:
        """What is wrong with the recording; also for a notice while it goes on."""
        return self._before(problem) or self._during(problem)

    def _before(self, problem: errors.RecordingProblem) -> str:
        match problem:
            case errors.RecordingProblem.PORTAUDIO_MISSING:
                return self.tr(
                    "The sound library PortAudio is missing. Install the package libportaudio2 "
                    "and try again."
                )
            case errors.RecordingProblem.NO_ANSWER:
                return self.tr("The sound system does not answer. Restart it and try again.")
            case errors.RecordingProblem.NO_DEVICE:
                return self.tr("There is no microphone. Plug one in and try again.")
            case errors.RecordingProblem.DEVICE_UNKNOWN:
                return self.tr("The chosen microphone is gone. Plug it in or choose another one.")
            case errors.RecordingProblem.DEVICE_BUSY:
                return self.tr(
                    "Another program uses the microphone for itself. Close it or choose another "
                    "microphone."
                )
            case errors.RecordingProblem.DEVICE_FAILED:
                return self.tr("The microphone cannot be used. Choose another one and try again.")
            case errors.RecordingProblem.FORMAT_REFUSED:
                return self.tr(
                    "The microphone offers no format that can be recorded. Choose another one."
                )
            case _:
                return ""

    def _during(self, problem: errors.RecordingProblem) -> str:
        match problem:
            case errors.RecordingProblem.SERVER_GONE:
                return self.tr(
                    "The microphone or the sound system went away. What was recorded is kept."
                )
            case errors.RecordingProblem.STALLED:
                return self.tr("No sound arrives at the moment. What was recorded is kept.")
            case errors.RecordingProblem.SILENT:
                return self.tr("The microphone gives complete silence: is it muted?")
            case errors.RecordingProblem.FOLDER_UNWRITABLE:
                return self.tr(
                    "The folder for recordings cannot be written. Check its permissions."
                )
            case errors.RecordingProblem.DISK_FULL:
                return self.tr("The disk is full. What was recorded until then is kept.")
            case _:
                return self.tr("The recorder ended unexpectedly. What was recorded is kept.")
