"""What a file of settings would change, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.settings import OnClose, Settings, Theme

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile
    from desktop_app.core.settings_transfer import Change, Takeover

_MOST_NAMES = 6


class TransferWords(QObject):
    """A line for each change."""

    def changes(self, takeover: Takeover) -> list[str]:
        """Everything that would not be as it was."""
        return [line for change in takeover.changes for line in self._lines(change, takeover)]

    def _lines(self, change: Change, takeover: Takeover) -> list[str]:
        if change.field == "profiles":
            return self._servers(change, takeover)
        title = self._title(change.field)
        if change.names:
            return [f"{title}: {self._listed(change.names)}"]
        return [f"{title}: {self._value(change.former)} → {self._value(change.new)}"]

    def _servers(self, change: Change, takeover: Takeover) -> list[str]:
        profiles: dict[str, Profile] = {each.name: each for each in change.new}
        former = {each.name for each in change.former}
        in_file = {new: name for name, new in takeover.renamed.items()}
        lines = []
        for name in change.names:
            host = profiles[name].host
            if name in former:
                text = self.tr("Server changed: {name}, {host}")
            elif name in in_file:
                text = self.tr(
                    "New server: {name}, {host}. “{other}” is another one here, whose key stays "
                    "with it"
                )
            else:
                text = self.tr("New server: {name}, {host}")
            lines.append(text.format(name=name, host=host, other=in_file.get(name, "")))
        return lines

    def _title(self, field: str) -> str:
        titles: Mapping[str, str] = {
            "theme": self.tr("Theme"),
            "text_size": self.tr("Text size in per cent"),
            "local_model_file": self.tr("Model file"),
            "chosen_models": self.tr("Chosen models"),
            "compared_models": self.tr("Compared models"),
            "favourites": self.tr("Favourite models"),
            "presets": self.tr("Presets"),
            "keeps_ledger": self.tr("Record every call"),
            "on_close": self.tr("When the window is closed"),
        }
        return titles.get(field, field.replace("_", " ").capitalize())

    def _value(self, value: object) -> str:
        match value:
            case Theme.SYSTEM:
                return self.tr("as the system")
            case Theme.LIGHT:
                return self.tr("light")
            case Theme.DARK:
                return self.tr("dark")
            case OnClose.ASK:
                return self.tr("ask")
            case OnClose.QUIT:
                return self.tr("quit")
            case OnClose.STAY:
                return self.tr("stay in the tray")
            case bool():
                return self.tr("yes") if value else self.tr("no")
            case "":
                return self.tr("none")
            case _:
                return str(value)

    def _listed(self, names: tuple[str, ...]) -> str:
        listed = ", ".join(names[:_MOST_NAMES])
        more = len(names) - _MOST_NAMES
        return (
            listed
            if more <= 0
            else self.tr("{names} and {more} more").format(names=listed, more=more)
        )


def differing_servers(former: Settings, new: Settings) -> dict[str, str]:
    """Names of profiles that are not in both as they are, for who uses one of them."""
    before, after = set(former.profiles), set(new.profiles)
    return {profile.name: profile.name for profile in before ^ after}
