"""Sentences for what cannot go with a message."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core import errors
from desktop_app.ui.data_size import data_size


class AttachmentErrorText(QObject):
    """Words every AttachmentProblem, and models that take no pictures."""

    def sentence(self, error: errors.HubError) -> str:
        """What is wrong, and what to do; "" for an error of another kind."""
        match error:
            case errors.AttachmentUnusable():
                return self._template(error.problem).format(
                    name=error.name, size=data_size(error.size), limit=data_size(error.limit)
                )
            case errors.PicturesNotTaken():
                return self.tr(
                    "{model} takes no pictures. Choose a model that does, or remove them."
                ).format(model=error.model)
            case _:
                return ""

    def _template(self, problem: errors.AttachmentProblem) -> str:
        match problem:
            case errors.AttachmentProblem.MISSING:
                return self.tr("{name} is not there any more. Add it again from where it is now.")
            case errors.AttachmentProblem.NO_ACCESS:
                return self.tr("{name} may not be read. Check the file’s permissions.")
            case errors.AttachmentProblem.NOT_A_FILE:
                return self.tr("{name} is a folder or a device. Add the files that it holds.")
            case errors.AttachmentProblem.EMPTY:
                return self.tr("{name} is empty, so there is nothing to send. Add another file.")
            case errors.AttachmentProblem.TOO_LARGE:
                return self.tr(
                    "{name} has {size}, and a text file may have {limit}. Save the part that "
                    "matters as a file of its own and add that."
                )
            case errors.AttachmentProblem.SOUND:
                return self.tr(
                    "{name} is sound or video. Open it in the Audio tab to have it written down, "
                    "and send the text."
                )
            case errors.AttachmentProblem.PDF:
                return self.tr(
                    "{name} is a PDF, which cannot be read here. Copy its text into the message, "
                    "or save its pages as pictures and add those."
                )
            case errors.AttachmentProblem.NOT_TEXT:
                return self.tr(
                    "{name} is neither text nor a picture. Save it as plain text or as a picture "
                    "and add that."
                )
