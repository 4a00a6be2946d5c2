"""The box in which a person chooses a model: a list that fits the tab, free text always."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyleOptionComboBox,
    QWidget,
)
from typing_extensions import override

from desktop_app.core.models import ModelInfo, ModelKind
from desktop_app.ui.icons import icon
from desktop_app.ui.placement import PlacementText
from desktop_app.ui.placement_delegate import FAVOURITE_ROLE, PLACE_ROLE, PlacementDelegate
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_WIDEST_LIST = 480


class Fit(IntEnum):
    """How well a model fits a tab: those that surely fit are listed before those that may."""

    NO = 0
    PERHAPS = 1
    YES = 2


ModelFilter = Callable[[ModelInfo], int]  # a Fit, or a bool where the server's order is to stay


def answers_text(model: ModelInfo) -> bool:
    """Whether a model belongs into a chat: not when its metadata or name say otherwise."""
    return model.kind in {ModelKind.CHAT, ModelKind.UNKNOWN}


def embeds(model: ModelInfo) -> Fit:
    """Embedding models; those of unknown kind unless their vector size is said to be 0."""
    if model.kind is ModelKind.EMBEDDING:
        return Fit.YES
    may = model.kind is ModelKind.UNKNOWN and "hidden_size" not in model.meta
    return Fit.PERHAPS if may else Fit.NO


def transcribes(model: ModelInfo) -> Fit:
    """Speech models: by `model_type` (the audio base's have it) or by name.

    A model of unknown kind answers text nearly always, so it is left to be typed.
    """
    return Fit.YES if model.kind is ModelKind.SPEECH else Fit.NO


def sees(model: ModelInfo) -> Fit:
    """Models that take images first; of those that do not say what they take, the rest."""
    if not answers_text(model):
        return Fit.NO
    if model.sees_images:
        return Fit.YES
    return Fit.NO if model.meta.get("input_modalities") else Fit.PERHAPS


class ModelBox(QComboBox):
    """Editable and completing; each model carries the sign of where its data goes.

    `placement_changed` carries a line that says it of the model in the box.
    """

    model_chosen = Signal(str)
    placement_changed = Signal(str)

    def __init__(
        self, name: str, fits: ModelFilter = answers_text, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, name, self.tr("Model"))
        self._fits = fits
        self._listed: dict[str, ModelInfo] = {}
        self._favourites: frozenset[str] = frozenset()
        self._starred: frozenset[str] = frozenset()  # of what is listed
        self._placement = PlacementText(self)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(16)
        line = QLineEdit(placeholderText=self.tr("Choose or type a model"))
        line.setAccessibleName(self.accessibleName())
        self.setLineEdit(line)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completions = named(QListView(), "completions")
        completer.setPopup(completions)
        self.setCompleter(completer)
        for view in (self.view(), completions):
            view.setItemDelegate(PlacementDelegate(view))
        line.editingFinished.connect(lambda: line.home(False))
        self._line = line
        self.currentTextChanged.connect(self._on_text_changed)

    def set_favourites(self, favourites: Iterable[str]) -> None:
        """From the next `set_models` on, these come first, with a star."""
        self._favourites = frozenset(favourites)

    def set_models(self, models: Iterable[ModelInfo], preferred: str = "") -> None:
        """List the models that fit, best first, and show `preferred`, else the first.

        A preferred model that the list does not hold is shown all the same: it may be known to
        the server, or the list may not have arrived yet.
        """
        fitting = sorted(filter(self._fits, models), key=self._rank, reverse=True)
        starred = self._favourites.intersection(model.id for model in fitting)
        is_same = list(self._listed.values()) == fitting and starred == self._starred
        if is_same and preferred == self.chosen() != "":
            return
        self._starred = starred
        self._listed = {model.id: model for model in fitting}
        self.blockSignals(True)
        self.clear()
        signs: dict[str, QIcon] = {}
        for row, model in enumerate(fitting):
            sign = self._placement.icon_name(model)
            if sign not in signs:
                signs[sign] = icon(sign)
            self.addItem(signs[sign], model.id)
            self.setItemData(row, self._placement.sentence(model), Qt.ItemDataRole.ToolTipRole)
            self.setItemData(row, self._placement.word(model), PLACE_ROLE)
            if model.id in starred:
                spoken = self.tr("{model}, favourite").format(model=model.id)
                self.setItemData(row, True, FAVOURITE_ROLE)
                self.setItemData(row, spoken, Qt.ItemDataRole.AccessibleTextRole)
        self.setCurrentIndex(self.findText(preferred) if preferred else min(len(fitting), 1) - 1)
        if self.currentIndex() < 0:
            self.setEditText(preferred)
        self.blockSignals(False)
        self._fit_list(fitting)
        self._say_placement()

    def _fit_list(self, models: Sequence[ModelInfo]) -> None:
        """Be as wide as the longest entry; to measure each of hundreds would hold the window up."""
        lengths = [len(model.id) + len(self._placement.word(model)) for model in models]
        if lengths:
            longest = self.model().index(lengths.index(max(lengths)), 0)
            width = self.view().sizeHintForIndex(longest).width()
            self.view().setMinimumWidth(min(width, _WIDEST_LIST))

    def chosen(self) -> str:
        """The model's id, as chosen or typed."""
        return self.currentText().strip()

    def show_model(self, model: str) -> None:
        """Show another model without `model_chosen`; the list may not know it."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findText(model))
        self.setEditText(model)
        self.blockSignals(False)
        self._say_placement()

    def offers(self, model: str) -> bool:
        """Whether the list holds this model; an empty list may be one that has not arrived yet."""
        return not self._listed or model in self._listed

    @override
    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        if self.currentIndex() >= 0 and self.chosen() != self.itemText(self.currentIndex()):
            # A typed name must not carry the sign of the model that was chosen before it.
            option.currentIcon = icon(self._placement.icon_name(self._described()))

    def _rank(self, model: ModelInfo) -> tuple[bool, int]:
        return model.id in self._favourites, self._fits(model)

    def _on_text_changed(self, text: str) -> None:
        self._say_placement()
        self.model_chosen.emit(text.strip())

    def _say_placement(self) -> None:
        if not self._line.hasFocus():
            self._line.home(False)  # of a name that is too long, its beginning is shown
        if not self.chosen():
            self.setToolTip(self.tr("The model that answers"))
            self.placement_changed.emit("")
            return
        model = self._described()
        self.setToolTip(self._placement.sentence(model))
        self.placement_changed.emit(self._placement.line(model))

    def _described(self) -> ModelInfo:
        return self._listed.get(self.chosen()) or ModelInfo(self.chosen())
