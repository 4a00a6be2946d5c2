"""The conversations that are open: the one that is shown, and those that still stream."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.conversation_parameters import ConversationParameters
from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation
from desktop_app.tabs.chat.conversation.requests import RequestMaker
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.conversations import Conversation
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.session import Session


class ConversationDesk(QObject):
    """One conversation is current; those in which nothing happens are put away when it changes."""

    shown = Signal(object)  # OpenConversation: it is current now
    began = Signal(object)  # OpenConversation: it has got its id
    used = Signal(int)  # the conversation of that id belongs to the top of the list
    streaming_changed = Signal(object)  # frozenset[int]
    unseen_changed = Signal(object)  # frozenset[int]: an answer came that nobody has looked at
    not_kept = Signal(object)  # NewMessage: the disk could not take it
    failed = Signal(object)

    def __init__(
        self,
        archive: Archive,
        session: Session,
        parameters: ConversationParameters,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._archive = archive
        self._session = session
        self.requests = RequestMaker(archive, session)
        self._open: list[OpenConversation] = []
        self._unseen: set[int] = set()
        self._put_away: int | None = None  # what was shown last and is in the bin now
        self._opener = TaskRunner(self)
        self._opener.failed.connect(self.failed)
        self._ending: set[asyncio.Task[None]] = set()
        self.current = self._add(parameters)

    @property
    def opened(self) -> tuple[OpenConversation, ...]:
        """All that are open."""
        return tuple(self._open)

    def new(self, parameters: ConversationParameters) -> None:
        """Show the conversation that has not begun; what is written for it is there still."""
        self._opener.cancel()
        new = next((each for each in self._open if each.is_new), None)
        if new is None:
            new = self._add(parameters)
        else:
            new.set_parameters(parameters)
            new.show_error(None)
        self._make_current(new)

    def open(self, conversation_id: int, show: int | None = None) -> None:
        """Show a conversation from its end, or from the message `show`."""
        opened = self._find(conversation_id)
        if opened is None:
            self._opener.start(self._read(conversation_id, lambda read: read.load(show)))
            return
        self._turn_to(opened)
        if show is not None and opened.is_asking:
            opened.branch.seek(show)  # the branch that is being answered cannot be left
        elif show is not None:
            opened.load(show)

    def restore_message(self, conversation_id: int, message_id: int) -> None:
        """Bring a message back from the bin and show it."""
        opened = self._find(conversation_id)
        if opened is None:
            self._opener.start(
                self._read(conversation_id, lambda read: read.restore_message(message_id))
            )
        else:
            self._turn_to(opened)
            opened.restore_message(message_id)

    def answer_again(self) -> None:
        """Have the last question of the conversation that is shown answered anew."""
        self.current.answer_again()

    def stop(self) -> None:
        """End the answer that is being written in the conversation that is shown."""
        self.current.stop()

    def put_away(self, conversation_id: int) -> None:
        """A conversation went into the bin: end what happens in it and show it no longer."""
        for conversation in self._open:
            if conversation.id == conversation_id:
                conversation.runner.cancel()
                conversation.comparison = None
        if self.current.id == conversation_id:
            self._put_away = conversation_id
            self.new(self.current.parameters)

    def bring_back(self, conversation_id: int) -> None:
        """A conversation left the bin: show it if nothing was begun since it went there."""
        if conversation_id == self._put_away and self.current.is_untouched:
            self.open(conversation_id)

    def start_over(self) -> None:
        """The database is another one: nothing that was open is in it."""
        self._unseen.clear()
        self.unseen_changed.emit(frozenset())
        for conversation in self._open:
            if not conversation.is_new:
                conversation.forget()
        self.new(self.current.parameters)

    async def close(self) -> None:
        """End the answers that are being written and keep everything."""
        await self._opener.close()
        await asyncio.gather(*(each.close() for each in self._open))
        while self._ending:  # some are put away as soon as they have ended
            await asyncio.gather(*self._ending)

    def _find(self, conversation_id: int) -> OpenConversation | None:
        return next((each for each in self._open if each.id == conversation_id), None)

    def _turn_to(self, conversation: OpenConversation) -> None:
        self._opener.cancel()
        if conversation is not self.current:
            self._make_current(conversation)

    async def _read(self, conversation_id: int, then: Callable[[OpenConversation], None]) -> None:
        if self._ending:  # it may be the same one, which is just being kept
            await asyncio.wait(self._ending)
        database = await self._archive.database()
        try:
            stored = await database.conversations.get(conversation_id)
        except LookupError:
            return
        if stored.deleted is not None:
            return
        conversation = self._add(ConversationParameters.from_json(stored.parameters), stored)
        self._make_current(conversation)
        then(conversation)

    def _add(
        self, parameters: ConversationParameters, stored: Conversation | None = None
    ) -> OpenConversation:
        conversation = OpenConversation(
            self._archive, self._session, self.requests, parameters, stored, self
        )
        conversation.created.connect(lambda: self.began.emit(conversation))
        conversation.not_kept.connect(self.not_kept)
        conversation.used.connect(lambda: self._on_used(conversation))
        conversation.answer_ended.connect(lambda _: self._on_answered(conversation))
        conversation.compared.connect(lambda: self._on_answered(conversation))
        conversation.changed.connect(self._tell_streaming)
        conversation.runner.busy_changed.connect(lambda _: self._put_idle_away())
        self._open.append(conversation)
        return conversation

    def _make_current(self, conversation: OpenConversation) -> None:
        if not self.current.is_busy:
            self.current.leave_comparison()
        self.current = conversation
        if conversation.id in self._unseen:
            self._unseen.discard(conversation.id)
            self.unseen_changed.emit(frozenset(self._unseen))
        self.shown.emit(conversation)
        self._put_idle_away()

    def _on_used(self, conversation: OpenConversation) -> None:
        if conversation.id is not None:
            self.used.emit(conversation.id)

    def _on_answered(self, conversation: OpenConversation) -> None:
        if conversation is not self.current and conversation.id is not None:
            self._unseen.add(conversation.id)
            self.unseen_changed.emit(frozenset(self._unseen))

    def _tell_streaming(self) -> None:
        busy = (each.id for each in self._open if each.is_answering)
        self.streaming_changed.emit(frozenset(each for each in busy if each is not None))

    def _put_idle_away(self) -> None:
        for conversation in [each for each in self._open if each is not self.current]:
            if conversation.is_settled:
                self._open.remove(conversation)
                task = asyncio.get_running_loop().create_task(_end(conversation))
                self._ending.add(task)
                task.add_done_callback(self._ending.discard)


async def _end(conversation: OpenConversation) -> None:
    await conversation.close()
    conversation.deleteLater()
