"""The presenter of the Models tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.tabs.models.view import ModelsView

if TYPE_CHECKING:
    from desktop_app.tabs.services import Services


class ModelsTab:
    """Shows the session's models; the session itself asks for them and reports what fails."""

    def __init__(self, services: Services) -> None:
        self.widget = ModelsView()
        self._session = services.session
        self._session.models_changed.connect(self._show)
        self._session.status_changed.connect(self._show)
        self.widget.refresh_requested.connect(self._session.refresh_models)
        self._show()

    async def close(self) -> None:
        """The tab runs no tasks of its own."""

    def _show(self, _changed: object = None) -> None:
        self.widget.show_list(self._session.model_list, self._session.status)
