"""Brings the pictures of messages into the transcript when they are shown."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.tabs.chat.attachments.shown import Thumbnails
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.conversations import StoredMessage
    from desktop_app.tabs.archive import Archive
    from desktop_app.ui.transcript import Transcript, TranscriptMessage

_HELD = 40  # messages whose pictures stay in memory


class PictureFeed(QObject):
    """Loads thumbnails of what is on the page, and lets go of those that were long ago."""

    def __init__(
        self,
        transcript: Transcript,
        archive: Archive,
        find: Callable[[str], StoredMessage | None],
        shown: Callable[[StoredMessage], TranscriptMessage],
    ) -> None:
        super().__init__(transcript)
        self._transcript = transcript
        self._archive = archive
        self._find = find
        self._shown = shown
        self._thumbnails = Thumbnails(transcript.devicePixelRatioF)
        self._wanted: list[str] = []
        self._held: deque[str] = deque()
        self._runner = TaskRunner(self)
        transcript.pictures_wanted.connect(self._on_wanted)

    def forget(self) -> None:
        """Another conversation is shown."""
        self._wanted.clear()
        self._held.clear()
        self._runner.cancel()

    async def close(self) -> None:
        """End the loading."""
        await self._runner.close()

    def _on_wanted(self, key: str) -> None:
        self._wanted.append(key)
        if not self._runner.busy:
            self._runner.start(self._load())

    async def _load(self) -> None:
        database = await self._archive.database()
        while self._wanted:
            key = self._wanted.pop()  # the last ones are those that are seen
            message = self._find(key)
            if message is None:
                continue
            images = await self._thumbnails.of(message, database)
            with suppress(KeyError):  # it may have gone meanwhile
                if images:
                    self._transcript.update_message(replace(self._shown(message), images=images))
                    self._hold(key)

    def _hold(self, key: str) -> None:
        self._held.append(key)
        while len(self._held) > _HELD:
            with suppress(KeyError):
                self._transcript.forget_pictures(self._held.popleft())
