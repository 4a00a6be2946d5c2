"""Parameters that models refuse, by server and model."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop_app.core.replies import ParameterDropped


class Refusal(NamedTuple):
    """A parameter that a model of a server (its host and port) does not take under this name."""

    host: str
    model: str
    dropped: ParameterDropped


class Refusals:
    """What has been learnt, for as long as this object lives; `storage.refusals` keeps it."""

    def __init__(self) -> None:
        self._by_model: dict[tuple[str, str], dict[str, ParameterDropped]] = {}

    async def load(self) -> None:
        """Wait until everything that was learnt before is known."""

    def of(self, host: str, model: str) -> tuple[ParameterDropped, ...]:
        """What this model refuses, in the order in which it was learnt."""
        return tuple(self._by_model.get((host, model), {}).values())

    def all(self) -> tuple[Refusal, ...]:
        """Everything, model by model."""
        return tuple(
            Refusal(host, model, dropped)
            for (host, model), by_name in self._by_model.items()
            for dropped in by_name.values()
        )

    def add(self, host: str, model: str, dropped: ParameterDropped) -> None:
        """This model refuses the parameter from now on."""
        self._by_model.setdefault((host, model), {})[dropped.name] = dropped

    def forget(self, host: str, model: str) -> None:
        """Ask this model with every parameter again."""
        self._by_model.pop((host, model), None)
