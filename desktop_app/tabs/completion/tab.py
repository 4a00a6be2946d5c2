"""The presenter of the Completion tab."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from desktop_app.core.errors import HubError, NotFound, RequestRejected
from desktop_app.core.replies import ParameterDropped, ReplyFinished, TextDelta, UsageReport
from desktop_app.core.requests import CompletionRequest
from desktop_app.tabs.completion.refusal import refusal_in
from desktop_app.tabs.completion.view import CompletionView
from desktop_app.tabs.copy_as import CopyAs
from desktop_app.tabs.dictation import Dictation
from desktop_app.tabs.model_choice import ModelChoice
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from desktop_app.core.replies import ReplyEvent
    from desktop_app.tabs.services import Services


class CompletionTab:
    """Has a text continued, once or on and on."""

    def __init__(self, services: Services) -> None:
        self.widget = CompletionView()
        self._session = services.session
        self._choice = ModelChoice(
            "completion", self.widget.parameters.model_box, services.session, services.settings
        )
        self._dictation = Dictation(services, self.widget.prompt, self.widget.banner)
        self._copy_as = CopyAs(
            self.widget.copy_as, self.widget.banner, services.session, self._request_to_copy
        )
        self._last_request: CompletionRequest | None = None
        self._kept = ""  # the output that the new text follows
        self._runner = TaskRunner(self.widget)
        self._runner.busy_changed.connect(self.widget.set_busy)
        self._runner.failed.connect(self.widget.show_error)
        self.widget.run_requested.connect(lambda: self._start(""))
        self.widget.continue_requested.connect(lambda: self._start(self.widget.output.text))
        self.widget.retry_requested.connect(lambda: self._start(self._kept))
        self.widget.stop_requested.connect(self._runner.cancel)
        self.widget.chat_requested.connect(lambda: services.show_tab("chat"))

    async def close(self) -> None:
        """End the text that is being written and the dictation."""
        await self._runner.close()
        await self._dictation.close()
        await self._copy_as.close()

    def _start(self, kept: str) -> None:
        try:
            request = self._request(kept)
        except HubError as error:
            self.widget.show_error(error, can_retry=False)
            return
        self._kept = kept
        self._last_request = request
        self._runner.start(self._complete(request))

    def _request(self, kept: str) -> CompletionRequest:
        parameters = self.widget.parameters
        return CompletionRequest(
            model=self._choice.model(),
            prompt=self.widget.prompt.text() + kept,
            temperature=parameters.temperature.value(),
            max_tokens=parameters.max_tokens.value() or None,
            stop=parameters.stop_strings(),
            stream=parameters.stream.isChecked(),
        )

    def _request_to_copy(self) -> CompletionRequest | None:
        return self._request("") if self.widget.prompt.text().strip() else self._last_request

    async def _complete(self, request: CompletionRequest) -> None:
        self.widget.begin()
        try:
            client = await self._session.client()
            async with aclosing(client.stream_completion(request)) as events:
                await self._read(events)
        except asyncio.CancelledError:
            self.widget.show_stopped()
            raise
        except (NotFound, RequestRejected) as error:
            refusal = refusal_in(error)
            if refusal is None:
                raise
            raise refusal from error

    async def _read(self, events: AsyncGenerator[ReplyEvent, None]) -> None:
        usage: UsageReport | None = None
        dropped: list[ParameterDropped] = []
        is_empty = True
        async for event in events:
            match event:
                case TextDelta(text):
                    if is_empty:
                        self.widget.output.set_text(self._kept)
                        is_empty = False
                    self.widget.output.append_text(text)
                case UsageReport():
                    usage = event
                case ParameterDropped():
                    dropped.append(event)
                case ReplyFinished(reason, _, timing):
                    self.widget.show_finished(reason, dropped, is_empty=is_empty)
                    self.widget.usage.show_reply(usage, timing)
