"""The root of all typed errors."""

from __future__ import annotations


class HubError(Exception):
    """Anything that a person should be told in one sentence."""
