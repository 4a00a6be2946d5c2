"""The person's settings: one small JSON file, written whole and atomically."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from desktop_app.core.atomic_file import move_aside, write_atomically
from desktop_app.core.profiles import LLM_HUB, KeyPlace, Profile
from desktop_app.core.stored_profiles import profile_from_json, profile_to_json


class Theme(StrEnum):
    """Light, dark, black and white for those who see little, or as the system is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)  # per cent


class OnClose(StrEnum):
    """What closing the window means where there is a tray."""

    ASK = "ask"
    QUIT = "quit"
    STAY = "stay"


class Settings(NamedTuple):
    """Everything that is remembered between two starts, except keys.

    A change is a new one: `settings._replace(theme=…)`. The first paint waits for this module, so
    it is no dataclass: those are slower to import by a twentieth of the whole start.
    """

    theme: Theme = Theme.SYSTEM
    text_size: int = 100  # one of TEXT_SIZES
    profile: str = ""
    profiles: tuple[Profile, ...] = (LLM_HUB,)
    key_place: KeyPlace = KeyPlace.KEYRING
    local_model_file: str = ""
    chosen_models: Mapping[str, str] = MappingProxyType({})
    compared_models: Mapping[str, tuple[str, ...]] = MappingProxyType({})  # by profile
    favourites: Mapping[str, tuple[str, ...]] = MappingProxyType({})  # models by profile
    data_rules: Mapping[str, str] = MappingProxyType({})  # of core.data_rule, by base URL
    audio_bases: Mapping[str, str] = MappingProxyType({})  # that were learned, by base URL
    presets: Mapping[str, Mapping[str, Any]] = MappingProxyType({})  # parameters of chats by name
    microphone: str = ""  # the identity of the device; "" for the system's own choice
    window_geometry: str = ""  # of ui.window_geometry
    splitters: Mapping[str, tuple[int, ...]] = MappingProxyType({})  # sizes by name
    current_tab: str = ""
    shows_conversations: bool = True  # the list at the left
    keeps_ledger: bool = True  # every call is recorded
    ledger_geometry: str = ""  # as window_geometry
    on_close: OnClose = OnClose.ASK
    conversation: int = 0  # the one that is shown; 0 for one that has not begun


class LoadedSettings(NamedTuple):
    """Settings as read; `moved_aside` names the broken file they replace, if there was one.

    `is_first` when there is no file yet.
    """

    settings: Settings
    moved_aside: Path | None = None
    is_first: bool = False


def load_settings(path: Path) -> LoadedSettings:
    """Read the settings; a broken file is kept under another name and defaults are used."""
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return LoadedSettings(Settings(), is_first=True)
    except (OSError, UnicodeDecodeError):
        return LoadedSettings(Settings(), move_aside(path))
    try:
        return LoadedSettings(settings_from_json(json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError):
        return LoadedSettings(Settings(), move_aside(path))


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings so that a crash leaves either the old file or the new one.

    Raises:
        OSError: the folder cannot be written.
    """
    write_atomically(path, json.dumps(settings_to_json(settings), indent=2, ensure_ascii=False))


def settings_to_json(settings: Settings) -> dict[str, Any]:
    """The settings as they stand in a file."""
    data = settings._asdict()
    data["profiles"] = [profile_to_json(profile) for profile in settings.profiles]
    data["chosen_models"] = dict(settings.chosen_models)
    data["compared_models"] = dict(settings.compared_models)
    data["splitters"] = dict(settings.splitters)
    data["favourites"] = dict(settings.favourites)
    data["data_rules"] = dict(settings.data_rules)
    data["audio_bases"] = dict(settings.audio_bases)
    data["presets"] = {name: dict(values) for name, values in settings.presets.items()}
    return data


def settings_from_json(data: Mapping[str, Any]) -> Settings:
    """What `settings_to_json` has made; what is missing is as usual.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: a value makes no sense.
    """
    values = {name: value for name, value in data.items() if name in Settings._fields}
    if "theme" in values:
        values["theme"] = Theme(values["theme"])
    if values.get("text_size") not in TEXT_SIZES:
        values.pop("text_size", None)
    if "profiles" in values:
        values["profiles"] = tuple(map(profile_from_json, values["profiles"]))
    if "on_close" in values:
        values["on_close"] = OnClose(values["on_close"])
    places = {place.value: place for place in KeyPlace}
    values["key_place"] = places.get(str(values.get("key_place")), KeyPlace.KEYRING)
    for name in ("chosen_models", "data_rules", "audio_bases"):
        if name in values:
            values[name] = {str(key): str(value) for key, value in values[name].items()}
    for name in ("compared_models", "favourites"):
        if name in values:
            values[name] = {
                str(profile): tuple(map(str, models)) for profile, models in values[name].items()
            }
    sizes = values.get("splitters", {})
    values["splitters"] = {str(name): tuple(map(int, each)) for name, each in sizes.items()}
    if "presets" in values:
        values["presets"] = _presets(values["presets"])
    _check_types(values)
    return Settings(**values)


def _check_types(values: Mapping[str, Any]) -> None:
    """Raises TypeError for a value that cannot be meant."""
    for name in (
        "profile",
        "local_model_file",
        "microphone",
        "window_geometry",
        "ledger_geometry",
        "current_tab",
    ):
        if not isinstance(values.get(name, ""), str):
            raise TypeError(name)
    for name in ("keeps_ledger", "shows_conversations"):
        if not isinstance(values.get(name, True), bool):
            raise TypeError(name)
    if not isinstance(values.get("conversation", 0), int):
        raise TypeError("conversation")


def _presets(stored: object) -> dict[str, Mapping[str, Any]]:
    """Those that can be presets; what their values mean is read when one is chosen."""
    entries = stored.items() if isinstance(stored, dict) else ()
    return {name: values for name, values in entries if name and isinstance(values, dict)}
