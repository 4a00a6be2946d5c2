"""Takes keys and embedded data out of a text before anybody sees it."""

from __future__ import annotations

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

MASK = "•••"
SHORTEST_SECRET = 4  # characters; a shorter one would take ordinary words with it

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

    Keys are found in all their written forms, but for those too short.
    """
    text = _DATA_URL.sub(f"data:{MASK}", text)
    for key in keys:
        for form in written_forms(key) if len(key) >= SHORTEST_SECRET else ():
            text = text.replace(form, MASK)
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


def written_forms(key: str) -> tuple[str, ...]:
    """A key as it may stand in a header, in JSON, in a URL and in base64; the longest first."""
    plain = key.encode("utf-8", "replace")
    forms = {
        key,
        json.dumps(key)[1:-1],
        key.replace("/", "\\/"),
        quote(key, safe=""),
        quote_plus(key),
    }
    for encode in (b64encode, urlsafe_b64encode):
        form = encode(plain).decode("ascii")
        forms |= {form, form.rstrip("=")}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))
