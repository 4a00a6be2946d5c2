"""What a format for exported conversations provides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop_app.core.conversations import ConversationTree
    from desktop_app.core.messages import Role

ReadFile = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class ExportWords:
    """The few words that a readable export needs, in the person's language."""

    roles: Mapping[Role, str]
    reasoning: str


class ExportFormat(Protocol):
    """Pieces of the text of a file, in the order in which they are written."""

    def begin(self) -> str:
        """What precedes the first conversation."""

    def between(self) -> str:
        """What stands between two conversations."""

    def conversation(self, tree: ConversationTree, read_file: ReadFile) -> Iterator[str]:
        """One conversation; `read_file` gives the content of an attachment by its digest."""

    def end(self) -> str:
        """What follows the last conversation."""
