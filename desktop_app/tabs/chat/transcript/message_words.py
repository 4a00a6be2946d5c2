"""How a kept message is shown: its heading, its last line, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from desktop_app.core.conversations import MessageState
from desktop_app.core.messages import Role
from desktop_app.core.replies import FinishReason
from desktop_app.tabs.chat.attachments.shown import file_labels, has_thumbnail
from desktop_app.ui.reply_words import ReplyWords
from desktop_app.ui.transcript import MessageAction, TranscriptMessage
from desktop_app.ui.usage_line import UsageText

if TYPE_CHECKING:
    from desktop_app.core.conversations import StoredMessage
    from desktop_app.core.replies import ParameterDropped
    from desktop_app.ui.transcript import ReplyState

_BROKEN_OFF = {MessageState.STOPPED, MessageState.FAILED, MessageState.INTERRUPTED}


class MessageWords(QObject):
    """Turns messages into what the transcript shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._usage = UsageText(self)
        self._reply = ReplyWords(self)

    def shown(
        self,
        message: StoredMessage,
        *,
        is_last: bool = False,
        dropped: Sequence[ParameterDropped] = (),
    ) -> TranscriptMessage:
        """A message as the transcript takes it."""
        return TranscriptMessage(
            key=str(message.id),
            role=message.role.value,
            text=message.text,
            reasoning=message.reasoning,
            reasoning_seconds=message.reasoning_seconds,
            state=self.state(message),
            footer=self.footer(message, dropped),
            title=message.model if message.role is Role.ASSISTANT else "",
            position=message.position,
            siblings=message.siblings,
            actions=self.actions(message, is_last=is_last),
            files=file_labels(message),
            pictures=sum(map(has_thumbnail, message.attachments)),
        )

    @staticmethod
    def state(message: StoredMessage) -> ReplyState:
        """How it ended; one that still streams elsewhere counts as interrupted here."""
        if message.state is MessageState.STREAMING:
            return "interrupted"
        return cast("ReplyState", message.state.value)

    def footer(self, message: StoredMessage, dropped: Sequence[ParameterDropped] = ()) -> str:
        """What an answer took, why it ended early, what it had to do without."""
        tokens = self._usage.tokens(message.usage) if message.usage else ""
        end = self._reply.of_end(message.finish_reason) if message.finish_reason else ""
        return " · ".join(filter(None, [tokens, end, *self._reply.of_dropped(dropped)]))

    @staticmethod
    def actions(message: StoredMessage, *, is_last: bool) -> tuple[MessageAction, ...]:
        """What a person can do with it besides copying."""
        if message.role is Role.USER:
            return (MessageAction.EDIT, MessageAction.DELETE)
        if message.role is not Role.ASSISTANT:
            return (MessageAction.DELETE,)
        is_broken = message.state in _BROKEN_OFF or message.state is MessageState.STREAMING
        again = MessageAction.RETRY if is_broken else MessageAction.REGENERATE
        is_short = is_broken or message.finish_reason is FinishReason.LENGTH
        if is_short and is_last and message.text:
            return (MessageAction.CONTINUE, again, MessageAction.DELETE)
        return (again, MessageAction.DELETE)
