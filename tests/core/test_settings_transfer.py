"""Settings are taken along without keys, and a file never leads a key elsewhere."""

from __future__ import annotations

import json

import pytest

from desktop_app.core.errors import SettingsFileProblem, SettingsFileUnusable
from desktop_app.core.profiles import ENVIRONMENT_NAME, LLM_HUB, LOCAL, KeyPlace, Profile
from desktop_app.core.settings import Settings, Theme
from desktop_app.core.settings_transfer import (
    STAYING,
    Takeover,
    changes,
    exported,
    read_exported,
    reset,
    take_over,
)

MINE = Profile("Mine", "https://mine.example/v1")
FULL = Settings(
    theme=Theme.DARK,
    profile="Mine",
    profiles=(LLM_HUB, MINE._replace(retries=5)),
    key_place=KeyPlace.FILE,
    favourites={"Mine": ("llama",)},
    data_rules={"https://mine.example/v1": "never"},
    presets={"Terse": {"temperature": 0.2}},
    microphone="usb",
    window_geometry="abc",
    keeps_ledger=False,
    conversation=7,
)


def taken(current: Settings, other: Settings) -> Takeover:
    return take_over(current, read_exported(exported(other, "1.0").encode(), "other.json"))


def test_what_was_taken_along_is_in_force_on_another_computer() -> None:
    result = taken(Settings(), FULL)
    for name in Settings._fields:
        expected = Settings() if name in STAYING else FULL
        assert getattr(result.settings, name) == getattr(expected, name), name
    assert [change.field for change in result.changes] == [
        "theme",
        "profiles",
        "favourites",
        "presets",
        "keeps_ledger",
    ]
    assert taken(result.settings, FULL).changes == ()


def test_neither_places_of_keys_nor_leaves_to_send_are_in_the_file() -> None:
    content = exported(FULL, "1.0")
    assert "data_rules" not in content
    assert "key_place" not in content
    assert '"conversation"' not in content
    forged = json.loads(content)
    forged["settings"] |= {"key_place": "session", "data_rules": {"https://x": "never"}}
    found = read_exported(json.dumps(forged).encode(), "forged.json")
    settings = take_over(Settings(), found).settings
    assert settings.key_place is KeyPlace.KEYRING
    assert settings.data_rules == {}


def test_nothing_that_is_not_in_the_file_is_removed() -> None:
    own = Settings(presets={"Poet": {"temperature": 1.0}}, profiles=(MINE,))
    settings = taken(own, FULL._replace(profiles=(LLM_HUB,))).settings
    assert set(settings.presets) == {"Poet", "Terse"}
    assert [profile.name for profile in settings.profiles] == ["Mine", LLM_HUB.name]


@pytest.mark.parametrize(
    "other",
    [
        MINE._replace(base_url="https://thief.example/v1"),
        MINE._replace(proxy="http://thief.example"),
        MINE._replace(ca_file="/tmp/thief.pem"),
        MINE._replace(audio_base="https://thief.example/v1"),
        MINE._replace(key_header="X-Log-Me"),
    ],
)
def test_a_server_that_leads_elsewhere_does_not_get_the_name_to_which_a_key_belongs(
    other: Profile,
) -> None:
    own = Settings(profiles=(MINE,))
    theirs = Settings(profiles=(other,), favourites={"Mine": ("llama",)})
    result = taken(own, theirs)
    assert result.settings.profiles == (MINE, other._replace(name="Mine (2)"))
    assert result.settings.favourites == {"Mine (2)": ("llama",)}
    assert result.renamed == {"Mine": "Mine (2)"}
    assert taken(result.settings, theirs).changes == (), "once is enough"


@pytest.mark.parametrize("name", [LOCAL.name, ENVIRONMENT_NAME])
def test_names_of_the_program_are_given_to_nobody(name: str) -> None:
    theirs = Settings(profiles=(MINE._replace(name=name),))
    result = taken(Settings(profiles=()), theirs)
    assert [profile.name for profile in result.settings.profiles] == [f"{name} (2)"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe", SettingsFileProblem.DAMAGED),
        (exported(FULL, "1.0")[:-9].encode(), SettingsFileProblem.DAMAGED),
        (exported(FULL, "1.0").replace('"dark"', '"pink"').encode(), SettingsFileProblem.DAMAGED),
        (b'{"theme": "dark"}', SettingsFileProblem.SOMETHING_ELSE),
        (b"[1, 2]", SettingsFileProblem.SOMETHING_ELSE),
        (
            exported(FULL, "9.0").replace('"version": 1', '"version": 2').encode(),
            SettingsFileProblem.NEWER,
        ),
        (
            exported(FULL, "1.0").replace('"version": 1', '"version": "x"').encode(),
            SettingsFileProblem.DAMAGED,
        ),
    ],
)
def test_a_file_that_cannot_be_taken_over_is_refused(
    content: bytes, problem: SettingsFileProblem
) -> None:
    with pytest.raises(SettingsFileUnusable) as caught:
        read_exported(content, "other.json")
    assert caught.value.problem is problem
    assert caught.value.made_by == ("9.0" if problem is SettingsFileProblem.NEWER else "")


def test_a_reset_leaves_the_servers_and_where_their_keys_are() -> None:
    settings = reset(FULL)
    assert (settings.profile, settings.profiles) == (FULL.profile, FULL.profiles)
    assert settings.key_place is KeyPlace.FILE
    assert settings.conversation == 7
    assert settings.data_rules == {}
    assert settings.theme is Theme.SYSTEM
    assert {change.field for change in changes(FULL, settings)} == {
        "theme",
        "favourites",
        "presets",
        "keeps_ledger",
    }
