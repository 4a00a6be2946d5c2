"""Reads what a person drops, pastes or chooses into pictures that go with a question."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QObject, Signal

from desktop_app.core.errors import PictureUnreadable
from desktop_app.images import data_url, read_picture
from desktop_app.ui.image_card import CardContent
from desktop_app.ui.image_drop import (
    DroppedBytes,
    DroppedFile,
    DroppedImage,
    DroppedSource,
    DroppedUrl,
)
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop_app.ui.image_strip import ImageStrip


@dataclass(frozen=True, slots=True, eq=False)
class Attachment:
    """A picture of a question: `url` is sent; one from the web has no `thumbnail`."""

    url: str
    content: CardContent

    @property
    def thumbnail(self) -> QImage | None:
        """What is shown of it in a conversation."""
        return self.content.thumbnail


class PictureIntake(QObject):
    """Fills a strip, one picture after another: a large one takes up to 350 MB while it is read.

    An address is never fetched: it is sent as it is.
    """

    changed = Signal()  # what the strip holds
    failed = Signal(list)  # of exceptions, mostly PictureUnreadable; again with each added one
    settled = Signal()  # nothing is being read any more

    def __init__(self, strip: ImageStrip) -> None:
        super().__init__(strip)
        self._strip = strip
        self._attachments: dict[str, Attachment | None] = {}  # None while it is read
        self._waiting: deque[tuple[str, DroppedSource]] = deque()
        self._errors: list[BaseException] = []
        self._last_key = 0
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._report)
        self._runner.busy_changed.connect(self._read_next)
        strip.remove_requested.connect(self._remove)

    @property
    def is_empty(self) -> bool:
        """Whether there is no picture, not even one that is being read."""
        return not self._attachments

    @property
    def is_reading(self) -> bool:
        """Whether a picture of the strip is still being read."""
        return None in self._attachments.values()

    @property
    def has_failed(self) -> bool:
        """Whether the last pictures that were read could not all be used."""
        return bool(self._errors)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The pictures that are ready, in the order in which they were added."""
        return tuple(each for each in self._attachments.values() if each is not None)

    def add(self, sources: Sequence[DroppedSource]) -> None:
        """Show and read these pictures."""
        if not self.is_reading:
            self._errors = []
        for source in sources:
            self._last_key += 1
            key = str(self._last_key)
            self._attachments[key] = None
            self._strip.add_pending(key, self._name(source))
            self._waiting.append((key, source))
        self.changed.emit()
        self._read_next()

    def clear(self) -> None:
        """Take all pictures away; what is still being read is dropped when it comes."""
        for key in list(self._attachments):
            self._remove(key)

    async def close(self) -> None:
        """End the reading."""
        self._waiting.clear()
        await self._runner.close()

    def _read_next(self, _busy: object = None) -> None:
        """Begin to read, also what was added while a task was ending or has failed."""
        if self._waiting and not self._runner.busy:
            self._runner.start(self._read_waiting())

    async def _read_waiting(self) -> None:
        while self._waiting:
            key, source = self._waiting.popleft()
            if key not in self._attachments:
                continue
            try:
                attachment = await self._read(source)
                if key in self._attachments:
                    self._attachments[key] = attachment
                    self._strip.show_content(key, attachment.content)
            except PictureUnreadable as error:
                if key in self._attachments:
                    self._report(error)
            finally:
                if self._attachments.get(key, False) is None:  # whatever went wrong
                    self._remove(key)
        self.settled.emit()

    def _report(self, error: BaseException) -> None:
        self._errors.append(error)
        self.failed.emit(list(self._errors))

    def _remove(self, key: str) -> None:
        if self._attachments.pop(key, False) is not False:
            self._strip.remove(key)
            self.changed.emit()

    async def _read(self, source: DroppedSource) -> Attachment:
        name = self._name(source)
        if isinstance(source, DroppedUrl):
            return Attachment(source.url, CardContent(name, address=source.url))
        return await asyncio.to_thread(read_attachment, source, name)

    def _name(self, source: DroppedSource) -> str:
        match source:
            case DroppedFile(path):
                return path.name
            case DroppedUrl(url):
                parts = urlsplit(url)
                return unquote(parts.path.rpartition("/")[2]) or parts.netloc
            case DroppedBytes(_, name) if name:
                return name
            case _:
                return self.tr("Picture")


def read_attachment(source: DroppedFile | DroppedBytes | DroppedImage, name: str) -> Attachment:
    """Read a picture; blocking, for a worker thread.

    Raises:
        PictureUnreadable: with `name`.
    """
    match source:
        case DroppedFile(path):
            picture = read_picture(path, name=name)
        case DroppedBytes(data):
            picture = read_picture(data, name=name)
        case DroppedImage():
            picture = read_picture(source.png(), name=name)
    content = CardContent(
        name=name,
        width=picture.width,
        height=picture.height,
        length=len(picture.data),
        original_width=picture.original_width,
        original_height=picture.original_height,
        thumbnail=picture.thumbnail,
    )
    return Attachment(data_url(picture), content)
