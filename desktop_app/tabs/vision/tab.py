"""The presenter of the Vision tab."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.errors import RequestRejected, ServerFailed
from desktop_app.core.messages import Message, Role
from desktop_app.tabs.conversation import Conversation
from desktop_app.tabs.copy_as import CopyAs
from desktop_app.tabs.data_consent import DataConsent
from desktop_app.tabs.dictation import Dictation
from desktop_app.tabs.intake import Intake
from desktop_app.tabs.model_choice import ModelChoice
from desktop_app.tabs.vision.download import downloaded
from desktop_app.tabs.vision.reading import read_source
from desktop_app.tabs.vision.view import VisionView
from desktop_app.ui.image_drop import DroppedFile, source_from_address
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.requests import ChatRequest
    from desktop_app.tabs.services import Services


class VisionTab:
    """Questions about pictures; the pictures of a question stay part of the conversation."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.widget = VisionView(services.theme, services.formulas, parent=parent)
        view = self.widget
        self._session = services.session
        self._choice = ModelChoice(
            "vision", view.parameters.model_box, services.session, services.settings
        )
        self._intake = Intake(view.drop_area.strip, read_source)
        self._consent = DataConsent(
            view.pane.data_notice, view.parameters.model_box, services.session, services.settings
        )
        self._conversation = Conversation(view.pane, services.session, self._request, self._consent)
        self._downloads = TaskRunner(view)
        self._dictation = Dictation(services, view.pane.prompt, view.pane.banner, self._consent)
        self._copy_as = CopyAs(
            view.copy_as, view.pane.banner, services.session, self._request_to_copy
        )
        self._data_urls: dict[str, str] = {}  # of pictures that were downloaded, by address
        self._asks_when_read = False
        self._connect()

    def open_files(self, paths: Sequence[Path]) -> None:
        """Add pictures that were named on the command line."""
        self._intake.add([DroppedFile(path) for path in paths])

    async def close(self) -> None:
        """End the answer that is being written and the pictures that are being read."""
        await asyncio.gather(
            self._conversation.close(),
            self._intake.close(),
            self._downloads.close(),
            self._dictation.close(),
            self._copy_as.close(),
        )

    def _connect(self) -> None:
        view = self.widget
        view.sources_offered.connect(self._intake.add)
        view.address_entered.connect(self._on_address)
        view.clear_requested.connect(self._on_clear)
        view.download_requested.connect(lambda: self._downloads.start(self._download()))
        view.pane.prompt.send_requested.connect(self._on_ask)
        view.pane.prompt.stop_requested.connect(self._downloads.cancel)
        view.pane.prompt.stop_requested.connect(self._stop_waiting)
        view.drop_area.strip.remove_requested.connect(self._stop_waiting)
        self._intake.changed.connect(self._show_state)
        self._intake.failed.connect(view.show_unreadable)
        self._intake.failed.connect(self._stop_waiting)
        self._intake.settled.connect(self._on_pictures_read)
        self._conversation.changed.connect(self._show_state)
        self._conversation.runner.failed.connect(self._on_failed)
        self._downloads.failed.connect(view.show_failure)
        self._downloads.busy_changed.connect(self._on_downloading)

    def _on_address(self, text: str) -> None:
        source = source_from_address(text)
        if source is None:
            self.widget.show_no_address()
            return
        self.widget.drop_area.clear_address()
        self.widget.pane.prompt.field.setFocus()
        self._intake.add([source])

    def _on_ask(self, _text: str = "") -> None:
        if self._intake.is_reading:
            self._asks_when_read = True
            self._show_busy()
            return
        if self._intake.is_empty and not self._conversation.messages:
            self.widget.show_no_pictures()
            return
        self._consent.ask_first(self._ask, again=True)

    def _ask(self) -> None:
        if self._intake.is_reading:  # a picture was added while the consent was asked for
            self._on_ask()
            return
        pictures = self._intake.items
        urls = tuple(picture.url for picture in pictures)
        text = self.widget.pane.prompt.text().strip()
        if not text or (not urls and not self._conversation.messages):
            return  # taken away while the consent was asked for
        message = Message(Role.USER, text, image_urls=urls)
        addresses = [url for url in urls if _is_remote(url)]
        asked = self._conversation.ask(
            message,
            [picture.thumbnail for picture in pictures if picture.thumbnail is not None],
            shown="\n".join((message.text, *addresses)),
        )
        if asked:
            self._intake.clear()
            self.widget.pane.prompt.set_text("")

    def _on_pictures_read(self) -> None:
        if self._asks_when_read:
            self._stop_waiting()
            self.widget.pane.prompt.send()  # what stands there now

    def _stop_waiting(self, _cause: object = None) -> None:
        """Ask nothing when the pictures have been read."""
        self._asks_when_read = False
        self._show_busy()

    def _show_busy(self) -> None:
        self.widget.pane.set_busy(
            self._asks_when_read or self._conversation.runner.busy or self._downloads.busy
        )

    def _on_clear(self) -> None:
        self._stop_waiting()
        self._downloads.cancel()
        self._data_urls = {}
        self._intake.clear()
        self._conversation.clear()
        self.widget.pane.prompt.field.setFocus()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, (RequestRejected, ServerFailed)) and self._remote_urls():
            self.widget.show_remote_refused(error)
        else:
            self.widget.show_failure(error)

    async def _download(self) -> None:
        self.widget.pane.banner.clear()
        client = await self._session.client()
        for url in self._remote_urls():
            self._data_urls[url] = await downloaded(client, url)

    def _on_downloading(self, busy: bool) -> None:
        self._show_busy()
        if not busy and self._data_urls:
            self._conversation.revise(self._with_downloads)
            if not self._remote_urls():
                self._conversation.retry()

    def _with_downloads(self, message: Message) -> Message:
        urls = tuple(self._data_urls.get(url, url) for url in message.image_urls)
        return replace(message, image_urls=urls)

    def _remote_urls(self) -> list[str]:
        return [
            url
            for message in self._conversation.messages
            for url in message.image_urls
            if _is_remote(url)
        ]

    def _show_state(self) -> None:
        self.widget.show_state(
            has_pictures=not self._intake.is_empty,
            has_conversation=bool(self._conversation.messages),
        )
        self._show_busy()

    def _request_to_copy(self) -> ChatRequest | None:
        return self._conversation.request_to_copy([each.url for each in self._intake.items])

    def _request(self, messages: tuple[Message, ...]) -> ChatRequest:
        return self.widget.parameters.request(self._choice.model(), messages)


def _is_remote(url: str) -> bool:
    return not url.lower().startswith("data:")
