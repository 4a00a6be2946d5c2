"""Takes keys and embedded data out of a text before anybody sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable

MASK = "•••"

_SECRETS = (
    (re.compile(r"\b(?:sk|pk|rk)-[\w-]{8,}"), MASK),
    (re.compile(r"(?i)\b(bearer\s+)[\w.~+/=-]{6,}"), rf"\1{MASK}"),
    (
        re.compile(r"(?i)(\b(?:api[-_ ]?key|x-api-key|access_token)\b\W{1,4})[\w.~+/-]{8,}"),
        rf"\1{MASK}",
    ),
    (re.compile(r"(?i)(\b[a-z]\w{1,9}://)[^/@\s:]{1,256}:[^/@\s]{1,256}@"), rf"\1{MASK}@"),
)
_DATA_URL = re.compile(r"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*,[\w+/=%-]*")


def redact(text: str, keys: Iterable[str] = ()) -> str:
    """The text without the known `keys`, without what looks like a key, and without data URLs.

    Keys shorter than four characters are left alone: they would take ordinary words with them.
    """
    text = _DATA_URL.sub(f"data:{MASK}", text)
    for key in keys:
        if len(key) >= 4:
            text = text.replace(key, MASK)
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text
