"""What stands on paper besides the messages themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from desktop_app.core.conversations import MessageState
    from desktop_app.core.messages import Role


@dataclass(frozen=True, slots=True)
class PaperWords:
    """In the person's language. `moment` words a time; a state without a word needs none."""

    roles: Mapping[Role, str]
    states: Mapping[MessageState, str]
    reasoning: str
    moment: Callable[[datetime], str]
