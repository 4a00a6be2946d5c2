"""The sampling fields of a chat or completion request, checked, in llama.cpp's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop_app.engine.bodies import Body
    from desktop_app.engine.catalogue import ModelCard

REPEAT_PENALTY = 1.1  # without it the small model turns in circles
QUOTING = {"repeat_penalty": 1.0}  # with it the small model changes the numbers that it quotes


def sampling(body: Body, card: ModelCard) -> dict[str, Any]:
    """The sampling fields of a chat or completion request, checked, in llama.cpp's words."""
    longest = body.integer("max_completion_tokens", 1) or body.integer("max_tokens", 1)
    seed = body.integer("seed", 0)
    fields = {
        "temperature": body.number("temperature", 0, 2),
        "top_p": body.number("top_p", 0, 1),
        "presence_penalty": body.number("presence_penalty", -2, 2),
        "frequency_penalty": body.number("frequency_penalty", -2, 2),
        "seed": seed,
        # A reused prompt is computed in other batches, so its numbers differ in the last bit.
        "cache_prompt": seed is None,
        "stop": body.strings("stop") or None,
        "max_tokens": min(longest or card.max_output_length, card.max_output_length),
        "repeat_penalty": REPEAT_PENALTY,
    }
    return {name: value for name, value in fields.items() if value is not None}
