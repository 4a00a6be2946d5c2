"""What conversations may go where, as a person has said, and where they have been."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from desktop_app.core.models import Placement

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile


class Consents:
    """For as long as the conversations live, which are any objects that have weak references."""

    def __init__(self) -> None:
        self._conversations: WeakKeyDictionary[object, _Travels] = WeakKeyDictionary()

    def allow(self, conversation: object, profile: Profile, placement: Placement) -> None:
        """The conversation may go to models of the profile's server that run there."""
        self._of(conversation).allowed.add((_identity(profile), placement))

    def allows(self, conversation: object, profile: Profile, placement: Placement) -> bool:
        """Whether that was said; whoever lets it go to another company fears no unknown place."""
        allowed = self._of(conversation).allowed
        covering = {placement, Placement.HOSTED_EXTERNALLY}
        return any((_identity(profile), each) in allowed for each in covering)

    def note_sent(self, conversation: object, profile: Profile) -> None:
        """The conversation goes to the profile's server now."""
        travels = self._of(conversation)
        travels.last, travels.last_name = _identity(profile), profile.name

    def former_server(self, conversation: object, profile: Profile) -> str:
        """The name of another profile that had the conversation last, or ""."""
        travels = self._of(conversation)
        return travels.last_name if travels.last != _identity(profile) else ""

    def forget(self, conversation: object) -> None:
        """It begins anew."""
        self._conversations.pop(conversation, None)

    def _of(self, conversation: object) -> _Travels:
        return self._conversations.setdefault(conversation, _Travels())


class _Travels:
    def __init__(self) -> None:
        self.allowed: set[tuple[tuple[str, str], Placement]] = set()
        self.last = ("", "")
        self.last_name = ""


def _identity(profile: Profile) -> tuple[str, str]:
    return profile.name, profile.base_url
