"""Keeps a tab's model box filled from the session and remembers what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.errors import NoModelChosen

if TYPE_CHECKING:
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.session import Session
    from desktop_app.ui.model_box import ModelBox


class ModelChoice(QObject):
    """One model box of one tab; the choice is remembered for each profile."""

    def __init__(self, tab: str, box: ModelBox, session: Session, settings: SettingsStore) -> None:
        super().__init__(box)
        self._tab = tab
        self._box = box
        self._session = session
        self._settings = settings
        session.models_changed.connect(self._fill)
        session.favourites_changed.connect(lambda: self._list(box.chosen()))
        session.model_wanted.connect(self._on_model_wanted)
        box.model_chosen.connect(self._remember)
        self._fill()

    def model(self) -> str:
        """The chosen model's id.

        Raises:
            NoModelChosen: the box is empty.
        """
        model = self._box.chosen()
        if not model:
            raise NoModelChosen
        return model

    def _fill(self) -> None:
        self._list(remembered_model(self._tab, self._session, self._settings))

    def _list(self, preferred: str) -> None:
        self._box.set_favourites(favourites_of(self._session, self._settings))
        self._box.set_models(self._session.models, preferred)

    def _remember(self, model: str) -> None:
        remember_model(self._tab, model, self._session, self._settings)

    def _on_model_wanted(self, tab: str, model: str) -> None:
        if tab == self._tab:
            self._box.setCurrentText(model)  # as if it had been chosen here


def remembered_model(tab: str, session: Session, settings: SettingsStore) -> str:
    """The model that was chosen in `tab` with the profile in use, or ""."""
    return settings.current.chosen_models.get(_key(tab, session), "")


def remember_model(tab: str, model: str, session: Session, settings: SettingsStore) -> None:
    """This model is the one of `tab` with the profile in use."""
    current = settings.current
    chosen = {**current.chosen_models, _key(tab, session): model}
    settings.update(current._replace(chosen_models=chosen))


def favourites_of(session: Session, settings: SettingsStore) -> tuple[str, ...]:
    """The ids of the models that are favourites with the profile in use."""
    return settings.current.favourites.get(session.profile.name, ())


def _key(tab: str, session: Session) -> str:
    return f"{session.profile.name}/{tab}"
