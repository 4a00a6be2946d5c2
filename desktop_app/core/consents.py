"""What conversations may go where, as a person has said, and where they have been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable
from weakref import WeakKeyDictionary

from desktop_app.core.models import Placement

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile


class Server(NamedTuple):
    """A profile and where it leads: the same name at another address is another server."""

    profile: str
    base_url: str


@dataclass(frozen=True, slots=True)
class Travels:
    """Which server had a conversation last, and to which kinds of models it may go where."""

    last: Server | None = None
    allowed: frozenset[tuple[Server, Placement]] = frozenset()

    def allowing(self, profile: Profile, placement: Placement) -> Travels:
        """It may go to models of the profile's server that run there."""
        return replace(self, allowed=self.allowed | {(_server(profile), placement)})

    def allows(self, profile: Profile, placement: Placement) -> bool:
        """Whether that was said; whoever lets it go to another company fears no unknown place."""
        covering = {placement, Placement.HOSTED_EXTERNALLY}
        return any((_server(profile), each) in self.allowed for each in covering)

    def sent_to(self, profile: Profile) -> Travels:
        """It goes to the profile's server now."""
        return replace(self, last=_server(profile))

    def former_server(self, profile: Profile) -> str:
        """The name of another profile that had it last, or ""."""
        is_other = self.last is not None and self.last != _server(profile)
        return self.last.profile if self.last is not None and is_other else ""

    def as_json(self) -> dict[str, Any]:
        """As it is kept with a conversation."""
        allowed = sorted([*server, placement.value] for server, placement in self.allowed)
        return {"last": list(self.last or ()), "allowed": allowed}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Travels:
        """What `as_json` has written; what makes no sense was never said."""
        allowed = {
            (Server(profile, base_url), placement)
            for profile, base_url, value in _texts(stored.get("allowed"), 3)
            if (placement := _PLACEMENTS.get(value)) is not None
        }
        last = next(iter(_texts([stored.get("last")], 2)), None)
        return cls(Server(*last) if last else None, frozenset(allowed))


@runtime_checkable
class Traveller(Protocol):
    """A conversation that keeps its travels itself, longer than the program runs."""

    travels: Travels


class Consents:
    """Of conversations, which are any objects that have weak references, while they live."""

    def __init__(self) -> None:
        self._others: WeakKeyDictionary[object, Travels] = WeakKeyDictionary()

    def of(self, conversation: object) -> Travels:
        """What is known of a conversation."""
        if isinstance(conversation, Traveller):
            return conversation.travels
        return self._others.get(conversation, Travels())

    def note(self, conversation: object, travels: Travels) -> None:
        """That is known of it from now on."""
        if isinstance(conversation, Traveller):
            conversation.travels = travels
        else:
            self._others[conversation] = travels

    def forget(self, conversation: object) -> None:
        """It begins anew."""
        self.note(conversation, Travels())


_PLACEMENTS = {placement.value: placement for placement in Placement}


def _server(profile: Profile) -> Server:
    return Server(profile.name, profile.base_url)


def _texts(stored: object, length: int) -> list[tuple[str, ...]]:
    """The entries of a list that are so many texts."""
    entries = stored if isinstance(stored, list) else []
    return [
        tuple(entry)
        for entry in entries
        if isinstance(entry, list)
        and len(entry) == length
        and all(isinstance(part, str) for part in entry)
    ]
