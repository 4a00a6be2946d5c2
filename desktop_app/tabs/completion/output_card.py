"""The card of the text that the model writes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.replies import FinishReason
from desktop_app.tabs.completion.choice_switch import ChoiceSwitch
from desktop_app.tabs.completion.generations import Generation, History
from desktop_app.tabs.completion.legend import Legend
from desktop_app.tabs.completion.output_field import OutputField
from desktop_app.tabs.completion.output_writer import OutputWriter
from desktop_app.tabs.completion.page import Page
from desktop_app.tabs.completion.token_line import TokenLine
from desktop_app.ui.button_keys import press_by
from desktop_app.ui.widgets import icon_button, named, push_button, restyle

if TYPE_CHECKING:
    from desktop_app.core.replies import TextDelta


class OutputCard(QFrame):
    """The text, what is known of its tokens, and the ways back and on.

    `switch` leads to the other texts of the request; the view gives it its place.
    """

    continue_requested = Signal()
    page_shown = Signal()  # another text than before, by a step back or on or by the switch
    text_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.field = named(OutputField(), "completion.output", self.tr("Output"))
        self.field.setPlaceholderText(self.tr("What the model writes appears here."))
        self.switch = ChoiceSwitch()
        self._history = History(Generation(lambda: self.field.page))
        self._writer = OutputWriter(self.field)
        self._open: Generation | None = None  # the one to which texts are being added
        self._base: Page | None = None
        self._echoed = ""
        self._is_busy = False
        self._token = TokenLine()
        self._legend = Legend()
        self._build()
        self.field.undo_requested.connect(self.undo)
        self.field.redo_requested.connect(self.redo)
        self.field.focus_changed.connect(self._show_focus)
        self.field.token_pointed.connect(self._token.show_token)
        self.field.textChanged.connect(self._update)
        self._writer.wrote.connect(self._on_wrote)
        self.switch.chosen.connect(self._choose)
        self._update()

    @property
    def page(self) -> Page:
        """The text that is shown."""
        return self._history.current.page

    def begin(self, base: Page | None, echoed: str = "") -> None:
        """Texts are asked for, that follow `base` or stand alone; nothing changes before they come.

        `echoed` is the prompt, where the server is asked to repeat it.
        """
        self._open = None
        self._base, self._echoed = base, echoed

    def append(self, delta: TextDelta) -> None:
        """More of a text has come."""
        if self._open is None:
            self._open = Generation(self._new_page)
            self._history.add(self._open)
            self._show()
        page = self._open.page_of(delta.index)
        page.append(delta.text, delta.tokens)
        self._writer.write_soon(page)
        self._show_place()

    def end(self, reasons: Iterable[FinishReason] = ()) -> None:
        """No more comes; `reasons` are those of the texts, as far as they are known."""
        if self._open is not None:
            known = zip_longest(self._open.pages, reasons, fillvalue=FinishReason.UNFINISHED)
            for page, reason in known:
                if isinstance(page, Page):
                    page.end(reason)
                    self._writer.write_soon(page)
        self._open = None
        self._writer.write_frame()  # who reads that it has ended looks for its last words

    def set_busy(self, busy: bool) -> None:
        """A request is on its way, or no longer."""
        self._is_busy = busy
        self._update()

    def undo(self) -> None:
        """Take back the last edit, else the generation."""
        if self.page.document.isUndoAvailable():
            self.field.undo()
        elif self._history.has_earlier and not self._is_busy:
            self._history.go_back()
            self._show()
            self.page_shown.emit()

    def redo(self) -> None:
        """Make again what was taken back last."""
        if self.page.document.isRedoAvailable():
            self.field.redo()
        elif self._history.has_later and not self._is_busy:
            self._history.go_forward()
            self._show()
            self.page_shown.emit()

    def _new_page(self) -> Page:
        if self._base is not None:
            return self._base.followed()
        return Page(self.field, echoed=self._echoed)

    def _choose(self, index: int) -> None:
        self._history.current.shown = index
        self._show()
        self.page_shown.emit()

    def _show(self) -> None:
        self.field.show_page(self.page)
        self._show_place()
        self._update()

    def _show_place(self) -> None:
        generation = self._history.current
        self.switch.show_place(generation.shown, len(generation.pages))

    def _on_wrote(self) -> None:
        self.field.show_state()
        self._update()

    def _show_focus(self, focused: bool) -> None:
        restyle(self, "focused", focused)

    def _update(self) -> None:
        page, idle = self.page, not self._is_busy
        has_tokens = bool(page.spans)
        self._legend.setVisible(has_tokens)
        self._token.setVisible(has_tokens)
        document = page.document
        self._continue.setEnabled(idle and not document.isEmpty())
        self._undo.setEnabled(idle and (document.isUndoAvailable() or self._history.has_earlier))
        self._redo.setEnabled(idle and (document.isRedoAvailable() or self._history.has_later))
        self.text_changed.emit()

    def _build(self) -> None:
        self._undo = icon_button("completion.undo", "undo", self.tr("Undo"))
        self._redo = icon_button("completion.redo", "redo", self.tr("Redo"))
        self._undo.clicked.connect(self.undo)
        self._redo.clicked.connect(self.redo)
        self._continue = push_button("completion.continue", self.tr("Continue"), icon_name="play")
        press_by(self._continue, "Ctrl+Shift+Return")
        self._continue.setToolTip(
            self.tr("Go on from the prompt and the output as it stands (Ctrl+Shift+Enter)")
        )
        self._continue.clicked.connect(self.continue_requested)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addSpacing(8)
        row.addWidget(self._legend)
        row.addStretch(1)
        row.addWidget(self._continue)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.field, 1)
        layout.addWidget(self._token)
        layout.addLayout(row)
