"""Writes conversations into a file of any format."""

from __future__ import annotations

import asyncio
import os
import tempfile
import threading
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from desktop_app.core.errors import FileUnwritable
from desktop_app.storage.database.messages import tree_of

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database.attachments import AttachmentFolder
    from desktop_app.storage.database.exchange.export_format import ExportFormat
    from desktop_app.storage.database.thread import DatabaseThread


class Exporter:
    """Works in a thread of its own and asks the database for one conversation after the other."""

    def __init__(self, thread: DatabaseThread, folder: AttachmentFolder) -> None:
        self._thread = thread
        self._folder = folder

    async def export(
        self, path: Path, export_format: ExportFormat, conversation_ids: Sequence[int] | None = None
    ) -> None:
        """Write conversations, or all outside the bin, to a file: the whole of it or nothing.

        Raises:
            FileUnwritable: the file cannot be written; an older one is still there.
            DatabaseUnusable: the conversations cannot be read.
            LookupError: there is no such conversation.
        """
        cancelled = threading.Event()
        try:
            await asyncio.to_thread(self._export, path, export_format, conversation_ids, cancelled)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    def _export(
        self,
        path: Path,
        export_format: ExportFormat,
        conversation_ids: Sequence[int] | None,
        cancelled: threading.Event,
    ) -> None:
        if conversation_ids is None:
            conversation_ids = self._thread.submit(_all_ids).result()
        try:
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
            try:
                with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as stream:
                    self._write(stream, export_format, conversation_ids, cancelled)
                if not cancelled.is_set():
                    Path(temporary).replace(path)
            finally:
                Path(temporary).unlink(missing_ok=True)
        except OSError as error:
            raise FileUnwritable(path.name, error.strerror or "") from error

    def _write(
        self,
        stream: TextIO,
        export_format: ExportFormat,
        conversation_ids: Iterable[int],
        cancelled: threading.Event,
    ) -> None:
        stream.write(export_format.begin())
        for number, conversation_id in enumerate(conversation_ids):
            if cancelled.is_set():
                return
            if number:
                stream.write(export_format.between())
            tree = self._thread.submit(partial(tree_of, conversation_id=conversation_id)).result()
            stream.writelines(export_format.conversation(tree, self._folder.read_now))
        stream.write(export_format.end())


def _all_ids(connection: sqlite3.Connection) -> list[int]:
    query = "SELECT id FROM conversations WHERE deleted_at IS NULL ORDER BY created_at, id"
    return [row["id"] for row in connection.execute(query)]
