"""A person looks at the models of a server, of the engine, and of a server that is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView

from tests.end_to_end.window import Window, environ, running_window
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.hub import MODELS
from tests.servers.messages import NEVER
from tests.servers.replies import chat_stream, detail, html_reply, models_list

MODELS_TAB = 6


def table(window: Window) -> QTableView:
    return window.find(QTableView, "models.table")


def headings(window: Window) -> list[str]:
    model = table(window).model()
    horizontal = Qt.Orientation.Horizontal
    return [model.headerData(section, horizontal) for section in range(model.columnCount())]


def column(window: Window, name: str) -> list[str]:
    model = table(window).model()
    section = headings(window).index(name)
    return [model.index(row, section).data() for row in range(model.rowCount())]


def details_of(window: Window, model_id: str) -> dict[str, object]:
    table(window).selectRow(column(window, "Model").index(model_id))
    entry = json.loads(window.text("models.details"))
    assert isinstance(entry, dict)
    return entry


async def opened(window: Window, count: int) -> None:
    window.show_tab(MODELS_TAB)
    await window.until_text("models.count", f"{count} models")


async def test_the_list_joins_the_main_base_and_the_audio_base_with_every_field(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on(
        "GET",
        "/v2/models",
        models_list(MODELS | {"teuken": {"max_sequence_length": 4096, "a_new_field": {"x": 1}}}),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window, len(MODELS) + 2)
        assert set(column(window, "Model")) == {*MODELS, "teuken", "whisper-1"}
        fields = {name for meta in MODELS.values() for name in meta} | {"a_new_field"}
        assert fields <= set(headings(window))
        assert '{"x": 1}' in column(window, "a_new_field")
        entry = details_of(window, "jina-embeddings-v2-base-de")
        assert entry["meta_data"] == MODELS["jina-embeddings-v2-base-de"]
    for path in ("/v2/models", "/v2/audio/models"):
        sent = hub.last(path)
        assert (sent.method, sent.key, sent.body) == ("GET", HUB_KEY, b"")


async def test_each_model_says_where_its_data_goes(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window, len(MODELS) + 1)
        places = dict(zip(column(window, "Model"), column(window, "Data goes to"), strict=True))
        assert places["Llama-3.3-70B-Instruct"] == "DE"
        assert places["gpt-4-turbo-128k-france"] == "External, US"
        assert places["DeepSeek-R1-Distill-Llama-70B"] == "Unknown"


async def test_a_single_model_is_counted_in_the_singular(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("GET", "/v2/models", models_list({"teuken": {}}))
    hub.on("GET", "/v2/audio/models", detail("Not Found", 404))
    async with running_window(tmp_path, environ(hub)) as window:
        window.show_tab(MODELS_TAB)
        await window.until_text("models.count", "1 model")
        assert window.text("models.count") == "1 model"


async def test_numbers_are_sorted_as_numbers(tmp_path: Path, hub: ScriptedServer) -> None:
    lengths = {"a": 131072, "b": 9000, "c": 200000}
    hub.on(
        "GET",
        "/v2/models",
        models_list({name: {"max_sequence_length": n} for name, n in lengths.items()}),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window, 4)
        section = headings(window).index("max_sequence_length")
        table(window).sortByColumn(section, Qt.SortOrder.AscendingOrder)
        assert column(window, "Model") == ["b", "a", "c", "whisper-1"]
        table(window).sortByColumn(section, Qt.SortOrder.DescendingOrder)
        assert column(window, "Model") == ["c", "a", "b", "whisper-1"]


async def test_a_filter_narrows_the_list_and_says_so(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window, len(MODELS) + 1)
        field = window.find(QLineEdit, "models.filter")
        field.setText("speech")
        assert column(window, "Model") == ["whisper-1", "whisper-large-v3-turbo"]
        assert window.text("models.count") == f"2 of {len(MODELS) + 1}"
        assert '"whisper-1"' in window.text("models.details")
        field.setText("no such model")
        assert "Shorten the filter" in window.text("models.hint")
        assert window.text("models.details") == ""
        field.clear()
        assert table(window).isVisible()


async def test_refresh_shows_what_is_new_and_keeps_the_chosen_model(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window, len(MODELS) + 1)
        details_of(window, "gpt-4-turbo-128k-france")
        hub.on("GET", "/v2/models", models_list(MODELS | {"a-new-model": {}}))
        window.click("models.refresh")
        await window.until_text("models.count", f"{len(MODELS) + 2} models")
        assert "a-new-model" in column(window, "Model")
        assert '"gpt-4-turbo-128k-france"' in window.text("models.details")


async def test_a_refresh_leaves_an_answer_that_is_being_written_alone(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", "/v2/chat/completions", chat_stream(["word "] * 40, pause=0.02))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window, len(MODELS) + 1)
        window.show_tab(0)
        window.type("chat.prompt", "Write")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.transcript", "word")
        window.show_tab(MODELS_TAB)
        window.click("models.refresh")
        await window.until_text("chat.usage", "tokens")
        assert window.text("chat.error") == ""
    assert len(hub.requests_to("/v2/models")) == 2


async def test_without_the_server_the_list_of_the_last_time_is_shown_and_marked(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window, len(MODELS) + 1)
        assert "Listed" in window.text("models.state")
    hub.on("GET", "/v2/models", detail("The back end is restarting", 503))
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("main.error", "restarting")
        await opened(window, len(MODELS) + 1)
        assert "not refreshed" in window.text("models.state")
        assert "restarting" in window.text("models.error")
        assert window.find(QLabel, "models.error").isVisible()
        assert not window.find(QLabel, "main.error").isVisible()  # one of them is enough
        assert set(column(window, "Model")) == {*MODELS, "whisper-1"}
        window.show_tab(0)
        assert window.find(QLabel, "main.error").isVisible()
        assert window.text("chat.model") == "Llama-3.3-70B-Instruct"
        window.show_tab(MODELS_TAB)
        play_hub(hub)
        window.click("models.retry")
        await window.until_text("models.state", "Listed")
        assert window.text("models.error") == ""
        assert window.text("main.error") == ""


async def test_the_kept_list_holds_no_key(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window, len(MODELS) + 1)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]  # noqa: ASYNC240 - in a test
    assert any("models" in path.parts for path in kept)
    assert not [path for path in kept if HUB_KEY.encode() in path.read_bytes()]


async def test_while_the_server_is_silent_the_tab_says_that_it_asks(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("GET", "/v2/models", NEVER)
    async with running_window(tmp_path, environ(hub)) as window:
        window.show_tab(MODELS_TAB)
        assert "Asking Environment" in window.text("models.hint")
        assert window.text("models.state") == "Refreshing …"


FAILING_AUDIO = {
    "no such base": detail("Not Found", 404),
    "a failing base": detail("Out of order", 500),
    "a page": html_reply("Sign in"),
    "a base without a list": detail("no", 403),
}


@pytest.mark.parametrize("case", FAILING_AUDIO)
async def test_an_audio_base_that_fails_does_not_spoil_the_main_list(
    tmp_path: Path, hub: ScriptedServer, case: str
) -> None:
    hub.on("GET", "/v2/audio/models", FAILING_AUDIO[case])
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window, len(MODELS))
        await hub.wait_for(lambda: bool(hub.requests_to("/v2/audio/models")))
        assert window.text("main.error") == ""


async def test_the_models_on_this_computer_are_listed_with_all_that_is_known_of_them(
    tmp_path: Path,
) -> None:
    async with running_window(tmp_path, {}) as window:
        window.show_tab(MODELS_TAB)
        await window.until_text("main.connection", "Local: connected, ")
        entry = details_of(window, "SmolLM2-135M-Instruct")
        meta = entry["meta_data"]
        assert isinstance(meta, dict)
        assert meta["max_sequence_length"] == 8192
        assert set(column(window, "Data goes to")) == {"This computer"}
        assert window.text("models.state").startswith("Listed")
