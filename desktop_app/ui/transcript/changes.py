"""Changes the conversation that is shown: adds, replaces and removes messages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.ui.transcript.message import TranscriptMessage
    from desktop_app.ui.transcript.page import Page
    from desktop_app.ui.transcript.paging import Paging
    from desktop_app.ui.transcript.reading_view import ReadingView
    from desktop_app.ui.transcript.reply import Reply


class Changes:
    """Changes the messages, and the page as far as they are on it; reading is not disturbed."""

    def __init__(self, view: ReadingView, page: Page, paging: Paging) -> None:
        self._view = view
        self._page = page
        self._paging = paging

    def append(self, message: TranscriptMessage) -> None:
        """Add a message; it is written if the end is on the page."""
        if self._paging.window.append(message):
            with self._view.steady():
                self._page.append([message])
                self._paging.drop_above()

    def prepend(self, messages: Sequence[TranscriptMessage]) -> None:
        """Add messages in front of all others; they are written when a person scrolls there."""
        self._paging.window.prepend(messages)
        self._paging.load_soon()

    def update(self, message: TranscriptMessage) -> None:
        """Put `message` in the place of the one with its key. Raises KeyError."""
        window = self._paging.window
        index = window.index(message.key)
        former = window.messages[index]
        if former == message:
            return
        window.replace(message)
        if window.first <= index < window.last:
            self._rewrite(message, former)

    def forget_pictures(self, key: str) -> None:
        """Let go of a message's pictures; where they are shown they stay until it is left."""
        window = self._paging.window
        window.replace(replace(window.messages[window.index(key)], images=()))

    def fold(self, key: str) -> None:
        """Fold the reasoning of a message, or unfold it."""
        self._page.unfolded ^= {key}
        reply = self._paging.reply
        if reply and reply.key == key:
            if reply.is_attached:
                with self._view.steady(self._page.start(len(self._page) - 1)):
                    self._page.drop(len(self._page) - 1, len(self._page))
                    reply.attach(self._page, is_whole=not self._view.is_following)
        elif self._page.holds(key):
            self._rewrite(self._paging.window.messages[self._paging.window.index(key)])

    def begin_reply(self, reply: Reply) -> None:
        """Let a reply stream below the messages."""
        self._paging.renew()
        self._paging.reply = reply
        with self._view.steady():
            self._paging.drop_above()
            self._paging.attach_reply()

    def resume_reply(self, reply: Reply) -> None:
        """Let a reply stream on in the place of the last message."""
        window = self._paging.window
        is_shown = bool(len(self._page)) and not window.has_newer
        start = self._page.start(len(self._page) - 1) if is_shown else None
        with self._view.steady(start):
            if is_shown:
                self._page.drop(len(self._page) - 1, len(self._page))
            window.cut(len(window.messages) - 1)
            self._paging.reply = reply
            if is_shown:
                reply.attach(self._page, is_whole=not self._view.is_following)

    def end_reply(self) -> TranscriptMessage | None:
        """The reply becomes the last message of the conversation, where it stands."""
        reply, self._paging.reply = self._paging.reply, None
        if reply is None:
            return None
        message = reply.message()
        self._paging.window.add(message, is_shown=reply.is_attached)
        self._paging.streamed += reply.length
        return message

    def remove_from(self, key: str) -> None:
        """Forget the message with `key` and all behind it. Raises KeyError."""
        reply = self._paging.reply
        if reply and reply.key == key:
            self._drop_reply()
            return
        window = self._paging.window
        index = window.index(key)
        self._drop_reply()
        with self._view.steady():
            self._page.drop(max(0, index - window.first), len(self._page))
        window.cut(index)
        self._paging.load_soon()

    def _drop_reply(self) -> None:
        reply, self._paging.reply = self._paging.reply, None
        if reply and reply.is_attached:
            with self._view.steady():
                self._page.drop(len(self._page) - 1, len(self._page))

    def _rewrite(self, message: TranscriptMessage, former: TranscriptMessage | None = None) -> None:
        """Write a message anew, or its last line alone if `former` differs in nothing else."""
        start, end = self._page.range_of(message.key)
        is_foot_alone = former is not None and _differs_in_foot_alone(message, former)
        with self._view.steady(end - 1 if is_foot_alone else start, end):
            if not (is_foot_alone and self._page.rewrite_foot(message)):
                self._page.rewrite(message)


def _differs_in_foot_alone(message: TranscriptMessage, former: TranscriptMessage) -> bool:
    same = replace(
        former,
        state=message.state,
        footer=message.footer,
        actions=message.actions,
        position=message.position,
        siblings=message.siblings,
    )
    return message.role == "assistant" and same == message
