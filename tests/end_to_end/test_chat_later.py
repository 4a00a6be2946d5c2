"""A person sends the next question while an answer is still being written."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, overload

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from desktop_app.ui.transcript import Transcript
from tests.end_to_end.window import Window, connected, environ, running_window
from tests.servers.messages import Part, Pause, Reply
from tests.servers.replies import chat_stream

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"
LATER = "And the second?"


class Held(Sequence[Part]):
    """Parts of which the last come when `go_on` is set."""

    def __init__(self, reply: Reply, held: int = 3) -> None:
        self.go_on = threading.Event()
        self._first, self._last = reply.parts[:-held], reply.parts[-held:]

    @override
    def __iter__(self) -> Iterator[Part]:
        yield from self._first
        while not self.go_on.is_set():
            yield Pause(0.01)
        yield from self._last

    @overload
    def __getitem__(self, index: int) -> Part: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Part]: ...
    @override
    def __getitem__(self, index: int | slice) -> Part | Sequence[Part]:
        return [*self._first, *self._last][index]

    @override
    def __len__(self) -> int:
        return len(self._first) + len(self._last)


def played(hub: ScriptedServer) -> Held:
    """The first answer waits in its middle, the second does not."""
    first = chat_stream(["It is ", "a cloud."])
    held = Held(first)
    hub.on("POST", CHAT, Reply(200, first.headers, held), chat_stream(["It is another."]))
    return held


async def asked_twice(window: Window) -> None:
    """The first question is being answered, the second was sent meanwhile."""
    await connected(window)
    window.type("chat.prompt", "What is the first?")
    window.press("chat.prompt", Qt.Key.Key_Return)
    await window.until_text("chat.transcript", "It is ")
    assert window.find(QPushButton, "chat.send").isHidden()
    window.type("chat.prompt", LATER)
    send = window.find(QPushButton, "chat.send")
    assert send.toolTip() == "Send when the answer is complete (Enter)"
    assert send.isVisible()
    window.press("chat.prompt", Qt.Key.Key_Return)
    assert sign(window).isVisible()
    assert send.isHidden()
    assert window.text("chat.prompt") == LATER  # it is still there to be seen


def sign(window: Window) -> QWidget:
    return window.find(QWidget, "chat.later_sign")


async def test_the_next_question_goes_out_by_itself_when_the_answer_is_complete(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    held = played(hub)
    async with running_window(tmp_path, environ(hub)) as window:
        await asked_twice(window)
        assert len(hub.requests_to(CHAT)) == 1
        held.go_on.set()
        await window.until_text("chat.transcript", "It is another.")
        assert window.text("chat.prompt") == ""
        assert sign(window).isHidden()
    sent = [message["content"] for message in hub.last(CHAT).json["messages"]]
    assert sent == ["What is the first?", "It is a cloud.", LATER]


async def test_a_person_who_reads_further_up_meanwhile_is_not_disturbed(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    held = played(hub)
    async with running_window(tmp_path, environ(hub)) as window:
        await asked_twice(window)
        transcript = window.find(Transcript, "chat.transcript")
        transcript.hold()
        held.go_on.set()
        await window.until_text("chat.transcript", "It is another.")
        assert not transcript.is_following


@pytest.mark.parametrize("doing", ["stops the answer", "writes on", "closes the sign"])
async def test_a_person_who_thinks_again_keeps_the_words_unsent(
    tmp_path: Path, hub: ScriptedServer, doing: str
) -> None:
    held = played(hub)
    async with running_window(tmp_path, environ(hub)) as window:
        await asked_twice(window)
        if doing == "stops the answer":
            window.press("chat.prompt", Qt.Key.Key_Escape)
        elif doing == "writes on":
            window.press("chat.prompt", Qt.Key.Key_X)
        else:
            window.click("chat.cancel_later")
        assert sign(window).isHidden()
        held.go_on.set()
        await window.until(window.find(QPushButton, "chat.stop").isHidden, "the end")
        assert LATER[:-1] in window.text("chat.prompt")
        assert window.find(QPushButton, "chat.send").toolTip() == "Send (Enter)"
        window.press("chat.prompt", Qt.Key.Key_Return)  # nothing was sent before
        await window.until_text("chat.transcript", "It is another.")
    assert len(hub.requests_to(CHAT)) == 2
