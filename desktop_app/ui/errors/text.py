"""Words any error, by the kind of thing that went wrong."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core import errors
from desktop_app.ui.errors.attachment_text import AttachmentErrorText
from desktop_app.ui.errors.data_text import DataErrorText
from desktop_app.ui.errors.database_text import DatabaseErrorText
from desktop_app.ui.errors.picture_text import PictureErrorText
from desktop_app.ui.errors.program_text import ProgramErrorText
from desktop_app.ui.errors.recording_text import RecordingErrorText
from desktop_app.ui.errors.service_text import ServiceErrorText


class ErrorText(QObject):
    """Words errors for a person. The server's or system's own words follow in quotes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = ServiceErrorText(self)
        self._pictures = PictureErrorText(self)
        self._recordings = RecordingErrorText(self)
        self._attachments = AttachmentErrorText(self)
        self._data = DataErrorText(self)
        self._database = DatabaseErrorText(self)
        self._program = ProgramErrorText(self)

    def sentence(self, error: BaseException) -> str:
        """What happened and what to do next, in one or two sentences."""
        said = self._own_words(error) or self._defect(error)
        detail = getattr(error, "detail", "") or getattr(error, "reason", "")
        return f"{said} “{detail}”" if detail else said

    def of_recording(self, problem: errors.RecordingProblem) -> str:
        """What troubles a recording that goes on."""
        return self._recordings.of_problem(problem)

    def _own_words(self, error: BaseException) -> str:
        match error:
            case errors.ServiceError():
                return self._service.sentence(error)
            case errors.PictureUnreadable():
                return self._pictures.sentence(error)
            case errors.HubError():
                return (
                    self._program.sentence(error)
                    or self._recordings.sentence(error)
                    or self._data.sentence(error)
                    or self._database.sentence(error)
                    or self._attachments.sentence(error)
                )
            case _:
                return ""

    def _defect(self, error: BaseException) -> str:
        return self.tr(
            "Something in the program went wrong ({kind}). Nothing was lost; try again, "
            "and report it if it happens twice."
        ).format(kind=type(error).__name__)
