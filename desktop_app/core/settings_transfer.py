"""Settings as a file to take along: without keys, and without what belongs to one computer.

Taking a file over adds and changes; nothing that is not in it is removed. Since a key belongs to
the name of a server, a server of that name that leads elsewhere gets another name: no key that is
kept here may go where a file says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from desktop_app.core.errors import SettingsFileProblem, SettingsFileUnusable
from desktop_app.core.profiles import ENVIRONMENT_NAME, LOCAL, Profile
from desktop_app.core.settings import Settings, settings_from_json, settings_to_json

FORMAT = "llmhub-desktop settings"
VERSION = 1
LARGEST = 4 * 1024 * 1024  # bytes

# What is of one computer, of one moment, or a leave to send that each person gives themselves.
STAYING = frozenset(
    {
        "profile",
        "key_place",
        "data_rules",
        "audio_bases",
        "microphone",
        "window_geometry",
        "ledger_geometry",
        "splitters",
        "shows_conversations",
        "current_tab",
        "conversation",
    }
)
# What a reset leaves alone: servers and what belongs to them, for their keys stay too.
_KEPT_IN_RESET = ("profile", "profiles", "key_place", "audio_bases", "conversation")
_HARMLESS = ("name", "organisation", "connect_timeout", "inactivity_timeout", "retries")
_BY_PROFILE = ("compared_models", "favourites")


class Change(NamedTuple):
    """A setting that would not be as it is; of one that holds many things, those by name."""

    field: str
    former: Any
    new: Any
    names: tuple[str, ...] = ()


class Takeover(NamedTuple):
    """What taking a file over makes of the settings; `renamed` servers by the name in the file."""

    settings: Settings
    changes: tuple[Change, ...]
    renamed: Mapping[str, str]


def exported(settings: Settings, version: str) -> str:
    """The file's content; `version` is the program's."""
    kept = {
        name: value for name, value in settings_to_json(settings).items() if name not in STAYING
    }
    content = {"format": FORMAT, "version": VERSION, "made_by": version, "settings": kept}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def read_exported(content: bytes, name: str) -> Mapping[str, Any]:
    """The settings in a file called `name`, as `take_over` takes them.

    Raises:
        SettingsFileUnusable: it is damaged, something else, or of a later version.
    """
    try:
        stored = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise SettingsFileUnusable(SettingsFileProblem.DAMAGED, name) from None
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        raise SettingsFileUnusable(SettingsFileProblem.SOMETHING_ELSE, name)
    version = stored.get("version")
    if isinstance(version, int) and version > VERSION:
        made_by = str(stored.get("made_by", ""))[:20]
        raise SettingsFileUnusable(SettingsFileProblem.NEWER, name, made_by)
    settings = stored.get("settings")
    try:
        if version != VERSION or not isinstance(settings, dict):
            raise TypeError
        found = {each: value for each, value in settings.items() if each not in STAYING}
        settings_from_json(found)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise SettingsFileUnusable(SettingsFileProblem.DAMAGED, name) from None
    return found


def take_over(current: Settings, found: Mapping[str, Any]) -> Takeover:
    """The settings with what `read_exported` has found."""
    read = settings_from_json(found)
    values = {name: getattr(read, name) for name in found if name in Settings._fields}
    renamed: dict[str, str] = {}
    if "profiles" in values:
        values["profiles"], renamed = _joined(current.profiles, values["profiles"])
    for name, value in values.items():
        if isinstance(value, Mapping):
            if name in _BY_PROFILE:
                value = {renamed.get(key, key): each for key, each in value.items()}  # noqa: PLW2901
            values[name] = {**getattr(current, name), **value}
    settings = current._replace(**values)
    return Takeover(settings, changes(current, settings), renamed)


def reset(current: Settings) -> Settings:
    """The settings of the first start, with the servers that there are."""
    return Settings(**{name: getattr(current, name) for name in _KEPT_IN_RESET})


def changes(former: Settings, new: Settings) -> tuple[Change, ...]:
    """What is not as it was, in the order of the settings."""
    found = []
    for name in Settings._fields:
        before, after = getattr(former, name), getattr(new, name)
        if before != after and name not in STAYING:
            found.append(Change(name, before, after, _names(before, after)))
    return tuple(found)


def new_servers(former: Settings, new: Settings) -> tuple[str, ...]:
    """Names of servers that were not there: no key that was kept under one may go there."""
    known = {profile.name for profile in former.profiles}
    return tuple(profile.name for profile in new.profiles if profile.name not in known)


def _names(before: object, after: object) -> tuple[str, ...]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        names = dict.fromkeys((*before, *after))
        return tuple(name for name in names if before.get(name) != after.get(name))
    if isinstance(before, tuple) and isinstance(after, tuple):
        return tuple(profile.name for profile in after if profile not in before)
    return ()


def _joined(
    own: tuple[Profile, ...], others: tuple[Profile, ...]
) -> tuple[tuple[Profile, ...], dict[str, str]]:
    joined = {profile.name: profile for profile in own}
    renamed: dict[str, str] = {}
    for other in others:
        name = other.name
        leads_elsewhere = name in joined and not _is_same_server(joined[name], other)
        if leads_elsewhere or name in {LOCAL.name, ENVIRONMENT_NAME}:
            again = (each.name for each in joined.values() if _is_same_server(each, other))
            name = next(again, _free_name(name, joined))
        if name != other.name:
            renamed[other.name] = name
        joined[name] = other._replace(name=name)
    return tuple(joined.values()), renamed


def _is_same_server(own: Profile, other: Profile) -> bool:
    """Whether a key that is kept for one goes to the same place by the other."""
    harmless = {name: getattr(own, name) for name in _HARMLESS}
    return own == other._replace(**harmless)


def _free_name(name: str, taken: Mapping[str, Profile]) -> str:
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"
