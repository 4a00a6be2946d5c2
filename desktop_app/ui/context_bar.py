"""How much of what a model can read the conversation takes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop_app.ui.widgets import label, named, restyle

_WIDTH = 96
_HIGH = 0.85  # of the limit, from which the bar warns
_STEPS = 1_000


class ContextBar(QWidget):
    """A slim track and the text `<tab>.context`; hidden while the limit is not known."""

    def __init__(self, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = named(QProgressBar(), f"{tab}.context_bar", self.tr("Context used"))
        self._bar.setProperty("role", "context")
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_WIDTH)
        # No accessible name: a screen reader would speak it instead of the text.
        self._text = named(label("", "muted"), f"{tab}.context")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text)
        self.setToolTip(self.tr("How much of what the model can read at once is taken"))
        self.hide()

    def show_use(self, used: int, limit: int | None, *, estimated: bool) -> None:
        """Show tokens used of the model's limit; nothing where that is None."""
        if not limit:
            self._text.clear()
            self.hide()
            return
        share = used / limit
        level = "over" if share > 1 else "high" if share >= _HIGH else ""
        template = (
            self.tr("about {used} of {limit} tokens")
            if estimated
            else self.tr("{used} of {limit} tokens")
        )
        text = template.format(used=f"{used:,}", limit=f"{limit:,}")
        if text == self._text.text():
            return
        self._text.setText(text)
        self._bar.setValue(min(round(share * _STEPS), _STEPS))
        self._bar.setAccessibleDescription(text)
        if level != self._bar.property("level"):
            restyle(self._bar, "level", level)
            restyle(self._text, "role", {"": "muted", "high": "warning", "over": "error"}[level])
        self.show()
