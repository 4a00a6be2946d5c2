"""The presenter of the Tools tab."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.core.errors import ToolRoundsExceeded
from desktop_app.core.messages import Message, Role
from desktop_app.core.replies import FinishReason
from desktop_app.tabs.conversation import Conversation
from desktop_app.tabs.copy_as import CopyAs
from desktop_app.tabs.data_consent import DataConsent
from desktop_app.tabs.dictation import Dictation
from desktop_app.tabs.model_choice import ModelChoice
from desktop_app.tabs.reply import new_key
from desktop_app.tabs.tools.calls import CallDesk
from desktop_app.tabs.tools.editor import ToolEditor
from desktop_app.tabs.tools.toolbox import Toolbox
from desktop_app.tabs.tools.view import ToolsView
from desktop_app.tooling.guide import GUIDE_QUESTION, GUIDE_SYSTEM_PROMPT, GUIDE_TOOL
from desktop_app.tooling.rounds import (
    MOST_ROUNDS,
    as_called,
    result_message,
    rounds_since_question,
    with_all_results,
    with_call,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.messages import ToolCall
    from desktop_app.core.requests import ChatRequest
    from desktop_app.tabs.reply import Reply
    from desktop_app.tabs.services import Services


class ToolsTab:
    """A conversation in which the model calls tools and the person decides on each call."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.widget = ToolsView(services.theme, services.formulas, parent=parent)
        view = self.widget
        self._choice = ModelChoice(
            "tools", view.parameters.model_box, services.session, services.settings
        )
        self._toolbox = Toolbox(services.paths.tools_file, view)
        self._desk = CallDesk(view.card, self._toolbox)
        self._editor = ToolEditor(self._toolbox, view)
        self._consent = DataConsent(
            view.pane.data_notice, view.parameters.model_box, services.session, services.settings
        )
        self._conversation = Conversation(
            view.pane, services.session, self._request, self._consent, go_on=self._go_on
        )
        self._dictation = Dictation(services, view.pane.prompt, view.pane.banner, self._consent)
        self._copy_as = CopyAs(
            view.copy_as, view.pane.banner, services.session, self._conversation.request_to_copy
        )
        self._connect()
        self._show_tools()
        if self._toolbox.moved_aside is not None:
            self.widget.show_file_broken(self._toolbox.moved_aside.name)

    async def close(self) -> None:
        """End the answer that is being written and keep the tools."""
        await asyncio.gather(
            self._conversation.close(),
            self._desk.close(),
            self._editor.close(),
            self._toolbox.close(),
            self._dictation.close(),
            self._copy_as.close(),
        )

    def _connect(self) -> None:
        view = self.widget
        view.pane.prompt.send_requested.connect(self._on_send)
        view.new_requested.connect(self._on_new)
        view.example_requested.connect(self._on_example)
        view.tools.offered_changed.connect(self._on_offered_changed)
        view.tools.edit_requested.connect(self._editor.open)
        view.tools.ask_again_requested.connect(self._desk.ask_again)
        self._desk.asked.connect(view.hand_over_keyboard)
        self._desk.settled.connect(view.take_keyboard_back)
        self._desk.standing_changed.connect(lambda: view.tools.show_standing(self._desk.standing))
        self._toolbox.changed.connect(self._show_tools)
        self._toolbox.failed.connect(
            lambda error: view.pane.banner.show_error(error, can_retry=False)
        )

    def _show_tools(self) -> None:
        tools = self._toolbox.tools
        self.widget.tools.show_tools(tools)
        self.widget.tools.show_standing(self._desk.standing)
        self.widget.parameters.show_tools(tool.name for tool in tools.offered_tools)

    def _on_offered_changed(self, name: str, offered: bool) -> None:
        self._toolbox.update(self._toolbox.tools.with_offered(name, offered))

    def _on_send(self) -> None:
        self._consent.ask_first(self._send, again=True)

    def _send(self) -> None:
        text = self.widget.pane.prompt.text().strip()
        if text and self._conversation.ask(Message(Role.USER, text)):
            self.widget.pane.prompt.set_text("")

    def _on_new(self) -> None:
        self._conversation.clear()
        self._desk.forget_conversation()
        self.widget.pane.prompt.field.setFocus()

    def _on_example(self) -> None:
        tools = self._toolbox.tools
        others = tuple(tool for tool in tools.own if tool.name != GUIDE_TOOL.name)
        offered = frozenset({GUIDE_TOOL.name})
        self._toolbox.update(replace(tools, own=(GUIDE_TOOL, *others), offered=offered))
        self.widget.parameters.system_prompt.setPlainText(GUIDE_SYSTEM_PROMPT)
        self.widget.pane.prompt.set_text(GUIDE_QUESTION)
        self.widget.pane.prompt.field.setFocus()

    def _request(self, messages: tuple[Message, ...]) -> ChatRequest:
        request = self.widget.parameters.request(self._choice.model(), with_all_results(messages))
        tools = tuple(tool.as_sent() for tool in self._toolbox.tools.offered_tools)
        return replace(request, tools=tools)

    async def _go_on(self, reply: Reply) -> bool:
        """Have every call of the reply decided; the model goes on from the results."""
        is_cut = reply.finished is not None and reply.finished.reason is FinishReason.LENGTH
        calls = reply.tool_calls
        if calls and rounds_since_question(self._conversation.messages) >= MOST_ROUNDS:
            raise ToolRoundsExceeded(MOST_ROUNDS)
        for number, came in enumerate(calls, start=1):
            call = as_called(came, is_cut=is_cut)
            if call != came:
                self._change_call(call)
            await self._decide(call, (number, len(calls)))
        return bool(calls)

    async def _decide(self, call: ToolCall, place: tuple[int, int]) -> None:
        view = self.widget
        key = new_key()
        view.show_call(key, call.name, call.arguments)
        decided = await self._desk.decide(call, place)
        if decided.call != call:
            view.replace_call(key, call.name, decided.call.arguments)
            self._change_call(decided.call)
        self._conversation.put(
            result_message(decided.call, decided.result), view.result_title(call.name)
        )

    def _change_call(self, call: ToolCall) -> None:
        """What the model reads as its call is what was run."""
        last = next(m for m in reversed(self._conversation.messages) if m.tool_calls)
        self._conversation.revise(lambda m: with_call(m, call) if m is last else m)
