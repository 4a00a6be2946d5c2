"""The parameters of every tab that asks `/chat/completions`, and the request made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.messages import Message, Role
from desktop_app.core.requests import ChatRequest
from desktop_app.ui.model_box import answers_text
from desktop_app.ui.parameter_panel import ParameterPanel

if TYPE_CHECKING:
    from desktop_app.ui.model_box import ModelFilter


class ChatParameters(ParameterPanel):
    """Model, system prompt, temperature, maximum of tokens, streaming.

    A temperature of None and a maximum of 0 leave it to the server until a person sets them.
    """

    def __init__(
        self,
        tab: str,
        *,
        temperature: float | None,
        max_tokens: int,
        fits: ModelFilter = answers_text,
    ) -> None:
        super().__init__(tab)
        self.model_box = self.add_model_box(fits)
        self.system_prompt = self.add_system_prompt()
        self.temperature = self.add_temperature(temperature)
        self.max_tokens = self.add_max_tokens(max_tokens)
        self.stream = self.add_stream()

    def request(self, model: str, messages: tuple[Message, ...]) -> ChatRequest:
        """A request with these parameters, the system prompt before the messages."""
        system = self.system_prompt.toPlainText().strip()
        if system:
            messages = (Message(Role.SYSTEM, system), *messages)
        temperature = self.temperature.value()
        return ChatRequest(
            model=model,
            messages=messages,
            temperature=temperature if temperature >= 0 else None,
            max_tokens=self.max_tokens.value() or None,
            stream=self.stream.isChecked(),
        )
