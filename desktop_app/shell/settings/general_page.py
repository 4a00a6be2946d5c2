"""The look of the page about the program itself: keys, the ledger, the local model, the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFormLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.core.profiles import KeyPlace
from desktop_app.core.settings import TEXT_SIZES, Theme
from desktop_app.shell.ledger.words import CallText
from desktop_app.shell.settings.desktop_rows import DesktopRows
from desktop_app.shell.settings.file_field import FileField
from desktop_app.shell.settings.form import choice, form, title
from desktop_app.shell.settings.key_place_text import KeyPlaceText
from desktop_app.ui.widgets import label, named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop_app.core.settings import Settings


class GeneralPage(QWidget):
    """Told what to show; nothing on it is in force before Save. `build` makes what stands on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sections = QVBoxLayout(self)
        self._sections.setContentsMargins(0, 16, 0, 4)
        self._sections.setSpacing(12)

    def build(self, key_file: Path, place: KeyPlace, settings: Settings) -> Iterator[None]:
        """Make the rows in pieces, between which the event loop may have its turn, and fill them.

        `place` is where keys are kept now.
        """
        self._key_words = KeyPlaceText(key_file, self)
        self._add(self.tr("Keys"), self._build_keys())
        self._add(self.tr("Ledger of calls"), self._build_ledger())
        self.show_key_place(place)
        self._keeps_ledger.setChecked(settings.keeps_ledger)
        yield
        self._add(self.tr("Model on this computer"), self._build_local())
        self._add(self.tr("Appearance"), self._build_appearance())
        self.model_file.line.setText(settings.local_model_file)
        self._theme.setCurrentIndex(self._theme.findData(settings.theme.value))
        self._text_size.setCurrentIndex(self._text_size.findData(settings.text_size))
        yield
        self.desktop = DesktopRows(self)
        self._sections.addWidget(label(self.tr("In the session"), "section"))
        self._sections.addWidget(self.desktop)
        self._sections.addStretch(1)
        yield

    def theme(self) -> Theme:
        """The theme that is picked."""
        return Theme(self._theme.currentData())

    def text_size(self) -> int:
        """The size that is picked."""
        return int(self._text_size.currentData())

    def show_key_place(self, place: KeyPlace) -> None:
        """Show where keys are kept."""
        self._key_place.setCurrentIndex(self._key_place.findData(place.value))

    def key_place(self) -> KeyPlace:
        """The place that is picked."""
        return KeyPlace(self._key_place.currentData())

    def keeps_ledger(self) -> bool:
        """Whether calls are to be recorded."""
        return self._keeps_ledger.isChecked()

    def _add(self, title: str, rows: QFormLayout) -> None:
        self._sections.addWidget(label(title, "section"))
        self._sections.addLayout(rows)
        self._sections.addSpacing(8)

    def _build_keys(self) -> QFormLayout:
        self._key_place = choice("settings.key_place", self.tr("Where keys are kept"))
        self._meaning = named(label("", "muted"), "settings.key_place_meaning")
        self._meaning.setWordWrap(True)
        for place in KeyPlace:
            self._key_place.addItem(self._key_words.name(place), place.value)
        self._key_place.currentIndexChanged.connect(self._show_meaning)
        self._show_meaning()
        kept = QVBoxLayout()
        kept.setSpacing(4)
        kept.addWidget(self._key_place)
        kept.addWidget(self._meaning)
        rows = form()
        rows.addRow(title(self.tr("Kept"), self._key_place), kept)
        return rows

    def _build_ledger(self) -> QFormLayout:
        self._keeps_ledger = named(QCheckBox(self.tr("Record every call")), "settings.keeps_ledger")
        meaning = named(label(CallText(self).keeping(), "muted"), "settings.keeps_ledger_meaning")
        meaning.setWordWrap(True)
        meaning.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._keeps_ledger.setAccessibleDescription(meaning.text())
        kept = QVBoxLayout()
        kept.setSpacing(4)
        kept.addWidget(self._keeps_ledger)
        kept.addWidget(meaning)
        rows = form()
        rows.addRow(title(""), kept)
        return rows

    def _build_local(self) -> QFormLayout:
        self.model_file = FileField(
            "settings.model_file",
            self.tr("Model file"),
            "settings.browse",
            [self.tr("GGUF models (*.gguf)"), self.tr("All files (*)")],
        )
        self.model_file.line.setPlaceholderText(self.tr("SmolLM2, which comes with the program"))
        rows = form()
        rows.addRow(title(self.tr("GGUF file")), self.model_file)
        return rows

    def _build_appearance(self) -> QFormLayout:
        self._theme = choice("settings.theme", self.tr("Theme"))
        for theme, text in (
            (Theme.SYSTEM, self.tr("As the system")),
            (Theme.LIGHT, self.tr("Light")),
            (Theme.DARK, self.tr("Dark")),
            (Theme.HIGH_CONTRAST, self.tr("High contrast")),
        ):
            self._theme.addItem(text, theme.value)
        self._text_size = choice("settings.text_size", self.tr("Text size"))
        for size in TEXT_SIZES:
            self._text_size.addItem(self.tr("{number} %").format(number=size), size)
        rows = form()
        rows.addRow(title(self.tr("Theme"), self._theme), self._theme)
        rows.addRow(title(self.tr("Text size"), self._text_size), self._text_size)
        return rows

    def _show_meaning(self) -> None:
        self._meaning.setText(self._key_words.meaning(self.key_place()))
        self._key_place.setAccessibleDescription(self._meaning.text())
