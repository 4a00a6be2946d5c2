"""What a person does with a message of the transcript."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.transcript import MessageAction

if TYPE_CHECKING:
    from desktop_app.tabs.chat.conversation.desk import ConversationDesk
    from desktop_app.tabs.chat.writing.composer import Composer
    from desktop_app.tabs.data_consent import DataConsent
    from desktop_app.ui.conversation_pane import ConversationPane


class MessageCommands(QObject):
    """Carries the links below the messages out on the conversation that is shown."""

    undo_offered = Signal(str, object)  # a sentence, and what brings it back

    def __init__(
        self,
        pane: ConversationPane,
        desk: ConversationDesk,
        composer: Composer,
        consent: DataConsent,
    ) -> None:
        super().__init__(pane)
        self._transcript = pane.transcript
        self._consent = consent
        self._desk = desk
        self._composer = composer
        pane.transcript.action_requested.connect(self._on_action_requested)
        pane.transcript.sibling_requested.connect(self._on_sibling_requested)

    def answer_again(self) -> None:
        """Have the last question answered anew."""
        self._when_allowed(self._desk.answer_again)

    def _on_action_requested(self, key: str, action: str) -> None:
        conversation, message_id = self._desk.current, int(key)
        match MessageAction(action):
            case MessageAction.EDIT:
                self._edit(message_id)
            case MessageAction.REGENERATE | MessageAction.RETRY:
                self._when_allowed(partial(conversation.answer_again, message_id))
            case MessageAction.CONTINUE:
                self._when_allowed(conversation.go_on)
            case MessageAction.DELETE:
                self._delete(message_id)

    def _when_allowed(self, send: Callable[[], None]) -> None:
        def go() -> None:
            self._transcript.to_end()  # where the answer will stand
            send()

        self._consent.ask_first(go, conversation=self._desk.current, again=True)

    def _on_sibling_requested(self, key: str, step: int) -> None:
        self._desk.current.show_sibling(int(key), step)

    def _edit(self, message_id: int) -> None:
        messages = self._desk.current.messages
        index = self._desk.current.branch.index(message_id)
        if index is not None:
            self._composer.edit(messages[index])

    def _delete(self, message_id: int) -> None:
        conversation = self._desk.current
        if conversation.id is None:
            return
        conversation.delete_message(message_id)
        self.undo_offered.emit(
            self.tr("The message is in the bin."),
            partial(self._desk.restore_message, conversation.id, message_id),
        )
