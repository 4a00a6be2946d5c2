"""One model of a comparison: its answer as it comes, and how that ended."""

from __future__ import annotations

import time
from collections.abc import Coroutine
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.replies import Timing
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.tabs.chat.conversation.answer import Answer


class Contender(QObject):
    """Has at most one answer at a time; an earlier one that failed stays a branch.

    It `waits` until it is started for the first time, and when it is to be asked again.
    """

    began = Signal(object)  # Answer
    first_came = Signal()  # the first words, or the first of its reasoning
    busy_changed = Signal(bool)  # by then it is known how the answer ended

    def __init__(self, model: str, parent: QObject) -> None:
        super().__init__(parent)
        self.model = model
        self.answer: Answer | None = None
        self.error: BaseException | None = None
        self.waits = True
        self._sent = 0.0
        self._first_token: float | None = None
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._on_failed)
        self._runner.busy_changed.connect(self.busy_changed)

    @property
    def is_busy(self) -> bool:
        """Whether it is asked or answering."""
        return self._runner.busy

    @property
    def kept_id(self) -> int | None:
        """The id of its answer if that has ended and something came."""
        if self.is_busy or self.answer is None or self.answer.is_empty:
            return None
        return self.answer.message_id

    @property
    def timing(self) -> Timing | None:
        """What the reply says of its times; before that, when its first word came."""
        timing = self.answer.message.timing if self.answer else None
        if timing is None and self._first_token is not None:
            return Timing(self._first_token, self._first_token)
        return timing

    def start(self, work: Coroutine[object, object, None]) -> None:
        """Have it answered by `work`."""
        self.waits = False
        self.answer = self.error = self._first_token = None
        self._runner.start(work)

    def begin(self, answer: Answer) -> None:
        """Its answer is being asked for now, and goes into `answer`."""
        self.answer = answer
        self._sent = time.monotonic()
        answer.text_arrived.connect(self._on_first_words)
        answer.reasoning_arrived.connect(self._on_first_words)
        self.began.emit(answer)

    def stop(self) -> None:
        """Go without the rest; `busy_changed` follows."""
        self._runner.cancel()

    async def close(self) -> None:
        """Stop and wait for the end."""
        await self._runner.close()

    def _on_first_words(self, _words: str) -> None:
        assert self.answer is not None
        self._first_token = time.monotonic() - self._sent
        self.answer.text_arrived.disconnect(self._on_first_words)
        self.answer.reasoning_arrived.disconnect(self._on_first_words)
        self.first_came.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.error = error
