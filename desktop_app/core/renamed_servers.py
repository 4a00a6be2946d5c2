"""What the settings remember of a server goes with it when it gets another name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from desktop_app.core.settings import Settings

T = TypeVar("T")


def with_renamed_servers(settings: Settings, names: Mapping[str, str]) -> Settings:
    """The settings with the new `names` of servers, by the former ones; two may swap theirs."""
    tabs = {key.rpartition("/")[2] for key in settings.chosen_models}
    in_tabs = {f"{old}/{tab}": f"{new}/{tab}" for old, new in names.items() for tab in tabs}
    return settings._replace(
        chosen_models=_moved(settings.chosen_models, in_tabs),
        compared_models=_moved(settings.compared_models, names),
        favourites=_moved(settings.favourites, names),
    )


def _moved(remembered: Mapping[str, T], names: Mapping[str, str]) -> dict[str, T]:
    stays = {name: value for name, value in remembered.items() if name not in names}
    moves = {new: remembered[old] for old, new in names.items() if old in remembered}
    return {**stays, **moves}
