"""Takes conversations in from a file, whichever of the known formats it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.conversations import ConversationTree, ImportReport
from desktop_app.core.errors import ConversationsUnreadable
from desktop_app.core.worker_thread import in_thread
from desktop_app.storage.database.connection import transaction
from desktop_app.storage.database.exchange.chatgpt import is_chatgpt_document, read_chatgpt
from desktop_app.storage.database.exchange.inserting import insert_tree
from desktop_app.storage.database.exchange.json_array import elements
from desktop_app.storage.database.exchange.json_reading import (
    files_of_document,
    is_own_document,
    tree_of_document,
)
from desktop_app.storage.database.rows import stored_time

if TYPE_CHECKING:
    import sqlite3
    import threading

    from desktop_app.storage.database.attachments import AttachmentFolder
    from desktop_app.storage.database.thread import DatabaseThread

# What a document that is not as it should be makes of its reading, or of its parents and times.
_REFUSED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Importer:
    """Reads in a thread of its own and gives the database one conversation after the other."""

    def __init__(self, thread: DatabaseThread, folder: AttachmentFolder) -> None:
        self._thread = thread
        self._folder = folder

    async def read_file(
        self, path: Path, taken: Callable[[ImportReport], None] = lambda _report: None
    ) -> ImportReport:
        """Take in this program's JSON, or ChatGPT's; each conversation whole or not at all.

        What was taken stays, whatever happens afterwards: `taken` is told, in a worker thread,
        how far it has come.

        Raises:
            ConversationsUnreadable: there is not one conversation in it, or it cannot be read.
            DatabaseUnusable: the disk is full, for example.
        """
        return await in_thread(lambda cancelled: self._read(path, cancelled, taken))

    def _read(
        self, path: Path, cancelled: threading.Event, taken: Callable[[ImportReport], None]
    ) -> ImportReport:
        report = ImportReport()
        known = self._thread.submit(_known_moments).result()
        try:
            with path.open(encoding="utf-8") as stream:
                for document in elements(stream):
                    if cancelled.is_set():
                        break
                    report = self._take(document, report, known)
                    taken(report)
        except (OSError, ValueError) as error:
            if not report.conversations:
                raise ConversationsUnreadable(path.name) from error
            report = replace(report, refused=report.refused + 1)
        if report.refused and not report.conversations:
            raise ConversationsUnreadable(path.name)
        return report

    def _take(self, document: object, report: ImportReport, known: Set[int]) -> ImportReport:
        messages_left_out = pictures_left_out = 0
        files: Mapping[str, bytes] = {}
        try:
            if is_own_document(document):
                tree, files = tree_of_document(document), files_of_document(document)
            elif is_chatgpt_document(document):
                tree, messages_left_out, pictures_left_out = read_chatgpt(document)
            else:
                raise TypeError("neither of the known formats")
            conversation_id = self._insert(tree, files)
        except _REFUSED:
            return replace(report, refused=report.refused + 1)
        is_repeated = stored_time(tree.conversation.created) in known
        return ImportReport(
            (*report.conversations, conversation_id),
            report.refused,
            report.messages_left_out + messages_left_out,
            report.pictures_left_out + pictures_left_out,
            report.repeated + is_repeated,
        )

    def _insert(self, tree: ConversationTree, files: Mapping[str, bytes]) -> int:
        def work(connection: sqlite3.Connection) -> int:
            with transaction(connection, durable=True):
                return insert_tree(connection, self._folder, tree, files)

        return self._thread.submit(work).result()


def _known_moments(connection: sqlite3.Connection) -> Set[int]:
    """When the conversations began that are there: to the microsecond, no two at once."""
    query = "SELECT created_at FROM conversations WHERE deleted_at IS NULL"
    return {row["created_at"] for row in connection.execute(query)}
