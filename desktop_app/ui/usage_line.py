"""The line that says what an answer took: tokens, time to the first, tokens a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.replies import Timing, UsageReport


_APART = " · "


class UsageText(QObject):
    """Words for usage and timing; "about" stands before what was estimated here."""

    def line(
        self,
        usage: UsageReport | None,
        timing: Timing | None,
        conversation: UsageReport | None = None,
    ) -> str:
        """Everything that is known, separated by middle dots; `conversation` is all of it."""
        parts = []
        if usage is not None:
            parts.append(self.tokens(usage))
        if timing is not None and timing.first_token is not None:
            parts.append(
                self.tr("first token {seconds} s").format(seconds=f"{timing.first_token:.2f}")
            )
        if timing is not None and usage is not None:
            rate = timing.tokens_per_second(usage.completion_tokens)
            if rate is not None:
                parts.append(self.tr("{rate} tokens/s").format(rate=f"{rate:,.0f}"))
        if conversation is not None and conversation.total_tokens:
            # Where nothing was said before it, it says what it counts.
            template = self.tr("{tokens} in all") if parts else self.tr("{tokens} tokens in all")
            parts.append(template.format(tokens=f"{conversation.total_tokens:,}"))
        return _APART.join(parts)

    def tokens(self, usage: UsageReport) -> str:
        """Tokens in and out."""
        template = (
            self.tr("about {prompt} + {completion} tokens")
            if usage.estimated
            else self.tr("{prompt} + {completion} tokens")
        )
        return template.format(
            prompt=f"{usage.prompt_tokens:,}", completion=f"{usage.completion_tokens:,}"
        )


class UsageLine(ElidedLabel):
    """The label `<tab>.usage`."""

    def __init__(self, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(
            parent=parent,
            hint=QCoreApplication.translate(
                "UsageLine", "Tokens of prompt and answer, time to the first token, speed"
            ),
        )
        # No accessible name: a screen reader would speak it instead of the text.
        named(self, f"{tab}.usage")
        self.setProperty("role", "muted")
        self._words = UsageText(self)

    def show_reply(
        self,
        usage: UsageReport | None,
        timing: Timing | None,
        conversation: UsageReport | None = None,
    ) -> None:
        """Show what the last answer took, and all answers of the conversation."""
        text = self._words.line(usage, timing, conversation)
        if self.wordWrap():  # in a narrow place: what was used, below it how fast
            text = text.replace(_APART, "\n", 1)
        self.setText(text)
