"""A person tests a server in the settings before saving it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from desktop_app.core.call_filter import CallFilter
from desktop_app.core.settings import load_settings
from tests.end_to_end.window import Window, paths_below, running_window
from tests.servers import HUB_KEY, ScriptedServer
from tests.servers.authority import Authority
from tests.servers.messages import NEVER

CHAT = "/v2/chat/completions"


async def begin(window: Window, url: str, key: str = HUB_KEY) -> None:
    await window.until_text("main.connection", "connected, ")
    await window.open_settings()
    for name, text in (("settings.url", url), ("settings.key", key)):
        field = window.find(QLineEdit, name)
        field.selectAll()
        field.insert(text)
    window.click("settings.test_connection")
    await window.until(lambda: shown(window, "settings.test_stages"), "the test")


def shown(window: Window, name: str) -> bool:
    return window.find(QWidget, name).isVisible()


async def ended(window: Window) -> None:
    await window.until(lambda: shown(window, "settings.test_copy"), "the end")


async def test_a_server_that_is_not_saved_is_tested(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, {}) as window:
        await begin(window, hub.base_url)
        await ended(window)

        assert "works." in window.text("settings.test_summary")
        assert "answers" in window.text("settings.test_line_chat")
        row = window.find(QWidget, "settings.test_stage_chat")
        assert row.accessibleName().startswith("Chat: passed. ")
        assert not shown(window, "settings.test_stop")
    saved = load_settings(paths_below(tmp_path).settings_file).settings.profiles
    assert hub.base_url not in [profile.base_url for profile in saved]


async def test_where_recordings_are_taken_is_entered_and_saved(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, {}) as window:
        await begin(window, hub.base_url)
        field = window.find(QLineEdit, "settings.audio_base")
        assert field.text() == ""
        await ended(window)
        assert field.text() == f"{hub.base_url}/audio"
        assert "Found by" in window.text("settings.audio_base_error")
        window.click("settings.save")
        await window.until(lambda: shown(window, "settings.key_notice"), "the question for keys")
    (saved,) = load_settings(paths_below(tmp_path).settings_file).settings.profiles
    assert saved.audio_base == f"{hub.base_url}/audio"


async def test_an_audio_base_that_a_person_entered_stays(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, {}) as window:
        await begin(window, hub.base_url)
        window.find(QLineEdit, "settings.audio_base").setText(f"{hub.base_url}/own")
        await ended(window)
        assert window.find(QLineEdit, "settings.audio_base").text() == f"{hub.base_url}/own"


async def test_a_certificate_can_be_looked_at_by_keyboard(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority", "Authority of the company")
    with ScriptedServer(tls=authority.server_context()) as server:
        async with running_window(tmp_path, {}) as window:
            await begin(window, server.base_url)
            await ended(window)

            assert "Authority of the company" in window.text("settings.test_line_tls")
            assert "Own authority" in window.text("settings.test_advice_tls")
            proxy = window.find(QWidget, "settings.test_stage_proxy")
            tls = window.find(QWidget, "settings.test_stage_tls")
            proxy.setFocus()
            QTest.keyClick(proxy, Qt.Key.Key_Down)
            assert tls.hasFocus()
            QTest.keyClick(tls, Qt.Key.Key_Right)
            assert window.find(QAbstractButton, "settings.test_unfold_tls").isChecked()
            assert "Issued by: Authority of the company" in tls.accessibleDescription()
            QTest.keyClick(tls, Qt.Key.Key_Space)
            assert not window.find(QAbstractButton, "settings.test_unfold_tls").isChecked()


async def test_every_call_of_the_test_and_of_the_search_is_in_the_ledger(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, {}) as window:
        await begin(window, hub.base_url)
        await ended(window)
        field = window.find(QLineEdit, "settings.url")
        field.setText(hub.url)
        window.click("settings.find_address")
        await window.until(lambda: field.text() == hub.base_url, "the address")
        sent = [(request.method, request.path) for request in hub.requests]
        ledger = await window.program.ledger.ledger()

        def recorded() -> list[tuple[str, str]]:
            calls = [record.summary for record in ledger.records(CallFilter())]
            ours = [call for call in calls if call.profile == "T-Systems LLM Hub"]
            return [(call.method, call.url.removeprefix(hub.url)) for call in ours]

        await window.until(lambda: sorted(recorded()) == sorted(sent), "all calls")
    assert CHAT in [path for _, path in sent]


async def test_the_report_is_copied_without_the_key(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, {}) as window:
        await begin(window, hub.base_url, "sk-of-another-server")
        await ended(window)
        assert "see “Key”" in window.text("settings.test_summary")

        window.click("settings.test_copy")

        report = QGuiApplication.clipboard().text()
        assert "Key: failed" in report
        assert hub.base_url in report
        assert "sk-of-another-server" not in report
        assert window.text("settings.test_copy") == "Copied"


async def test_a_test_that_lasts_is_stopped(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, NEVER)
    async with running_window(tmp_path, {}) as window:
        await begin(window, hub.base_url)
        await window.until_text("settings.test_line_chat", "Trying")
        assert "Testing" in window.text("settings.test_summary")
        await window.until(lambda: bool(hub.requests_to(CHAT)), "the request")

        window.click("settings.test_stop")
        await ended(window)

        assert "stopped" in window.text("settings.test_summary")
        assert window.text("settings.test_line_key")
        assert window.text("settings.test_line_chat") == "Not tried."
        assert await hub.wait_for(hub.last(CHAT).client_left.is_set)


async def test_another_server_takes_the_results_away(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, {}) as window:
        await begin(window, hub.base_url)
        await ended(window)

        box = window.find(QComboBox, "settings.profiles")
        box.currentIndexChanged.emit(box.currentIndex())

        assert not shown(window, "settings.test_stages")


async def test_the_dialog_is_closed_while_a_test_runs(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, NEVER)
    async with running_window(tmp_path, {}) as window:
        await begin(window, hub.base_url)
        await window.until(lambda: bool(hub.requests_to(CHAT)), "the request")

        window.click("settings.cancel")

        assert await hub.wait_for(hub.last(CHAT).client_left.is_set)


async def test_the_program_ends_while_a_test_runs(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, NEVER)
    async with running_window(tmp_path, {}) as window:
        await begin(window, hub.base_url)
        await window.until(lambda: bool(hub.requests_to(CHAT)), "the request")

    assert await hub.wait_for(hub.last(CHAT).client_left.is_set)
