"""A person sets up servers of every kind in the settings."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget

from desktop_app.core.credentials import Credentials
from desktop_app.core.profiles import HUB_URL, KeyPlace, Profile
from desktop_app.core.ready_made import READY_MADE
from desktop_app.core.settings import Settings, load_settings, save_settings
from desktop_app.shell.settings.presenter import SettingsPresenter
from tests.end_to_end.window import Window, paths_below, running_window
from tests.servers import HUB_KEY, ScriptedServer
from tests.servers.authority import Authority
from tests.servers.messages import NEVER

NOWHERE = {"API_BASE": "http://127.0.0.1:9/v1", "API_KEY": "none"}


@asynccontextmanager
async def settings_of(
    folder: Path, *profiles: Profile, place: KeyPlace = KeyPlace.SESSION
) -> AsyncIterator[Window]:
    """The window with its settings open, over these servers."""
    file = paths_below(folder).settings_file
    save_settings(file, Settings(profiles=profiles, key_place=place))
    async with running_window(folder, NOWHERE) as window:
        await window.open_settings()
        yield window


def write(window: Window, name: str, text: str) -> None:
    field = window.find(QLineEdit, name)
    field.selectAll()
    field.insert(text)


def value(window: Window, name: str) -> str:
    return window.find(QLineEdit, name).text()


def add(window: Window, name: str) -> None:
    action = window.root.findChild(QAction, f"settings.add_{name}")
    assert action is not None, name
    action.trigger()


def is_closed(window: Window) -> bool:
    return window.root.findChild(QWidget, "settings.servers") is None


async def save(window: Window) -> None:
    """Save, and wait for the dialog to go."""
    window.click("settings.save")
    await window.until(lambda: is_closed(window), "the settings to be closed")


def kept(folder: Path) -> tuple[Profile, ...]:
    return load_settings(paths_below(folder).settings_file).settings.profiles


async def test_ready_made_servers_need_a_key_at_most(tmp_path: Path) -> None:
    async with settings_of(tmp_path) as window:
        for made in READY_MADE:
            add(window, made.profile.name)
        add(window, "OpenAI")
        window.choose("settings.profiles", "Azure OpenAI")
        window.click("settings.save")
        await window.until_text("settings.url_error", "your own resource")
        write(window, "settings.url", "https://mine.openai.azure.com/openai/v1")
        await save(window)
    profiles = kept(tmp_path)
    assert [profile.name for profile in profiles] == [
        *(made.profile.name for made in READY_MADE),
        "OpenAI 2",
    ]
    assert profiles[0].base_url == HUB_URL
    assert profiles[2].key_header == "api-key"
    urls = {profile.name: profile.base_url for profile in profiles}
    assert urls["Ollama"] == "http://localhost:11434/v1"
    assert urls["LM Studio"] == "http://localhost:1234/v1"


@pytest.mark.parametrize("scheme", ["", "http://"])
async def test_a_server_that_is_typed_without_its_path_is_asked_for_it(
    tmp_path: Path, hub: ScriptedServer, scheme: str
) -> None:
    async with settings_of(tmp_path, Profile("Mine", "https://hub.example/v1")) as window:
        write(window, "settings.url", f"{scheme}127.0.0.1:{hub.port}")
        write(window, "settings.key", HUB_KEY)
        await save(window)
    assert kept(tmp_path) == (Profile("Mine", hub.base_url),)


async def test_a_server_that_does_not_answer_is_saved_as_it_was_typed(tmp_path: Path) -> None:
    async with settings_of(tmp_path, Profile("Mine", "https://hub.example/v1")) as window:
        write(window, "settings.url", "127.0.0.1:9")
        await save(window)
    assert kept(tmp_path) == (Profile("Mine", "http://127.0.0.1:9"),)


async def test_the_address_of_an_operation_stands_for_its_server(tmp_path: Path) -> None:
    async with settings_of(tmp_path, Profile("Mine", "https://hub.example/v1")) as window:
        write(window, "settings.url", "https://other.example/v1/chat/completions/")
        await save(window)
    assert kept(tmp_path) == (Profile("Mine", "https://other.example/v1"),)


async def test_a_renamed_server_keeps_its_favourites(tmp_path: Path) -> None:
    mine = Profile("Mine", "https://hub.example/v1")
    async with settings_of(tmp_path, mine) as window:
        store = window.program._settings
        store.update(store.current._replace(favourites={"Mine": ("llama",)}))
        write(window, "settings.name", "Ours")
        await save(window)
    found = load_settings(paths_below(tmp_path).settings_file).settings
    assert found.favourites == {"Ours": ("llama",)}


async def test_everything_that_is_set_is_kept_and_secrets_are_not(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    mine = authority.issue("mine", password="word of the file")
    async with settings_of(tmp_path, Profile("Mine", "https://hub.example/v1")) as window:
        window.click("settings.advanced")
        window.choose("settings.key_header", "api-key, as Azure wants it")
        write(window, "settings.organisation", "org-1")
        window.click("settings.add_header")
        write(window, "settings.header_name_1", "X-Team")
        write(window, "settings.header_value_1", "secret of the team")
        window.choose("settings.proxy", "This one")
        write(window, "settings.proxy_url", "http://me:secret-of-the-proxy@proxy.example:3128")
        write(window, "settings.ca_file", str(authority.ca_file))
        write(window, "settings.client_certificate", str(mine.certificate))
        write(window, "settings.client_key", str(mine.key))
        write(window, "settings.certificate_password", "word of the file")
        await save(window)
        # In force for this session, and there when the settings are opened again.
        await window.open_settings()
        await window.until(lambda: value(window, "settings.header_value_1") != "", "the secrets")
        assert value(window, "settings.proxy_url") == "http://me@proxy.example:3128"
        assert value(window, "settings.proxy_password") == "secret-of-the-proxy"
    written = paths_below(tmp_path).settings_file.read_text(encoding="utf-8")
    for secret in ("secret", "word of the file"):
        assert secret not in written
    assert kept(tmp_path) == (
        Profile(
            "Mine",
            "https://hub.example/v1",
            key_header="api-key",
            organisation="org-1",
            header_names=("X-Team",),
            proxy="http://me@proxy.example:3128",
            ca_file=str(authority.ca_file),
            client_certificate=str(mine.certificate),
            client_key=str(mine.key),
        ),
    )


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("header_name_1", "X Team", "no name of a header"),
        ("header_name_1", "Content-Length", "set by the program"),
        ("header_value_1", "wörd", "Character 2 is “ö”"),
        ("organisation", "örg", "Character 1 is “ö”"),
        ("audio_base", "https://other.example/v1", "the key goes nowhere else"),
        ("proxy_url", "proxy:3128", "begins with http://"),
        ("ca_file", "/no/such.pem", "cannot be used: /no/such.pem"),
        ("client_certificate", "/no/such.pem", "cannot be used: /no/such.pem"),
    ],
)
async def test_what_is_wrong_is_said_beside_its_field_and_unfolded(
    tmp_path: Path, field: str, text: str, sentence: str
) -> None:
    profile = Profile(
        "Mine", "https://hub.example/v1", header_names=("X-Team",), proxy="socks5://a"
    )
    async with settings_of(tmp_path, profile) as window:
        write(window, f"settings.{field}", text)
        window.click("settings.save")
        name = "headers" if field.startswith("header_") else field
        await window.until_text(f"settings.{name}_error", sentence)
        said = window.find(QLabel, f"settings.{name}_error")
        assert said.isVisible()
        await window.until(lambda: not said.visibleRegion().isEmpty(), "the scrolling")
        assert not is_closed(window)


async def test_a_password_that_does_not_open_the_key_is_said_beside_it(tmp_path: Path) -> None:
    mine = Authority(tmp_path / "authority").issue("mine", password="right")
    profile = Profile(
        "Mine",
        "https://hub.example/v1",
        client_certificate=str(mine.certificate),
        client_key=str(mine.key),
    )
    async with settings_of(tmp_path, profile) as window:
        write(window, "settings.certificate_password", "wrong")
        window.click("settings.save")
        await window.until_text("settings.certificate_password_error", "does not open")


async def test_what_is_wrong_with_another_server_leads_to_it(tmp_path: Path) -> None:
    profiles = (Profile("A", "https://a.example/v1"), Profile("B", "https://b.example/v1"))
    async with settings_of(tmp_path, *profiles) as window:
        window.choose("settings.profiles", "B")
        write(window, "settings.url", "ftp://b.example")
        window.choose("settings.profiles", "A")
        window.click("settings.save")
        await window.until_text("settings.url_error", "begins with https://")
        assert value(window, "settings.name") == "B"


async def test_plain_http_to_another_computer_is_warned_about_in_place(tmp_path: Path) -> None:
    async with settings_of(tmp_path, Profile("Mine", "https://hub.example/v1")) as window:
        said = window.find(QLabel, "settings.url_error")
        write(window, "settings.url", "http://hub.example/v1")
        assert "not encrypted" in said.text()
        assert said.property("role") == "warning"
        write(window, "settings.url", "http://localhost:11434/v1")
        assert said.text() == ""
        write(window, "settings.url", "http://hub.example/v1")
        await save(window)  # a warning is no refusal
    assert kept(tmp_path)[0].base_url == "http://hub.example/v1"


async def test_a_key_is_checked_while_it_is_typed(tmp_path: Path) -> None:
    async with settings_of(tmp_path, Profile("Mine", "https://hub.example/v1")) as window:
        write(window, "settings.key", "sk-ü")
        assert "Character 4" in window.text("settings.key_error")
        write(window, "settings.key", "  sk-1 ")
        assert window.text("settings.key_error") == ""


async def test_the_address_is_found_by_asking(tmp_path: Path, hub: ScriptedServer) -> None:
    async with settings_of(tmp_path, Profile("Mine", hub.url)) as window:
        write(window, "settings.key", HUB_KEY)
        window.click("settings.find_address")
        await window.until(lambda: value(window, "settings.url") == hub.base_url, "the address")
        await window.until_text("settings.address_search", f"{hub.url}/v2: answers")
        assert f"{hub.url}/v1: nothing there" in window.text("settings.address_search")
        await window.until_text("settings.find_address", "Find")


async def test_a_search_for_the_address_can_be_stopped(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("GET", "/v1/models", NEVER)
    async with settings_of(tmp_path, Profile("Mine", hub.url)) as window:
        window.click("settings.find_address")
        await window.until(lambda: bool(hub.requests_to("/v1/models")), "the search")
        assert window.text("settings.address_search") == f"{hub.url}/v1 …"
        window.click("settings.find_address")
        await window.until_text("settings.find_address", "Find")
        assert value(window, "settings.url") == hub.url
        window.click("settings.find_address")
        await window.until(lambda: len(hub.requests_to("/v1/models")) == 2, "the second search")
        window.click("settings.cancel")  # which ends it too
        await window.until(hub.last("/v1/models").client_left.is_set, "the end of the call")


async def test_a_server_that_cannot_be_reached_is_said_beside_the_address(tmp_path: Path) -> None:
    async with settings_of(tmp_path, Profile("Mine", "http://127.0.0.1:9")) as window:
        window.click("settings.find_address")
        await window.until_text("settings.url_error", "cannot be reached")


async def test_without_a_keyring_a_person_is_asked_once(tmp_path: Path) -> None:
    mine = Profile("Mine", "https://hub.example/v1")
    async with settings_of(tmp_path, mine, place=KeyPlace.KEYRING) as window:
        await window.until_text("settings.key_notice", "no keyring")
        write(window, "settings.key", "sk-typed")
        window.click("settings.keys_in_session")
        assert window.text("settings.key_place") == "Nowhere: for this session only"
        await save(window)
        await window.open_settings()
        await window.until(lambda: value(window, "settings.key") == "sk-typed", "the key")
        assert not window.find(QLabel, "settings.key_notice").isVisible()
    stored = load_settings(paths_below(tmp_path).settings_file).settings
    assert stored.key_place is KeyPlace.SESSION


async def test_a_file_is_warned_about_before_it_holds_the_keys(tmp_path: Path) -> None:
    mine = Profile("Mine", "https://hub.example/v1")
    file = paths_below(tmp_path).key_file
    async with settings_of(tmp_path, mine, place=KeyPlace.KEYRING) as window:
        await window.until_text("settings.key_notice", "no keyring")
        write(window, "settings.key", "sk-typed")
        window.click("settings.save")
        button = window.find(QAbstractButton, "settings.keys_in_session")
        await window.until(button.hasFocus, "the question")
        window.click("settings.keys_in_file")
        assert "plain text" in window.text("settings.keys_in_file_question")
        QTest.keyClick(window.find(QWidget, "settings.keys_in_file_confirm"), Qt.Key.Key_Escape)
        assert not file.exists()
        window.click("settings.keys_in_file")
        window.click("settings.keys_in_file_confirm")  # and what was to be saved is saved
        await window.until(lambda: is_closed(window), "the settings to be closed")
        assert "sk-typed" in file.read_text(encoding="utf-8")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    async with running_window(tmp_path, NOWHERE) as window:
        await window.open_settings()
        await window.until(lambda: value(window, "settings.key") == "sk-typed", "the key")


async def test_a_removed_header_leaves_its_value_behind_nowhere(tmp_path: Path) -> None:
    mine = Profile("Mine", "https://hub.example/v1")
    file = paths_below(tmp_path).key_file
    async with settings_of(tmp_path, mine, place=KeyPlace.FILE) as window:
        write(window, "settings.key", "sk-typed")
        window.click("settings.add_header")
        write(window, "settings.header_name_1", "X-Team")
        write(window, "settings.header_value_1", "team-secret")
        await save(window)
        assert "team-secret" in file.read_text(encoding="utf-8")
        await window.open_settings()
        await window.until(lambda: value(window, "settings.key") == "sk-typed", "the key")
        window.click("settings.remove_header_1")
        await save(window)
        assert "team-secret" not in file.read_text(encoding="utf-8")
        assert "sk-typed" in file.read_text(encoding="utf-8")


async def test_the_test_of_the_connection_gets_the_server_as_it_stands(tmp_path: Path) -> None:
    asked: list[tuple[Profile, Credentials]] = []
    async with settings_of(tmp_path, Profile("Mine", "https://hub.example/v1")) as window:
        presenter = window.root.findChild(SettingsPresenter)
        assert presenter is not None
        presenter.servers.test_requested.connect(lambda *what: asked.append(what))
        write(window, "settings.url", "ftp://")
        window.click("settings.test_connection")
        assert not asked
        assert window.text("settings.url_error")
        write(window, "settings.url", "hub.example/v2")
        write(window, "settings.key", "sk-typed")
        window.click("settings.test_connection")
        await window.until(lambda: bool(asked), "the test")
    assert asked == [
        (
            Profile("Mine", "https://hub.example/v2"),
            Credentials("sk-typed", origin="https://hub.example"),
        )
    ]


async def test_the_page_can_be_used_by_keys_alone_and_every_field_has_a_name(
    tmp_path: Path,
) -> None:
    async with settings_of(tmp_path, Profile("Mine", "https://hub.example/v1")) as window:
        window.click("settings.advanced")
        window.click("settings.add_header")
        window.choose("settings.proxy", "This one")
        page = window.find(QScrollArea, "settings.servers")
        for kind in (QLineEdit, QComboBox, QAbstractButton):
            for control in page.findChildren(kind):
                if control.objectName().startswith("settings.") and control.isVisible():
                    assert control.accessibleName(), control.objectName()
                    assert control.focusPolicy() != Qt.FocusPolicy.NoFocus, control.objectName()
        window.find(QLineEdit, "settings.name").setFocus()
        for following in ("settings.url", "settings.find_address", "settings.key"):
            focused = page.window().focusWidget()
            assert focused is not None
            QTest.keyClick(focused, Qt.Key.Key_Tab)
            assert page.window().focusWidget() is window.find(QWidget, following)
