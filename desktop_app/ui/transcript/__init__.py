"""Shows conversations: streamed Markdown in one document that stays small."""

from __future__ import annotations

from desktop_app.ui.transcript.formula_renderer import FormulaRenderer
from desktop_app.ui.transcript.message import MessageAction, ReplyState, Role, TranscriptMessage
from desktop_app.ui.transcript.style import DARK, LIGHT, TranscriptStyle
from desktop_app.ui.transcript.view import Transcript

__all__ = [
    "DARK",
    "LIGHT",
    "FormulaRenderer",
    "MessageAction",
    "ReplyState",
    "Role",
    "Transcript",
    "TranscriptMessage",
    "TranscriptStyle",
]
