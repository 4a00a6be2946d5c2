"""Serves the export button: files, imports, paper."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.core.conversations import ImportReport
from desktop_app.tabs.chat.exchange.files import FileDialogs, FileKind
from desktop_app.tabs.chat.exchange.meter import Meter
from desktop_app.tabs.chat.exchange.printer import PrinterDialogs
from desktop_app.tabs.chat.exchange.words import ExchangeWords
from desktop_app.tabs.chat.exchange.work import ExchangeWork
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.exchange.strip import ExchangeStrip
    from desktop_app.tabs.chat.exchange.view import ExchangeButton

    Work = Callable[[Meter], Coroutine[object, object, str]]


class Exchange(QObject):
    """One export, import or print at a time. `current` gives the conversation that is shown."""

    failed = Signal(object)  # Exception
    told = Signal(str)  # what was done, in a sentence; the strip says it too
    imported = Signal(object)  # list[int]

    def __init__(
        self,
        button: ExchangeButton,
        strip: ExchangeStrip,
        archive: Archive,
        current: Callable[[], int | None],
    ) -> None:
        super().__init__(button)
        self._strip = strip
        self._current = current
        self._words = ExchangeWords(self)
        self._work = ExchangeWork(archive, self._words)
        self._files = FileDialogs(button)
        self._printers = PrinterDialogs(button)
        self._doing = ""
        self._meter = Meter(self)
        self._meter.progressed.connect(self._on_progress)
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._on_failed)
        self._runner.busy_changed.connect(button.set_busy)
        strip.cancel_requested.connect(self._runner.cancel)
        button.export_requested.connect(lambda: self._of_current(self._ask_export))
        button.export_all_requested.connect(self._on_export_all)
        button.import_requested.connect(lambda: self._files.ask_import(self._on_import))
        button.print_requested.connect(lambda: self._of_current(self._ask_printer))
        button.pdf_requested.connect(lambda: self._of_current(self._ask_pdf))

    def export(self, conversation_ids: Sequence[int]) -> None:
        """Ask for a file and write these conversations to it."""
        if conversation_ids:
            self._start(self._ask_export(*conversation_ids))

    def save_all(self) -> None:
        """Ask for a file and write all conversations to it, so that they can be imported again."""
        self._on_export_all(FileKind.JSON)

    async def close(self) -> None:
        """Give up what is being done and wait for its end."""
        await self._runner.close()

    def _of_current(self, ask: Callable[[int], Coroutine[object, object, None]]) -> None:
        conversation_id = self._current()
        if conversation_id is None:
            self._tell(self._words.nothing_shown())
        else:
            self._start(ask(conversation_id))

    def _start(self, work: Coroutine[object, object, None]) -> None:
        if self._runner.busy:
            work.close()
            self.told.emit(self._words.busy())
        else:
            self._runner.start(work)

    async def _ask_export(self, *conversation_ids: int) -> None:
        title = await self._work.title(conversation_ids[0])
        self._later(
            lambda: self._files.ask_export(
                title, lambda path, kind: self._on_export(path, kind, conversation_ids)
            )
        )

    async def _ask_pdf(self, conversation_id: int) -> None:
        title = await self._work.title(conversation_id)
        self._later(lambda: self._files.ask_pdf(title, partial(self._on_pdf, conversation_id)))

    async def _ask_printer(self, conversation_id: int) -> None:
        title = await self._work.title(conversation_id)
        if await self._printers.load():
            chosen = partial(self._on_printer, conversation_id)
            self._later(lambda: self._printers.ask_printer(title, chosen))
        else:
            self._later(
                lambda: self._printers.offer_pdf(
                    lambda: self._start(self._ask_pdf(conversation_id))
                )
            )

    def _later(self, ask: Callable[[], None]) -> None:
        # Some systems' dialogs run a loop of their own, which no coroutine survives.
        QTimer.singleShot(0, self, ask)

    def _on_export_all(self, proposed: FileKind = FileKind.MARKDOWN) -> None:
        self._files.ask_export(
            self._words.all_conversations(),
            lambda path, kind: self._on_export(path, kind, None),
            proposed,
        )

    def _on_export(self, path: Path, kind: FileKind, ids: Sequence[int] | None) -> None:
        work = partial(self._work.export, path, kind, ids)
        self._start(self._do(self._words.exporting(), self._words.not_written(), work))

    def _on_pdf(self, conversation_id: int, path: Path) -> None:
        work = partial(self._work.write_pdf, path, conversation_id)
        self._start(self._do(self._words.laying_out(), self._words.not_written(), work))

    def _on_printer(self, conversation_id: int, printer: QPrinter) -> None:
        work = partial(self._work.print_out, printer, conversation_id)
        self._start(self._do(self._words.laying_out(), self._words.not_printed(), work))

    def _on_import(self, path: Path) -> None:
        self._start(self._import(path))

    async def _do(self, doing: str, given_up: str, work: Work) -> None:
        self._begin(doing)
        try:
            said = await work(self._meter)
        except asyncio.CancelledError:
            self._tell(given_up)
            raise
        self._tell(said)

    async def _import(self, path: Path) -> None:
        self._begin(self._words.importing())
        latest = [ImportReport()]

        def taken(report: ImportReport) -> None:
            latest[0] = report
            self._meter(len(report.conversations), 0)

        try:
            self._tell(self._words.taken(await self._work.take_in(path, taken), path.name))
        except asyncio.CancelledError:
            self._tell(self._words.not_all_taken(latest[0]))
            raise
        finally:
            if latest[0].conversations:
                self.imported.emit(list(latest[0].conversations))

    def _begin(self, doing: str) -> None:
        self._doing = doing
        self._meter.restart()
        self._strip.begin(doing)

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        text = self._words.progress(self._doing, done, total)
        self._strip.show_progress(text, done, total)

    def _tell(self, sentence: str) -> None:
        self._strip.show_result(sentence)
        self.told.emit(sentence)

    def _on_failed(self, error: BaseException) -> None:
        self._strip.clear()
        self.failed.emit(error)
