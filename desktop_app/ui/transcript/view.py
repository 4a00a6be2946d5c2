"""The transcript of a conversation: one document, a window of its messages, a streamed reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop_app.ui.transcript.conversation_view import ConversationView
from desktop_app.ui.transcript.finding import passage
from desktop_app.ui.transcript.message import ReplyEnd, TranscriptMessage
from desktop_app.ui.transcript.plain_text import whole_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.ui.transcript.message import MessageAction, ReplyState


class Transcript(ConversationView):
    """Shows messages, streams one reply at the end; any length of either is safe."""

    def show_messages(self, messages: Sequence[TranscriptMessage]) -> None:
        """Show another conversation from its end; a streamed reply is let go."""
        self._page.unfolded.clear()
        self._paging.open(messages)

    def clear_messages(self) -> None:
        """Show an empty conversation."""
        self.show_messages(())

    def append_message(self, message: TranscriptMessage) -> None:
        """Add a message at the end."""
        self._frames.complete()
        self._changes.append(message)

    def forget_pictures(self, key: str) -> None:
        """Let go of a message's pictures: they are wanted again when it is shown anew.

        Raises KeyError if there is no such message.
        """
        self._changes.forget_pictures(key)

    def prepend_messages(self, messages: Sequence[TranscriptMessage]) -> None:
        """Add older messages, oldest first, in front of all others; what is read stays."""
        self._changes.prepend(messages)

    def update_message(self, message: TranscriptMessage) -> None:
        """Show `message` in the place of the one with its key, which does not stream.

        Raises:
            KeyError: there is none.
        """
        reply = self._paging.reply
        if reply and reply.ending and reply.key == message.key:
            self._frames.complete()
        self._changes.update(message)

    def begin_reply(
        self, key: str, title: str = "", *, text: str = "", reasoning: str = ""
    ) -> None:
        """Start a streamed reply of the assistant; `title` is for example the model's name.

        `text` and `reasoning` are what has come of it already.
        """
        self._frames.begin(TranscriptMessage(key, "assistant", text, reasoning, title=title))

    def resume_reply(self, key: str) -> None:
        """Let the last message stream on. Raises KeyError if `key` is not the last one's."""
        self._frames.resume(key)

    def append_text(self, delta: str) -> None:
        """Add to the reply; painted within a frame. Without a reply nothing happens."""
        self._frames.append(text=delta)

    def append_reasoning(self, delta: str) -> None:
        """Add to the reply's reasoning, folded above the answer."""
        self._frames.append(reasoning=delta)

    def end_reply(
        self,
        state: ReplyState = "finished",
        footer: str = "",
        *,
        actions: tuple[MessageAction, ...] = (),
        position: int = 1,
        siblings: int = 1,
        reasoning_seconds: float | None = None,
    ) -> None:
        """The reply is complete; what is left of it is painted in the next frames.

        `reasoning_seconds` is how long it thought, if the caller knows better than this view.
        """
        self._frames.end(
            ReplyEnd(
                state=state,
                footer=footer,
                actions=actions,
                position=position,
                siblings=siblings,
                reasoning_seconds=reasoning_seconds,
            )
        )

    def remove_from(self, key: str) -> None:
        """Remove the message with `key` and all after it. Raises KeyError if there is none."""
        self._changes.remove_from(key)

    def plain_text(self) -> str:
        """All that is shown, as plain text; what waits is painted first."""
        self._frames.paint_all()
        while self._paging.is_loading:
            self._paging.load()
        return whole_text(self.document())

    @override
    def toPlainText(self) -> str:
        return self.plain_text()

    def show_message(self, key: str, words: Sequence[str] = ()) -> None:
        """Scroll to a message, wherever in the conversation it is, and to these words in it.

        The first of them is selected. Raises KeyError.
        """
        reply = self._paging.reply
        if reply and reply.key == key:
            self.to_end()
            return
        self._paging.show_from(self._paging.window.index(key))
        start, end = self._page.range_of(key)
        place = passage(self.document().findBlock(start), end, words) if words else None
        if place is not None:
            self.setTextCursor(place)
            self.reveal(place.selectionStart())

    def find_text(self, text: str, *, backwards: bool = False) -> bool:
        """Select the next place of `text` in the conversation, going round at its ends.

        The whole conversation is searched before this returns; `finder` does it in slices.
        """
        if text == self.finder.text:
            self.finder.step(-1 if backwards else 1)
        else:
            self.finder.search(text)
        self.finder.complete()
        return self.finder.select_hit()
