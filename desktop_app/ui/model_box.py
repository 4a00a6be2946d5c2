"""The box in which a person chooses a model: a list that fits the tab, free text always."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
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
from desktop_app.ui.model_rows import ModelRows
from desktop_app.ui.placement import PlacementText
from desktop_app.ui.placement_delegate import PlacementDelegate
from desktop_app.ui.widgets import named

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
        self._favourites: frozenset[str] = frozenset()
        self._rows = ModelRows(self)
        self.setModel(self._rows)
        self._placement = PlacementText(self)
        self._completions: QListView | None = None
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(16)
        line = QLineEdit(placeholderText=self.tr("Choose or type a model"))
        line.setAccessibleName(self.accessibleName())
        self.setLineEdit(line)
        self._completer = QCompleter(self._rows, self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(self._completer)
        self._dress(self.view())
        line.textEdited.connect(self._make_completions)
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
        wanted = preferred or next((model.id for model in fitting), "")
        is_same = self._rows.models == fitting and self._rows.starred == starred
        if is_same and wanted == self.chosen() != "":
            return
        if not is_same:
            self.blockSignals(True)
            self._rows.show(fitting, starred)
            self.blockSignals(False)
        self.show_model(wanted)

    def chosen(self) -> str:
        """The model's id, as chosen or typed."""
        return self.currentText().strip()

    def show_model(self, model: str) -> None:
        """Show another model without `model_chosen`; the list may not know it."""
        self.blockSignals(True)
        self.setCurrentIndex(self._rows.row_of(model))
        self.setEditText(model)
        self.blockSignals(False)
        self._say_placement()

    def offers(self, model: str) -> bool:
        """Whether the list holds this model; an empty list may be one that has not arrived yet."""
        return not self._rows.models or self._rows.row_of(model) >= 0

    @override
    def showPopup(self) -> None:
        self._fit_list()
        super().showPopup()

    @override
    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        if self.currentIndex() >= 0 and self.chosen() != self.itemText(self.currentIndex()):
            # A typed name must not carry the sign of the model that was chosen before it.
            option.currentIcon = icon(self._placement.icon_name(self._described()))

    def _fit_list(self) -> None:
        """Be as wide as the longest entry; to measure each of hundreds would hold the window up."""
        lengths = [len(each.id) + len(self._placement.word(each)) for each in self._rows.models]
        if lengths:
            longest = self._rows.index(lengths.index(max(lengths)), 0)
            self.view().setMinimumWidth(
                min(self.view().sizeHintForIndex(longest).width(), _WIDEST_LIST)
            )

    def _make_completions(self) -> None:
        """In time: the completer looks for its list after the edit has been told."""
        if self._completions is None:
            self._completions = named(QListView(), "completions")
            self._completer.setPopup(self._completions)  # and gives it a delegate of its own
            self._dress(self._completions)

    def _dress(self, view: QAbstractItemView) -> None:
        view.setItemDelegate(PlacementDelegate(view))
        if isinstance(view, QListView):
            view.setUniformItemSizes(True)  # else each of hundreds is measured, by each theme too

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
        row = self._rows.row_of(self.chosen())
        return self._rows.models[row] if row >= 0 else ModelInfo(self.chosen())
