"""The presenter of the Completion tab."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from desktop_app.core.errors import HubError, ServiceError
from desktop_app.core.replies import ParameterDropped, ReplyFinished, TextDelta, UsageReport
from desktop_app.core.requests import CompletionRequest
from desktop_app.tabs.completion.refusal import refusal_in
from desktop_app.tabs.completion.view import CompletionView
from desktop_app.tabs.copy_as import CopyAs
from desktop_app.tabs.data_consent import DataConsent
from desktop_app.tabs.dictation import Dictation
from desktop_app.tabs.model_choice import ModelChoice
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from PySide6.QtWidgets import QWidget

    from desktop_app.core.replies import ReplyEvent
    from desktop_app.tabs.completion.page import Page
    from desktop_app.tabs.services import Services


class CompletionTab:
    """Has a text continued, once or on and on."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.widget = CompletionView(parent)
        self._output = self.widget.output
        self._services = services
        self._choice = ModelChoice(
            "completion", self.widget.parameters.model_box, services.session, services.settings
        )
        self._copy_as = CopyAs(
            self.widget.copy_as, self.widget.banner, services.session, self._request_to_copy
        )
        self._last_request: CompletionRequest | None = None
        self._base: Page | None = None  # the text that the new one follows
        self._runner = TaskRunner(self.widget)
        self._runner.busy_changed.connect(self.widget.set_busy)
        self._runner.failed.connect(self.widget.show_error)
        self._consent = DataConsent(
            self.widget.data_notice,
            self.widget.parameters.model_box,
            services.session,
            services.settings,
        )
        self._dictation = Dictation(services, self.widget.prompt, self.widget.banner, self._consent)
        ask_first = self._consent.ask_first
        self.widget.run_requested.connect(lambda: ask_first(lambda: self._start(None)))
        self.widget.continue_requested.connect(
            lambda: ask_first(lambda: self._start(self._output.page), again=True)
        )
        self.widget.retry_requested.connect(
            lambda: ask_first(lambda: self._start(self._base), again=True)
        )
        self.widget.stop_requested.connect(self._runner.cancel)
        self.widget.stop_requested.connect(self._consent.withdraw)
        self.widget.chat_requested.connect(self._open_chat)
        services.session.left.connect(self._runner.cancel)

    async def close(self) -> None:
        """End the text that is being written and the dictation."""
        await self._runner.close()
        await self._dictation.close()
        await self._copy_as.close()

    def _start(self, base: Page | None) -> None:
        try:
            request = self._request(base)
        except HubError as error:
            self.widget.show_error(error, can_retry=False)
            return
        self._base = base
        self._last_request = request
        self._runner.start(self._complete(request, base))

    def _request(self, base: Page | None) -> CompletionRequest:
        parameters = self.widget.parameters
        more = parameters.more
        prompt = self.widget.prompt.text()
        if base is not None:
            prompt = base.text if base.holds_prompt else prompt + base.text
        return CompletionRequest(
            model=self._choice.model(),
            prompt=prompt,
            temperature=parameters.temperature.value(),
            top_p=more.top_p(),
            max_tokens=parameters.max_tokens.value() or None,
            stop=parameters.stop_strings(),
            seed=more.seed(),
            n=more.n(),
            echo=more.echo() and base is None,  # what is gone on from stands there already
            logprobs=more.logprobs(),
            stream=parameters.stream.isChecked(),
        )

    def _request_to_copy(self) -> CompletionRequest | None:
        return self._request(None) if self.widget.prompt.text().strip() else self._last_request

    async def _complete(self, request: CompletionRequest, base: Page | None) -> None:
        self.widget.begin()
        self._output.begin(base, request.prompt if request.echo else "")
        try:
            client = await self._services.session.client(self.widget.banner.retry_wait)
            async with aclosing(client.stream_completion(request)) as events:
                await self._read(events, request)
        except asyncio.CancelledError:
            self.widget.show_stopped()
            raise
        except ServiceError as error:
            refusal = refusal_in(error)
            if refusal is None:
                raise
            raise refusal from error
        finally:
            self._output.end()

    async def _read(
        self, events: AsyncGenerator[ReplyEvent, None], request: CompletionRequest
    ) -> None:
        usage: UsageReport | None = None
        dropped: list[ParameterDropped] = []
        is_empty = True
        async for event in events:
            match event:
                case TextDelta():
                    is_empty = False
                    self._output.append(event)
                case UsageReport():
                    usage = event
                case ParameterDropped():
                    dropped.append(event)
                case ReplyFinished():
                    self._output.end((event.reason, *event.further))
                    wants_tokens = request.logprobs is not None
                    self.widget.show_finished(dropped, is_empty=is_empty, wants_tokens=wants_tokens)
                    self.widget.usage.show_reply(usage, event.timing)

    def _open_chat(self) -> None:
        self._services.hand_text("chat", self.widget.prompt.text())
