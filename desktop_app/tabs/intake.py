"""Reads what a person drops, pastes or chooses into what goes with the next message."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.core.errors import HubError
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.ui.attachment_card import CardContent
    from desktop_app.ui.attachment_strip import AttachmentStrip


_AT_ONCE = 2  # cards made in one turn of the event loop: each takes some milliseconds


class Source(Protocol):
    """What can be read; `name` is "" for what has none, such as bare pixels."""

    @property
    def name(self) -> str:
        """What a person calls it."""


class Item(Protocol):
    """What was read."""

    @property
    def content(self) -> CardContent:
        """What its card shows."""


S = TypeVar("S", bound=Source)
R = TypeVar("R", bound=Item)


class Intake(QObject, Generic[S, R]):
    """Fills a strip, one item after another: a large picture takes up to 350 MB while it is read.

    `read` makes an item of a source and the name on its card, with the work in a thread.
    """

    changed = Signal()  # what the strip holds
    failed = Signal(list)  # of exceptions, mostly HubError; again with each added one
    settled = Signal()  # nothing is being read any more

    def __init__(self, strip: AttachmentStrip, read: Callable[[S, str], Awaitable[R]]) -> None:
        super().__init__(strip)
        self._strip = strip
        self._read = read
        self._items: dict[str, R | None] = {}  # None while it is read
        self._sources: dict[str, S] = {}  # of those that are read or wait for it
        self._unseen: deque[str] = deque()  # they have no card yet
        self._waiting: deque[str] = deque()
        self._errors: list[BaseException] = []
        self._last_key = 0
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._report)
        self._runner.busy_changed.connect(self._read_next)
        self._turns = QTimer(self, singleShot=True, interval=0)
        self._turns.timeout.connect(self._show_some)
        strip.remove_requested.connect(self._remove)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing, not even what is being read."""
        return not self._items

    @property
    def is_reading(self) -> bool:
        """Whether something in the strip is still being read."""
        return None in self._items.values()

    @property
    def has_failed(self) -> bool:
        """Whether what was added last could not all be used."""
        return bool(self._errors)

    @property
    def items(self) -> tuple[R, ...]:
        """What is ready, in the order in which it was added."""
        return tuple(each for each in self._items.values() if each is not None)

    @property
    def contents(self) -> tuple[R | S, ...]:
        """The same, and in its place what is still to be read."""
        return tuple(self._items[key] or self._sources[key] for key in self._items)

    def add(self, sources: Sequence[S]) -> None:
        """Show and read these."""
        if not self.is_reading:
            self._errors = []
        for source in sources:
            self._last_key += 1
            key = str(self._last_key)
            self._items[key] = None
            self._sources[key] = source
            self._unseen.append(key)
        self._show_some()
        self.changed.emit()

    def clear(self) -> None:
        """Take everything away; what is still being read is dropped when it comes."""
        for key in list(self._items):
            self._remove(key)

    async def close(self) -> None:
        """End the reading."""
        self._unseen.clear()
        self._waiting.clear()
        await self._runner.close()

    def _show_some(self) -> None:
        for _ in range(min(_AT_ONCE, len(self._unseen))):
            key = self._unseen.popleft()
            if key in self._items:
                self._strip.add_pending(key, self._name(self._sources[key]))
                self._waiting.append(key)
        if self._unseen:
            self._turns.start()
        self._read_next()

    def _read_next(self, _busy: object = None) -> None:
        """Begin to read, also what was added while a task was ending or has failed."""
        if self._waiting and not self._runner.busy:
            self._runner.start(self._read_waiting())

    async def _read_waiting(self) -> None:
        while self._waiting:
            key = self._waiting.popleft()
            if key not in self._items:
                continue
            source = self._sources[key]
            try:
                item = await self._read(source, self._name(source))
                if key in self._items:
                    self._items[key] = item
                    del self._sources[key]
                    self._strip.show_content(key, item.content)
            except HubError as error:
                if key in self._items:
                    self._report(error)
            finally:
                if self._items.get(key, False) is None:  # whatever went wrong
                    self._remove(key)
        if not self.is_reading:
            self.settled.emit()

    def _report(self, error: BaseException) -> None:
        self._errors.append(error)
        self.failed.emit(list(self._errors))

    def _remove(self, key: str) -> None:
        self._sources.pop(key, None)
        if self._items.pop(key, False) is not False:
            self._strip.remove(key)
            self.changed.emit()

    def _name(self, source: S) -> str:
        return source.name or self.tr("Picture")
