"""Does what the menu offers: reads and writes files, makes pages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.worker_thread import in_thread
from desktop_app.formulas import Drawing, Formula, FormulaProcess
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

    MakePrinting = Callable[[], Printing]


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
        title = await self.title(conversation_id)

        def write(make: MakePrinting, cancelled: threading.Event) -> None:
            from desktop_app.tabs.chat.exchange.paper.pdf_file import write_pdf

            write_pdf(path, make(), title, cancelled, meter)

        await self._on_paper(conversation_id, write)
        return self._words.written(path.name, 1)

    async def print_out(self, printer: QPrinter, conversation_id: int, meter: Meter) -> str:
        """Print, or write the PDF file that was chosen in the printer's dialog; what is to be said.

        Raises:
            PrintingFailed: the printer takes nothing.
            FileUnwritable: the file cannot be written.
        """
        name = printer.outputFileName()

        def run(make: MakePrinting, cancelled: threading.Event) -> None:
            if name:
                from desktop_app.tabs.chat.exchange.paper.pdf_file import write_pdf

                layout, ranges = printer.pageLayout(), printer.pageRanges()
                title = printer.docName()
                write_pdf(Path(name), make(), title, cancelled, meter, layout, ranges)
                return
            make().run(printer, cancelled, meter)
            if cancelled.is_set():
                printer.abort()

        await self._on_paper(conversation_id, run)
        if name:
            return self._words.written(Path(name).name, 1)
        return self._words.printed(printer.printerName())

    async def _on_paper(
        self, conversation_id: int, run: Callable[[MakePrinting, threading.Event], None]
    ) -> None:
        database = await self._archive.database()
        tree = await database.messages.tree(conversation_id)
        words = self._words.on_paper()
        read_file = database.attachments.read_now
        loop = asyncio.get_running_loop()
        process = FormulaProcess()  # is started with the first formula

        def draw(formula: Formula) -> Drawing | None:
            return asyncio.run_coroutine_threadsafe(process.draw(formula), loop).result()

        def make() -> Printing:
            from desktop_app.tabs.chat.exchange.paper.printing import Printing

            return Printing(tree, words, read_file, draw)

        try:
            await in_thread(lambda cancelled: run(make, cancelled))
        finally:
            await asyncio.shield(process.close())

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
