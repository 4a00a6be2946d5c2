"""A person asks several models at once and keeps one of their answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QPushButton, QWidget

from desktop_app.tabs.chat.compare.view import CompareView
from tests.end_to_end.window import Window, connected, environ, paths_below, running_window
from tests.servers.replies import chat_chunk, chat_stream, detail, sse

if TYPE_CHECKING:
    from tests.servers import Reply, Request, ScriptedServer

LLAMA, QWEN, GPT = (
    "Llama-3.3-70B-Instruct",
    "Qwen2.5-VL-72B-Instruct",
    "gpt-4-turbo-128k-france",
)
PATH = "/v2/chat/completions"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
HALF = sse([chat_chunk({"content": "Half an ans"})], end="stall")


def play(hub: ScriptedServer, **replies: Reply) -> None:
    """Let each model, by the first word of its name, give a reply of its own."""

    def answer(request: Request) -> Reply:
        first = request.json["model"].split("-")[0].rstrip("0123456789.")
        return replies[first]

    hub.on("POST", PATH, answer)


def is_shown(window: Window, name: str) -> bool:
    control = window.root.findChild(QWidget, name)
    return control is not None and control.isVisible()


def is_whole(window: Window) -> bool:
    """Whether all is seen of what has the keyboard."""
    focused = window.root.focusWidget()
    return focused.visibleRegion().boundingRect() == focused.rect()


async def compare(window: Window, question: str) -> None:
    """Ctrl+Shift+Enter asks which models, and again starts."""
    window.type("chat.prompt", question)
    window.press("chat.prompt", Qt.Key.Key_Return, CTRL_SHIFT)
    assert is_shown(window, "chat.compare_models")
    window.press("chat.compare_model_1", Qt.Key.Key_Return, CTRL_SHIFT)
    await window.until(lambda: is_shown(window, "chat.comparison"), "the columns")


async def ended(window: Window, *numbers: int) -> None:
    await window.until(lambda: is_shown(window, "chat.comparison"), "the columns")
    for number in numbers:
        keep = window.find(QPushButton, f"chat.answer_{number}.keep")
        await window.until(keep.isEnabled, f"the end of answer {number}")


async def idle(window: Window) -> None:
    await window.until(lambda: not is_shown(window, "chat.stop"), "the end of all answers")


async def open_conversation(window: Window, title: str) -> None:
    listed = window.find(QAbstractItemView, "chat.conversations")

    def found() -> list[QModelIndex]:
        model = listed.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [each for each in rows if title in str(each.data())]

    await window.until(lambda: bool(found()), f"{title} in the list")
    listed.setCurrentIndex(found()[0])
    window.press("chat.conversations", Qt.Key.Key_Return)


async def test_two_models_answer_side_by_side_and_one_is_kept(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    play(hub, Llama=chat_stream(["A cloud."]), Qwen=chat_stream(["A service."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await compare(window, "What is it?")
        assert not is_shown(window, "chat.compare_models")
        assert window.text("chat.prompt") == ""
        assert window.text("chat.compared_question") == "What is it?"
        await ended(window, 1, 2)
        assert "A cloud." in window.text("chat.answer_1.transcript")
        assert "A service." in window.text("chat.answer_2.transcript")
        assert window.text("chat.answer_2.model") == QWEN
        for number in (1, 2):
            usage = window.text(f"chat.answer_{number}.usage")
            assert "31 + 12 tokens" in usage
            assert "first token" in usage
            assert "tokens/s" in usage
        window.click("chat.answer_1.keep")
        await window.until(lambda: not is_shown(window, "chat.comparison"), "the conversation")
        assert is_shown(window, "chat.transcript")
        assert "A cloud." in window.text("chat.transcript")
        assert "1/2" in window.text("chat.transcript")
    bodies = [request.json for request in hub.requests_to(PATH)]
    assert {body.pop("model") for body in bodies} == {LLAMA, QWEN}
    assert bodies[0] == bodies[1]


async def test_the_next_question_goes_on_from_the_answer_that_was_kept(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    play(hub, Llama=chat_stream(["A cloud."]), Qwen=chat_stream(["A service."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await compare(window, "What is it?")
        await ended(window, 1, 2)
        window.click("chat.answer_1.keep")
        await window.until(lambda: not is_shown(window, "chat.comparison"), "the conversation")
        await compare(window, "Whose?")
        await ended(window, 1, 2)
    for request in hub.requests_to(PATH)[2:]:
        said = [message["content"] for message in request.json["messages"]]
        assert said == ["What is it?", "A cloud.", "Whose?"]


async def test_without_a_choice_the_last_answer_is_shown_and_the_others_are_branches(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    play(hub, Llama=chat_stream(["A cloud."]), Qwen=chat_stream(["A service."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await compare(window, "What is it?")
        await ended(window, 1, 2)
        await idle(window)
        window.click("chat.close_comparison")
        await window.until_text("chat.transcript", "A service.")
        assert "2/2" in window.text("chat.transcript")
        window.type("chat.prompt", "Whose?")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until(lambda: len(hub.requests_to(PATH)) == 3, "the next question")
    said = [message["content"] for message in hub.last(PATH).json["messages"]]
    assert said == ["What is it?", "A service.", "Whose?"]


async def test_a_question_typed_below_the_columns_goes_on_from_the_last_answer(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    play(hub, Llama=chat_stream(["A cloud."]), Qwen=chat_stream(["A service."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await compare(window, "What is it?")
        await ended(window, 1, 2)
        await idle(window)
        window.type("chat.prompt", "Whose?")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.transcript", "Whose?")
        assert not is_shown(window, "chat.comparison")
        await window.until(lambda: len(hub.requests_to(PATH)) == 3, "the next question")
    said = [message["content"] for message in hub.last(PATH).json["messages"]]
    assert said == ["What is it?", "A service.", "Whose?"]


async def test_escape_stops_all_and_what_came_can_be_kept(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    play(hub, Llama=HALF, Qwen=HALF)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await compare(window, "What is it?")
        for number in (1, 2):
            await window.until_text(f"chat.answer_{number}.transcript", "Half an ans")
            assert not window.find(QPushButton, f"chat.answer_{number}.keep").isEnabled()
        window.press("chat.prompt", Qt.Key.Key_Escape)
        await ended(window, 1, 2)
        assert "Stopped" in window.text("chat.answer_1.transcript")
        window.click("chat.answer_2.keep")
        await window.until_text("chat.transcript", "Half an ans")
        assert "2/2" in window.text("chat.transcript")


async def test_one_column_is_stopped_and_kept_while_the_other_streams(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    play(hub, Llama=HALF, Qwen=HALF)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await compare(window, "What is it?")
        await window.until_text("chat.answer_1.transcript", "Half an ans")
        await window.until_text("chat.answer_2.transcript", "Half an ans")
        window.click("chat.answer_1.stop")
        await ended(window, 1)
        assert is_shown(window, "chat.stop")
        window.click("chat.answer_1.keep")
        await window.until_text("chat.transcript", "1/2")
        assert all(request.client_left.wait(5) for request in hub.requests_to(PATH))


async def test_a_failure_stays_in_its_column_and_retry_asks_again(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    play(hub, Llama=detail("Rate limit reached", 429), Qwen=chat_stream(["A service."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await compare(window, "What is it?")
        await window.until_text("chat.countdown", "Asking again in")
        window.click("chat.cancel_retry")
        await window.until_text("chat.answer_1.error", "Rate limit reached")
        await ended(window, 2)
        assert window.text("chat.error") == ""
        assert not is_shown(window, "chat.answer_2.error")
        assert not window.find(QPushButton, "chat.answer_1.keep").isEnabled()
        play(hub, Llama=chat_stream(["A cloud."]))
        window.click("chat.answer_1.retry")
        await ended(window, 1)
        assert "A cloud." in window.text("chat.answer_1.transcript")
        assert not is_shown(window, "chat.answer_1.error")
        window.click("chat.answer_1.keep")
        await window.until_text("chat.transcript", "A cloud.")


async def test_a_comparison_goes_on_while_another_conversation_is_shown(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    words = ["One ", "two ", "three ", "four."]
    play(hub, Llama=chat_stream(words, pause=0.15), Qwen=HALF)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await compare(window, "Count")
        await window.until_text("chat.answer_1.transcript", "One")
        window.click("chat.new")
        await window.until(lambda: not is_shown(window, "chat.comparison"), "the new one")
        assert is_shown(window, "chat.transcript")
        await open_conversation(window, "Count")
        await window.until(lambda: is_shown(window, "chat.comparison"), "the columns again")
        await ended(window, 1)
        assert "One two three four." in window.text("chat.answer_1.transcript")
        assert "Half an ans" in window.text("chat.answer_2.transcript")


async def test_one_that_ended_meanwhile_waits_with_its_columns_until_it_was_seen(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    slow = chat_stream(["One ", "two."], pause=0.15)
    play(hub, Llama=slow, Qwen=slow)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await compare(window, "Count")
        window.click("chat.new")
        await window.until(lambda: len(hub.requests_to(PATH)) == 2, "the requests")
        for request in hub.requests_to(PATH):
            await window.until(request.answered.is_set, "the end of the answers")
        await open_conversation(window, "Count")
        await ended(window, 1, 2)
        await idle(window)
        assert "One two." in window.text("chat.answer_1.transcript")
        window.click("chat.new")
        await window.until(lambda: not is_shown(window, "chat.comparison"), "the new one")
        await open_conversation(window, "Count")
        await window.until_text("chat.transcript", "2/2")
        assert not is_shown(window, "chat.comparison")


async def test_tab_leads_through_the_columns_and_each_is_seen_whole(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    play(hub, Llama=chat_stream(["A cloud."]), Qwen=chat_stream(["A service."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await compare(window, "What is it?")
        await ended(window, 1, 2)
        window.root.resize(window.root.minimumSize())  # too narrow for two columns
        focused = window.find(QWidget, "chat.prompt")
        focused.setFocus()
        stops: list[str] = []
        while focused.objectName() != "chat.close_comparison":
            QTest.keyClick(focused, Qt.Key.Key_Backtab)
            focused = window.root.focusWidget()
            assert isinstance(focused, QWidget)
            stops.append(focused.objectName())
            await window.until(lambda: is_whole(window), f"all of {stops[-1]}")
        assert list(dict.fromkeys(stops)) == [
            "chat.answer_2.keep",
            "chat.answer_2.transcript",
            "chat.answer_1.keep",
            "chat.answer_1.transcript",
            "chat.close_comparison",
        ]


async def test_the_models_are_remembered_and_up_to_four_can_be_compared(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    play(hub, **dict.fromkeys(("Llama", "Qwen", "gpt", "DeepSeek"), chat_stream(["Yes."])))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "Is it?")
        window.click("chat.compare")
        assert window.text("chat.compare_model_1") == LLAMA
        window.click("chat.compare_add")
        window.click("chat.compare_add")
        assert not is_shown(window, "chat.compare_add")
        chosen = [window.text(f"chat.compare_model_{number}") for number in (1, 2, 3, 4)]
        assert len(set(chosen)) == 4
        window.click("chat.compare_remove_1")
        window.choose("chat.compare_model_1", GPT)
        field = window.find(QComboBox, "chat.compare_model_1").lineEdit()
        assert isinstance(field, QLineEdit)
        QTest.keyClick(field, Qt.Key.Key_Return)
        await ended(window, 1, 2, 3)
        assert not is_shown(window, "chat.answer_4")
        assert len(hub.requests_to(PATH)) == 3
        compared = [window.text(f"chat.answer_{number}.model") for number in (1, 2, 3)]
        assert compared == [GPT, *chosen[2:]]
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.click("chat.compare")
        again = [window.text(f"chat.compare_model_{number}") for number in (1, 2, 3)]
        assert again == compared
    assert paths_below(tmp_path).settings_file.exists()


async def test_the_columns_are_made_while_a_person_chooses_the_models(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        view = window.find(CompareView, "chat.comparison")
        window.click("chat.compare")
        assert not view.columns  # the click has not waited for them
        await window.until(lambda: len(view.columns) == 4, "the columns")
        assert not any(column.isVisible() for column in view.columns)


async def test_escape_closes_the_choice_of_models_and_nothing_is_sent(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "Not yet")
        window.press("chat.prompt", Qt.Key.Key_Return, CTRL_SHIFT)
        assert window.find(QComboBox, "chat.compare_model_1").hasFocus()
        window.press("chat.compare_model_1", Qt.Key.Key_Escape)
        assert not is_shown(window, "chat.compare_models")
        assert window.find(QWidget, "chat.prompt").hasFocus()
        assert window.text("chat.prompt") == "Not yet"
    assert hub.requests_to(PATH) == []


async def test_without_a_question_nothing_is_compared(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.press("chat.prompt", Qt.Key.Key_Return, CTRL_SHIFT)
        window.press("chat.compare_model_1", Qt.Key.Key_Return)
        assert is_shown(window, "chat.compare_models")
        assert window.find(QWidget, "chat.prompt").hasFocus()
    assert hub.requests_to(PATH) == []


async def test_closing_the_window_keeps_every_answer_as_a_branch(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    play(hub, Llama=HALF, Qwen=HALF)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await compare(window, "What is it?")
        await window.until_text("chat.answer_1.transcript", "Half an ans")
        await window.until_text("chat.answer_2.transcript", "Half an ans")
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await open_conversation(window, "What is it?")
        await window.until_text("chat.transcript", "2/2")
        assert "Half an ans" in window.text("chat.transcript")
        assert "Stopped" in window.text("chat.transcript")
