"""Keeps an answer while it streams: gathered in memory, written twice a second and at its end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop_app.core.conversations import AnswerEnd, MessageState
from desktop_app.core.errors import DatabaseUnusable
from desktop_app.storage.database.connection import transaction
from desktop_app.storage.database.rows import (
    calls_json,
    now,
    storable,
    timing_columns,
    usage_columns,
)

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database.thread import DatabaseThread

INTERVAL = 0.5  # seconds between two writes: with the time a write takes, well within a second
_AGAIN = 3.0  # seconds until an end that could not be written is tried again

_APPEND = """
    UPDATE messages SET text = text || :text, reasoning = reasoning || :reasoning WHERE id = :id
"""
_END = """
    UPDATE messages SET text = text || :text, reasoning = reasoning || :reasoning, state = :state,
        model = CASE :model WHEN '' THEN model ELSE :model END, tool_calls = :tool_calls,
        reasoning_seconds = coalesce(:reasoning_seconds, reasoning_seconds),
        finish_reason = :finish_reason, prompt_tokens = :prompt_tokens,
        completion_tokens = :completion_tokens, total_tokens = :total_tokens,
        tokens_estimated = :tokens_estimated, first_token_seconds = :first_token_seconds,
        total_seconds = :total_seconds
    WHERE id = :id
"""
_USED = """
    UPDATE conversations SET used_at = ?
    WHERE id = (SELECT conversation_id FROM messages WHERE id = ?)
"""


class AnswerWriter:
    """One answer. Text waits in lists that only lose what a commit has secured."""

    def __init__(
        self,
        thread: DatabaseThread,
        message_id: int,
        *,
        on_problem: Callable[[DatabaseUnusable], None],
        on_end: Callable[[AnswerWriter], None],
        interval: float = INTERVAL,
    ) -> None:
        self.message_id = message_id
        self._thread = thread
        self._on_problem = on_problem
        self._on_end = on_end
        self._interval = interval
        self._text: list[str] = []
        self._reasoning: list[str] = []
        self._task: asyncio.Task[None] | None = None
        self.ending: AnswerEnd | None = None

    def append_text(self, text: str) -> None:
        """More of the answer; returns at once."""
        self._append(self._text, text)

    def append_reasoning(self, text: str) -> None:
        """More of the reasoning; returns at once."""
        self._append(self._reasoning, text)

    async def end(self, end: AnswerEnd) -> None:
        """Keep the rest and how it ended, durably, even if the caller is cancelled meanwhile.

        Raises:
            DatabaseUnusable: it could not be written. All of it is still held, and it is tried
                again until it can be.
        """
        self.ending = end
        if self._task is not None:
            self._task.cancel()
            self._task = None
        writing = asyncio.wrap_future(self._thread.submit(lambda c: self._write(c, end)))
        writing.add_done_callback(self._on_end_written)
        await asyncio.shield(writing)

    async def close(self) -> None:
        """End it, as interrupted if nobody has said how.

        Raises:
            DatabaseUnusable: it could not be written.
        """
        try:
            await self.end(self.ending or AnswerEnd(state=MessageState.INTERRUPTED))
        finally:
            if self._task is not None:
                self._task.cancel()

    def _on_end_written(self, writing: asyncio.Future[None]) -> None:
        if writing.cancelled():
            return
        if writing.exception() is None:
            self._on_end(self)
        elif self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._end_later())

    async def _end_later(self) -> None:
        with contextlib.suppress(asyncio.CancelledError, DatabaseUnusable):
            await asyncio.sleep(_AGAIN)
            self._task = None
            assert self.ending is not None
            await self.end(self.ending)

    def _append(self, pieces: list[str], text: str) -> None:
        assert self.ending is None, "an answer that has ended grows no more"
        pieces.append(text)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._write_soon())

    async def _write_soon(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):  # ended: nobody waits for this task
            told = False
            while self._text or self._reasoning:
                await asyncio.sleep(self._interval)
                try:
                    await self._thread.run(self._write)
                    told = False
                except DatabaseUnusable as problem:
                    if not told:
                        self._on_problem(problem)
                    told = True
            self._task = None

    def _write(self, connection: sqlite3.Connection, end: AnswerEnd | None = None) -> None:
        # On the database's thread, where writes cannot overlap; appending goes on meanwhile.
        texts, reasonings = len(self._text), len(self._reasoning)
        values: dict[str, Any] = {
            "id": self.message_id,
            "text": storable("".join(self._text[:texts])),
            "reasoning": storable("".join(self._reasoning[:reasonings])),
        }
        with transaction(connection, durable=end is not None):
            if end is None:
                connection.execute(_APPEND, values)
            else:
                connection.execute(_END, values | _end_columns(end))
                connection.execute(_USED, (now(), self.message_id))
        del self._text[:texts]
        del self._reasoning[:reasonings]


def _end_columns(end: AnswerEnd) -> dict[str, Any]:
    return {
        "state": end.state.value,
        "model": end.model,
        "tool_calls": calls_json(end.tool_calls),
        "reasoning_seconds": end.reasoning_seconds,
        "finish_reason": None if end.finish_reason is None else end.finish_reason.value,
        **usage_columns(end.usage),
        **timing_columns(end.timing),
    }
