"""The look of the Tools tab: it emits what a person wants and shows what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.tabs.tools.call_card import CallCard
from desktop_app.tabs.tools.parameters import ToolsParameters
from desktop_app.tabs.tools.tool_list import ToolListPane
from desktop_app.ui.button_keys import press_by
from desktop_app.ui.conversation_pane import ConversationPane, PaneNames
from desktop_app.ui.copy_as_button import CopyAsButton
from desktop_app.ui.first_focus import lead_focus
from desktop_app.ui.tab_page import below_toolbar, lay_out_tab
from desktop_app.ui.transcript import TranscriptMessage
from desktop_app.ui.widgets import push_button

if TYPE_CHECKING:
    from desktop_app.ui.theme import ThemeManager
    from desktop_app.ui.transcript import FormulaRenderer


class ToolsView(QWidget):
    """Tools at the left, conversation and call in the middle, parameters at the right."""

    new_requested = Signal()
    example_requested = Signal()

    def __init__(
        self,
        theme: ThemeManager,
        formulas: FormulaRenderer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tools = ToolListPane()
        self.card = CallCard()
        self.copy_as = CopyAsButton("tools")
        self.parameters = ToolsParameters()
        self.pane = ConversationPane(
            PaneNames("tools", "tools.transcript", "tools.prompt", "tools.send"),
            theme,
            placeholder=self.tr("Ask something that needs a tool"),
            send_text=self.tr("Send"),
            formulas=formulas,
        )
        self.pane.transcript.set_placeholder(
            self.tr("Let a model call your functions"),
            self.tr(
                "Check the tools at the left and ask. You see each call before it is run, may "
                "change its arguments, and give the result."
            ),
        )
        self.pane.add_below_transcript(self.card)
        middle = below_toolbar(self._toolbar(), self.pane)
        lay_out_tab(self, middle, left=self.tools, right=self.parameters)
        lead_focus(self, self.pane.prompt.field)

    def show_call(self, key: str, name: str, arguments: str) -> None:
        """Add a call of the model to the conversation."""
        self.pane.transcript.append_message(TranscriptMessage(key, "tool", arguments, title=name))

    def replace_call(self, key: str, name: str, arguments: str) -> None:
        """The last thing of the conversation was this call; the person has changed it."""
        self.pane.transcript.remove_from(key)
        title = self.tr("{name} · changed by you").format(name=name)
        self.pane.transcript.append_message(TranscriptMessage(key, "tool", arguments, title=title))

    def result_title(self, name: str) -> str:
        """What stands above the result of a call."""
        return self.tr("{name} · result").format(name=name)

    def show_file_broken(self, kept_as: str) -> None:
        """Say that the file of the tools could not be read."""
        self.pane.banner.show_sentence(
            self.tr("Your tools could not be read. The file was kept as {name}.").format(
                name=kept_as
            )
        )

    def hand_over_keyboard(self) -> None:
        """A card has come: a person who waits goes on there, one who writes is left alone."""
        if self.pane.prompt.field.hasFocus() and not self.pane.prompt.text():
            self.card.take_focus()

    def take_keyboard_back(self) -> None:
        """The card is about to go: writing goes on in the prompt box."""
        if any(control.hasFocus() for control in self.card.findChildren(QWidget)):
            self.pane.prompt.field.setFocus()

    def _toolbar(self) -> QHBoxLayout:
        new = push_button("tools.new", self.tr("New"), role="quiet", icon_name="new")
        new.setAccessibleName(self.tr("New conversation"))
        new.setToolTip(self.tr("Start with an empty conversation (Ctrl+N)"))
        press_by(new, "Ctrl+N")
        new.clicked.connect(self.new_requested)
        example = push_button("tools.example", self.tr("Example"), role="quiet")
        example.setToolTip(self.tr("Fill in the weather tool and question of the service’s guide"))
        example.clicked.connect(self.example_requested)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 0)
        row.setSpacing(4)
        row.addWidget(new)
        row.addStretch(1)
        row.addWidget(self.copy_as)
        row.addWidget(example)
        return row
