"""A person asks about pictures, with a scripted server and with the real engine."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QWidget,
)

from desktop_app.command_line import Arguments
from tests.end_to_end.scenes_vision import (
    CHAT,
    VISION_TAB,
    add,
    landscape,
    paste_files,
    pictures,
    unreadable_files,
    writing,
)
from tests.end_to_end.window import Window, environ, running_window
from tests.servers import Reply, ScriptedServer
from tests.servers.replies import chat_chunk, chat_stream, detail, sse

MODEL = "Qwen2.5-VL-72B-Instruct"
BOARDWALK = (
    "https://upload.wikimedia.org/wikipedia/commons/thumb/d/dd/"
    "Gfp-wisconsin-madison-the-nature-boardwalk.jpg/"
    "2560px-Gfp-wisconsin-madison-the-nature-boardwalk.jpg"
)
GUIDE_SYSTEM_PROMPT = (
    "You are an helpful AI assistant named Qwen and help people to answer their question based on "
    "the image and text provided."
)


async def open_vision(window: Window) -> None:
    window.show_tab(VISION_TAB)
    await window.until_text("main.connection", "connected, ")


async def add_address(window: Window, address: str) -> None:
    before = len(pictures(window))
    window.find(QLineEdit, "vision.url").setText(address)
    window.click("vision.add_url")
    await window.until(lambda: len(pictures(window)) > before, "the address")


async def ask(window: Window, question: str) -> None:
    window.type("vision.question", question)
    window.press("vision.question", Qt.Key.Key_Return)
    await window.until(lambda: window.text("vision.question") == "", "the question to be taken")


async def answered(window: Window) -> None:
    await window.until_text("vision.usage", "tokens")


def last_body(hub: ScriptedServer) -> dict[str, Any]:
    body = dict(hub.last(CHAT).json)
    body.pop("stream_options", None)
    return body


def picture_of(url: str) -> QImage:
    kind, _, data = url.partition(";base64,")
    assert kind in {"data:image/png", "data:image/jpeg"}
    return QImage.fromData(base64.b64decode(data))


async def test_a_picture_by_its_address_is_asked_about_as_the_guide_does(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        assert window.text("vision.model") == MODEL
        window.type("vision.system_prompt", GUIDE_SYSTEM_PROMPT)
        await add_address(window, BOARDWALK)
        await ask(window, "What is depicted in this image?")
        await answered(window)
        assert "Open Telekom Cloud" in window.text("vision.answer")
    assert last_body(hub) == {
        "model": MODEL,
        "messages": [
            {"role": "system", "content": [{"type": "text", "text": GUIDE_SYSTEM_PROMPT}]},
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "What is depicted in this image?"},
                    {"type": "image_url", "image_url": {"url": BOARDWALK}},
                ],
            },
        ],
        "max_tokens": 300,
        "stream": True,
        "temperature": 0.01,
    }


async def test_a_picture_from_a_file_is_asked_about_as_the_guide_does(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    photo = landscape(tmp_path / "example_image.jpg", 640, 400)
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        window.find(QSpinBox, "vision.max_tokens").setValue(1000)
        await add(window, photo)
        await ask(window, "What’s in this image?")
        await answered(window)
    body = last_body(hub)
    url = body["messages"][0]["content"][1]["image_url"]["url"]
    assert body == {
        "model": MODEL,
        "messages": [
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "What’s in this image?"},
                    {"type": "image_url", "image_url": {"url": url}},
                ],
            }
        ],
        "max_tokens": 1000,
        "stream": True,
        "temperature": 0.01,
    }
    assert picture_of(url).size() == QImage(str(photo)).size()


async def test_the_example_button_writes_the_guides_question(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        window.click("vision.example")
        await window.until(lambda: len(pictures(window)) == 1, "the address")
        assert not hub.requests_to(CHAT)
        window.find(QCheckBox, "vision.stream").setChecked(False)
        window.click("vision.ask")
        await answered(window)
    body = last_body(hub)
    assert body["stream"] is False
    assert body["messages"][0]["content"] == [{"type": "text", "text": GUIDE_SYSTEM_PROMPT}]
    assert body["messages"][1]["content"][1]["image_url"] == {"url": BOARDWALK}


async def test_a_further_question_keeps_the_pictures_of_the_first(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    photo = landscape(tmp_path / "photo.png", 300, 200)
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        await add(window, photo)
        await ask(window, "What is this?")
        await answered(window)
        assert pictures(window) == []
        await ask(window, "Which colour is the sky?")
        await window.until(lambda: len(hub.requests_to(CHAT)) == 2, "the second request")
        await answered(window)
    first, answer, second = last_body(hub)["messages"]
    assert first["content"][0]["text"] == "What is this?"
    assert picture_of(first["content"][1]["image_url"]["url"]).width() == 300
    assert answer["role"] == "assistant"
    assert second["content"] == "Which colour is the sky?"


async def test_a_question_asked_while_pictures_are_read_waits_for_them(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    photo = landscape(tmp_path / "large.jpg", 4000, 3000)
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        paste_files(photo)
        window.press("vision.question", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        await ask(window, "What is this?")
        await answered(window)
    url = last_body(hub)["messages"][0]["content"][1]["image_url"]["url"]
    sent = picture_of(url)
    assert sent.width() * sent.height() <= 1024 * 1024


@pytest.mark.parametrize("way", ["stop", "remove"])
async def test_a_question_that_waits_for_a_picture_can_be_taken_back(
    tmp_path: Path, hub: ScriptedServer, way: str
) -> None:
    photo = landscape(tmp_path / "large.jpg", 4000, 3000)
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        await add_address(window, BOARDWALK)
        await ask(window, "What is depicted?")
        await answered(window)
        paste_files(photo)
        window.press("vision.question", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        window.type("vision.question", "And this?")
        window.press("vision.question", Qt.Key.Key_Return)
        assert window.find(QPushButton, "vision.stop").isVisible()
        assert not window.find(QPushButton, "vision.ask").isVisible()
        if way == "stop":
            window.press("vision.question", Qt.Key.Key_Escape)
        else:
            window.find(QListWidget, "vision.images").setCurrentRow(0)
            window.press("vision.images", Qt.Key.Key_Delete)
        assert window.find(QPushButton, "vision.ask").isVisible()
        if way == "remove":
            assert pictures(window) == []
            small = landscape(tmp_path / "small.png", 30, 20)
            paste_files(small)
            window.press("vision.question", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        await window.until(
            lambda: any("×" in shown for shown in pictures(window)), "a picture that was read"
        )
        assert window.text("vision.question") == "And this?"
    assert len(hub.requests_to(CHAT)) == 1


async def test_files_are_chosen_in_a_dialog(tmp_path: Path, hub: ScriptedServer) -> None:
    photo = landscape(tmp_path / "photo.png", 300, 200)
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        window.click("vision.add")
        dialog = window.find(QFileDialog, "vision.file_dialog")
        dialog.filesSelected.emit([str(photo)])
        dialog.close()
        await window.until(lambda: len(pictures(window)) == 1, "the picture")
        assert pictures(window)[0].startswith("300 × 200")


async def test_a_data_url_is_decoded_and_another_word_is_refused(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    photo = landscape(tmp_path / "photo.png", 300, 200)
    data_url = f"data:image/png;base64,{base64.b64encode(photo.read_bytes()).decode()}"
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        await add_address(window, data_url)
        assert pictures(window)[0].startswith("300 × 200")
        window.find(QLineEdit, "vision.url").setText("cat.jpg")
        window.click("vision.add_url")
        await window.until_text("vision.error", "https://")
        assert len(pictures(window)) == 1


async def test_files_that_are_no_pictures_are_said_so_in_a_sentence_each(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        paste_files(*unreadable_files(tmp_path))
        window.press("vision.question", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        await window.until_text("vision.error", "nothing.png is empty")
        assert "cut off.png ends too early" in window.text("vision.error")
        assert "letter.jpg is no picture" in window.text("vision.error")
        assert pictures(window) == []


async def test_a_question_without_a_picture_is_not_sent(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        window.type("vision.question", "What is this?")
        window.click("vision.ask")
        await window.until_text("vision.error", "Add a picture first")
        assert window.text("vision.question") == "What is this?"
    assert not hub.requests_to(CHAT)


async def test_clear_starts_anew(tmp_path: Path, hub: ScriptedServer) -> None:
    photo = landscape(tmp_path / "photo.png", 300, 200)
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        await add(window, photo)
        await ask(window, "What is this?")
        await answered(window)
        await add(window, photo)
        window.click("vision.clear")
        assert window.find(QListWidget, "vision.images").count() == 0
        assert window.text("vision.answer") == ""
        area = window.find(QWidget, "vision.drop_area")
        await window.until(lambda: area.height() > 300, "the large drop area")
        await add(window, photo)
        await ask(window, "And this?")
        await answered(window)
    assert len(last_body(hub)["messages"]) == 1


async def test_stop_keeps_what_had_arrived(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, sse([chat_chunk({"content": "A wooden board"})], end="stall"))
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        await add_address(window, BOARDWALK)
        await ask(window, "What is this?")
        await window.until_text("vision.answer", "A wooden board")
        window.press("vision.question", Qt.Key.Key_Escape)
        await window.until_text("vision.answer", "Stopped")
        assert window.text("vision.error") == ""
        assert await hub.wait_for(hub.last(CHAT).client_left.is_set)


async def test_after_an_error_retry_sends_question_and_picture_again(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, detail("Too many requests", 429), chat_stream(["A boardwalk."]))
    photo = landscape(tmp_path / "photo.png", 300, 200)
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        await add(window, photo)
        await ask(window, "What is this?")
        await window.until_text("vision.countdown", "Asking again in")
        window.click("vision.cancel_retry")
        await window.until_text("vision.error", "Too many requests")
        window.click("vision.retry")
        await window.until_text("vision.answer", "A boardwalk.")
        assert window.text("vision.error") == ""
    first, second = hub.requests_to(CHAT)
    assert first.json["messages"] == second.json["messages"]


async def test_a_server_that_cannot_fetch_gets_the_picture_itself(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    photo = landscape(tmp_path / "photo.png", 300, 200)
    hub.on("POST", CHAT, detail("Cannot fetch the image", 400), chat_stream(["A boardwalk."]))
    hub.on("GET", "/photo.png", Reply(200, {"content-type": "image/png"}, [photo.read_bytes()]))
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        await add_address(window, f"{hub.url}/photo.png")
        await ask(window, "What is this?")
        await window.until_text("vision.error", "perhaps it cannot fetch the picture")
        assert not hub.requests_to("/photo.png"), "nothing is fetched unasked"
        window.click("vision.download")
        await window.until_text("vision.answer", "A boardwalk.")
        assert window.text("vision.error") == ""
    assert hub.last("/photo.png").key is None
    url = last_body(hub)["messages"][0]["content"][1]["image_url"]["url"]
    sent = picture_of(url).convertToFormat(QImage.Format.Format_RGB32)
    assert sent == QImage(str(photo)).convertToFormat(QImage.Format.Format_RGB32)


async def test_a_download_that_fails_is_said_so_and_can_be_tried_again(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, detail("Cannot fetch the image", 400))
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        await add_address(window, f"{hub.url}/gone.png")
        await ask(window, "What is this?")
        await window.until_text("vision.error", "perhaps it cannot fetch the picture")
        window.click("vision.download")
        await window.until_text("vision.error", "gone.png is not there")


async def test_a_pasted_screenshot_is_sent_pixel_for_pixel(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    screenshot = QImage(str(landscape(tmp_path / "photo.png", 300, 200)))
    async with running_window(tmp_path, environ(hub)) as window:
        await open_vision(window)
        copied = QMimeData()
        copied.setImageData(screenshot)
        QApplication.clipboard().setMimeData(copied)
        window.press("vision.answer", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        await window.until(lambda: len(pictures(window)) == 1, "the picture")
        await ask(window, "What is this?")
        await answered(window)
    url = last_body(hub)["messages"][0]["content"][1]["image_url"]["url"]
    form = QImage.Format.Format_RGB32
    assert picture_of(url).convertToFormat(form) == screenshot.convertToFormat(form)


async def test_pictures_of_the_command_line_open_in_vision(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    photo = landscape(tmp_path / "photo.PNG", 300, 200)
    arguments = Arguments(files=(photo, tmp_path / "missing.png"))
    async with running_window(tmp_path, environ(hub), arguments) as window:
        await window.until(lambda: len(pictures(window)) == 1, "the picture")
        assert window.find(QTabWidget, "main.tabs").currentIndex() == VISION_TAB
        await window.until_text("vision.error", "missing.png is not there")


async def test_the_model_on_this_computer_reads_the_text_in_a_picture(tmp_path: Path) -> None:
    receipt = writing(tmp_path / "receipt.png", "Invoice 4711", "Total: 128.50 EUR")
    async with running_window(tmp_path, {}) as window:
        window.show_tab(VISION_TAB)
        await window.until_text("main.connection", "Local: connected, ")
        assert window.text("vision.model") == "local-ocr"
        await add(window, receipt)
        await ask(window, "What is the total?")
        await window.until_text("vision.usage", "tokens/s")
        answer = window.text("vision.answer")
        assert "sees only the text in a picture" in answer
        assert "128.50" in answer
        assert window.text("vision.error") == ""


async def test_the_model_on_this_computer_fetches_nothing_and_says_so(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    receipt = writing(tmp_path / "receipt.png", "Invoice 4711", "Total: 128.50 EUR")
    hub.on("GET", "/receipt.png", Reply(200, {"content-type": "image/png"}, [receipt.read_bytes()]))
    async with running_window(tmp_path, {}) as window:
        window.show_tab(VISION_TAB)
        await window.until_text("main.connection", "Local: connected, ")
        await add_address(window, f"{hub.url}/receipt.png")
        await ask(window, "What is the total?")
        await window.until_text("vision.error", "fetches nothing")
        window.click("vision.download")
        await window.until_text("vision.answer", "128.50")
