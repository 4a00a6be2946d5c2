"""Where the program stands with its server."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ConnectionState(StrEnum):
    """The steps from choosing a profile to having its list of models."""

    CONNECTING = "connecting"
    STARTING_ENGINE = "starting_engine"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    """A step; `part` names what the engine is starting, `model_count` what the server lists."""

    state: ConnectionState
    profile: str
    part: str = ""
    model_count: int = 0
    error: Exception | None = None
