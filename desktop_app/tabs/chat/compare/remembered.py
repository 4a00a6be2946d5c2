"""The models that were compared last, with each profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui.model_box import answers_text

if TYPE_CHECKING:
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.session import Session


def suggested(session: Session, settings: SettingsStore, model: str) -> tuple[str, ...]:
    """The models compared last with the profile in use; else `model` and the next one listed."""
    last = settings.current.compared_models.get(session.profile.name)
    if last:
        return tuple(last)
    listed = [each.id for each in filter(answers_text, session.models)]
    return tuple(dict.fromkeys(filter(None, (model, *listed))))[:2]


def remember(models: tuple[str, ...], session: Session, settings: SettingsStore) -> None:
    """Suggest these the next time."""
    current = settings.current
    compared = {**current.compared_models, session.profile.name: models}
    settings.update(current._replace(compared_models=compared))
