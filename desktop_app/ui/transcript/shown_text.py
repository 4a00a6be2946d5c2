"""The text of a message as a person reads it, found without laying it out. Plain Python."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from desktop_app.core.code_fences import FENCE
from desktop_app.ui.transcript.streamed_text import SHOWN_CHARACTERS

if TYPE_CHECKING:
    from desktop_app.ui.transcript.message import TranscriptMessage

_LONGEST_STRIPPED = 50_000
"""Characters; a longer text is taken with its marks, so that no turn of the loop is long."""
_LONGEST_SPOKEN = 1_000
_MARK = re.compile(
    r"(?P<code>`+)(?P<inner>.+?)(?P=code)"
    r"|!?\[(?P<label>[^\]\n]*)\]\([^)\n]*\)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|\*\*|__|~~|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)"
    r"|^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)"
    r"|^[ \t]*\|?[ \t]*:?-{3,}[-:|\t ]*$"
    r"|(?P<cell>[ \t]*\|[ \t]*)",
    re.MULTILINE,
)


def shown_end(text: str) -> str:
    """Of a very long text the end, which is shown; it begins with a whole line if it can."""
    if len(text) <= SHOWN_CHARACTERS:
        return text
    start = len(text) - SHOWN_CHARACTERS
    return text[text.find("\n", start, start + 4_000) + 1 or start :]


def shown_text(message: TranscriptMessage) -> str:
    """What is read of a message, without heading and reasoning."""
    text = shown_end(message.text)
    return _without_marks(text) if message.role == "assistant" else text


def shown_reasoning(message: TranscriptMessage) -> str:
    """What is read of its reasoning when it is unfolded."""
    return _without_marks(shown_end(message.reasoning))


def spoken_text(message: TranscriptMessage) -> str:
    """What is said of an answer when it has come: its beginning, to be read on in the view."""
    text = _without_marks(shown_end(message.text)).strip()
    if len(text) > _LONGEST_SPOKEN:
        text = text[: text.rfind(" ", 0, _LONGEST_SPOKEN)] + " …"
    return f"{message.title}: {text}" if message.title else text


def _without_marks(markdown: str) -> str:
    if len(markdown) > _LONGEST_STRIPPED:
        return markdown
    parts: list[str] = []
    prose: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        opened = FENCE.match(line) if "`" in line or "~" in line else None
        if not opened or (fence and not opened[1].startswith(fence)):
            (parts if fence else prose).append(line)
            continue
        parts.append(_MARK.sub(_read, "\n".join(prose)))
        prose.clear()
        fence = "" if fence else opened[1]
    parts.append(_MARK.sub(_read, "\n".join(prose)))
    return html.unescape("\n".join(parts))


def _read(mark: re.Match[str]) -> str:
    if mark["cell"] is not None:
        return "\n"
    return mark["inner"] or mark["label"] or mark["escaped"] or ""
