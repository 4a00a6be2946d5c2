"""Does what the menu offers: reads and writes files, makes pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.worker_thread import in_thread
from desktop_app.tabs.chat.exchange.files import FileKind

if TYPE_CHECKING:
    import threading

    from PySide6.QtPrintSupport import QPrinter

    from desktop_app.core.conversations import ImportReport
    from desktop_app.storage.database.exchange import ExportFormat
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.exchange.meter import Meter
    from desktop_app.tabs.chat.exchange.paper.printing import Printing
    from desktop_app.tabs.chat.exchange.words import ExchangeWords


class ExchangeWork:
    """Each method raises DatabaseUnusable when the conversations cannot be read or written."""

    def __init__(self, archive: Archive, words: ExchangeWords) -> None:
        self._archive = archive
        self._words = words

    async def title(self, conversation_id: int) -> str:
        """What a conversation is called."""
        database = await self._archive.database()
        return (await database.conversations.get(conversation_id)).title

    async def export(
        self, path: Path, kind: FileKind, conversation_ids: Sequence[int] | None, meter: Meter
    ) -> str:
        """Write conversations, or all, to a file; what is to be said of it.

        Raises:
            FileUnwritable: the file cannot be written; an older one is still there.
        """
        database = await self._archive.database()
        await database.exporter.export(path, self._format(kind), conversation_ids, meter)
        return self._words.written(path.name, meter.done)

    async def take_in(self, path: Path, taken: Callable[[ImportReport], None]) -> ImportReport:
        """Read a file; `taken` is told in a thread how far it has come.

        Raises:
            ConversationsUnreadable: it holds none that can be read.
        """
        database = await self._archive.database()
        return await database.importer.read_file(path, taken)

    async def write_pdf(self, path: Path, conversation_id: int, meter: Meter) -> str:
        """Write a PDF file; what is to be said of it.

        Raises:
            FileUnwritable: the file cannot be written; an older one is still there.
        """
        make = await self._printing(conversation_id)
        title = await self.title(conversation_id)

        def write(cancelled: threading.Event) -> None:
            from desktop_app.tabs.chat.exchange.paper.pdf_file import write_pdf

            write_pdf(path, make(), title, cancelled, meter)

        await in_thread(write)
        return self._words.written(path.name, 1)

    async def print_out(self, printer: QPrinter, conversation_id: int, meter: Meter) -> str:
        """Print, or write the PDF file that was chosen in the printer's dialog; what is to be said.

        Raises:
            PrintingFailed: the printer takes nothing.
            FileUnwritable: the file cannot be written.
        """
        make = await self._printing(conversation_id)
        path = printer.outputFileName()

        def work(cancelled: threading.Event) -> None:
            if path:
                from desktop_app.tabs.chat.exchange.paper.pdf_file import write_pdf

                layout, ranges = printer.pageLayout(), printer.pageRanges()
                write_pdf(Path(path), make(), printer.docName(), cancelled, meter, layout, ranges)
                return
            make().run(printer, cancelled, meter)
            if cancelled.is_set():
                printer.abort()

        await in_thread(work)
        if path:
            return self._words.written(Path(path).name, 1)
        return self._words.printed(printer.printerName())

    async def _printing(self, conversation_id: int) -> Callable[[], Printing]:
        database = await self._archive.database()
        tree = await database.messages.tree(conversation_id)
        words = self._words.on_paper()
        read_file = database.attachments.read_now

        def make() -> Printing:
            from desktop_app.tabs.chat.exchange.paper.printing import Printing

            return Printing(tree, read_file, words)

        return make

    def _format(self, kind: FileKind) -> ExportFormat:
        from desktop_app.storage.database.exchange import (
            ExportWords,
            HtmlFormat,
            JsonFormat,
            MarkdownFormat,
        )

        words = ExportWords(self._words.roles(), self._words.reasoning())
        match kind:
            case FileKind.JSON:
                return JsonFormat()
            case FileKind.HTML:
                return HtmlFormat(words)
            case _:
                return MarkdownFormat(words)
