"""The presenter of the Models tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.profiles import ProfileKind
from desktop_app.service.snippets import ModelsRequest
from desktop_app.storage.model_cache import ModelCache
from desktop_app.tabs.copy_as import CopyAs
from desktop_app.tabs.data_rules import rule_in_force, set_rule
from desktop_app.tabs.model_choice import favourites_of, remember_model
from desktop_app.tabs.models.uses import uses_of
from desktop_app.tabs.models.view import ModelsView
from desktop_app.tabs.models.visits import Visits
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.data_rule import DataRule
    from desktop_app.core.models import ModelInfo
    from desktop_app.tabs.services import Services


class ModelsTab:
    """Shows the session's models; the session itself asks for them and reports what fails."""

    says_status = True

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        view = self.widget = ModelsView(services.theme, parent)
        self._services = services
        self._session = services.session
        self._visits = Visits(
            services.session, ModelCache(services.paths.model_lists / "seen"), view
        )
        self._copy_as = CopyAs(view.copy_as, view.banner, services.session, ModelsRequest)
        self._loading = TaskRunner(view)
        self._connect()
        self._show()
        self._show_favourites()
        self._loading.start(self._load_refusals())

    async def close(self) -> None:
        """Keep what was seen."""
        await self._loading.close()
        await self._copy_as.close()
        await self._visits.close()

    def _connect(self) -> None:
        view, session = self.widget, self._session
        session.models_changed.connect(self._show)
        session.status_changed.connect(self._show)
        session.favourites_changed.connect(self._show_favourites)
        self._visits.changed.connect(self._show)
        view.refresh_requested.connect(session.refresh_models)
        view.shown.connect(self._on_shown)
        view.hidden.connect(self._visits.leave)
        view.table.model_chosen.connect(self._show_chosen)
        view.table.use_requested.connect(self._on_use)
        view.table.favourite_toggled.connect(self._on_favourite_toggled)
        view.details.favourite_toggled.connect(self._on_favourite_toggled)
        view.details.use.use_requested.connect(self._use)
        view.details.refusals.forget_requested.connect(self._on_forget)
        view.data_rule.rule_chosen.connect(self._on_rule_chosen)

    def _show(self, _changed: object = None) -> None:
        self.widget.show_list(self._session.model_list, self._session.status, self._visits.changes)
        self._show_rule()
        self._show_favourites()

    def _on_shown(self) -> None:
        # Both may have changed in another tab.
        self._show_rule()
        self._show_chosen()

    def _show_rule(self) -> None:
        rule = rule_in_force(self._session, self._services.settings)
        is_local = self._session.profile.kind is ProfileKind.LOCAL
        self.widget.data_rule.show_rule(rule, can_change=not is_local)

    def _show_favourites(self) -> None:
        self.widget.show_favourites(favourites_of(self._session, self._services.settings))

    def _show_chosen(self, _model: ModelInfo | None = None) -> None:
        model = self.widget.table.chosen
        host, refusals = self._session.profile.host, self._services.refusals
        self.widget.details.show_refusals(refusals.of(host, model.id) if model else ())
        self.widget.details.show_usable(usable=model in self._session.models)

    def _on_use(self, model: ModelInfo) -> None:
        uses = uses_of(model)
        if uses and model in self._session.models:
            self._use(model, uses[0])

    def _use(self, model: ModelInfo, tab: str) -> None:
        # A tab that is only made now finds it remembered; one that is there is told.
        remember_model(tab, model.id, self._session, self._services.settings)
        self._services.show_tab(tab)
        self._session.model_wanted.emit(tab, model.id)

    def _on_favourite_toggled(self, model: ModelInfo) -> None:
        store, name = self._services.settings, self._session.profile.name
        former = favourites_of(self._session, store)
        is_favourite = model.id in former
        kept = [each for each in former if each != model.id]
        favourites = {
            **store.current.favourites,
            name: tuple(kept if is_favourite else [*kept, model.id]),
        }
        store.update(store.current._replace(favourites=favourites))
        self._session.favourites_changed.emit()

    def _on_forget(self) -> None:
        model = self.widget.table.chosen
        if model is not None:
            self._services.refusals.forget(self._session.profile.host, model.id)
            self._show_chosen()

    def _on_rule_chosen(self, rule: DataRule) -> None:
        set_rule(rule, self._session, self._services.settings)

    async def _load_refusals(self) -> None:
        await self._services.refusals.load()
        self._show_chosen()
