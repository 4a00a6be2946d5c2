"""Settings survive a start, a crash and a broken file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop_app.core.profiles import KeyPlace, Profile
from desktop_app.core.settings import Settings, Theme, load_settings, save_settings

CHANGED = Settings(
    theme=Theme.DARK,
    profile="Mine",
    profiles=(
        Profile("Mine", "https://llm.example/v1", audio_base="https://llm.example/audio"),
        Profile(
            "Company",
            "https://gateway.example/openai/v1",
            organisation="org-1",
            key_header="api-key",
            header_names=("X-Team", "X-Cost"),
            proxy="http://me@proxy.example:3128",
            ca_file="/etc/ä.pem",
            client_certificate="/me.pem",
            client_key="/me.key",
            connect_timeout=12.5,
            inactivity_timeout=600.0,
            retries=0,
        ),
    ),
    key_place=KeyPlace.FILE,
    local_model_file="/models/ä.gguf",
    chosen_models={"Mine/chat": "some-model"},
    compared_models={"Mine": ("some-model", "another")},
    favourites={"Mine": ("another",)},
    data_rules={"https://llm.example/v1": "external"},
    audio_bases={"https://llm.example/v1": "https://llm.example/v1/audio"},
    presets={"Übersetzer": {"system_prompt": "…", "temperature": None, "extra": {"a": [1]}}},
)


def test_without_a_file_the_defaults_are_used(tmp_path: Path) -> None:
    loaded = load_settings(tmp_path / "none" / "settings.json")
    assert loaded.settings == Settings()
    assert loaded.moved_aside is None


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "settings.json"
    save_settings(file, CHANGED)
    assert load_settings(file).settings == CHANGED
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"theme": "purple"}',
        '{"profiles": [{"name": "x"}]}',
        '{"profiles": 7}',
        '{"profile": 7}',
        '{"chosen_models": []}',
        '{"favourites": {"Mine": 7}}',
        '{"data_rules": []}',
        '{"audio_bases": []}',
    ],
)
def test_a_broken_file_is_kept_under_another_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text, encoding="utf-8")
    loaded = load_settings(file)
    assert loaded.settings == Settings()
    assert loaded.moved_aside is not None
    assert loaded.moved_aside.read_text(encoding="utf-8") == text
    assert not file.exists()


def test_a_second_broken_file_does_not_replace_the_first(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    for text in ("first", "second"):
        file.write_text(text, encoding="utf-8")
        load_settings(file)
    assert (tmp_path / "settings.json.broken-1").read_text(encoding="utf-8") == "first"
    assert (tmp_path / "settings.json.broken-2").read_text(encoding="utf-8") == "second"


def test_bytes_that_are_no_text_count_as_broken(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(b"\xff\xfe\x00")
    assert load_settings(file).moved_aside is not None


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("[]", {}),
        ("7", {}),
        ('{"a": 7, "": {}, "b": {"temperature": "hot"}}', {"b": {"temperature": "hot"}}),
    ],
)
def test_presets_that_make_no_sense_cost_nothing_else(
    tmp_path: Path, stored: str, read: dict[str, Any]
) -> None:
    file = tmp_path / "settings.json"
    file.write_text(f'{{"theme": "dark", "presets": {stored}}}', encoding="utf-8")
    loaded = load_settings(file)
    assert loaded.moved_aside is None
    assert loaded.settings == Settings(theme=Theme.DARK, presets=read)


def test_fields_of_a_newer_version_are_ignored(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"theme": "dark", "holograms": true}', encoding="utf-8")
    loaded = load_settings(file)
    assert loaded.settings.theme is Theme.DARK
    assert loaded.moved_aside is None


def test_a_file_of_an_earlier_version_still_loads(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    profile = '{"name": "Mine", "base_url": "https://x/v1", "kind": "saved", "audio_base": ""}'
    file.write_text(f'{{"profile": "Mine", "profiles": [{profile}]}}', encoding="utf-8")
    loaded = load_settings(file)
    assert loaded.moved_aside is None
    assert loaded.settings.profiles == (Profile("Mine", "https://x/v1"),)
    assert loaded.settings.key_place is KeyPlace.KEYRING


@pytest.mark.parametrize(
    "field",
    [
        '"proxy": 7',
        '"ca_file": null',
        '"header_names": "X-Team"',
        '"connect_timeout": "soon"',
        '"connect_timeout": 0',
        '"connect_timeout": true',
        '"inactivity_timeout": NaN',
        '"inactivity_timeout": 1e9',
        '"retries": -1',
        '"retries": 1.5',
        '"retries": 99',
        '"kind": "environment"',
    ],
)
def test_a_value_of_a_profile_that_makes_no_sense_is_as_usual(tmp_path: Path, field: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(
        f'{{"profiles": [{{"name": "Mine", "base_url": "https://x/v1", {field}}}]}}',
        encoding="utf-8",
    )
    loaded = load_settings(file)
    assert loaded.moved_aside is None
    assert loaded.settings.profiles == (Profile("Mine", "https://x/v1"),)


@pytest.mark.parametrize("place", ["7", '"cloud"', "[]", "null"])
def test_an_unknown_place_for_keys_means_the_keyring(tmp_path: Path, place: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(f'{{"key_place": {place}}}', encoding="utf-8")
    assert load_settings(file).settings == Settings()
