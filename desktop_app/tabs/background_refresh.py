"""Keeps the list of models young while a person works with the program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from desktop_app.core.errors import HubError
from desktop_app.core.model_list import join_models, speech_models
from desktop_app.core.profiles import ProfileKind
from desktop_app.tabs.model_listing import audio_models
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.tabs.session import Session

YOUNG = timedelta(minutes=15)
_CHECKED_EVERY = 60_000  # ms


class BackgroundRefresh(QObject):
    """Asks every quarter of an hour while a window is active, and on coming back after longer.

    The engine on this computer is left alone: its models do not change by themselves.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._runner = TaskRunner(self)
        self._asked_at: datetime | None = None
        self._is_closed = False
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECKED_EVERY)
        self._timer.timeout.connect(self.refresh_if_old)
        session.left.connect(self._runner.cancel)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.refresh_if_old)
        self._timer.start()

    def refresh_if_old(self) -> None:
        """List the models again if the window is in use and the list is not young."""
        if self._is_closed:
            return
        listed_at = self._session.model_list.listed_at
        known = [moment for moment in (listed_at, self._asked_at) if moment is not None]
        now = datetime.now(UTC)
        is_old = listed_at is not None and now - max(known) >= YOUNG
        is_active = QGuiApplication.focusWindow() is not None
        if is_old and is_active and self._session.profile.kind is not ProfileKind.LOCAL:
            self._asked_at = now
            self._runner.start(self._refresh())

    async def close(self) -> None:
        """Give up what is being asked."""
        self._is_closed = True
        self._timer.stop()
        await self._runner.close()

    async def _refresh(self) -> None:
        profile, former = self._session.profile, speech_models(self._session.models)
        try:
            client = await self._session.client()
            models = await client.list_models()
            audio = await audio_models(client, former)
        except HubError:
            return  # what is shown is as old as it says; the next call will tell
        await self._session.renew_models(profile, join_models(models, audio) if models else ())
