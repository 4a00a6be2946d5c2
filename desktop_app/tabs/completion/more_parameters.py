"""The parameters of a completion that few people need: folded away at first."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from desktop_app.ui.field_column import FieldColumn
from desktop_app.ui.fold import Fold
from desktop_app.ui.sampling_fields import SeedField, TopPField
from desktop_app.ui.widgets import named, text_inset

_MOST_TEXTS = 8
_MOST_ALTERNATIVES = 20


class MoreParameters(Fold):
    """Top-p, seed, number of texts, probabilities and echo; `completion.more` unfolds them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        column = FieldColumn()
        title = QCoreApplication.translate("MoreParameters", "More parameters")
        super().__init__("completion.more", title, column, parent)
        self._top_p = TopPField("completion.top_p")
        self._seed = SeedField("completion.seed")
        self._n = self._build_n()
        self._logprobs = self._build_logprobs()
        self._echo = named(QCheckBox(self.tr("Begin with the prompt")), "completion.echo")
        self._echo.setToolTip(self.tr("The server repeats the prompt before its text (echo)"))
        column.add(self.tr("Top-p"), self._top_p)
        column.add(self.tr("Seed"), self._seed)
        column.add(self.tr("Number of texts"), self._n)
        column.add(self.tr("Probabilities of tokens"), self._logprobs)
        column.add_plain(self._echo)
        for changed in (
            self._top_p.valueChanged,
            self._seed.valueChanged,
            self._n.valueChanged,
            self._logprobs.valueChanged,
            self._echo.toggled,
        ):
            changed.connect(self._count)

    def top_p(self) -> float | None:
        """The share of likely words, 0 to 1; None for the server's default."""
        return self._top_p.top_p()

    def seed(self) -> int | None:
        """The number that makes answers repeatable; None for another one each time."""
        return self._seed.seed()

    def n(self) -> int:
        """How many texts are wanted."""
        return self._n.value()

    def logprobs(self) -> int | None:
        """How many alternatives of each token are wanted; None for no probabilities."""
        return self._logprobs.value() or None

    def echo(self) -> bool:
        """Whether the server is to repeat the prompt."""
        return self._echo.isChecked()

    def _count(self) -> None:
        """Say how many are set: folded away, they are in force all the same."""
        values = (
            self.top_p() is not None,
            self.seed() is not None,
            self.n() > 1,
            self.logprobs() is not None,
            self.echo(),
        )
        count = sum(values)
        self.set_note(self.tr("{count} set").format(count=count) if count else "")

    def _build_n(self) -> QSpinBox:
        field = QSpinBox(minimum=1, maximum=_MOST_TEXTS)
        field.setObjectName("completion.n")
        field.setToolTip(self.tr("How many texts the model writes for the same prompt (n)"))
        text_inset(field)
        return field

    def _build_logprobs(self) -> QSpinBox:
        field = QSpinBox(minimum=0, maximum=_MOST_ALTERNATIVES)
        field.setObjectName("completion.logprobs")
        field.setSpecialValueText(self.tr("Not shown"))
        field.setSuffix(self.tr(" alternatives"))
        field.setToolTip(
            self.tr(
                "Shades each token by its probability, and shows so many alternatives (logprobs)"
            )
        )
        text_inset(field)
        return field
