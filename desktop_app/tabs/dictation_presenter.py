"""Connects a dictation with the prompt box into which its words go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

from desktop_app.tabs.dictating import Dictating, DictationState

if TYPE_CHECKING:
    from desktop_app.audio.recorder_messages import Level
    from desktop_app.tabs.dictating import MaySend
    from desktop_app.tabs.services import Services
    from desktop_app.ui.dictation_control import DictationControl
    from desktop_app.ui.error_banner import ErrorBanner
    from desktop_app.ui.prompt_box import PromptBox


class DictationPresenter(QObject):
    """Records on a click and writes down on the next one."""

    def __init__(
        self,
        services: Services,
        prompt: PromptBox,
        banner: ErrorBanner,
        control: DictationControl,
        may_send: MaySend,
    ) -> None:
        super().__init__(prompt)
        self._banner = banner
        self._control = control
        self._dictating = Dictating(services, banner.retry_wait, self, may_send=may_send)
        self._dictating.state_changed.connect(self._show)
        self._dictating.level_changed.connect(self._on_level)
        self._dictating.words_came.connect(prompt.insert_words)
        self._dictating.problem_found.connect(banner.show_sentence)
        self._dictating.failed.connect(lambda error: banner.show_error(error, can_retry=False))
        control.escape_pressed.connect(self._dictating.give_up)
        prompt.installEventFilter(self)

    async def close(self) -> None:
        """End what is going on; a recording is completed and kept."""
        await self._dictating.close()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Left for another tab: the microphone must not go on unseen.
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self._dictating.finish()
        return False

    def take_click(self) -> None:
        """Begin, write down or give up, whichever is next."""
        self._dictating.toggle()
        self._show(self._dictating.state)  # the click has turned the button over by itself

    def _on_level(self, level: Level) -> None:
        self._control.add_level(level.peak, level.rms)
        self._control.show_recording(level.seconds, self._dictating.trouble)

    def _show(self, state: DictationState) -> None:
        match state:
            case DictationState.PREPARING:
                self._banner.clear()
                self._control.show_preparing()
            case DictationState.RECORDING:
                self._control.show_recording(0.0)
            case DictationState.WRITING:
                self._control.show_writing()
            case _:
                self._control.show_idle()
