"""Words for how old the list of models is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, QObject

from desktop_app.core.connection_status import ConnectionState, ConnectionStatus

if TYPE_CHECKING:
    from datetime import datetime

    from desktop_app.core.model_list import ModelList
    from desktop_app.tabs.models.visits import Changes


class StateText(QObject):
    """Says of a list when the server gave it, and whether that is still so."""

    def line(self, listed: ModelList, status: ConnectionStatus) -> str:
        """A few words for the line above the table."""
        if self.is_asking(status):
            return self.tr("Refreshing …")
        if listed.listed_at is None:
            return ""
        when = _moment(listed.listed_at)
        if status.state is ConnectionState.FAILED:
            return self.tr("From {date}, not refreshed").format(date=when)
        return self.tr("Listed {date}").format(date=when)

    def count(self, shown: int, listed: int, changes: Changes) -> str:
        """How many rows are shown, of how many models, and how many came and went."""
        new, gone = len(changes.new), len(changes.gone)
        if not listed:
            return ""
        if shown < listed + gone:
            return self.tr("{shown} of {count}").format(shown=shown, count=listed + gone)
        template = self.tr("1 model") if listed == 1 else self.tr("{count} models")
        parts = [template.format(count=listed)]
        if new:
            parts.append(self.tr("{count} new").format(count=new))
        if gone:
            parts.append(self.tr("{count} gone").format(count=gone))
        return " · ".join(parts)

    def hint(self, listed: ModelList, status: ConnectionStatus) -> str:
        """What stands in the place of a table without rows."""
        if self.is_asking(status):
            return self.tr("Asking {profile} for its models …").format(profile=status.profile)
        if status.state is ConnectionState.FAILED:
            return self.tr(
                "The models of {profile} are not known: it could not be asked. Check the "
                "connection, then refresh."
            ).format(profile=status.profile)
        if not listed.models:
            return self.tr("{profile} lists no models for this key.").format(profile=status.profile)
        return self.tr(
            "No model holds all these words and abilities. Shorten the filter or switch chips off."
        )

    def is_asking(self, status: ConnectionStatus) -> bool:
        """Whether the server is being asked."""
        return status.state in {ConnectionState.CONNECTING, ConnectionState.STARTING_ENGINE}


def _moment(moment: datetime) -> str:
    """Time alone when it is of today."""
    local = QDateTime.fromSecsSinceEpoch(round(moment.timestamp()))
    short = QLocale.FormatType.ShortFormat
    if local.date() == QDate.currentDate():
        return QLocale().toString(local.time(), short)
    return QLocale().toString(local, short)
