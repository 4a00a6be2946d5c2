"""Puts the branch of a conversation that is shown on paper, message by message."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from desktop_app.core.errors import PrintingFailed
from desktop_app.tabs.chat.exchange.paper.message import MessageOnPaper, ReadFile
from desktop_app.tabs.chat.exchange.paper.objects import DrawFormula, Objects
from desktop_app.tabs.chat.exchange.paper.pages import Pages
from desktop_app.tabs.chat.exchange.paper.style import STYLE, PaperFormats

if TYPE_CHECKING:
    import threading

    from PySide6.QtGui import QPagedPaintDevice

    from desktop_app.core.conversations import ConversationTree
    from desktop_app.tabs.chat.exchange.paper.words import PaperWords
    from desktop_app.ui.transcript.writer import Writer

_LONGEST = 0.003
"""Seconds of work after which the window's thread gets Python's lock without asking."""
_REST = 0.001


class Printing:
    """What is to be printed; made, run and dropped in one worker thread.

    A document a message keeps each call of Qt short: they hold Python's lock, and so the window.
    """

    def __init__(
        self, tree: ConversationTree, words: PaperWords, read_file: ReadFile, draw: DrawFormula
    ) -> None:
        self._tree = tree
        self._read_file = read_file
        self._words = words
        self._objects = Objects(draw)
        self._formats = PaperFormats(STYLE)
        self._resumed = 0.0

    def run(
        self,
        device: QPagedPaintDevice,
        cancelled: threading.Event,
        progressed: Callable[[int, int], None],
    ) -> None:
        """Paint on the pages of a device until the end or `cancelled`.

        Raises:
            PrintingFailed: the device takes nothing.
            DatabaseUnusable: an attachment cannot be read.
        """
        painter = QPainter()
        if not painter.begin(device):
            raise PrintingFailed
        try:
            self._paint(
                Pages(device, painter, self._tree.conversation.title), cancelled, progressed
            )
        finally:
            painter.end()

    def _paint(
        self, pages: Pages, cancelled: threading.Event, progressed: Callable[[int, int], None]
    ) -> None:
        written = MessageOnPaper(self._words, self._objects, self._read_file)
        conversation, messages = self._tree.conversation, self._tree.shown()
        self._part(pages, lambda writer: written.title(writer, conversation))
        for number, message in enumerate(messages):
            if cancelled.is_set():
                return
            self._part(pages, partial(written.message, message=message))
            progressed(number + 1, len(messages))

    def _part(self, pages: Pages, write: Callable[[Writer], Iterator[None]]) -> None:
        document = pages.document()
        self._objects.show_in(document)
        writer = document.writer(self._formats)
        for _ in write(writer):
            document.keep_headings()  # lays out what is new
            self._let_others_run()
        self._let_others_run()
        pages.paint(document)

    def _let_others_run(self) -> None:
        now = time.perf_counter()
        if now - self._resumed > _LONGEST:
            time.sleep(_REST)
            self._resumed = time.perf_counter()
