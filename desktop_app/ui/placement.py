"""Icon and words for where a model processes the data: the same sign everywhere."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core.models import ModelInfo, Placement

_ICONS = {
    Placement.THIS_COMPUTER: "this-computer",
    Placement.HOSTED_BY_PROVIDER: "provider",
    Placement.HOSTED_EXTERNALLY: "external",
    Placement.UNKNOWN: "unknown",
}


class PlacementText(QObject):
    """Says where the data goes; what the server does not say is said to be unknown."""

    def icon_name(self, model: ModelInfo) -> str:
        """The icon for where the data goes."""
        return _ICONS[model.placement]

    def word(self, model: ModelInfo) -> str:
        """A few words for a table cell."""
        country = model.country
        match model.placement:
            case Placement.THIS_COMPUTER:
                return self.tr("This computer")
            case Placement.HOSTED_BY_PROVIDER:
                return country
            case Placement.HOSTED_EXTERNALLY:
                if country:
                    return self.tr("External, {country}").format(country=country)
                return self.tr("External")
            case _:
                return self.tr("Unknown")

    def line(self, model: ModelInfo) -> str:
        """The same after what it is about, for a line of its own."""
        return self.tr("Data goes to: {place}").format(place=self.word(model))

    def sentence(self, model: ModelInfo) -> str:
        """A full sentence for a tool tip."""
        match model.placement:
            case Placement.THIS_COMPUTER:
                return self.tr("Nothing leaves this computer.")
            case Placement.HOSTED_BY_PROVIDER:
                return self.tr("Processed by the provider in {country}.").format(
                    country=model.country
                )
            case Placement.HOSTED_EXTERNALLY:
                return self.tr(
                    "Hosted by an outside company; the data may leave the provider’s own centres."
                )
            case _:
                return self.tr("The server does not say where the data goes.")

    def warning(self, model: ModelInfo, server: str) -> str:
        """What a person should know before something is sent to the model by way of `server`."""
        if model.placement is Placement.HOSTED_EXTERNALLY:
            place = f" ({model.country})" if model.country else ""
            return self.tr(
                "“{model}” is hosted by another company{place}. What you send leaves the centres "
                "of {server}."
            ).format(model=model.id, place=place, server=server)
        return self.tr(
            "{server} does not say where “{model}” runs or who reads what you send."
        ).format(model=model.id, server=server)
