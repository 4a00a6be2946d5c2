"""Dictates into the clipboard, whatever program the person is in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop_app.core.data_rule import DataRule
from desktop_app.core.models import ModelInfo
from desktop_app.shell.dictation.indicator import DictationIndicator
from desktop_app.tabs.data_consent import server_name
from desktop_app.tabs.data_rules import rule_in_force, set_rule
from desktop_app.tabs.dictating import Dictating, DictationState
from desktop_app.ui.data_notice import DataQuestion
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.retry_wait import RetryWait

if TYPE_CHECKING:
    from desktop_app.audio.recorder_messages import Level
    from desktop_app.tabs.services import Services


class ClipboardDictation(QObject):
    """One for the program; made when it is first wanted."""

    state_changed = Signal(object)  # DictationState
    recordings_requested = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._errors = ErrorText(self)
        self._words = ""
        self._answer: asyncio.Future[bool] | None = None
        self._retry_wait = RetryWait(self)
        self._retry_wait.changed.connect(self._on_waiting)
        self._dictating = Dictating(services, self._retry_wait, self, may_send=self._may_send)
        self._dictating.state_changed.connect(self._on_state)
        self._dictating.level_changed.connect(self._on_level)
        self._dictating.words_came.connect(self._on_words)
        self._view = DictationIndicator()
        self._dictating.problem_found.connect(self._say)
        self._dictating.failed.connect(self._on_failed)
        self._view.finish_requested.connect(self._dictating.finish)
        self._view.cancel_requested.connect(self._dictating.give_up)
        self._view.copy_requested.connect(self._on_copy)
        self._view.open_requested.connect(self._on_open)
        self._view.notice.send_requested.connect(lambda: self._settle(may_send=True))
        self._view.notice.declined.connect(lambda: self._settle(may_send=False))
        self._view.notice.never_ask_requested.connect(self._on_never_ask)
        self._model = ModelInfo("")
        self._state = DictationState.IDLE
        self._has_ended = False  # and it was said how

    @property
    def state(self) -> DictationState:
        """What is being done now."""
        return self._dictating.state

    def toggle(self) -> None:
        """Begin to listen; the next time, write down what was said."""
        self._dictating.toggle()

    async def close(self) -> None:
        """End what is going on; a recording is completed and kept."""
        await self._dictating.close()
        self._view.close()
        self._view.deleteLater()

    def _on_state(self, state: DictationState) -> None:
        former, self._state = self._state, state
        if state is former:
            return
        match state:
            case DictationState.PREPARING:
                self._has_ended = False
                self._view.show_preparing()
            case DictationState.RECORDING:
                self._view.show_recording(0.0)
            case DictationState.WRITING:
                self._view.show_writing()
            case _ if not self._has_ended and former is DictationState.WRITING:
                self._say(self.tr("Given up. The recording is kept in the Audio tab."))
            case _ if not self._has_ended:
                self._view.hide()
        self.state_changed.emit(state)

    def _on_level(self, level: Level) -> None:
        self._view.add_level(level.peak, level.rms)
        self._view.show_recording(level.seconds, self._dictating.trouble)

    def _on_waiting(self) -> None:
        if self._retry_wait.current is not None:
            self._view.show_waiting(self._retry_wait.seconds_left)
        elif self._dictating.state is DictationState.WRITING:
            self._view.show_writing()

    def _on_words(self, words: str) -> None:
        self._words = words
        self._has_ended = True
        QGuiApplication.clipboard().setText(words)
        # Wayland lets only the program in front, or one that was just clicked, fill the clipboard.
        is_free = not QGuiApplication.platformName().startswith("wayland")
        in_front = QGuiApplication.focusWindow() is not None
        self._view.show_done(words, is_copied=is_free or in_front)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._words)
        self._view.show_done(self._words, is_copied=True)

    def _on_failed(self, error: BaseException) -> None:
        self._say(self._errors.sentence(error))

    def _say(self, sentence: str) -> None:
        self._has_ended = True
        self._view.show_problem(sentence)

    def _on_open(self) -> None:
        self._view.hide()
        self.recordings_requested.emit()

    async def _may_send(self, model: str) -> bool:
        session, settings = self._services.session, self._services.settings
        if rule_in_force(session, settings) is DataRule.NEVER:
            return True
        await session.settled()  # the list tells where the model runs
        listed = (each for each in session.models if each.id == model)
        self._model = next(listed, ModelInfo(model))
        if not rule_in_force(session, settings).asks_before(self._model.placement):
            return True
        self._answer = asyncio.get_running_loop().create_future()
        self._view.ask(
            DataQuestion(self._model, server_name(session.profile), by_rule=True, can_choose=False)
        )
        try:
            return await self._answer
        finally:
            self._answer = None

    def _on_never_ask(self) -> None:
        session, settings = self._services.session, self._services.settings
        rule = rule_in_force(session, settings).without(self._model.placement)
        set_rule(rule, session, settings)
        self._settle(may_send=True)

    def _settle(self, *, may_send: bool) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(may_send)
            self._view.show_writing()
