"""Sentences about what was exported, imported and printed, and the words in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject

from desktop_app.core.conversations import ImportReport, MessageState
from desktop_app.core.messages import Role
from desktop_app.tabs.chat.exchange.paper.words import PaperWords

if TYPE_CHECKING:
    from datetime import datetime


class ExchangeWords(QObject):
    """All in the person's language."""

    def roles(self) -> dict[Role, str]:
        """The headings of messages."""
        return {
            Role.USER: self.tr("You"),
            Role.ASSISTANT: self.tr("Assistant"),
            Role.SYSTEM: self.tr("System"),
            Role.TOOL: self.tr("Tool"),
        }

    def reasoning(self) -> str:
        """The heading of what a model thought before it answered."""
        return self.tr("Reasoning")

    def on_paper(self) -> PaperWords:
        """What stands on paper besides the messages."""
        return PaperWords(
            roles=self.roles(),
            states={
                MessageState.STOPPED: self.tr("Stopped"),
                MessageState.FAILED: self.tr("Failed"),
                MessageState.INTERRUPTED: self.tr("Interrupted"),
            },
            reasoning=self.reasoning(),
            moment=_moment,
        )

    def exporting(self) -> str:
        """While conversations are written."""
        return self.tr("Exporting…")

    def importing(self) -> str:
        """While conversations are read."""
        return self.tr("Importing…")

    def laying_out(self) -> str:
        """While pages are made."""
        return self.tr("Laying out the pages…")

    def progress(self, doing: str, done: int, total: int) -> str:
        """How far it has come, if it is known of how many."""
        numbers = QLocale()
        if not total:
            return f"{doing} {numbers.toString(done)}"
        return self.tr("{doing} {done} of {total}").format(
            doing=doing, done=numbers.toString(done), total=numbers.toString(total)
        )

    def all_conversations(self) -> str:
        """The name of a file with everything."""
        return self.tr("Conversations")

    def written(self, name: str, count: int) -> str:
        """A file holds what it should."""
        if count == 1:
            return self.tr("The conversation was written to “{name}”.").format(name=name)
        said = self.tr("%n conversations were written to “{name}”.", "", count)
        return said.format(name=name)

    def not_written(self) -> str:
        """An export was given up."""
        return self.tr("Cancelled. Nothing was written.")

    def printed(self, printer: str) -> str:
        """All pages are on their way to a printer, or into a file that its dialog asked for."""
        if not printer:
            return self.tr("The conversation was printed to a file.")
        return self.tr("The conversation was sent to “{printer}”.").format(printer=printer)

    def not_printed(self) -> str:
        """Printing was given up."""
        return self.tr("Cancelled. Pages that were sent before may still come out of the printer.")

    def nothing_shown(self) -> str:
        """There is no conversation to export or print."""
        return self.tr("This conversation is still empty.")

    def busy(self) -> str:
        """Why another wish has to wait."""
        return self.tr("Wait until this is done, or cancel it first.")

    def taken(self, report: ImportReport, name: str) -> str:
        """What came out of a file, and honestly what did not."""
        count = len(report.conversations)
        if not count:
            return self.tr("“{name}” holds no conversation.").format(name=name)
        said = [
            self.tr("The conversation was imported.")
            if count == 1
            else self.tr("%n conversations were imported.", "", count)
        ]
        if report.repeated == count:
            said.append(self.tr("All of it was there before, and is there twice now."))
        elif report.repeated:
            repeated = report.repeated
            said.append(self.tr("There before, and twice now: %n of them.", "", repeated))
        if report.refused:
            said.append(self.tr("Conversations that could not be read: %n.", "", report.refused))
        if report.messages_left_out:
            left_out = report.messages_left_out
            said.append(self.tr("Messages of an unknown kind, left out: %n.", "", left_out))
        if missing := report.pictures_left_out:
            said.append(self.tr("Pictures that are not in the file: %n.", "", missing))
        return " ".join(said)

    def not_all_taken(self, report: ImportReport) -> str:
        """An import was given up or failed half-way."""
        count = len(report.conversations)
        if not count:
            return self.tr("Cancelled. Nothing was imported.")
        return self.tr("Cancelled. What was imported before stays: %n.", "", count)


def _moment(moment: datetime) -> str:
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
