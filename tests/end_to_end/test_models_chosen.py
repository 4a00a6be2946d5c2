"""A person narrows the models, makes favourites, uses one, and sees what came and went."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QTabWidget, QToolButton

from desktop_app.tabs import background_refresh
from desktop_app.tabs.models.table_model import FAVOURITE_COLUMN
from tests.end_to_end.models_tab import choose, opened, rows, table
from tests.end_to_end.window import Window, environ, running_window
from tests.servers.hub import MODELS
from tests.servers.replies import detail, models_list

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

LLAMA, QWEN, GPT = "Llama-3.3-70B-Instruct", "Qwen2.5-VL-72B-Instruct", "gpt-4-turbo-128k-france"
DEEPSEEK, JINA = "DeepSeek-R1-Distill-Llama-70B", "jina-embeddings-v2-base-de"
WHISPERS = ["whisper-1", "whisper-large-v3-turbo"]


def current_tab(window: Window) -> str:
    tabs = window.find(QTabWidget, "main.tabs")
    return tabs.tabText(tabs.currentIndex())


def noticed(window: Window, model: str) -> str:
    """What a screen reader says of a model's name."""
    index = table(window).model().index(rows(window).index(model), 0)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


@pytest.mark.parametrize(
    ("chips", "left"),
    [
        (["chat"], [DEEPSEEK, GPT, LLAMA, QWEN]),
        (["embedding"], [JINA]),
        (["speech"], WHISPERS),
        (["embedding", "speech"], [JINA, *WHISPERS]),
        (["vision"], [QWEN]),
        (["tools"], [GPT]),
        (["chat", "vision"], [QWEN]),
        (["speech", "vision"], []),
    ],
)
async def test_chips_leave_the_kinds_and_abilities_that_are_wanted(
    tmp_path: Path, hub: ScriptedServer, chips: list[str], left: list[str]
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        for chip in chips:
            window.press(f"models.chip_{chip}", Qt.Key.Key_Space)
        assert rows(window) == left
        if not left:
            assert "chips" in window.text("models.hint")
        for chip in chips:
            window.click(f"models.chip_{chip}")
        assert len(rows(window)) == len(MODELS) + 1


async def test_favourites_are_on_top_here_and_in_every_box_and_at_the_next_start(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        before = window.text("chat.model")
        choose(window, QWEN)
        QTest.keyClick(table(window), Qt.Key.Key_Space)
        choose(window, GPT)
        window.click("models.favourite")
        assert rows(window)[:3] == [GPT, QWEN, DEEPSEEK]
        table(window).sortByColumn(0, Qt.SortOrder.DescendingOrder)
        assert rows(window)[:3] == [QWEN, GPT, "whisper-large-v3-turbo"]
        box = window.find(QComboBox, "chat.model")
        assert {box.itemText(0), box.itemText(1)} == {QWEN, GPT}
        assert window.text("chat.model") == before
    async with running_window(tmp_path, environ(hub)) as window:
        for number, tab in ((0, "chat"), (1, "completion"), (3, "vision"), (5, "tools")):
            window.show_tab(number)
            box = window.find(QComboBox, f"{tab}.model")
            await window.until(lambda box=box: box.count() > 2, tab)  # type: ignore[misc]
            assert {box.itemText(0), box.itemText(1)} == {QWEN, GPT}, tab
        await opened(window)
        assert rows(window)[:2] == [GPT, QWEN]
        star = table(window).model().index(0, FAVOURITE_COLUMN)
        assert star.data(Qt.ItemDataRole.AccessibleTextRole) == "Favourite"
        QTest.mouseClick(
            table(window).viewport(),
            Qt.MouseButton.LeftButton,
            pos=table(window).visualRect(star).center(),
        )
        assert rows(window)[:2] == [QWEN, DEEPSEEK]
        assert not window.find(QToolButton, "models.favourite").isChecked()


@pytest.mark.parametrize(
    ("model", "tab", "box"),
    [
        (GPT, "Chat", "chat.model"),
        (QWEN, "Vision", "vision.model"),
        (JINA, "Embeddings", "embeddings.model"),
        ("whisper-1", "Audio", "audio.model"),
    ],
)
async def test_enter_uses_a_model_in_the_tab_that_it_is_made_for(
    tmp_path: Path, hub: ScriptedServer, model: str, tab: str, box: str
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        choose(window, model)
        assert window.text("models.use") == f"Use in {tab}"
        window.press("models.table", Qt.Key.Key_Return)
        assert current_tab(window) == tab
        assert window.text(box) == model


async def test_a_double_click_uses_a_model_and_the_menu_offers_the_other_tabs(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        table(window).doubleClicked.emit(table(window).model().index(rows(window).index(GPT), 1))
        assert (current_tab(window), window.text("chat.model")) == ("Chat", GPT)
        await opened(window)
        choose(window, QWEN)
        offered = [action.text() for action in window.root.findChildren(QAction)]
        assert "Use in Tools" in offered
        action = window.root.findChild(QAction, "models.use_in_tools")
        assert action is not None
        action.trigger()
        assert (current_tab(window), window.text("tools.model")) == ("Tools", QWEN)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # popups offscreen
async def test_the_menu_of_a_row_offers_what_the_panel_does(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        choose(window, QWEN)
        viewport = table(window).viewport()
        by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        QApplication.sendEvent(viewport, by_key)
        menu = window.find(QMenu, "models.menu")
        offered = {action.text(): action for action in menu.actions() if action.text()}
        assert list(offered) == [
            "Use in Vision",
            "Use in Chat",
            "Use in Completion",
            "Use in Tools",
            "Favourite",
            "Copy the model’s name",
        ]
        offered["Copy the model’s name"].trigger()
        assert QGuiApplication.clipboard().text() == QWEN
        offered["Favourite"].trigger()
        assert rows(window)[0] == QWEN
        offered["Use in Completion"].trigger()
        menu.close()
        assert (current_tab(window), window.text("completion.model")) == ("Completion", QWEN)


async def test_what_came_and_went_is_marked_until_it_was_seen(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await window.until_text("models.count", f"{len(MODELS) + 1} models")
        assert "new" not in window.text("models.count")
    ending = {"model_lifecycle_stage": "deprecated"}
    others = {name: meta for name, meta in MODELS.items() if name != GPT}
    hub.on("GET", "/v2/models", models_list(others | {"Teuken": ending}))
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("main.connection", "connected, ")
        await opened(window)
        await window.until_text("models.count", "1 new · 1 gone")
        assert noticed(window, "Teuken") == "Teuken, New, Deprecated"
        assert noticed(window, GPT) == f"{GPT}, Gone"
        choose(window, GPT)
        window.press("models.table", Qt.Key.Key_Return)
        assert current_tab(window) == "Models"
        window.show_tab(0)
        await opened(window)
        assert window.text("models.count") == f"{len(others) + 2} models"
        assert noticed(window, "Teuken") == "Teuken, Deprecated"
        assert GPT not in rows(window)


async def test_an_audio_base_that_fails_for_once_makes_no_model_gone(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await window.until_text("models.count", f"{len(MODELS) + 1} models")
        hub.on("GET", "/v2/audio/models", detail("Out of order", 500))
        window.click("models.refresh")
        await hub.wait_for(lambda: len(hub.requests_to("/v2/audio/models")) == 2)
        await window.until_text("models.state", "Listed")
        assert window.text("models.count") == f"{len(MODELS) + 1} models"


def come_back() -> None:
    """The window gets the focus."""
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.focusWindowChanged.emit(QGuiApplication.focusWindow())


async def test_an_old_list_is_refreshed_unnoticed(
    tmp_path: Path, hub: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    many: dict[str, dict[str, Any]] = {f"model-{number:03}": {} for number in range(120)}
    hub.on("GET", "/v2/models", models_list(MODELS | many))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await window.until_text("models.count", f"{len(MODELS) + 121} models")
        window.show_tab(0)  # the first visit ends
        await opened(window)
        choose(window, "model-060")
        bar = table(window).verticalScrollBar()
        place = bar.value() - 40
        bar.setValue(place)
        width = table(window).columnWidth(0) + 30
        table(window).setColumnWidth(0, width)
        hub.on("GET", "/v2/models", models_list(MODELS | many | {"zz-new": {}}))
        come_back()
        assert len(hub.requests_to("/v2/models")) == 1  # the list is young
        with monkeypatch.context() as later:
            later.setattr(background_refresh, "YOUNG", timedelta(0))
            come_back()
        assert "Refreshing" not in window.text("models.state")
        await window.until_text("models.count", "1 new")
        assert (bar.value(), table(window).columnWidth(0)) == (place, width)
        assert '"model-060"' in window.text("models.details")
        assert len(hub.requests_to("/v2/models")) == 2


async def test_a_refresh_in_the_background_that_fails_is_not_spoken_of(
    tmp_path: Path, hub: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await window.until_text("models.count", f"{len(MODELS) + 1} models")
        hub.on("GET", "/v2/models", detail("Out of order", 503))
        monkeypatch.setattr(background_refresh, "YOUNG", timedelta(0))
        come_back()
        await hub.wait_for(lambda: len(hub.requests_to("/v2/models")) >= 2)
        assert window.text("models.error") == ""
        assert "connected" in window.text("main.connection")
        assert len(rows(window)) == len(MODELS) + 1
