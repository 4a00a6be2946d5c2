"""Lets a person send the next question while an answer is still being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation
    from desktop_app.tabs.chat.writing.signs import LaterSign
    from desktop_app.ui.prompt_box import PromptBox


class Later(QObject):
    """The words stay in the prompt, so none is lost; `due` follows when the answer is complete.

    An answer that was stopped or failed wants a person's eye first, and so does what is written
    on: then nothing is sent by itself.
    """

    due = Signal()

    def __init__(self, prompt: PromptBox, sign: LaterSign, conversation: OpenConversation) -> None:
        super().__init__(prompt)
        self._prompt = prompt
        self._sign = sign
        self._conversation = conversation
        self._waits = False
        self.is_due = False  # while `due` is told
        conversation.changed.connect(self._on_changed)
        prompt.offer_later(self.tr("Send when the answer is complete (Enter)"))
        prompt.send_later_requested.connect(self._wait)
        prompt.stop_requested.connect(self.withdraw)
        prompt.field.textChanged.connect(self.withdraw)
        sign.cancelled.connect(self.withdraw)

    def follow(self, conversation: OpenConversation) -> None:
        """Another conversation is shown."""
        self.withdraw()
        self._conversation.changed.disconnect(self._on_changed)
        self._conversation = conversation
        conversation.changed.connect(self._on_changed)

    def withdraw(self) -> None:
        """Send nothing by itself."""
        if self._waits:
            self._show(waits=False)

    def _wait(self) -> None:
        if self._conversation.is_asking:
            self._show(waits=True)

    def _show(self, *, waits: bool) -> None:
        self._waits = waits
        self._prompt.set_waiting(waits)
        if waits:
            self._sign.say()
        else:
            self._sign.hide()

    def _on_changed(self) -> None:
        if not self._waits or self._conversation.is_asking:
            return
        self.withdraw()
        if self._conversation.is_answered:
            # In a turn of its own: the answer has still to be shown as it ended.
            QTimer.singleShot(0, self, self._tell_due)

    def _tell_due(self) -> None:
        self.is_due = True
        self.due.emit()
        self.is_due = False
