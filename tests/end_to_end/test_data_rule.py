"""A person is asked before something goes to another company: once a conversation, everywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from desktop_app.core.profiles import Profile
from desktop_app.core.settings import Settings, load_settings, save_settings
from tests.end_to_end.audio import TRANSCRIPTIONS, choose_verse, verse
from tests.end_to_end.models_tab import (
    EXTERNAL,
    EXTERNAL_OR_UNKNOWN,
    NEVER,
    ask_before_sending,
    choose,
    opened,
)
from tests.end_to_end.tools_tab import TOOLS_TAB, finished, pending
from tests.end_to_end.window import Window, connected, environ, paths_below, running_window
from tests.servers import ScriptedServer, play_hub
from tests.servers.hub import MODELS, VERSE
from tests.servers.messages import Pause
from tests.servers.replies import chat_stream, detail, models_list

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["verse"]
CHAT, EMBEDDINGS = "/v2/chat/completions", "/v2/embeddings"
COMPLETIONS = "/v2/completions"
COMPLETION_TAB, VISION_TAB = 1, 3
ABROAD = {"deployment_country": "US", "is_externally_hosted": True}
LLAMA, GPT, UNKNOWN = "Llama-3.3-70B-Instruct", "gpt-4o", "DeepSeek-R1-Distill-Llama-70B"
OTHERS = {
    GPT: ABROAD | {"model_type": "LLM", "input_modalities": ["text", "image"]},
    "claude": ABROAD | {"model_type": "LLM", "input_modalities": ["text", "image"]},
    "ada": ABROAD | {"model_type": "EMBEDDING", "hidden_size": 8},
    "scribe": ABROAD | {"model_type": "STT"},
}


@pytest.fixture(autouse=True)
def models_abroad(hub: ScriptedServer) -> None:
    hub.on("GET", "/v2/models", models_list(MODELS | OTHERS))
    hub.on("POST", CHAT, chat_stream(["A boardwalk."]))


async def use(window: Window, model: str) -> None:
    """Set the rule, then choose the model in the tab that it is made for."""
    await opened(window)
    ask_before_sending(window, EXTERNAL)
    choose(window, model)
    window.press("models.table", Qt.Key.Key_Return)


async def ask_about_a_picture(window: Window, question: str = "What is this?") -> None:
    if not window.text("vision.answer"):
        window.find(QLineEdit, "vision.url").setText("https://example.org/boardwalk.jpg")
        window.click("vision.add_url")
    window.type("vision.question", question)
    window.press("vision.question", Qt.Key.Key_Return)


async def asked(window: Window, tab: str, part: str = "another company") -> None:
    await window.until_text(f"{tab}.data_notice", part)


async def answered(window: Window, hub: ScriptedServer, count: int) -> None:
    await window.until(lambda: len(hub.requests_to(CHAT)) == count, "the request")
    stop = window.find(QPushButton, "vision.stop")
    await window.until(lambda: not stop.isVisible(), "the answer")


async def in_vision(window: Window, model: str, rule: int = EXTERNAL) -> None:
    await opened(window)
    ask_before_sending(window, rule)
    window.show_tab(VISION_TAB)
    window.choose("vision.model", model)


async def test_in_vision_it_is_asked_once_a_conversation(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await in_vision(window, GPT)
        await ask_about_a_picture(window)
        await asked(window, "vision")
        assert "“gpt-4o”" in window.text("vision.data_notice")
        assert hub.requests_to(CHAT) == []
        window.press("vision.data_send", Qt.Key.Key_Space)
        await answered(window, hub, 1)
        assert window.text("vision.data_notice") == ""
        await ask_about_a_picture(window, "Is it wooden?")
        await answered(window, hub, 2)
        window.choose("vision.model", "claude")
        await ask_about_a_picture(window, "Really?")
        await answered(window, hub, 3)
        window.click("vision.clear")
        await ask_about_a_picture(window)
        await asked(window, "vision")
        assert len(hub.requests_to(CHAT)) == 3


@pytest.mark.parametrize("way", ["the button", "Esc"])
async def test_who_declines_keeps_question_and_picture(
    tmp_path: Path, hub: ScriptedServer, way: str
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await in_vision(window, GPT)
        await ask_about_a_picture(window)
        await asked(window, "vision")
        if way == "Esc":
            window.press("vision.question", Qt.Key.Key_Escape)
            await window.until(lambda: not window.text("vision.data_notice"), "the notice to go")
        else:
            window.click("vision.data_decline")
            field = window.find(QComboBox, "vision.model").lineEdit()
            assert field is not None
            assert field.hasFocus()
        assert window.text("vision.question") == "What is this?"
        window.choose("vision.model", "Qwen2.5-VL-72B-Instruct")
        window.press("vision.question", Qt.Key.Key_Return)
        await answered(window, hub, 1)
        body = hub.last(CHAT).json
        assert body["model"] == "Qwen2.5-VL-72B-Instruct"
        assert "boardwalk.jpg" in str(body["messages"])


async def test_another_model_or_enter_while_it_is_asked_sends_nothing(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await in_vision(window, GPT)
        await ask_about_a_picture(window)
        await asked(window, "vision")
        window.press("vision.question", Qt.Key.Key_Return)
        await asked(window, "vision")
        window.choose("vision.model", LLAMA)
        assert window.text("vision.data_notice") == ""
        assert hub.requests_to(CHAT) == []


@pytest.mark.parametrize(
    ("model", "rule", "left"),
    [(GPT, EXTERNAL_OR_UNKNOWN, NEVER), (UNKNOWN, EXTERNAL_OR_UNKNOWN, EXTERNAL)],
)
async def test_not_to_be_asked_again_is_kept_for_this_server(
    tmp_path: Path, hub: ScriptedServer, model: str, rule: int, left: int
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await in_vision(window, model, rule)
        await ask_about_a_picture(window)
        await asked(window, "vision", f"“{model}”")
        window.click("vision.data_never_ask")
        await answered(window, hub, 1)
        await opened(window)
        assert window.find(QComboBox, "models.data_rule").currentIndex() == left
    kept = load_settings(paths_below(tmp_path).settings_file).settings.data_rules
    assert list(kept) == [hub.base_url]


@pytest.mark.parametrize(
    ("model", "rule"), [(GPT, NEVER), (UNKNOWN, EXTERNAL), (LLAMA, EXTERNAL_OR_UNKNOWN)]
)
async def test_what_the_rule_lets_pass_is_sent_unasked(
    tmp_path: Path, hub: ScriptedServer, model: str, rule: int
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await in_vision(window, model, rule)
        await ask_about_a_picture(window)
        await answered(window, hub, 1)
        assert window.text("vision.data_notice") == ""


async def test_a_prompt_waits_in_completion_and_continue_is_not_asked_about_again(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        ask_before_sending(window, EXTERNAL)
        window.show_tab(COMPLETION_TAB)
        window.choose("completion.model", "claude")
        window.type("completion.prompt", "Once upon")
        window.click("completion.run")
        await asked(window, "completion")
        window.click("completion.data_decline")
        assert window.text("completion.prompt") == "Once upon"
        assert hub.requests_to(COMPLETIONS) == []
        window.click("completion.run")
        window.click("completion.data_send")
        await window.until_text("completion.usage", "tokens")
        window.click("completion.continue")
        await window.until(lambda: len(hub.requests_to(COMPLETIONS)) == 2, "the next request")
        assert window.text("completion.data_notice") == ""


async def test_texts_wait_in_embeddings(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await use(window, "ada")
        window.type("embeddings.texts", "One\nTwo")
        window.click("embeddings.run")
        await asked(window, "embeddings")
        window.click("embeddings.data_decline")
        assert window.text("embeddings.texts") == "One\nTwo"
        assert hub.requests_to(EMBEDDINGS) == []
        window.click("embeddings.run")
        window.click("embeddings.data_send")
        await window.until_text("embeddings.usage", " s")
        window.find(QLineEdit, "embeddings.query").setText("Two?")
        window.click("embeddings.search")
        await window.until(lambda: len(hub.requests_to(EMBEDDINGS)) == 2, "the search")


async def test_a_sound_waits_in_audio(tmp_path: Path, hub: ScriptedServer, verse: Path) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await use(window, "scribe")
        await choose_verse(window, verse)
        window.choose("audio.model", "scribe")
        window.click("audio.run")
        await asked(window, "audio")
        window.click("audio.data_decline")
        assert window.text("audio.file") == verse.name
        assert hub.requests_to(TRANSCRIPTIONS) == []
        window.click("audio.run")
        window.click("audio.data_send")
        await window.until_text("audio.transcript", VERSE)


async def test_in_tools_the_result_of_a_call_waits_too(tmp_path: Path, hub: ScriptedServer) -> None:
    play_hub(hub)
    tools_model = "gpt-4-turbo-128k-france"
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        ask_before_sending(window, EXTERNAL)
        window.show_tab(TOOLS_TAB)
        window.choose("tools.model", LLAMA)
        window.type("tools.prompt", "What's the weather like today in Hamburg")
        window.press("tools.prompt", Qt.Key.Key_Return)
        await pending(window)
        window.choose("tools.model", tools_model)
        window.type("tools.result", "12 degrees")
        window.click("tools.approve")
        await asked(window, "tools")
        assert len(hub.requests_to(CHAT)) == 1
        window.click("tools.data_send")
        await finished(window)
        assert hub.last(CHAT).json["model"] == tools_model


async def test_retry_and_the_next_question_at_another_server_ask_whether_it_may_go_there(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, detail("Out of order", 500))
    with ScriptedServer() as second:
        second.on("GET", "/v2/models", models_list({LLAMA: {}}))
        second.on("POST", CHAT, chat_stream())
        save_settings(
            paths_below(tmp_path).settings_file,
            Settings(profiles=(Profile("Second", second.base_url),)),
        )
        async with running_window(tmp_path, environ(hub)) as window:
            await in_vision(window, LLAMA, NEVER)
            await ask_about_a_picture(window)
            await window.until_text("vision.error", "Out of order")
            window.find(QComboBox, "main.profile").textActivated.emit("Second")
            await window.until_text("main.connection", "Second")
            await connected(window)
            window.choose("vision.model", LLAMA)
            window.click("vision.retry")
            await asked(window, "vision", "Send it to Second now?")
            assert not window.find(QPushButton, "vision.data_never_ask").isVisible()
            assert second.requests_to(CHAT) == []
            window.click("vision.data_decline")
            window.type("vision.question", "And now?")
            window.press("vision.question", Qt.Key.Key_Return)
            await asked(window, "vision", "Send it to Second now?")
            assert second.requests_to(CHAT) == []
            window.click("vision.data_send")
            await window.until(lambda: len(second.requests_to(CHAT)) == 1, "the request")


async def test_while_the_place_is_not_known_yet_nothing_is_sent(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    rules = {hub.base_url: "external"}
    chosen = {"Environment/vision": GPT}
    file = paths_below(tmp_path).settings_file
    save_settings(file, Settings(data_rules=rules, chosen_models=chosen))
    listing = models_list(MODELS | OTHERS)
    hub.on("GET", "/v2/models", replace(listing, parts=(Pause(1.0), *listing.parts)))
    async with running_window(tmp_path, environ(hub)) as window:
        window.show_tab(VISION_TAB)
        await ask_about_a_picture(window)
        await asked(window, "vision", "Asking")
        await asked(window, "vision")
        assert hub.requests_to(CHAT) == []


async def test_when_the_place_proves_harmless_what_waited_is_sent(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    rules = {hub.base_url: "external"}
    chosen = {"Environment/vision": LLAMA}
    file = paths_below(tmp_path).settings_file
    save_settings(file, Settings(data_rules=rules, chosen_models=chosen))
    listing = models_list(MODELS | OTHERS)
    hub.on("GET", "/v2/models", replace(listing, parts=(Pause(1.0), *listing.parts)))
    async with running_window(tmp_path, environ(hub)) as window:
        window.show_tab(VISION_TAB)
        await ask_about_a_picture(window)
        await asked(window, "vision", "Asking")
        await answered(window, hub, 1)
