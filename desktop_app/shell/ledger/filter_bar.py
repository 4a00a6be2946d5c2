"""The search field and the chips above the list of calls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.call_filter import CallFilter
from desktop_app.core.calls import CallKind
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import describe, label, named, push_button

_NOTE_TIME = 4_000  # milliseconds
_QUIET = 200  # milliseconds without a key before the search begins


class FilterBar(QWidget):
    """Emits the filter whenever it is another."""

    changed = Signal(object)  # CallFilter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = named(QLineEdit(), "ledger.search", self.tr("Search the calls"))
        self._search.setPlaceholderText(self.tr("Search models, addresses, requests and replies …"))
        self._search.setToolTip(self.tr("Leaves the calls that hold all these words (Ctrl+F)"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._kinds: dict[QPushButton, frozenset[CallKind]] = {
            self._chip("chat", self.tr("Chat")): frozenset({CallKind.CHAT}),
            self._chip("completion", self.tr("Completion")): frozenset({CallKind.COMPLETION}),
            self._chip("embeddings", self.tr("Embeddings")): frozenset({CallKind.EMBEDDINGS}),
            self._chip("audio", self.tr("Audio")): frozenset(
                {CallKind.TRANSCRIPTION, CallKind.TRANSLATION}
            ),
            self._chip("models", self.tr("Models")): frozenset({CallKind.MODELS, CallKind.OTHER}),
        }
        self._errors = self._chip("errors", self.tr("Errors only"))
        self._errors.setToolTip(self.tr("Leaves out the calls that went well"))
        self._profile = named(QComboBox(), "ledger.filter_profile")
        describe(self._profile, self.tr("Calls of this profile"))
        self._profile.setMinimumWidth(176)
        self._count = named(label("", "muted"), "ledger.count")
        self._count_words = ""
        self._note_end = QTimer(self, interval=_NOTE_TIME, singleShot=True)
        self._note_end.timeout.connect(lambda: self._count.setText(self._count_words))
        self._emitted = CallFilter()
        self._typing = QTimer(self, interval=_QUIET, singleShot=True)
        self._typing.timeout.connect(self._emit)
        self._arrange()
        self.show_profiles([])
        self._search.textChanged.connect(self._typing.start)
        self._search.returnPressed.connect(self._emit)
        self._profile.currentIndexChanged.connect(self._emit)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._on_find)

    def current(self) -> CallFilter:
        """The filter that is set."""
        chosen = [kinds for chip, kinds in self._kinds.items() if chip.isChecked()]
        return CallFilter(
            kinds=frozenset().union(*chosen),
            profile=self._profile.currentData() or "",
            errors_only=self._errors.isChecked(),
            text=self._search.text().strip(),
        )

    def reset(self) -> None:
        """Leave everything."""
        for chip in (*self._kinds, self._errors):
            chip.setChecked(False)
        self._search.clear()
        self._profile.setCurrentIndex(0)
        self._emit()

    def show_profiles(self, names: Sequence[str]) -> None:
        """Offer these profiles; the chosen one stays chosen."""
        chosen = self._profile.currentData() or ""
        self._profile.blockSignals(True)
        self._profile.clear()
        self._profile.addItem(self.tr("All profiles"), "")
        for name in dict.fromkeys([*names, *([chosen] if chosen else [])]):
            self._profile.addItem(name, name)
        self._profile.setCurrentIndex(max(0, self._profile.findData(chosen)))
        self._profile.blockSignals(False)

    def show_count(self, words: str) -> None:
        """Say how many calls there are."""
        self._count_words = words
        if not self._note_end.isActive():
            self._count.setText(words)

    def show_note(self, words: str) -> None:
        """Say something else in its place, for a moment."""
        self._count.setText(words)
        self._note_end.start()

    def _chip(self, name: str, text: str) -> QPushButton:
        chip = push_button(f"ledger.filter_{name}", text, role="chip")
        chip.setCheckable(True)
        chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        chip.setToolTip(self.tr("Leaves the calls of the chosen kinds"))
        chip.toggled.connect(self._emit)
        return chip

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._search, 1)
        first.addWidget(self._profile)
        first.addWidget(self._count)
        second = QHBoxLayout()
        second.setSpacing(8)
        for chip in self._kinds:
            second.addWidget(chip)
        second.addSpacing(8)
        second.addWidget(self._errors)
        second.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(first)
        layout.addLayout(second)

    def _on_find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _emit(self) -> None:
        self._typing.stop()
        current = self.current()
        if current != self._emitted:
            self._emitted = current
            self.changed.emit(current)
