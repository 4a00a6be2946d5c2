"""Settings are in force at once and on the disk soon after."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from desktop_app.core.settings import Settings, Theme, load_settings
from desktop_app.storage.settings_store import SettingsStore


async def test_a_change_is_in_force_at_once_and_written_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    store = SettingsStore(file, Settings())
    store.update(store.current._replace(theme=Theme.DARK))
    assert store.current.theme is Theme.DARK
    await store.close()
    assert load_settings(file).settings.theme is Theme.DARK


async def test_changes_are_written_without_being_asked(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    store = SettingsStore(file, Settings())
    for number in range(5):
        store.update(store.current._replace(profile=f"profile {number}"))
    deadline = time.monotonic() + 10
    while load_settings(file).settings.profile != "profile 4":
        assert time.monotonic() < deadline, "nothing was written"
        await asyncio.sleep(0.05)
    await store.close()


async def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    await SettingsStore(file, Settings()).close()
    assert not file.exists()


@pytest.mark.expects_log
async def test_a_folder_that_cannot_be_written_does_not_stop_the_program(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way", encoding="utf-8")
    store = SettingsStore(blocked / "settings.json", Settings())
    store.update(store.current._replace(theme=Theme.DARK))
    await store.close()
    assert store.current.theme is Theme.DARK


@pytest.mark.expects_log
async def test_settings_that_could_not_be_written_are_said_once_and_written_later(
    tmp_path: Path,
) -> None:
    blocked = tmp_path / "folder"
    blocked.write_text("in the way", encoding="utf-8")
    file = blocked / "settings.json"
    store = SettingsStore(file, Settings())
    failures: list[OSError] = []
    failed = asyncio.Event()

    def on_failed(error: OSError) -> None:
        failures.append(error)
        failed.set()

    store.on_failed = on_failed
    store.update(store.current._replace(theme=Theme.DARK))
    await asyncio.wait_for(failed.wait(), 10)
    store.update(store.current._replace(profile="Mine"))
    blocked.unlink()
    await store.close()
    assert len(failures) == 1
    written = load_settings(file).settings
    assert (written.theme, written.profile) == (Theme.DARK, "Mine")
