"""A conversation as one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop_app.ui.transcript.message import Role, TranscriptMessage


def conversation_text(messages: Iterable[TranscriptMessage], heading: Callable[[Role], str]) -> str:
    """Every message under its heading, as it was written, without reasoning and figures."""
    return "\n\n".join(
        "\n\n".join(
            filter(None, (message.title or heading(message.role), *message.files, message.text))
        )
        for message in messages
    )
