"""The panel at the right of the Models tab: everything that is known of one model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.tabs.models.ability_row import AbilityRow
from desktop_app.tabs.models.columns import details
from desktop_app.tabs.models.refusals_card import RefusalsCard
from desktop_app.tabs.models.use_row import UseRow
from desktop_app.ui.button_keys import press_by
from desktop_app.ui.icons import icon
from desktop_app.ui.placement import PlacementText
from desktop_app.ui.text_scale import follow_text_width
from desktop_app.ui.widgets import ICON_SIZE, describe, icon_button, label, named

if TYPE_CHECKING:
    from desktop_app.core.models import ModelInfo
    from desktop_app.core.replies import ParameterDropped

_WIDTH = 384


class DetailsPanel(QFrame):
    """Name, where the data goes, uses, what it refuses, and the server's entry as JSON."""

    favourite_toggled = Signal(object)  # ModelInfo

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        follow_text_width(self, _WIDTH)
        self._model: ModelInfo | None = None
        self._favourites: frozenset[str] = frozenset()
        self._placement = PlacementText(self)
        self._name = named(label("", "section"), "models.name", self.tr("Model"))
        self._name.setWordWrap(True)
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._favourite = icon_button("models.favourite", "star", "")
        self._favourite.setCheckable(True)
        self._favourite.setProperty("role", "switch")
        press_by(self._favourite, "Ctrl+D")
        self._favourite.clicked.connect(lambda: self.favourite_toggled.emit(self._model))
        self._sign = label("")
        self._place = named(label("", "muted"), "models.placement", self.tr("Where the data goes"))
        self._place.setWordWrap(True)
        self._abilities = AbilityRow()
        self.use = UseRow()
        self.refusals = RefusalsCard()
        self._entry = named(QPlainTextEdit(), "models.details", self.tr("The server’s entry"))
        self._entry.setReadOnly(True)
        self._entry.setTabChangesFocus(True)
        self._entry.setFont(_code_font())
        self._copy_id = icon_button("models.copy_id", "copy", self.tr("Copy the model’s name"))
        self._copy_id.clicked.connect(self._copy_name)
        self._copy_entry = icon_button("models.copy_details", "copy", self.tr("Copy as JSON"))
        self._copy_entry.clicked.connect(self._copy_details)
        self._arrange()
        self._show(None)

    def show_model(self, model: ModelInfo | None) -> None:
        """Show a model, or that none is selected."""
        if model != self._model:
            self._model = model
            self._show(model)

    def show_usable(self, *, usable: bool) -> None:
        """Whether the model that is shown can be used, or is gone."""
        self.use.show_model(self._model if usable else None)

    def show_favourites(self, favourites: Iterable[str]) -> None:
        """These are favourites now."""
        self._favourites = frozenset(favourites)
        self._show_star()

    def show_refusals(self, refusals: Sequence[ParameterDropped]) -> None:
        """What the model that is shown was found to refuse."""
        self.refusals.show_refusals(refusals)

    def fill_menu(self, menu: QMenu) -> None:
        """Offer what can be done with the model in a menu."""
        self.use.fill_menu(menu)
        favourite = menu.addAction(self._favourite.accessibleName())
        favourite.setObjectName("models.menu_favourite")
        favourite.setCheckable(True)
        favourite.setChecked(self._favourite.isChecked())
        favourite.triggered.connect(lambda: self.favourite_toggled.emit(self._model))
        copy = menu.addAction(self._copy_id.accessibleName())
        copy.setObjectName("models.menu_copy_id")
        copy.triggered.connect(self._copy_name)

    def _show(self, model: ModelInfo | None) -> None:
        for control in (self._copy_id, self._copy_entry, self._favourite):
            control.setEnabled(model is not None)
        self._sign.setVisible(model is not None)
        self.use.show_model(model)
        self._abilities.show_model(model)
        self._show_star()
        if model is None:
            self._name.setText(self.tr("No model selected"))
            self._place.setText(self.tr("Select a model to see what the server tells of it."))
            self._entry.clear()
            return
        self._name.setText(model.id)
        sign = icon(self._placement.icon_name(model))
        self._sign.setPixmap(sign.pixmap(ICON_SIZE, self.devicePixelRatioF()))
        self._place.setText(self._placement.sentence(model))
        self._entry.setPlainText(details(model))

    def _show_star(self) -> None:
        is_favourite = self._model is not None and self._model.id in self._favourites
        self._favourite.setChecked(is_favourite)
        tint = QPalette.ColorRole.Highlight if is_favourite else None
        self._favourite.setIcon(icon("star-filled" if is_favourite else "star", tint))
        describe(self._favourite, self.tr("Favourite"))
        self._favourite.setToolTip(
            self.tr("Favourite: on top here and in every list of models (Ctrl+D)")
        )

    def _arrange(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        title = QHBoxLayout()
        title.setSpacing(4)
        title.addWidget(self._name, 1)
        title.addWidget(self._favourite, 0, top)
        title.addWidget(self._copy_id, 0, top)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._sign, 0, top)
        place.addWidget(self._place, 1)
        heading = QHBoxLayout()
        heading.addWidget(label(self.tr("Details"), "label"), 1)
        heading.addWidget(self._copy_entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        column.addLayout(title)
        column.addWidget(self._abilities)
        column.addLayout(place)
        column.addSpacing(8)
        column.addWidget(self.use)
        column.addSpacing(4)
        column.addWidget(self.refusals)
        column.addSpacing(4)
        column.addLayout(heading)
        column.addWidget(self._entry, 1)

    def _copy_name(self) -> None:
        QGuiApplication.clipboard().setText(self._name.text())

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._entry.toPlainText())


def _code_font() -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(QGuiApplication.font().pointSizeF() - 1)
    return font
