"""The person's settings: one small JSON file, written whole and atomically."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from desktop_app.core.profiles import LLM_HUB, Profile


class Theme(StrEnum):
    """Light, dark, or as the system is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is remembered between two starts, except keys."""

    theme: Theme = Theme.SYSTEM
    profile: str = ""
    profiles: tuple[Profile, ...] = (LLM_HUB,)
    local_model_file: str = ""
    chosen_models: Mapping[str, str] = field(default_factory=dict)
    microphone: str = ""  # the identity of the device; "" for the system's own choice
    window_geometry: str = ""  # base64, as Qt saves it
    current_tab: str = ""


class LoadedSettings(NamedTuple):
    """Settings as read; `moved_aside` names the broken file they replace, if there was one."""

    settings: Settings
    moved_aside: Path | None = None


def load_settings(path: Path) -> LoadedSettings:
    """Read the settings; a broken file is kept under another name and defaults are used."""
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return LoadedSettings(Settings())
    except (OSError, UnicodeDecodeError):
        return LoadedSettings(Settings(), _move_aside(path))
    try:
        return LoadedSettings(_from_json(json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError):
        return LoadedSettings(Settings(), _move_aside(path))


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings so that a crash leaves either the old file or the new one.

    Raises:
        OSError: the folder cannot be written.
    """
    import tempfile  # not needed before the first paint

    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(settings), indent=2, ensure_ascii=False)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _from_json(data: Mapping[str, Any]) -> Settings:
    known = {item.name for item in fields(Settings)}
    values = {name: value for name, value in data.items() if name in known}
    if "theme" in values:
        values["theme"] = Theme(values["theme"])
    if "profiles" in values:
        values["profiles"] = tuple(
            Profile(
                name=str(entry["name"]),
                base_url=str(entry["base_url"]),
                audio_base=str(entry.get("audio_base", "")),
            )
            for entry in values["profiles"]
        )
    if "chosen_models" in values:
        values["chosen_models"] = {str(k): str(v) for k, v in values["chosen_models"].items()}
    for name in ("profile", "local_model_file", "microphone", "window_geometry", "current_tab"):
        if not isinstance(values.get(name, ""), str):
            raise TypeError(name)
    return Settings(**values)


def _move_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    try:
        path.replace(aside)
    except OSError:
        return path
    return aside
