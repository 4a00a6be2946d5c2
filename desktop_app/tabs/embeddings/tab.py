"""The presenter of the Embeddings tab."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.errors import FileUnreadable, FileUnwritable, HubError
from desktop_app.core.profiles import ProfileKind
from desktop_app.core.vectors import rank, write_csv, write_npy
from desktop_app.service.snippets import EmbeddingRequest
from desktop_app.tabs.copy_as import CopyAs
from desktop_app.tabs.data_consent import DataConsent
from desktop_app.tabs.embeddings.analysis import Analysis, analyse
from desktop_app.tabs.embeddings.text_file import read_texts
from desktop_app.tabs.embeddings.view import EmbeddingsView
from desktop_app.tabs.model_choice import ModelChoice
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.tabs.services import Services

_PORTION = 500  # lines written into the field at once
# The embedded engine's model tells questions from what is searched; a server may refuse the field.
_QUERY_FIELDS = {"input_type": "query"}


class EmbeddingsTab:
    """Turns texts into vectors, and searches, exports and replaces them."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.widget = EmbeddingsView(services.theme, parent)
        self._session = services.session
        self._choice = ModelChoice(
            "embeddings", self.widget.model_box, services.session, services.settings
        )
        self._consent = DataConsent(
            self.widget.data_notice, self.widget.model_box, services.session, services.settings
        )
        self._analysis: Analysis | None = None
        self._again: Callable[[], None] = self._on_run
        self._next_query = ""
        self._is_asking = False  # a server, rather than reading or writing a file
        self._runner = TaskRunner(self.widget)
        self._runner.busy_changed.connect(self._on_busy_changed)
        self._runner.failed.connect(self._on_failed)
        view = self.widget
        self._copy_as = CopyAs(
            view.texts.copy_as, view.banner, services.session, self._request_to_copy
        )
        view.stop_requested.connect(self._runner.cancel)
        view.stop_requested.connect(self._consent.withdraw)
        view.stop_requested.connect(self._forget_next_query)
        view.texts.run_requested.connect(self._on_run)
        view.texts.import_requested.connect(self._on_import)
        view.results.export_requested.connect(self._on_export)
        view.results.search.search_requested.connect(self._on_search)
        view.banner.retry_requested.connect(self._on_retry)
        view.model_box.model_chosen.connect(self._compare_origin)
        services.session.models_changed.connect(self._compare_origin)
        services.session.status_changed.connect(self._compare_origin)
        services.session.left.connect(self._on_left)

    async def close(self) -> None:
        """End what is running."""
        await self._runner.close()
        await self._copy_as.close()

    def _on_run(self, *, again: bool = False) -> None:
        if self._runner.busy or not self.widget.texts.lines():
            return
        self._again = lambda: self._on_run(again=True)
        self._consent.ask_first(self._run, again=again)

    def _run(self) -> None:
        texts = self.widget.texts.lines()
        if self._runner.busy or not texts:
            return
        try:
            model = self._choice.model()
        except HubError as error:
            self.widget.banner.show_error(error, can_retry=False)
            return
        self._start(self._embed(model, texts), is_asking=True)

    def _request_to_copy(self) -> EmbeddingRequest | None:
        texts = self.widget.texts.lines()
        if texts:
            return EmbeddingRequest(self._choice.model(), tuple(texts))
        analysis = self._analysis
        return EmbeddingRequest(analysis.model, tuple(analysis.texts)) if analysis else None

    def _on_search(self, query: str) -> None:
        analysis = self._analysis
        if analysis is None:
            return
        if self._runner.busy:
            self._next_query = query  # it goes out when what runs has ended well
            return
        self._again = lambda: self._on_search(query)
        self._consent.ask_first(
            lambda: self._start(self._search(analysis, query), is_asking=True),
            model=analysis.model,
        )

    def _on_busy_changed(self, busy: bool) -> None:
        self.widget.set_busy(busy)
        query = self._next_query
        if query and not busy:
            self._forget_next_query()
            self._on_search(query)

    def _forget_next_query(self) -> None:
        self._next_query = ""

    def _on_retry(self) -> None:
        self._again()

    def _on_import(self, path: Path) -> None:
        self._start(self._import(path))

    def _on_export(self, path: Path) -> None:
        if self._analysis is not None:
            self._start(self._export(self._analysis, path))

    def _start(self, work: Coroutine[object, object, None], *, is_asking: bool = False) -> None:
        self._is_asking = is_asking
        self._runner.start(work)

    def _on_left(self) -> None:
        """What is asked there comes to nothing."""
        self._forget_next_query()
        if self._is_asking:
            self._runner.cancel()

    async def _embed(self, model: str, texts: list[str]) -> None:
        view = self.widget
        view.banner.clear()
        view.texts.show_progress(0, len(texts))
        started = time.monotonic()
        try:
            client = await self._session.client(view.banner.retry_wait)
            batch = await client.embed(model, texts, view.texts.show_progress)
            analysis = await asyncio.to_thread(analyse, client.profile.name, model, texts, batch)
        except asyncio.CancelledError:
            view.show_stopped()
            raise
        self._analysis = analysis
        view.show_analysis(analysis, time.monotonic() - started)
        self._compare_origin()

    async def _search(self, analysis: Analysis, query: str) -> None:
        view = self.widget
        view.banner.clear()
        started = time.monotonic()
        client = await self._session.client(view.banner.retry_wait)
        if client.profile.name != analysis.profile:
            self._compare_origin()
            return
        is_local = client.profile.kind is ProfileKind.LOCAL
        batch = await client.embed(
            analysis.model, [query], extra=_QUERY_FIELDS if is_local else None
        )
        ranking = await asyncio.to_thread(rank, analysis.matrix, batch.vectors[0])
        view.show_ranking(analysis.texts, ranking)
        view.show_call(batch.total_tokens, time.monotonic() - started)

    async def _import(self, path: Path) -> None:
        view = self.widget
        view.banner.clear()
        texts = await asyncio.to_thread(read_texts, path)
        view.texts.clear()
        for start in range(0, len(texts), _PORTION):
            view.texts.append(texts[start : start + _PORTION])
            await asyncio.sleep(0)

    async def _export(self, analysis: Analysis, path: Path) -> None:
        view = self.widget
        view.banner.clear()
        if path.suffix.lower() == ".npy":
            await asyncio.to_thread(write_npy, path, analysis.matrix)
        else:
            await asyncio.to_thread(write_csv, path, analysis.texts, analysis.matrix)
        view.show_saved(path)

    def _on_failed(self, error: Exception) -> None:
        self._forget_next_query()
        is_about_a_file = isinstance(error, (FileUnreadable, FileUnwritable))
        self.widget.texts.usage.setText("")
        self.widget.banner.show_error(error, can_retry=not is_about_a_file)

    def _compare_origin(self) -> None:
        """Mark what is shown when another model or server is chosen now."""
        analysis = self._analysis
        if analysis is None:
            return
        is_elsewhere = self._session.profile.name != analysis.profile
        chosen = self.widget.model_box.chosen()
        is_former = is_elsewhere or chosen not in {"", analysis.model}
        self.widget.show_origin(
            analysis.model if is_former else "", analysis.profile if is_elsewhere else ""
        )
        self.widget.results.search.set_possible(not is_elsewhere)
