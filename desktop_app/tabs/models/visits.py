"""What has come and gone since a person last looked at the models of a profile."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop_app.core.connection_status import ConnectionState
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.model_list import ModelList
    from desktop_app.core.models import ModelInfo
    from desktop_app.core.profiles import Profile
    from desktop_app.storage.model_cache import ModelCache
    from desktop_app.tabs.session import Session


class Mark(Enum):
    """What is to be seen of a model."""

    NEW = auto()
    GONE = auto()


class Changes(NamedTuple):
    """The ids that are new, and the models that are gone, as they last were."""

    new: frozenset[str] = frozenset()
    gone: tuple[ModelInfo, ...] = ()


def changes_since(seen: ModelList, listed: ModelList) -> Changes:
    """What differs between two lists."""
    before = {model.id for model in seen.models}
    now = {model.id for model in listed.models}
    gone = tuple(model for model in seen.models if model.id not in now)
    return Changes(frozenset(now - before), gone)


class Visits(QObject):
    """Compares the list with the one that was seen last, which `cache` keeps.

    Nothing is new at the first visit to a profile. A list that could not be had says nothing.
    """

    changed = Signal()

    def __init__(self, session: Session, cache: ModelCache, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._cache = cache
        self._profile: Profile | None = None
        self._seen: ModelList | None = None
        self._is_loaded = False
        self._is_first = False  # visit to this profile
        self._unsaved: dict[Profile, ModelList] = {}
        self._loading = TaskRunner(self)
        self._saving = TaskRunner(self)
        session.models_changed.connect(self._on_models_changed)
        session.status_changed.connect(self._on_models_changed)
        self._on_models_changed()

    @property
    def changes(self) -> Changes:
        """What is new and what is gone."""
        listed = self._session.model_list
        if self._seen is None or not listed.models or self._profile != self._session.profile:
            return Changes()
        return changes_since(self._seen, listed)

    def leave(self) -> None:
        """The person has seen the list as it is now."""
        if self._is_fresh and self._is_loaded:
            self._is_first = False
            self._keep()

    async def close(self) -> None:
        """Wait until what was seen is kept."""
        await self._loading.close()
        await self._saving.close()
        await self._save()

    @property
    def _is_fresh(self) -> bool:
        return self._session.status.state is ConnectionState.READY and bool(self._session.models)

    def _on_models_changed(self) -> None:
        profile = self._session.profile
        if profile != self._profile:
            self._profile, self._seen = profile, None
            self._is_loaded = self._is_first = False
            self._loading.start(self._load(profile))
        elif self._is_fresh and self._is_first:  # models of the audio base come later
            self._keep()

    async def _load(self, profile: Profile) -> None:
        seen = await self._cache.load(profile)
        if profile == self._profile:
            self._seen, self._is_loaded, self._is_first = seen, True, seen is None
            self._on_models_changed()
            self.changed.emit()

    def _keep(self) -> None:
        if self._profile is not None and self._seen != self._session.model_list:
            self._seen = self._session.model_list
            self._unsaved[self._profile] = self._seen
            self._saving.start(self._save())
            self.changed.emit()

    async def _save(self) -> None:
        while self._unsaved:
            profile, seen = next(iter(self._unsaved.items()))
            await self._cache.save(profile, seen)
            if self._unsaved.get(profile) is seen:
                del self._unsaved[profile]
