"""The line that says of the token at the cursor what its tool tip says of the one pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.tabs.completion.token_words import TokenWords
from desktop_app.ui.announcing import announce
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.tokens import Token


class TokenLine(ElidedLabel):
    """`completion.token`; spoken as the cursor moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        named(self, "completion.token")
        self.setProperty("role", "muted")
        self.setContentsMargins(8, 0, 0, 0)
        self._words = TokenWords(self)
        self.show_token(None)

    def show_token(self, token: Token | None) -> None:
        """Say how likely the token was; None: how to ask."""
        if token is None:
            self.setText(self.tr("Point at a word, or move the cursor, to see its alternatives."))
            return
        line = self._words.line(token)
        if line != self.text():
            self.setText(line)
            announce(self, line)
