"""Profiles as they stand in the settings file, read leniently. The first paint waits for this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.core.profiles import Profile

CONNECT_TIMEOUTS = (0.5, 300.0)  # seconds, the least and the most
INACTIVITY_TIMEOUTS = (1.0, 3600.0)
RETRIES = (0, 10)

_USUAL = Profile("", "")
_LIMITS = {
    "connect_timeout": CONNECT_TIMEOUTS,
    "inactivity_timeout": INACTIVITY_TIMEOUTS,
    "retries": RETRIES,
}
_TEXTS = (
    "audio_base",
    "organisation",
    "key_header",
    "proxy",
    "ca_file",
    "client_certificate",
    "client_key",
)


def profile_to_json(profile: Profile) -> dict[str, Any]:
    """Name and URL, and what else is not as usual."""
    values = zip(Profile._fields, profile, _USUAL, strict=True)
    kept = {field: value for field, value, usual in values if value != usual and field != "kind"}
    return {"name": profile.name, "base_url": profile.base_url} | kept


def profile_from_json(stored: Mapping[str, Any]) -> Profile:
    """A saved profile; what makes no sense is as usual.

    Raises:
        KeyError, TypeError: there is no name or no URL.
    """
    texts = {name: stored[name] for name in _TEXTS if isinstance(stored.get(name), str)}
    numbers = {name: stored[name] for name in _LIMITS if _is_sensible(name, stored.get(name))}
    names = stored.get("header_names")
    if isinstance(names, list):
        texts["header_names"] = tuple(map(str, names))
    return Profile(str(stored["name"]), str(stored["base_url"]), **texts, **numbers)


def _is_sensible(name: str, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    least, most = _LIMITS[name]
    return least <= value <= most and (name != "retries" or value == int(value))
