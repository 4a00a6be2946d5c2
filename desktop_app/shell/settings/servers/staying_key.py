"""The presenter of the notice that a key stays with the server that it was entered for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.base_url import origin_of

if TYPE_CHECKING:
    from desktop_app.shell.settings.draft import Draft
    from desktop_app.shell.settings.servers.page import ServersPage


class StayingKey(QObject):
    """Shows a key at its own server, and elsewhere only if the person says so.

    `shown` gives the draft that is shown, if there is one.
    """

    def __init__(
        self, parent: QObject, page: ServersPage, shown: Callable[[], Draft | None]
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._notice = page.key_withheld
        self._shown = shown
        page.url_edited.connect(self.follow)
        page.key_edited.connect(self.follow)
        self._notice.confirmed.connect(self._on_taken_along)

    def show(self) -> None:
        """Say of the draft that is shown whether a key is kept from it."""
        draft = self._as_typed()
        if draft is None or not draft.withheld or draft.typed.then(self._page.typed()).key:
            self._notice.hide()
        else:
            self._notice.show_hosts(draft.home.partition("://")[2], draft.profile.host)

    def fill(self) -> None:
        """Show what is known by now of the credentials and may go to the address there."""
        draft = self._as_typed()
        if draft is not None:
            self._page.fill(draft.credentials)
            self.show()

    def follow(self) -> None:
        """Another address or key stands there; a key does not go along by itself."""
        draft = self._as_typed()
        if draft is None:
            return
        if draft.withheld or not self._notice.isHidden():
            self._page.fill(draft.credentials)
        self.show()

    def _on_taken_along(self) -> None:
        draft, typed = self._shown(), self._as_typed()
        if draft is not None and typed is not None:
            draft.confirmed = origin_of(typed.profile.base_url)
            self.fill()
            self._page.key.setFocus()

    def _as_typed(self) -> Draft | None:
        """The draft that is shown, at the address that stands there."""
        draft = self._shown()
        return draft and replace(draft, profile=self._page.with_url(draft.profile))
