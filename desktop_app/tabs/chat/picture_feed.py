"""Brings the pictures of messages into the transcript, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.tabs.chat.attachments.kinds import is_picture
from desktop_app.tabs.chat.attachments.shown import Thumbnails
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.conversations import StoredMessage
    from desktop_app.tabs.archive import Archive
    from desktop_app.ui.transcript import Transcript, TranscriptMessage


class PictureFeed(QObject):
    """Loads thumbnails of what is shown; what has been left is loaded no more."""

    def __init__(
        self,
        transcript: Transcript,
        archive: Archive,
        shown: Callable[[StoredMessage], TranscriptMessage],
    ) -> None:
        super().__init__(transcript)
        self._transcript = transcript
        self._archive = archive
        self._shown = shown
        self._thumbnails = Thumbnails(transcript.devicePixelRatioF)
        self._wanted: list[StoredMessage] = []
        self._runner = TaskRunner(self)

    def want(self, *messages: StoredMessage) -> None:
        """Show the pictures of these messages soon."""
        self._wanted += [each for each in messages if any(map(is_picture, each.attachments))]
        if self._wanted and not self._runner.busy:
            self._runner.start(self._load())

    def forget(self) -> None:
        """Another conversation is shown."""
        self._wanted.clear()
        self._runner.cancel()

    async def close(self) -> None:
        """End the loading."""
        await self._runner.close()

    async def _load(self) -> None:
        database = await self._archive.database()
        while self._wanted:
            message = self._wanted.pop()  # the last ones are those that are seen
            images = await self._thumbnails.of(message, database)
            if images:
                self._transcript.update_message(replace(self._shown(message), images=images))
