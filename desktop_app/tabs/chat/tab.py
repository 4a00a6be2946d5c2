"""The presenter of the Chat tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.messages import Message, Role
from desktop_app.tabs.chat.view import ChatView
from desktop_app.tabs.conversation import Conversation
from desktop_app.tabs.copy_as import CopyAs
from desktop_app.tabs.dictation import Dictation
from desktop_app.tabs.model_choice import ModelChoice

if TYPE_CHECKING:
    from desktop_app.core.requests import ChatRequest
    from desktop_app.tabs.services import Services


class ChatTab:
    """One conversation with the model of the panel."""

    def __init__(self, services: Services) -> None:
        self.widget = ChatView(services.theme)
        self._choice = ModelChoice(
            "chat", self.widget.parameters.model_box, services.session, services.settings
        )
        self._conversation = Conversation(self.widget.pane, services.session, self._request)
        self._conversation.changed.connect(self._on_conversation_changed)
        pane = self.widget.pane
        self._dictation = Dictation(services, pane.prompt, pane.banner)
        self._copy_as = CopyAs(
            self.widget.copy_as,
            pane.banner,
            services.session,
            self._conversation.request_to_copy,
        )
        pane.prompt.send_requested.connect(self._on_send)
        self.widget.regenerate_requested.connect(self._conversation.answer_again)
        self.widget.new_requested.connect(self._on_new)

    async def close(self) -> None:
        """End the answer that is being written and the dictation."""
        await self._conversation.close()
        await self._dictation.close()
        await self._copy_as.close()

    def _on_send(self, text: str) -> None:
        if self._conversation.ask(Message(Role.USER, text.strip())):
            self.widget.pane.prompt.set_text("")

    def _on_new(self) -> None:
        self._conversation.clear()
        self.widget.pane.prompt.field.setFocus()

    def _on_conversation_changed(self) -> None:
        self.widget.set_can_regenerate(self._conversation.can_answer_again)

    def _request(self, messages: tuple[Message, ...]) -> ChatRequest:
        return self.widget.parameters.request(self._choice.model(), messages)
