"""The forms in which a secret may be written down."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from urllib.parse import quote, quote_plus


def forms_of(secret: str) -> tuple[str, ...]:
    """As it is, as in a URL, in base64."""
    return tuple(dict.fromkeys(_forms(secret)))


def traces_of(secret: str) -> tuple[str, ...]:
    """The same, and what base64 makes of it in the midst of something else."""
    inner = []
    for before in range(3):
        text = base64.b64encode(b"x" * before + secret.encode()).decode("ascii")
        inner.append(text[4 if before else 0 : len(text) - 4])
    return (*forms_of(secret), *inner)


def _forms(secret: str) -> Iterator[str]:
    plain = secret.encode()
    yield secret
    yield quote(secret, safe="")
    yield quote_plus(secret)
    yield base64.b64encode(plain).decode("ascii")
    yield base64.urlsafe_b64encode(plain).decode("ascii")
