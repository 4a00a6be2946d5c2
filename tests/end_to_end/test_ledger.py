"""A person looks at the calls that were made."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QTableView,
    QTableWidget,
    QTabWidget,
    QWidget,
)

from desktop_app.service.snippets import Language
from desktop_app.ui.elided_label import ElidedLabel
from tests.end_to_end.ledger_window import choose, listed, opened, until_listed, until_shown
from tests.end_to_end.window import Window, connected, environ, paths_below, running_window
from tests.servers import HUB_KEY, ScriptedServer
from tests.servers.replies import chat_stream, detail, sse
from tests.service.snippets.running import run_code

CHAT = "/v2/chat/completions"


async def ask(window: Window, question: str) -> None:
    await connected(window)
    window.type("chat.prompt", question)
    window.press("chat.prompt", Qt.Key.Key_Return)
    await window.until(
        lambda: "tokens" in window.text("chat.usage") or bool(window.text("chat.error")), "the end"
    )


async def open_ledger(window: Window, count: int) -> None:
    await opened(window)
    await until_listed(window, count)


def type_search(window: Window, text: str) -> None:
    field = window.find(QLineEdit, "ledger.search")
    field.clear()
    QTest.keyClicks(field, text)


async def test_a_question_is_found_looked_at_copied_and_sent_again(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    async with running_window(tmp_path / "home", environ(hub)) as window:
        await ask(window, "What is Open Telekom Cloud?")
        await open_ledger(window, 3)
        assert [row[0] for row in listed(window)] == ["Chat", "Models", "Models"]
        await choose(window, 0, "What is Open Telekom Cloud?")
        own = hub.last(CHAT)
        assert json.loads(window.text("ledger.request")) == own.json
        assert '"content": "Telekom "' in window.text("ledger.response")
        assert "authorization: Bearer •••" in window.text("ledger.headers")
        assert HUB_KEY not in window.text("ledger.headers")
        timing = window.find(QWidget, "ledger.timing")
        assert "Receive: " in timing.accessibleDescription()

        for language in Language:
            QGuiApplication.clipboard().clear()
            window.click(f"ledger.copy_{language.value}")
            await window.until(lambda: bool(QGuiApplication.clipboard().text()), "the code")
            code = QGuiApplication.clipboard().text()
            assert HUB_KEY not in code
            before = len(hub.requests)
            await run_code(language, code, tmp_path)
            (copied,) = hub.requests[before:]
            assert copied.json == own.json
            assert copied.key == own.key

        window.click("ledger.replay")
        await until_listed(window, 4)
        assert hub.last(CHAT).body == own.body
        await window.until(
            lambda: window.find(QTableView, "ledger.list").currentIndex().row() == 0,
            "the new entry to be chosen",
        )


async def test_who_opens_it_by_key_goes_from_call_to_call_and_has_a_menu_at_each(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window, "Hi")
        window.press("chat.prompt", Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        await until_shown(window)
        table = window.find(QTableView, "ledger.list")
        await window.until_text("ledger.title", "Chat")  # the newest is chosen
        assert table.hasFocus()
        QTest.keyClick(table, Qt.Key.Key_Down)
        await window.until_text("ledger.title", "Models")
        QTest.keyClick(table, Qt.Key.Key_Up)
        await window.until_text("ledger.title", "Chat")
        commands = {action.text(): action for action in table.actions()}
        assert list(commands) == ["Copy as Python", "Copy as curl", "Replay"]
        commands["Copy as curl"].trigger()
        await window.until(lambda: "curl" in QGuiApplication.clipboard().text(), "the code")
        commands["Replay"].trigger()
        await until_listed(window, 4)
        table.selectRow(3)
        await window.until_text("ledger.title", "Models")
        commands["Replay"].trigger()
        await until_listed(window, 5)
        assert [row[0] for row in listed(window)[:2]] == ["Models", "Chat"]
        assert not any("40" in row[2] for row in listed(window))
        type_search(window, "nowhere to be found")
        await until_listed(window, 0)
        assert not any(action.isEnabled() for action in table.actions())


async def test_calls_are_filtered_and_searched(hub: ScriptedServer, tmp_path: Path) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window, "Wo liegt Magdeburg?")
        hub.on("POST", CHAT, detail("Your plan has no requests/min left for it", 403))
        await ask_again_until_error(window, "Und Biere?")
        await open_ledger(window, 4)
        window.click("ledger.filter_chat")
        await until_listed(window, 2)
        window.click("ledger.filter_errors")
        await until_listed(window, 1)
        assert listed(window)[0][2] == "403 Forbidden"
        window.click("ledger.filter_errors")
        window.click("ledger.filter_chat")
        type_search(window, "magdeburg TELEKOM")
        await until_listed(window, 2)  # it is in the second question's history too
        type_search(window, "requests/min")
        await until_listed(window, 1)
        type_search(window, "nowhere to be found")
        await until_listed(window, 0)
        await window.until_text("ledger.hint", "No call matches")
        window.click("ledger.reset_filter")
        await until_listed(window, 4)
        assert window.find(QComboBox, "ledger.filter_profile").count() == 2


async def ask_again(window: Window, question: str) -> None:
    await window.until(window.find(QWidget, "chat.send").isVisible, "the end of the answer")
    window.type("chat.prompt", question)
    window.click("chat.send")


async def ask_again_until_error(window: Window, question: str) -> None:
    await ask_again(window, question)
    await window.until(lambda: bool(window.text("chat.error")), "the error")


async def test_a_call_that_ends_while_the_window_is_open_comes_on_top(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await open_ledger(window, 2)
        await ask(window, "Hi")
        await until_listed(window, 3)
        assert listed(window)[0][0] == "Chat"
        window.click("ledger.filter_models")
        await until_listed(window, 2)
        window.find(QTabWidget, "main.tabs").setCurrentIndex(6)
        await window.until(
            lambda: window.root.findChild(QAbstractButton, "models.refresh") is not None, "the tab"
        )
        window.click("models.refresh")
        await window.until(lambda: len(listed(window)) > 2, "the new list of models")
        assert {row[0] for row in listed(window)} == {"Models"}


async def test_a_call_of_another_profile_is_not_sent_with_this_ones_key(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    with ScriptedServer() as other:
        async with running_window(tmp_path, environ(hub)) as window:
            await ask(window, "Hi")
        async with running_window(tmp_path, environ(other)) as window:
            await open_ledger(window, 4)
            await choose(window, 1, "Hi")
            before = len(other.requests)
            window.click("ledger.replay")
            await window.until_text("ledger.error", "another server now")
            assert len(other.requests) == before


async def test_totals_are_shown_as_table_and_plot(hub: ScriptedServer, tmp_path: Path) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window, "Hi")
        await open_ledger(window, 3)
        window.find(QTabWidget, "ledger.pages").setCurrentIndex(1)
        table = window.find(QTableWidget, "ledger.totals")
        await window.until(lambda: table.rowCount() == 1, "the day")
        assert [table.item(0, column).text() for column in (1, 2, 3, 4)] == ["3", "0", "31", "12"]  # type: ignore[union-attr]  # there are items
        plot = window.find(QWidget, "ledger.plot")
        for _ in range(14):
            QTest.keyClick(plot, Qt.Key.Key_Right)
        assert "31 tokens in, 12 tokens out" in plot.accessibleDescription()
        window.choose("ledger.totals_of", "By profile")
        await window.until(lambda: table.item(0, 0).text() == "Environment", "the profile")  # type: ignore[union-attr]  # there are items


async def test_the_listed_calls_are_exported(hub: ScriptedServer, tmp_path: Path) -> None:
    async with running_window(tmp_path / "home", environ(hub)) as window:
        await ask(window, "Hi")
        await open_ledger(window, 3)
        window.click("ledger.filter_chat")
        await until_listed(window, 1)
        file = tmp_path / "calls.har"
        window.click("ledger.export_har")
        dialog = window.find(QWidget, "ledger.export_dialog")
        dialog.fileSelected.emit(str(file))  # type: ignore[attr-defined]  # a file dialog
        await window.until(file.exists, "the archive")
        await window.until_text("ledger.count", "saved: 1")
        (entry,) = json.loads(file.read_bytes())["log"]["entries"]
        assert entry["request"]["url"] == hub.url + CHAT
        assert HUB_KEY not in file.read_text("utf-8")
        dialog.close()


async def test_recording_can_be_switched_off_and_everything_be_forgotten(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await open_ledger(window, 2)
        window.find(QCheckBox, "ledger.enabled").click()
        await ask(window, "Hi")
        window.click("ledger.clear")
        window.click("ledger.clear_decline")
        await asyncio.sleep(0.1)
        assert len(listed(window)) == 2
        window.click("ledger.clear")
        window.click("ledger.clear_confirm")
        await until_listed(window, 0)
        await window.until_text("ledger.hint", "not recorded")
        assert not window.find(QAbstractButton, "ledger.export_har").isEnabled()
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await open_ledger(window, 0)
        assert not window.find(QCheckBox, "ledger.enabled").isChecked()


async def test_recording_can_be_switched_off_in_the_settings(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await open_ledger(window, 2)
        await window.open_settings()
        assert "30 days" in window.text("settings.keeps_ledger_meaning")
        assert "200" in window.text("settings.keeps_ledger_meaning")
        window.find(QCheckBox, "settings.keeps_ledger").click()
        assert window.find(QCheckBox, "ledger.enabled").isChecked()  # nothing is so before Save
        window.click("settings.save")
        await window.until(
            lambda: not window.find(QCheckBox, "ledger.enabled").isChecked(), "the other switch"
        )
        await ask(window, "Hi")
        window.find(QCheckBox, "ledger.enabled").click()
        await ask_again(window, "And now?")
        await until_listed(window, 3)
        await window.open_settings()
        assert window.find(QCheckBox, "settings.keeps_ledger").isChecked()
        window.click("settings.cancel")


async def test_why_calls_cannot_be_recorded_is_said_in_the_window(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    folder = paths_below(tmp_path).ledger_file.parent
    folder.parent.mkdir(parents=True)
    folder.write_text("a file where the folder should be", "utf-8")
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window, "Hi")
        await opened(window)
        await window.until_text("ledger.error", "cannot be written")
        assert window.text("chat.error") == ""
        assert listed(window) == []


async def test_a_replay_can_be_stopped(hub: ScriptedServer, tmp_path: Path) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window, "Hi")
        await open_ledger(window, 3)
        await choose(window, 0, "Hi")
        hub.on("POST", CHAT, chat_stream(["One ", *["two "] * 1000], pause=0.05))
        window.click("ledger.replay")
        await window.until_text("ledger.replay", "Stop")
        await window.until(lambda: len(hub.requests_to(CHAT)) == 2, "the request")
        window.click("ledger.replay")
        await until_listed(window, 4)
        assert "Stopped" in listed(window)[0][2]
        assert await hub.wait_for(hub.last(CHAT).client_left.is_set)


async def test_what_the_server_tells_of_a_call_stands_beside_it(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    answer = chat_stream(["A cloud."])
    told = {"X-Request-Id": "req-7", "X-RateLimit-Remaining-Requests": "19"}
    hub.on(
        "POST",
        CHAT,
        detail("Slow down", 429, retry_after="0"),
        replace(answer, headers={**answer.headers, **told}),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window, "Hi")
        await open_ledger(window, 4)
        await choose(window, 0, "Hi")
        pane = window.find(QWidget, "ledger")
        facts = dict(
            part.accessibleName().split(": ", 1)
            for part in pane.findChildren(ElidedLabel)
            if part.isVisible() and ": " in part.accessibleName()
        )
        assert facts["Request id"] == "req-7"
        assert facts["Limits"] == "ratelimit-remaining-requests: 19"
        assert facts["Retries"] == "1"
        assert facts["Profile"] == "Environment"
        assert facts["Tokens"] == "31 → 12"
        assert facts["First byte"].endswith("s")
        assert facts["Duration"].endswith("s")
        assert listed(window)[1][2] == "429 Too Many Requests"


async def test_another_call_that_ends_meanwhile_is_not_taken_for_the_replay(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window, "Which was first?")
        slow = chat_stream(["Slow ", *["and "] * 20], pause=0.05)
        hub.on("POST", CHAT, slow, sse([], end="stall"))
        await ask_again(window, "Which is slow?")
        await open_ledger(window, 3)
        await choose(window, 0, "Which was first?")
        window.click("ledger.replay")
        await until_listed(window, 4)  # the slow one
        assert "slow" not in window.text("ledger.request")
        window.click("ledger.replay")  # which stops it
        await until_listed(window, 5)
        await window.until_text("ledger.status", "Stopped")


async def test_the_window_is_found_by_key_and_has_its_size_again(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.press("chat.prompt", Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        ledger = await until_shown(window)
        ledger.resize(1_111, 666)
        QTest.keyClick(ledger, Qt.Key.Key_Escape)
        await window.until(ledger.isHidden, "the window to be closed")
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        ledger = await opened(window)
        assert ledger.height() == 666  # no wider than the screen
        unnamed = [
            control.objectName()
            for control in ledger.findChildren(QWidget)
            if control.objectName().startswith("ledger.")
            and control.focusPolicy() is not Qt.FocusPolicy.NoFocus
            and control.isVisible()
            and not (control.accessibleName() or getattr(control, "text", str)())
        ]
        assert not unnamed
