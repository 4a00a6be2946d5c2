"""A conversation that is open: what is said, the answer being written, and what went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.consents import Travels
from desktop_app.core.conversations import MessageState
from desktop_app.core.messages import Role
from desktop_app.tabs.chat.conversation.answering import Answering
from desktop_app.tabs.chat.conversation.asking import Asking
from desktop_app.tabs.chat.conversation.branch import Branch
from desktop_app.tabs.chat.conversation.branching import Branching
from desktop_app.tabs.chat.conversation.comparing import Comparing
from desktop_app.tabs.chat.conversation.keeper import ConversationKeeper
from desktop_app.ui.retry_wait import RetryWait
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.conversation_parameters import ConversationParameters
    from desktop_app.core.conversations import Conversation, NewMessage, StoredMessage
    from desktop_app.core.replies import UsageReport
    from desktop_app.core.requests import ChatRequest
    from desktop_app.tabs.archive import Archive, Ending
    from desktop_app.tabs.chat.attachments.reading import Addable
    from desktop_app.tabs.chat.compare.comparison import Comparison
    from desktop_app.tabs.chat.conversation.answer import Answer
    from desktop_app.tabs.chat.conversation.requests import RequestMaker
    from desktop_app.tabs.session import Session


class OpenConversation(QObject):
    """Asks, answers and keeps, whether or not it is the conversation that is shown.

    It gets its `id` with its first message.
    """

    created = Signal()
    answer_began = Signal(object)  # Answer
    answer_ended = Signal(object)  # Answer; the branch has changed with it
    answer_discarded = Signal(object)  # Answer: nothing had come
    compared = Signal()  # no model answers any more
    not_kept = Signal(object)  # NewMessage: the disk could not take it
    used = Signal()  # it belongs to the top of the list
    changed = Signal()  # whether it is busy, its error, its tokens

    def __init__(
        self,
        archive: Archive,
        session: Session,
        requests: RequestMaker,
        parameters: ConversationParameters,
        stored: Conversation | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.id: int | None = stored.id if stored else None
        self.parameters = parameters
        self._travels = Travels.from_json(stored.travels) if stored else Travels()
        self.branch = Branch(archive, self)
        self.answer: Answer | None = None
        self.comparison: Comparison | None = None  # shown until something else happens
        self.error: BaseException | None = None
        self.can_retry = False  # whether asking for the answer again may mend the error
        self.tokens: UsageReport | None = None
        self.last_request: ChatRequest | None = None
        self.token_scale = 1.0  # how the server counts, against the estimate
        self.found_limit: int | None = None  # of tokens, where the list of models names none
        self.left_out = 0  # of the oldest messages, when the last request was made
        self.draft: str | None = None  # what is written for it; None before it was read
        self.attached: tuple[Addable, ...] = ()  # and what goes with it, while it is not shown
        self._archive = archive
        self._is_asking = False
        self._branching = Branching(self, archive)
        self._comparing = Comparing(self, archive, session, requests, self._branching)
        answering = Answering(self, archive, session, requests)
        self._asking = Asking(self, archive, answering, self._comparing)
        self._keeper = ConversationKeeper(archive, self)
        self._keeper.runner.failed.connect(self.show_error)
        self.retry_wait = RetryWait(self)
        self.runner = TaskRunner(self)
        self.runner.failed.connect(self.show_error)
        self.runner.busy_changed.connect(self.changed)
        self.branch.failed.connect(self.show_error)
        session.left.connect(self.runner.cancel)
        archive.replacing.connect(self._on_replacing)

    @property
    def messages(self) -> list[StoredMessage]:
        """The branch that is shown, as far as it is loaded; an answer on its way is not in it."""
        return self.branch.messages

    @property
    def is_busy(self) -> bool:
        """Whether something is being stored or answered."""
        return self.runner.busy

    @property
    def is_asking(self) -> bool:
        """Whether a question or an answer is on its way, which can be stopped."""
        return self._is_asking and self.runner.busy

    @property
    def is_new(self) -> bool:
        """Whether nothing was said yet."""
        return self.id is None and not self.is_busy

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was said, and nothing is written for it yet."""
        return self.is_new and not self.draft

    @property
    def is_answering(self) -> bool:
        """Whether an answer is being written."""
        return self.answer is not None or (self.comparison is not None and self.is_busy)

    @property
    def is_answered(self) -> bool:
        """Whether the last thing in it is a complete answer."""
        if not self.messages or self.error is not None:
            return False
        last = self.messages[-1]
        return last.role is Role.ASSISTANT and last.state is MessageState.FINISHED

    @property
    def is_settled(self) -> bool:
        """Whether nothing happens in it, and nothing waits in it but its messages."""
        waits = self.error is not None or self.comparison is not None or bool(self.attached)
        return not self.is_busy and not waits

    @property
    def can_answer_again(self) -> bool:
        """Whether there is something to be answered, and nothing is."""
        return bool(self.messages) and not self.is_asking

    @property
    def travels(self) -> Travels:
        """Where it has been and where it may go; kept with the conversation."""
        return self._travels

    @travels.setter
    def travels(self, travels: Travels) -> None:
        if travels != self._travels:
            self._travels = travels
            if self.id is not None:
                self._keeper.keep_travels(self.id, travels)

    def set_parameters(self, parameters: ConversationParameters) -> None:
        """Go on with these; they are kept with the conversation."""
        if parameters != self.parameters:
            self.parameters = parameters
            if self.id is not None:
                self._keeper.keep_parameters(self.id, parameters)

    def stop(self) -> None:
        """End the answer that is being written; what has come of it is kept."""
        self.runner.cancel()

    def load(self, show: int | None = None) -> None:
        """Read the branch; `show` is a message that may be on another branch."""
        self._start(self._branching.load(show))

    def ask(self, message: NewMessage, *, instead_of: int | None = None) -> None:
        """Keep a question, then have it answered; `instead_of` is the one that was edited."""
        self._start(self._asking.ask(message, instead_of), is_asking=True)

    def compare(
        self, message: NewMessage, models: Sequence[str], *, instead_of: int | None = None
    ) -> None:
        """Keep a question, then have each of these models answer it."""
        self._start(self._asking.compare(message, models, instead_of), is_asking=True)

    def keep_answer(self, answer_id: int) -> None:
        """Go on with one of the answers that are compared; the others stay branches."""
        self.runner.start(self._comparing.keep(answer_id))

    def leave_comparison(self) -> None:
        """Show the branch again; models that still answer are stopped."""
        if self.comparison is not None and self.is_busy:
            self.load()
        elif self.comparison is not None:
            self.comparison = None
            self.changed.emit()

    def answer_again(self, answer_id: int | None = None) -> None:
        """Answer anew beside that answer, or beside the last; the older one stays a branch."""
        self._start(self._asking.answer_again(answer_id), is_asking=True)

    def go_on(self) -> None:
        """Let the model write more of the last answer, which broke off."""
        self._start(self._asking.go_on(), is_asking=True)

    def show_sibling(self, message_id: int, step: int) -> None:
        """Show the branch beside a message."""
        self._start(self._branching.show_sibling(message_id, step))

    def delete_message(self, message_id: int) -> None:
        """Move a message into the bin."""
        self._start(self._branching.delete(message_id))

    def restore_message(self, message_id: int) -> None:
        """Bring a message back from the bin."""
        self._start(self._branching.restore(message_id))

    def show_error(self, error: BaseException | None) -> None:
        """Something else went wrong with it, or nothing is wrong any more."""
        self.error = error
        self.changed.emit()

    def begin_answer(self, answer: Answer) -> None:
        """An answer is being written from now on."""
        self.answer = answer
        self.answer_began.emit(answer)
        self.changed.emit()

    def end_answer(self) -> None:
        """It is written: it belongs to the branch, or, when nothing came, to nobody."""
        answer, self.answer = self.answer, None
        if answer is None:
            return
        self._is_asking = False  # what is left to be done keeps nobody from the next question
        if answer.is_empty:
            self.answer_discarded.emit(answer)
        else:
            self.messages.append(answer.message)
            self.answer_ended.emit(answer)
        self.changed.emit()

    async def count_tokens(self) -> None:
        """Learn what all answers of the conversation took.

        Raises:
            DatabaseUnusable: it cannot be read.
        """
        if self.id is not None:
            database = await self._archive.database()
            self.tokens = await database.conversations.tokens(self.id)
            self.changed.emit()

    def forget(self) -> None:
        """It is no longer there: nothing of it waits to be seen any more."""
        self.runner.cancel()
        self.error = self.comparison = None
        self.attached = ()

    async def close(self) -> None:
        """End the answer that is being written and keep everything."""
        await self._keep()  # which may read the branch once more
        await self.branch.close()

    def _on_replacing(self, ending: Ending) -> None:
        ending.append(self._keep())

    async def _keep(self) -> None:
        await asyncio.gather(self.runner.close(), self._keeper.close())

    def _start(self, work: Coroutine[object, object, None], *, is_asking: bool = False) -> None:
        self.error = None
        self.can_retry = False
        self.comparison = None
        self._is_asking = is_asking
        self.runner.start(work)
        self.changed.emit()
