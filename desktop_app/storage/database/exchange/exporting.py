"""Writes conversations into a file of any format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.atomic_file import replacement
from desktop_app.core.errors import FileUnwritable
from desktop_app.core.worker_thread import in_thread
from desktop_app.storage.database.messages import tree_of

if TYPE_CHECKING:
    import sqlite3
    import threading

    from desktop_app.storage.database.attachments import AttachmentFolder
    from desktop_app.storage.database.exchange.export_format import ExportFormat
    from desktop_app.storage.database.thread import DatabaseThread


Progress = Callable[[int, int], None]
"""Told, in a worker thread, how many of how many conversations are done."""


class Exporter:
    """Works in a thread of its own and asks the database for one conversation after the other."""

    def __init__(self, thread: DatabaseThread, folder: AttachmentFolder) -> None:
        self._thread = thread
        self._folder = folder

    async def export(
        self,
        path: Path,
        export_format: ExportFormat,
        conversation_ids: Sequence[int] | None = None,
        progressed: Progress = lambda _done, _total: None,
    ) -> None:
        """Write conversations, or all outside the bin, to a file: the whole of it or nothing.

        Raises:
            FileUnwritable: the file cannot be written; an older one is still there.
            DatabaseUnusable: the conversations cannot be read.
            LookupError: there is no such conversation.
        """

        def write(cancelled: threading.Event) -> None:
            ids = conversation_ids
            if ids is None:
                ids = self._thread.submit(_all_ids).result()
            try:
                with replacement(path) as stream:
                    for piece in self._pieces(export_format, ids, progressed):
                        if cancelled.is_set():
                            raise _GivenUp
                        stream.write(piece.encode("utf-8", "replace"))
            except OSError as error:
                raise FileUnwritable(path.name, error.strerror or "") from error

        await in_thread(write)

    def _pieces(
        self, export_format: ExportFormat, ids: Sequence[int], progressed: Progress
    ) -> Iterator[str]:
        yield export_format.begin()
        for number, conversation_id in enumerate(ids):
            if number:
                yield export_format.between()
            tree = self._thread.submit(partial(tree_of, conversation_id=conversation_id)).result()
            yield from export_format.conversation(tree, self._folder.read_now)
            progressed(number + 1, len(ids))
        yield export_format.end()


class _GivenUp(Exception):
    """The caller was cancelled, and hears of nothing else."""


def _all_ids(connection: sqlite3.Connection) -> list[int]:
    query = "SELECT id FROM conversations WHERE deleted_at IS NULL ORDER BY created_at, id"
    return [row["id"] for row in connection.execute(query)]
