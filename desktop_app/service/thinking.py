"""Parts a model's `<think>…</think>` from its answer, wherever the text is split."""

from __future__ import annotations

_OPEN = "<think>"
_CLOSE = "</think>"


class ThinkSplitter:
    """Fed with text, gives pairs (is reasoning, text).

    Only a tag that begins the reply opens the reasoning: later it is a word of the answer.
    """

    def __init__(self) -> None:
        self._state = "start"
        self._held = ""

    def feed(self, text: str) -> list[tuple[bool, str]]:
        """The text that can be told apart now; a beginning of a tag is held back."""
        if self._state == "answer":
            return [(False, text)] if text else []
        self._held += text
        parts: list[tuple[bool, str]] = []
        if self._state == "start":
            start = self._held.lstrip()
            if start.startswith(_OPEN):
                self._state = "thinking"
                self._held = start[len(_OPEN) :].lstrip("\n")
            elif _OPEN.startswith(start):
                return []
            else:
                return self._answer()
        if self._state == "thinking":
            parts += self._thinking()
        if self._state == "after":
            self._held = self._held.lstrip()
            parts += self._answer() if self._held else []
        return parts

    def close(self) -> list[tuple[bool, str]]:
        """What was held back, when nothing more comes."""
        held, self._held = self._held, ""
        return [(self._state == "thinking", held)] if held else []

    def _answer(self) -> list[tuple[bool, str]]:
        self._state = "answer"
        held, self._held = self._held, ""
        return [(False, held)] if held else []

    def _thinking(self) -> list[tuple[bool, str]]:
        before, tag, after = self._held.partition(_CLOSE)
        if tag:
            self._state = "after"
            self._held = after
        else:
            kept = _length_of_begun_tag(before)
            before, self._held = before[: len(before) - kept], before[len(before) - kept :]
        return [(True, before)] if before else []


def _length_of_begun_tag(text: str) -> int:
    """How many characters at the end of the text may be the beginning of the closing tag."""
    return next((size for size in range(len(_CLOSE) - 1, 0, -1) if text.endswith(_CLOSE[:size])), 0)
