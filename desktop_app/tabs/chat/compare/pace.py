"""Lets several transcripts stream at once as smoothly as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from desktop_app.ui.transcript import Transcript

_TURN = 8
"""Milliseconds between two transcripts: four of them are painted thirty times a second."""


class Pace(QObject):
    """Hands on what has come to one transcript in each turn, in rotation.

    Each would paint itself every frame; together they would take the event loop as long as all
    four take.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[Transcript, _Words] = {}
        self._timer = QTimer(
            self, singleShot=True, interval=_TURN, timerType=Qt.TimerType.PreciseTimer
        )
        self._timer.timeout.connect(self._on_turn)

    def append_text(self, transcript: Transcript, text: str) -> None:
        """More of the answer in `transcript`."""
        self._words(transcript).text.append(text)

    def append_reasoning(self, transcript: Transcript, text: str) -> None:
        """More of the reasoning in `transcript`."""
        self._words(transcript).reasoning.append(text)

    def flush(self, transcript: Transcript) -> None:
        """Hand on what waits for this one, now."""
        words = self._waiting.pop(transcript, None)
        if words is None:
            return
        if words.reasoning:
            transcript.append_reasoning("".join(words.reasoning))
        if words.text:
            transcript.append_text("".join(words.text))

    def clear(self) -> None:
        """Forget what waits."""
        self._waiting.clear()

    def _words(self, transcript: Transcript) -> _Words:
        if not self._timer.isActive():
            self._timer.start()
        return self._waiting.setdefault(transcript, _Words())

    def _on_turn(self) -> None:
        # The one that has waited longest comes first: it was popped longest ago.
        transcript = next(iter(self._waiting), None)
        if transcript is not None:
            self.flush(transcript)
        if self._waiting:
            self._timer.start()


class _Words:
    """What has come for one transcript since its last turn."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.reasoning: list[str] = []
