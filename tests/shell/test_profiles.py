"""Which profiles there are, and what is remembered of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.core.profiles import LOCAL, Profile, ProfileKind
from desktop_app.core.settings import Settings
from desktop_app.shell.profiles import ProfileList
from desktop_app.storage.settings_store import SettingsStore

MINE = Profile("Mine", "https://mine.example/v1")


async def test_a_saved_server_remembers_where_it_takes_recordings(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json", Settings(profiles=(MINE,)))
    ProfileList(store, None).keep_audio_base(MINE, f"{MINE.base_url}/audio")
    assert store.current.profiles == (MINE._replace(audio_base="https://mine.example/v1/audio"),)
    await store.close()


async def test_a_server_of_the_environment_does_too(tmp_path: Path) -> None:
    environment = MINE._replace(name="Environment", kind=ProfileKind.ENVIRONMENT)
    store = SettingsStore(tmp_path / "settings.json", Settings(profiles=(MINE,)))
    ProfileList(store, environment).keep_audio_base(environment, MINE.base_url)
    assert ProfileList(store, environment).at_start().audio_base == MINE.base_url
    elsewhere = environment._replace(base_url="https://other.example/v1")
    assert ProfileList(store, elsewhere).at_start().audio_base == ""
    assert store.current.profiles == (MINE,)
    await store.close()


@pytest.mark.parametrize(
    ("profile", "base"),
    [
        (MINE, "https://other.example/audio"),
        (MINE._replace(base_url="https://former.example"), "https://former.example/audio"),
        (LOCAL, "http://127.0.0.1:9/v1/audio"),
    ],
)
async def test_nothing_else_is_remembered(tmp_path: Path, profile: Profile, base: str) -> None:
    store = SettingsStore(tmp_path / "settings.json", Settings(profiles=(MINE,)))
    ProfileList(store, None).keep_audio_base(profile, base)
    assert store.current == Settings(profiles=(MINE,))
    await store.close()


def test_only_names_that_exist_are_known(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json", Settings(profiles=(MINE,)))
    profiles = ProfileList(store, None)
    assert [profiles.knows(name) for name in ("Mine", "Local", "Nope")] == [True, True, False]
