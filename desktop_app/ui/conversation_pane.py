"""Transcript and prompt box with the bars between: the middle of every tab that converses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.column import Column
from desktop_app.ui.data_notice import DataNotice
from desktop_app.ui.error_banner import ErrorBanner
from desktop_app.ui.find_bar import FindBar
from desktop_app.ui.keys_within import keys_within
from desktop_app.ui.prompt_box import PromptBox
from desktop_app.ui.transcript import Transcript
from desktop_app.ui.transcript_style import transcript_style
from desktop_app.ui.undo_bar import UndoBar
from desktop_app.ui.usage_line import UsageLine
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from desktop_app.ui.theme import ThemeManager
    from desktop_app.ui.transcript import FormulaRenderer


@dataclass(frozen=True, slots=True)
class PaneNames:
    """The tab's prefix and the names of the four parts that differ between tabs."""

    tab: str
    transcript: str
    prompt: str
    send: str


class ConversationPane(QWidget):
    """Shows a conversation and takes the next prompt."""

    def __init__(
        self,
        names: PaneNames,
        theme: ThemeManager,
        *,
        placeholder: str,
        send_text: str,
        formulas: FormulaRenderer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.banner = ErrorBanner(names.tab)
        self.transcript = named(
            Transcript(transcript_style(theme.colours, theme.scale), formulas=formulas),
            names.transcript,
            QCoreApplication.translate("ConversationPane", "Conversation"),
        )
        self.transcript.setProperty("role", "page")
        self.transcript.link_activated.connect(QDesktopServices.openUrl)
        to_end = self.transcript.findChild(QAbstractButton, "transcript.to_end")
        if to_end is not None:
            to_end.setObjectName(f"{names.tab}.to_end")
        theme.colours_changed.connect(
            lambda colours: self.transcript.set_style(transcript_style(colours, theme.scale))
        )
        self.prompt = PromptBox(
            (names.prompt, names.send, f"{names.tab}.stop"), placeholder, send_text
        )
        self.data_notice = DataNotice(names.tab)
        self.usage = UsageLine(names.tab)
        self.undo = UndoBar(names.tab)
        self.find_bar = FindBar(names.tab, self.transcript.finder, self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 8)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.find_bar)
        self._layout.addWidget(self.transcript, 1)
        self._layout.addWidget(self.undo)
        self._layout.addWidget(Column(self.banner, self))
        self._layout.addWidget(Column(self.data_notice, self))
        self._layout.addWidget(Column(self.prompt, self))
        self._last_line = QHBoxLayout()
        self._last_line.addWidget(self.usage, 1)
        last_line = QWidget()
        last_line.setLayout(self._last_line)
        self._last_line.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(Column(last_line, self))
        keys_within(self, "Esc", self.prompt.stop_requested)

    def add_below_transcript(self, widget: QWidget) -> None:
        """Put a part of the tab's own between the conversation and the prompt."""
        self._below = Column(widget, self)
        self._layout.insertWidget(self._layout.indexOf(self.transcript) + 1, self._below)

    def add_above_transcript(self, widget: QWidget) -> None:
        """Put something above the conversation."""
        column = Column(widget, self)
        widget.destroyed.connect(column.deleteLater)
        self._layout.insertWidget(self._layout.indexOf(self.transcript), column)
        column.show()  # the layout would show it later

    def add_above_prompt(self, widget: QWidget) -> None:
        """Put a part of the tab's own right above the prompt."""
        self._layout.insertWidget(self._layout.count() - 2, Column(widget, self))

    def add_beside_usage(self, widget: QWidget) -> None:
        """Put a part of the tab's own at the right end of the last line."""
        self._last_line.addWidget(widget)

    def show_transcript(self, shown: bool) -> None:
        """Show the conversation; else what was put below it has its room."""
        self.transcript.setVisible(shown)
        self._layout.setStretchFactor(self._below, 0 if shown else 1)

    def add_in_place_of_transcript(self, widget: QWidget) -> None:
        """Put a part of the tab's own where the conversation is, over the whole width; hidden."""
        widget.hide()
        self._layout.insertWidget(self._layout.indexOf(self.transcript), widget, 1)
        self.setTabOrder(self.transcript, widget.focusProxy() or widget)

    def show_in_place_of_transcript(self, widget: QWidget, *, shown: bool) -> None:
        """Show that part, or the conversation again."""
        self.transcript.setVisible(not shown)
        widget.setVisible(shown)

    def set_busy(self, busy: bool) -> None:
        """An answer is being written, or no longer."""
        self.prompt.set_busy(busy)
