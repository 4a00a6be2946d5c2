"""Puts a tab's request on the clipboard, written as code."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop_app.service.snippets import Language, code_for
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.service.snippets import ServiceRequest
    from desktop_app.tabs.session import Session
    from desktop_app.ui.copy_as_button import CopyAsButton
    from desktop_app.ui.error_banner import ErrorBanner

    Maybe = ServiceRequest | None


class CopyAs(QObject):
    """Serves the button of a tab.

    `make_request` gives what would be sent now, at once or awaited, or None while there is nothing
    to send; a HubError that it raises is said in the banner.
    """

    def __init__(
        self,
        button: CopyAsButton,
        banner: ErrorBanner,
        session: Session,
        make_request: Callable[[], Maybe | Awaitable[Maybe]],
    ) -> None:
        super().__init__(button)
        self._button = button
        self._banner = banner
        self._session = session
        self._make_request = make_request
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._show_error)
        button.copy_requested.connect(self._on_copy_requested)

    async def close(self) -> None:
        """Give up what is being written."""
        await self._runner.close()

    def _on_copy_requested(self, language: str) -> None:
        self._runner.start(self._copy(Language(language)))

    async def _copy(self, language: Language) -> None:
        made = self._make_request()
        request = await made if isinstance(made, Awaitable) else made
        if request is None:
            self._button.show_nothing()
            return
        client = await self._session.client()
        code = await asyncio.to_thread(code_for, language, client.call_for(request))
        QGuiApplication.clipboard().setText(code)
        self._button.show_copied()

    def _show_error(self, error: Exception) -> None:
        self._banner.show_error(error, can_retry=False)
