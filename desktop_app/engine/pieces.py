"""What a model makes, piece by piece, before it is put into a reply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Usage:
    """Counted tokens."""

    prompt_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
        )

    def as_json(self) -> dict[str, int]:
        """The `usage` object of a reply."""
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "total_tokens": self.prompt_tokens + self.completion_tokens,
        }


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of an answer; empty while the prompt is still being read."""

    text: str = ""
    reasoning: str = ""
    tool_calls: tuple[dict[str, Any], ...] = ()
    """OpenAI's tool call deltas, each with its index."""
    logprobs: tuple[dict[str, Any], ...] = ()
    """OpenAI's entries of a chat's `logprobs.content`, one a token."""
    finish_reason: str | None = None
    usage: Usage | None = None
    index: int = 0
    """Which of several answers it belongs to."""
