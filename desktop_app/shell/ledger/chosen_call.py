"""Serves the pane of the chosen call: reading, copying, sending again."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop_app.core.errors import ServiceError
from desktop_app.service.snippets import Language, code_for, recorded_call
from desktop_app.shell.ledger.shown_body import shown_body
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.calls import CallRecord, CallSummary
    from desktop_app.core.profiles import Profile
    from desktop_app.service.snippets import ServiceCall
    from desktop_app.shell.ledger.keeper import LedgerKeeper
    from desktop_app.shell.ledger.shown_body import ShownBody
    from desktop_app.shell.ledger.view import LedgerWindow
    from desktop_app.tabs.session import Session


class ChosenCall(QObject):
    """Reads a call when it is chosen."""

    failed = Signal(object)

    def __init__(
        self, view: LedgerWindow, keeper: LedgerKeeper, session: Session, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._pane = view.calls.detail
        self._keeper = keeper
        self._session = session
        self._record: CallRecord | None = None
        self._call: ServiceCall | None = None
        self._replayed: CallSummary | None = None  # since when it is, while its result is awaited
        self._reading, self._copying, self._replaying = (TaskRunner(self) for _ in range(3))
        for runner in (self._reading, self._copying, self._replaying):
            runner.failed.connect(self.failed)
        self._replaying.busy_changed.connect(
            lambda busy: self._pane.show_replaying(is_replaying=busy)
        )
        session.left.connect(self._replaying.cancel)
        view.calls.call_chosen.connect(self._on_chosen)
        self._pane.copy_requested.connect(self._on_copy)
        self._pane.replay_requested.connect(self._on_replay)
        self._pane.stop_requested.connect(self._replaying.cancel)

    def on_added(self, call: CallSummary) -> None:
        """A call was recorded; that of a replay is chosen."""
        asked = self._replayed
        if asked is None or call.began < asked.began:
            return
        if (call.kind, call.model) == (asked.kind, asked.model):
            self._replayed = None
            self._view.calls.choose(call.id)

    async def close(self) -> None:
        """End everything."""
        for runner in (self._reading, self._copying, self._replaying):
            await runner.close()

    def _on_chosen(self, call_id: int) -> None:
        if call_id:
            self._reading.start(self._show(call_id))
        else:
            self._reading.cancel()
            self._record = None
            self._pane.show_nothing()

    async def _show(self, call_id: int) -> None:
        ledger = await self._keeper.ledger()
        record = await ledger.record(call_id)
        if record is None:
            self._pane.show_nothing()
            return
        request, response, call = await asyncio.to_thread(_prepared, record, self._session.profile)
        self._record, self._call = record, call
        self._pane.show_call(record, request, response, can_copy=call is not None)

    def _on_copy(self, language: str) -> None:
        if self._record is not None and self._call is not None:
            self._copying.start(self._copy(self._record, self._call, Language(language)))

    async def _copy(self, record: CallRecord, call: ServiceCall, language: Language) -> None:
        code = await asyncio.to_thread(code_for, language, call)
        if record.request.is_altered and not record.request.is_form:
            note = self.tr(
                "Pictures and secrets are not kept: put them back where “data:…;size=…” "
                "or “•••” stands."
            )
            code = f"# {note}\n{code}"
        QGuiApplication.clipboard().setText(code)
        self._pane.show_copied(language.value)

    def _on_replay(self) -> None:
        record = self._record
        if record is None:
            return
        self._view.banner.clear()
        profile = record.summary.profile
        if profile != self._session.profile.name:
            self._say(
                self.tr(
                    "This call was made with the profile “{name}”. Choose it in the window, then "
                    "replay the call."
                ).format(name=profile)
            )
        elif not self._keeper.enabled:
            self._say(self.tr("Calls are not recorded, so the result would not be seen."))
        else:
            self._replaying.start(self._replay(record))

    async def _replay(self, record: CallRecord) -> None:
        client = await self._session.client()
        if not client.can_replay(record):
            self._say(
                self.tr("The profile “{name}” is another server now; nothing was sent.").format(
                    name=record.summary.profile
                )
            )
            return
        self._replayed = replace(record.summary, began=time.time())
        with contextlib.suppress(ServiceError):  # the new entry says it
            await client.replay(record)

    def _say(self, sentence: str) -> None:
        self._view.banner.show_sentence(sentence)


def _prepared(
    record: CallRecord, profile: Profile
) -> tuple[ShownBody, ShownBody, ServiceCall | None]:
    return shown_body(record.request), shown_body(record.response), recorded_call(record, profile)
