"""The log: a file that is turned over when it is full, written by a thread of its own."""

from __future__ import annotations

import copy
import logging
import sys
from collections.abc import Callable, Iterable
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from typing_extensions import override

from desktop_app.core.logs.record_text import OWN, is_kept, text_of
from desktop_app.core.redaction import redact

if TYPE_CHECKING:
    from io import TextIOWrapper

_LARGEST = 1_000_000  # bytes of a file
_OLDER = 2  # files beside the one that is written
_LONGEST = 4_000  # characters of an entry


class LogFile:
    """Notes what is logged anywhere from `start` until `close`.

    What cannot be written is lost without a word: a log must not be what troubles a person.
    """

    def __init__(self, path: Path) -> None:
        queue: SimpleQueue[logging.LogRecord] = SimpleQueue()
        self._sender = _Sender(queue)
        self._sender.addFilter(is_kept)
        handlers: list[logging.Handler] = [_Writer(path)]
        if sys.stderr is not None:  # a windowed program has none
            handlers.append(logging.StreamHandler(sys.stderr))
            handlers[-1].setLevel(logging.WARNING)
        self._formatter = _Formatter()
        for handler in handlers:
            handler.setFormatter(self._formatter)
        self._handlers = handlers
        self._listener = QueueListener(queue, *handlers, respect_handler_level=True)

    def start(self) -> None:
        """Begin to note; the file is opened by the thread, with the first line."""
        logging.getLogger(OWN).setLevel(logging.INFO)
        logging.getLogger().addHandler(self._sender)
        self._listener.start()

    def mask(self, known_keys: Callable[[], Iterable[str]]) -> None:
        """Mask these too, in all their written forms; asked for at each line, by the thread."""
        self._formatter.known_keys = known_keys

    def close(self) -> None:
        """Write what has been noted, and end."""
        logging.getLogger().removeHandler(self._sender)
        logging.getLogger(OWN).setLevel(logging.NOTSET)
        self._listener.stop()
        for handler in self._handlers:
            handler.close()


class _Sender(QueueHandler):
    """Makes a record's text at once, since what it speaks of may not live long; no disk yet."""

    @override
    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        sent = copy.copy(record)
        sent.msg = text_of(record)
        sent.args = sent.exc_info = sent.exc_text = sent.stack_info = None
        return sent


class _Writer(RotatingFileHandler):
    """Makes its folder when it opens its file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            maxBytes=_LARGEST,
            backupCount=_OLDER,
            encoding="utf-8",
            errors="replace",
            delay=True,
        )

    @override
    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        return


class _Formatter(logging.Formatter):
    """Takes keys and data out of the finished text, whatever wrote them there."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self.known_keys: Callable[[], Iterable[str]] = lambda: ()

    @override
    def format(self, record: logging.LogRecord) -> str:
        text = redact(super().format(record), self.known_keys())
        if len(text) > _LONGEST:
            text = f"{text[:_LONGEST]} …"
        return text.replace("\n", "\n    ")  # only an entry begins at the margin
