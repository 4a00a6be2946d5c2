"""Shows a comparison in its columns, whatever happens to it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from desktop_app.core.conversations import MessageState, StoredMessage
from desktop_app.tabs.chat.compare.pace import Pace
from desktop_app.ui.reply_words import ReplyWords

if TYPE_CHECKING:
    from desktop_app.tabs.chat.compare.column import AnswerColumn
    from desktop_app.tabs.chat.compare.comparison import Comparison
    from desktop_app.tabs.chat.compare.contender import Contender
    from desktop_app.tabs.chat.compare.view import CompareView
    from desktop_app.tabs.chat.conversation.answer import Answer
    from desktop_app.ui.transcript import ReplyState

_MOST_CHARACTERS = 400  # of the question: more than any line holds


class CompareFeed(QObject):
    """Connects the view with one comparison at a time."""

    def __init__(self, view: CompareView) -> None:
        super().__init__(view)
        self._view = view
        self._pace = Pace(self)
        self._feeds: list[_ColumnFeed] = []

    def show(self, comparison: Comparison | None) -> None:
        """Show another comparison as far as it has come, or none."""
        for feed in self._feeds:
            feed.let_go()
        self._pace.clear()
        self._feeds = []
        if comparison is None:
            self._view.clear()
            return
        self._view.show_question(_in_a_line(comparison.question), len(comparison.contenders))
        columns = self._view.columns
        for contender, column in zip(comparison.contenders, columns, strict=False):
            self._feeds.append(_ColumnFeed(contender, column, self._pace, self))


class _ColumnFeed(QObject):
    """Connects one contender with one column."""

    def __init__(
        self, contender: Contender, column: AnswerColumn, pace: Pace, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._contender = contender
        self._column = column
        self._pace = pace
        self._words = ReplyWords(self)
        self._followed: Answer | None = None
        contender.began.connect(self._follow)
        contender.first_came.connect(self._show_usage)
        contender.busy_changed.connect(self._on_busy_changed)
        self._show()

    def let_go(self) -> None:
        """Show nothing more."""
        self._unfollow()
        self._contender.began.disconnect(self._follow)
        self._contender.first_came.disconnect(self._show_usage)
        self._contender.busy_changed.disconnect(self._on_busy_changed)
        self.deleteLater()

    def _show(self) -> None:
        answer = self._contender.answer
        message = answer.message if answer else None
        self._column.begin(
            self._contender.model,
            text=message.text if message else "",
            reasoning=message.reasoning if message else "",
        )
        if not self._contender.is_busy and not self._contender.waits:
            self._end()
        elif answer is not None:
            self._follow(answer)
        self._show_usage()

    def _follow(self, answer: Answer) -> None:
        self._followed = answer
        answer.text_arrived.connect(self._on_text)
        answer.reasoning_arrived.connect(self._on_reasoning)

    def _unfollow(self) -> None:
        if self._followed is not None:
            self._followed.text_arrived.disconnect(self._on_text)
            self._followed.reasoning_arrived.disconnect(self._on_reasoning)
            self._followed = None

    def _on_text(self, text: str) -> None:
        self._pace.append_text(self._column.transcript, text)

    def _on_reasoning(self, text: str) -> None:
        self._pace.append_reasoning(self._column.transcript, text)

    def _on_busy_changed(self, busy: bool) -> None:
        self._unfollow()
        self._pace.flush(self._column.transcript)
        if busy:
            self._column.begin(self._contender.model)
        else:
            self._end()
        self._show_usage()

    def _end(self) -> None:
        contender, answer = self._contender, self._contender.answer
        message = answer.message if answer else None
        state = message.state if message else MessageState.STOPPED
        if contender.error is not None:
            state = MessageState.FAILED
        reason = message.finish_reason if message else None
        notes = [self._words.of_end(reason)] if reason else []
        notes += self._words.of_dropped(answer.dropped if answer else ())
        self._column.end(
            cast("ReplyState", state.value),
            " · ".join(filter(None, notes)),
            error=contender.error,
            can_keep=contender.kept_id is not None,
            reasoning_seconds=message.reasoning_seconds if message else None,
        )

    def _show_usage(self) -> None:
        answer = self._contender.answer
        self._column.show_usage(answer.message.usage if answer else None, self._contender.timing)


def _in_a_line(question: StoredMessage) -> str:
    words = " ".join(question.text[:_MOST_CHARACTERS].split())
    return words or ", ".join(attachment.name for attachment in question.attachments)
