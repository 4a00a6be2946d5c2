"""The normaliser of raw completions: several texts at once, and the probabilities of tokens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from desktop_app.core.replies import FinishReason, ReplyEvent, TextDelta
from desktop_app.service.logprobs import tokens_in
from desktop_app.service.normaliser import Normaliser

if TYPE_CHECKING:
    from desktop_app.service.errors import CallFacts

_MOST = 128  # texts of one reply; what a server numbers higher is no text that was asked for


class CompletionNormaliser(Normaliser):
    """Leaves text as it is; the chunks of several texts may come interleaved."""

    def __init__(self, facts: CallFacts, *, prompt_characters: int) -> None:
        super().__init__(facts, prompt_characters=prompt_characters, splits_thinking=False)
        self._reasons: dict[int, FinishReason] = {}

    @override
    def _choices(self, choices: Sequence[Mapping[str, Any]]) -> Iterator[ReplyEvent]:
        for index, choice in zip(_indices(choices), choices, strict=True):
            self._reason = self._reasons.get(index, FinishReason.UNFINISHED)
            for event in self._choice(choice):
                if isinstance(event, TextDelta):
                    tokens = tokens_in(choice.get("logprobs"), event.text)
                    yield TextDelta(event.text, index, tokens)
                else:
                    yield event
            self._reasons[index] = self._reason

    @override
    def _final_reason(self) -> FinishReason:
        return self._reasons.get(0, FinishReason.UNFINISHED)

    @override
    def _further_reasons(self) -> tuple[FinishReason, ...]:
        last = max(self._reasons, default=0)
        return tuple(
            self._reasons.get(index, FinishReason.UNFINISHED) for index in range(1, last + 1)
        )


def _indices(choices: Sequence[Mapping[str, Any]]) -> Sequence[int]:
    """The numbers of the texts; where they tell nothing apart, their places in the list."""
    numbers = [choice.get("index") or 0 for choice in choices]
    usable = all(isinstance(number, int) and 0 <= number < _MOST for number in numbers)
    if usable and len(set(numbers)) == len(numbers):
        return numbers
    return range(len(choices))
