"""Shows one open conversation in the transcript, whatever happens to it meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, SignalInstance

from desktop_app.tabs.chat.transcript.message_words import MessageWords
from desktop_app.tabs.chat.transcript.picture_feed import PictureFeed

if TYPE_CHECKING:
    from desktop_app.core.conversations import StoredMessage
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.conversation.answer import Answer
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation
    from desktop_app.ui.transcript import Transcript, TranscriptMessage

_AT_ONCE = 40  # messages handed over before anything is shown
_SLICE = 200  # messages handed over in one turn of the event loop


class TranscriptFeed(QObject):
    """Connects the transcript with the conversation that is current, and with no other."""

    def __init__(self, transcript: Transcript, archive: Archive) -> None:
        super().__init__(transcript)
        self._transcript = transcript
        self._words = MessageWords(self)
        self._pictures = PictureFeed(transcript, archive, self._message, self._words.shown)
        self._conversation: OpenConversation | None = None
        self._connections: list[tuple[SignalInstance, Callable[..., None]]] = []
        self._waiting: list[StoredMessage] = []  # older than what the transcript knows
        self._sought: tuple[int, tuple[str, ...]] | None = None  # words in a message
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._prepend_slice)

    def show(self, conversation: OpenConversation) -> None:
        """Show another conversation from its end; a reply goes on where it is."""
        for signal, slot in self._connections:
            signal.disconnect(slot)
        self._conversation = conversation
        branch = conversation.branch
        self._connections = [
            (branch.replaced, self._on_replaced),
            (branch.sought, self._on_sought),
            (branch.older_loaded, self._on_older_loaded),
            (branch.appended, self._on_appended),
            (branch.cut, self._on_cut),
            (conversation.answer_began, self._on_answer_began),
            (conversation.answer_ended, self._on_answer_ended),
            (conversation.answer_discarded, self._on_answer_discarded),
        ]
        for signal, slot in self._connections:
            signal.connect(slot)
        self._show_all()
        if conversation.answer is not None:
            self._show_answer(conversation.answer)

    def seek(self, message_id: int, words: tuple[str, ...]) -> None:
        """Show where these words stand in that message, when it is sought next."""
        self._sought = message_id, words

    async def close(self) -> None:
        """End what is being loaded."""
        await self._pictures.close()

    def _show_all(self) -> None:
        self._pictures.forget()
        messages = self._messages()
        self._waiting = messages[:-_AT_ONCE]
        self._transcript.show_messages(self._shown(messages[-_AT_ONCE:]))
        if self._waiting:
            self._slices.start()

    def _show_answer(self, answer: Answer) -> None:
        message = answer.message
        self._transcript.begin_reply(
            str(message.id), message.model, text=message.text, reasoning=message.reasoning
        )
        self._follow(answer)

    def _follow(self, answer: Answer) -> None:
        for signal, slot in (
            (answer.text_arrived, self._transcript.append_text),
            (answer.reasoning_arrived, self._transcript.append_reasoning),
        ):
            signal.connect(slot)
            self._connections.append((signal, slot))

    def _on_replaced(self, show: int | None) -> None:
        self._show_all()
        if show is not None:
            self._on_sought(show)

    def _on_sought(self, message_id: int) -> None:
        self._prepend_until(message_id)
        sought, self._sought = self._sought, None
        words = sought[1] if sought and sought[0] == message_id else ()
        self._transcript.show_message(str(message_id), words)

    def _on_older_loaded(self, older: list[StoredMessage]) -> None:
        self._waiting[:0] = older
        self._slices.start()

    def _on_appended(self, message: StoredMessage) -> None:
        self._update_former(-2)
        self._transcript.append_message(self._words.shown(message, is_last=True))

    def _on_cut(self, message: StoredMessage) -> None:
        self._prepend_until(message.id)
        self._transcript.remove_from(str(message.id))

    def _on_answer_began(self, answer: Answer) -> None:
        if answer.is_more:
            self._transcript.resume_reply(str(answer.message_id))
        else:
            self._update_former(-1)
            self._transcript.begin_reply(str(answer.message_id), answer.message.model)
        self._follow(answer)

    def _on_answer_ended(self, answer: Answer) -> None:
        self._connections = self._connections[:-2]
        message = answer.message
        self._transcript.end_reply(
            self._words.state(message),
            self._words.footer(message, answer.dropped),
            actions=self._words.actions(message, is_last=True),
            position=message.position,
            siblings=message.siblings,
            reasoning_seconds=message.reasoning_seconds,
        )

    def _on_answer_discarded(self, answer: Answer) -> None:
        self._connections = self._connections[:-2]
        self._transcript.remove_from(str(answer.message_id))

    def _update_former(self, index: int) -> None:
        """What is no longer the last message cannot be continued."""
        messages = self._messages()
        if len(messages) >= -index:
            former = messages[index]
            was, now = (self._words.actions(former, is_last=last) for last in (True, False))
            if was != now:
                self._transcript.update_message(self._words.shown(former))

    def _prepend_slice(self) -> None:
        older, self._waiting = self._waiting[-_SLICE:], self._waiting[:-_SLICE]
        self._transcript.prepend_messages([self._words.shown(message) for message in older])
        if self._waiting:
            self._slices.start()

    def _prepend_until(self, message_id: int) -> None:
        while any(message.id == message_id for message in self._waiting):
            self._prepend_slice()

    def _message(self, key: str) -> StoredMessage | None:
        if self._conversation is None:
            return None
        index = self._conversation.branch.index(int(key))
        return None if index is None else self._conversation.messages[index]

    def _messages(self) -> list[StoredMessage]:
        return self._conversation.messages if self._conversation else []

    def _shown(self, messages: Sequence[StoredMessage]) -> list[TranscriptMessage]:
        last = messages[-1] if messages else None
        return [self._words.shown(each, is_last=each is last) for each in messages]
