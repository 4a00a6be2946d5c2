"""Answers that are being written, kept while they stream."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.core.conversations import MessageState, NewMessage
from desktop_app.core.errors import DatabaseUnusable
from desktop_app.core.messages import Role
from desktop_app.storage.database.answer_writer import AnswerWriter
from desktop_app.storage.database.placing import insert_message, parent_for

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database.attachments import AttachmentFolder
    from desktop_app.storage.database.thread import DatabaseThread

ProblemListener = Callable[[DatabaseUnusable], None]


def _ignore(_: DatabaseUnusable) -> None:
    """For a caller who is content with what `AnswerWriter.end` raises."""


class Answers:
    """Begins answers, and knows those that have not ended."""

    def __init__(self, thread: DatabaseThread, folder: AttachmentFolder) -> None:
        self._thread = thread
        self._folder = folder
        self._writers: set[AnswerWriter] = set()

    async def begin(
        self,
        conversation_id: int,
        *,
        model: str,
        after: int | None = None,
        instead_of: int | None = None,
        on_problem: ProblemListener = _ignore,
    ) -> AnswerWriter:
        """A new answer at the end of the branch shown, below `after`, or beside `instead_of`.

        `on_problem` is told, once, that the answer cannot be kept for the moment.

        Raises:
            LookupError: there is no such conversation or message.
        """
        message = NewMessage(
            role=Role.ASSISTANT, text="", model=model, state=MessageState.STREAMING
        )

        def work(connection: sqlite3.Connection) -> int:
            parent = parent_for(connection, conversation_id, after, instead_of)
            return insert_message(connection, self._folder, conversation_id, message, parent)

        return self._writer(await self._thread.write(work), on_problem)

    async def resume(
        self, message_id: int, *, on_problem: ProblemListener = _ignore
    ) -> AnswerWriter:
        """Go on with an answer that was stopped, failed or interrupted."""
        statement = "UPDATE messages SET state = ? WHERE id = ?"
        values = (MessageState.STREAMING.value, message_id)
        await self._thread.write(lambda c: c.execute(statement, values))
        return self._writer(message_id, on_problem)

    async def close(self) -> None:
        """End what has not ended, as interrupted unless it is known how.

        Raises:
            DatabaseUnusable: an answer could not be kept.
        """
        results = await asyncio.gather(
            *(writer.close() for writer in tuple(self._writers)), return_exceptions=True
        )
        for result in results:
            if isinstance(result, BaseException):
                raise result

    def _writer(self, message_id: int, on_problem: ProblemListener) -> AnswerWriter:
        writer = AnswerWriter(
            self._thread, message_id, on_problem=on_problem, on_end=self._writers.discard
        )
        self._writers.add(writer)
        return writer
