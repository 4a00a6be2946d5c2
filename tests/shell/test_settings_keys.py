"""Keys in the settings dialog while the keyring takes its time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from desktop_app.core.credentials import NO_CREDENTIALS, Credentials, decoded
from desktop_app.core.profiles import Profile
from desktop_app.core.settings import Settings
from desktop_app.shell.login_start.autostart_entry import AutostartEntry
from desktop_app.shell.settings.presenter import SettingsPresenter
from desktop_app.storage.keys import KeyStore
from desktop_app.storage.settings_store import SettingsStore
from desktop_app.tabs.archive import Archive
from tests.end_to_end.window import until

A = Profile("A", "https://a.example/v1", audio_base="https://a.example/v1/audio")
B = Profile("B", "https://b.example/v1", audio_base="https://b.example/v1/audio")
NEW = "https://new.example"


class SlowKeyring(KeyringBackend):
    """Answers once it is unlocked; some keys it never gives out."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own
        self.kept = {"A": "key-of-A", "B": "key-of-B"}
        self.unreadable: set[str] = set()
        self.asked = threading.Event()
        self.unlocked = threading.Event()

    def keys(self) -> dict[str, str]:
        """The keys alone."""
        return {name: decoded(text).key for name, text in self.kept.items()}

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.set()
        self.unlocked.wait(20)
        if username in self.unreadable:
            raise KeyringLocked
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop(username, None) is None:
            raise PasswordDeleteError


@pytest.fixture
def slow() -> Iterator[SlowKeyring]:
    """The system's keyring for one test."""
    former = keyring.get_keyring()
    slow = SlowKeyring()
    keyring.set_keyring(slow)
    yield slow
    slow.unlocked.set()
    keyring.set_keyring(former)


class Dialog:
    """The dialog over two saved servers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = QWidget()
        self.settings = SettingsStore(folder / "settings.json", Settings(profiles=(A, B)))
        self.changes: list[dict[str, str]] = []
        self.archive = Archive(folder / "conversations")
        self.archive.start()
        self.key_store = KeyStore(folder / "keys.json")

    async def open(self) -> None:
        """Open it, as the window does."""
        login = AutostartEntry(self.folder, ("program",))
        presenter = await SettingsPresenter.make(
            self.root, self.settings, self.key_store, self.archive, login
        )
        self.presenter = presenter
        presenter.saved.connect(self.changes.append)
        self.view = presenter.view
        presenter.open()

    def is_withheld(self) -> bool:
        """Whether it is said that a key does not go along."""
        return not self.view.servers.key_withheld.isHidden()

    def pick(self, name: str) -> None:
        """Choose a server in the box."""
        box = self.view.findChild(QComboBox, "settings.profiles")
        assert box is not None
        box.setCurrentIndex(box.findText(name))

    def write(self, field: QLineEdit, text: str) -> None:
        """Type over what stands in a field."""
        field.selectAll()
        field.insert(text)

    async def saved(self) -> dict[str, str]:
        """Save; what the window is told."""
        self.view.save_requested.emit()
        await until(lambda: bool(self.changes), "the dialog to close")
        await self.settings.close()
        await self.archive.close()
        return self.changes[-1]


async def test_a_key_typed_before_the_keyring_answers_is_kept(
    tmp_path: Path, slow: SlowKeyring
) -> None:
    dialog = Dialog(tmp_path)
    await dialog.open()
    await until(slow.asked.is_set, "the reading")
    dialog.write(dialog.view.servers.key, "typed")
    dialog.pick("B")
    slow.unlocked.set()
    await until(lambda: dialog.view.servers.key.text() == "key-of-B", "the key of B")
    dialog.pick("A")
    assert dialog.view.servers.key.text() == "typed"
    assert await dialog.saved() == {"A": "A"}
    assert slow.keys() == {"A": "typed", "B": "key-of-B"}


async def test_a_renamed_server_takes_its_key_along(tmp_path: Path, slow: SlowKeyring) -> None:
    dialog = Dialog(tmp_path)
    await dialog.open()
    await until(slow.asked.is_set, "the reading")
    dialog.write(dialog.view.servers.name, "Renamed")
    threading.Timer(0.05, slow.unlocked.set).start()
    assert await dialog.saved() == {"A": "Renamed"}
    assert slow.keys() == {"Renamed": "key-of-A", "B": "key-of-B"}
    assert dialog.settings.current.profiles == (A._replace(name="Renamed"), B)


async def test_two_servers_swap_their_names_with_their_keys(
    tmp_path: Path, slow: SlowKeyring
) -> None:
    slow.unlocked.set()
    dialog = Dialog(tmp_path)
    await dialog.open()
    dialog.write(dialog.view.servers.name, "B")
    dialog.pick("B")
    dialog.view.servers.profile_picked.emit(1)
    dialog.write(dialog.view.servers.name, "A")
    assert await dialog.saved() == {"A": "B", "B": "A"}
    assert slow.keys() == {"B": "key-of-A", "A": "key-of-B"}


async def test_a_key_that_cannot_be_read_does_not_hide_the_next(
    tmp_path: Path, slow: SlowKeyring
) -> None:
    slow.unreadable = {"A"}
    slow.unlocked.set()
    dialog = Dialog(tmp_path)
    await dialog.open()
    dialog.pick("B")
    await until(lambda: dialog.view.servers.key.text() == "key-of-B", "the key of B")
    assert await dialog.saved() == {}
    assert slow.kept == {"A": "key-of-A", "B": "key-of-B"}


async def test_another_url_forgets_where_the_former_server_took_recordings(
    tmp_path: Path, slow: SlowKeyring
) -> None:
    slow.unlocked.set()
    dialog = Dialog(tmp_path)
    await dialog.open()
    dialog.write(dialog.view.servers.url, "https://new.example/v1")
    assert await dialog.saved() == {"A": "A"}
    assert dialog.settings.current.profiles == (Profile("A", "https://new.example/v1"), B)


async def test_a_key_does_not_go_along_to_another_server(tmp_path: Path, slow: SlowKeyring) -> None:
    slow.unlocked.set()
    dialog = Dialog(tmp_path)
    await dialog.open()
    key = dialog.view.servers.key
    await until(lambda: key.text() == "key-of-A", "the key")
    dialog.write(dialog.view.servers.url, "https://a.example/v2")
    assert key.text() == "key-of-A", "the same server"
    assert not dialog.is_withheld()
    dialog.write(dialog.view.servers.url, "https://new.example/v1")
    assert key.text() == ""
    assert dialog.is_withheld()
    dialog.write(dialog.view.servers.url, "http://a.example/v1")
    assert key.text() == "", "nor in the open"
    dialog.write(dialog.view.servers.url, "https://a.example/v1")
    assert key.text() == "key-of-A", "back again"
    assert not dialog.is_withheld()
    dialog.write(dialog.view.servers.url, "https://new.example/v1")
    tested: list[Credentials] = []
    dialog.presenter.servers.test_requested.disconnect()
    dialog.presenter.servers.test_requested.connect(lambda _profile, given: tested.append(given))
    dialog.view.servers.test_requested.emit()
    assert [given.key for given in tested] == [""], "nor by a test"
    assert await dialog.saved() == {"A": "A"}
    assert slow.keys() == {"B": "key-of-B"}
    assert await dialog.key_store.get("A") == NO_CREDENTIALS._replace(origin=NEW)


async def test_a_key_goes_along_when_the_person_says_so(tmp_path: Path, slow: SlowKeyring) -> None:
    slow.unlocked.set()
    dialog = Dialog(tmp_path)
    await dialog.open()
    await until(lambda: dialog.view.servers.key.text() == "key-of-A", "the key")
    dialog.write(dialog.view.servers.url, "https://new.example/v1")
    button = dialog.view.findChild(QAbstractButton, "settings.key_take_along")
    assert button is not None
    assert button.text() == "Send the same key to new.example"
    button.click()
    assert dialog.view.servers.key.text() == "key-of-A"
    assert not dialog.is_withheld()
    await dialog.saved()
    assert decoded(slow.kept["A"]) == Credentials("key-of-A", origin=NEW)


async def test_the_key_of_the_new_server_takes_the_place_of_the_former(
    tmp_path: Path, slow: SlowKeyring
) -> None:
    slow.unlocked.set()
    dialog = Dialog(tmp_path)
    await dialog.open()
    await until(lambda: dialog.view.servers.key.text() == "key-of-A", "the key")
    dialog.write(dialog.view.servers.url, "https://new.example/v1")
    dialog.write(dialog.view.servers.key, "key-of-new")
    assert not dialog.is_withheld()
    await dialog.saved()
    assert decoded(slow.kept["A"]) == Credentials("key-of-new", origin=NEW)


async def test_a_key_that_comes_late_does_not_go_along_either(
    tmp_path: Path, slow: SlowKeyring
) -> None:
    dialog = Dialog(tmp_path)
    await dialog.open()
    await until(slow.asked.is_set, "the reading")
    dialog.write(dialog.view.servers.url, "https://new.example/v1")
    slow.unlocked.set()
    await until(dialog.is_withheld, "the notice")
    assert dialog.view.servers.key.text() == ""
    await dialog.saved()
    assert slow.keys() == {"B": "key-of-B"}
