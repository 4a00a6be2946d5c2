"""A person comes back to what was said, finds it, and goes on with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDoubleSpinBox, QLineEdit, QListView

from desktop_app.ui.transcript import Transcript
from tests.end_to_end.window import Window, connected, environ, running_window
from tests.servers.replies import chat_chunk, chat_stream, detail, sse

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"


async def ask(window: Window, question: str, answer: str) -> None:
    window.type("chat.prompt", question)
    window.press("chat.prompt", Qt.Key.Key_Return)
    await window.until_text("chat.transcript", answer)
    await idle(window)


async def idle(window: Window) -> None:
    await window.until(
        window.find(QAbstractButton, "chat.stop").isHidden,
        "the end of the answer",
    )


def titles(window: Window) -> list[str]:
    model = window.find(QListView, "chat.conversations").model()
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    return [text for row in rows if (text := row.data(Qt.ItemDataRole.DisplayRole))]


def transcript(window: Window) -> Transcript:
    return window.find(Transcript, "chat.transcript")


@pytest.mark.parametrize("doing", ["asks", "regenerates"])
async def test_a_person_who_has_read_further_up_sees_the_answer_to_what_is_asked_now(
    tmp_path: Path, hub: ScriptedServer, doing: str
) -> None:
    hub.on("POST", CHAT, chat_stream(["A line.\n\n"] * 80), chat_stream(["The newest."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "Tell me much", "A line.")
        bar = transcript(window).verticalScrollBar()
        bar.setValue(0)
        assert not transcript(window).is_following
        if doing == "asks":
            await ask(window, "And now?", "The newest.")
        else:
            window.click("chat.regenerate")
            await window.until_text("chat.transcript", "The newest.")
        assert transcript(window).is_following
        assert bar.value() == bar.maximum()


async def test_after_the_next_start_everything_is_there(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["It is a cloud."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.find(QDoubleSpinBox, "chat.temperature").setValue(0.7)
        await ask(window, "What is it?", "It is a cloud.")
        window.type("chat.prompt", "A question that I have not sent")
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("chat.transcript", "It is a cloud.")
        await window.until_text("chat.prompt", "A question that I have not sent")
        assert "What is it?" in window.text("chat.transcript")
        assert window.find(QDoubleSpinBox, "chat.temperature").value() == 0.7
        await window.until(lambda: any("What is it?" in each for each in titles(window)), "title")


async def test_new_chat_leaves_the_old_one_in_the_list(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]), chat_stream(["Two."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "The first question", "One.")
        window.click("chat.new")
        await window.until(lambda: window.text("chat.transcript") == "", "an empty chat")
        await ask(window, "The second question", "Two.")
        await window.until(lambda: len(titles(window)) >= 2, "two conversations")
        await window.until(
            lambda: (
                [t for t in titles(window) if "question" in t]
                == ["The second question", "The first question"]
            ),
            "both, the last one first",
        )
        assert [m["content"] for m in hub.last(CHAT).json["messages"]] == ["The second question"]


async def test_what_is_searched_opens_at_the_hit(tmp_path: Path, hub: ScriptedServer) -> None:
    long = "It is far. " * 400
    hub.on("POST", CHAT, chat_stream([long, "The capital is Ouagadougou."]), chat_stream(["Two."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "A capital, please", "Ouagadougou")
        window.click("chat.new")
        await ask(window, "Something else", "Two.")
        window.find(QLineEdit, "chat.search").setText("ouaga")
        hits = "chat.hits"
        await window.until(lambda: window.root.findChild(QListView, hits) is not None, "hits")
        await window.until(lambda: window.find(QListView, hits).model().rowCount() == 1, "one hit")
        window.press("chat.search", Qt.Key.Key_Return)
        page = transcript(window)
        await window.until(lambda: page.textCursor().selectedText() == "Ouagadougou", "the word")
        assert page.viewport().rect().contains(page.cursorRect())


async def test_a_question_is_edited_and_the_old_branch_stays(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]), chat_stream(["Two."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "First", "One.")
        window.type("chat.prompt", "Half written")
        transcript(window).action_requested.emit("1", "edit")
        assert window.text("chat.prompt") == "First"
        await ask(window, "Better", "Two.")
        assert window.text("chat.prompt") == "Half written"
        assert "One." not in window.text("chat.transcript")
        transcript(window).sibling_requested.emit("3", -1)
        await window.until_text("chat.transcript", "One.")
        assert "Better" not in window.text("chat.transcript")


async def test_an_answer_that_broke_off_goes_on_in_its_place(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    half = sse([chat_chunk({"content": "Half an "})], end="cut")
    hub.on("POST", CHAT, half, chat_stream(["answer."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "Go on", "Half an")
        assert "Continue" in window.text("chat.transcript")
        transcript(window).action_requested.emit("2", "continue")
        await window.until_text("chat.transcript", "Half an answer.")
        await idle(window)
        assert "Continue" not in window.text("chat.transcript")
        assert window.text("chat.error") == ""


async def test_a_conversation_that_was_deleted_by_mistake_is_back_on_the_screen_by_ctrl_z(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["It is a cloud."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "What is it?", "It is a cloud.")
        rows = window.find(QListView, "chat.conversations")
        await window.until(lambda: bool(titles(window)), "the list")
        rows.setFocus()
        row = next(n for n in range(rows.model().rowCount()) if rows.model().index(n, 0).data())
        rows.setCurrentIndex(rows.model().index(row, 0))
        window.press("chat.conversations", Qt.Key.Key_Down)
        window.press("chat.conversations", Qt.Key.Key_Delete)
        await window.until_text("chat.undo_text", "was deleted")
        await window.until(lambda: "cloud" not in window.text("chat.transcript"), "a new chat")
        undo = Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
        window.type("chat.prompt", "typed")
        window.press("chat.prompt", *undo)  # who writes takes back the words
        assert window.text("chat.prompt") == ""
        window.press("chat.conversations", *undo)
        await window.until_text("chat.transcript", "It is a cloud.")


async def test_a_deleted_message_comes_back_by_undo(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "First", "One.")
        transcript(window).action_requested.emit("2", "delete")
        await window.until(lambda: "One." not in window.text("chat.transcript"), "no answer")
        window.click("chat.undo")
        await window.until_text("chat.transcript", "One.")


async def test_two_chats_stream_at_once_and_none_disturbs_the_other(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    slow = sse([chat_chunk({"content": f"word{n} "}) for n in range(60)], pause=0.02)
    hub.on("POST", CHAT, slow, chat_stream(["Quick."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "Slowly")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.transcript", "word3 ")
        window.click("chat.new")
        await ask(window, "Quickly", "Quick.")
        assert "word" not in window.text("chat.transcript")
        listed = window.find(QListView, "chat.conversations")
        model = listed.model()
        row = next(
            index
            for row in range(model.rowCount())
            if "Slowly" in (index := model.index(row, 0)).data(Qt.ItemDataRole.DisplayRole)
        )
        listed.clicked.emit(row)
        listed.activated.emit(row)
        await window.until_text("chat.transcript", "word5 ")
        await window.until_text("chat.transcript", "word59")
        await idle(window)
        assert window.text("chat.transcript").count("word7 ") == 1


async def test_a_failed_answer_in_the_background_is_told_when_one_comes_back(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on(
        "POST",
        CHAT,
        detail(
            "The back end is restarting",
            503,
        ),
        chat_stream(["Two."]),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "First")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.error", "restarting")
        window.click("chat.new")
        assert window.text("chat.error") == ""
