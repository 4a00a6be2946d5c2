"""Sentences for vectors, the person's files and what the person writes as data."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core import errors


class DataErrorText(QObject):
    """Words what is wrong with vectors, files and a printer."""

    def sentence(self, error: errors.HubError) -> str:
        """What is wrong, and what to do."""
        match error:
            case errors.VectorsUnusable():
                return self._vectors(error)
            case errors.FileUnwritable() | errors.FileUnreadable():
                return self._file(error)
            case errors.PrintingFailed():
                return self.tr(
                    "The printer takes nothing now. Check that it is on and connected, or save "
                    "the conversation as a PDF."
                )
            case errors.ExtraFieldsUnusable():
                return self._extra_fields(error)
            case _:
                return ""

    def _vectors(self, error: errors.VectorsUnusable) -> str:
        match error.problem:
            case errors.VectorProblem.EMPTY:
                return self.tr("The server sent no numbers for a text. Choose another model.")
            case errors.VectorProblem.NOT_FINITE:
                return self.tr(
                    "A vector of the server holds a value that is no number, so nothing can be "
                    "compared with it. Run again or choose another model."
                )
            case errors.VectorProblem.DIMENSION:
                return self.tr(
                    "A vector has {found} numbers where {expected} are expected, so it cannot be "
                    "compared. Run again to get all vectors anew."
                ).format(found=error.found, expected=error.expected)

    def _file(self, error: errors.FileUnreadable | errors.FileUnwritable) -> str:
        if isinstance(error, errors.FileUnwritable):
            return self.tr(
                "“{name}” could not be written. Choose another folder or free some space."
            ).format(name=error.name)
        return self.tr("“{name}” cannot be read as text.").format(name=error.name)

    def _extra_fields(self, error: errors.ExtraFieldsUnusable) -> str:
        match error.problem:
            case errors.ExtraFieldsProblem.NOT_JSON if error.line:
                text = self.tr(
                    "The other fields are not JSON from line {line}, column {column} on."
                )
            case errors.ExtraFieldsProblem.NOT_JSON:
                text = self.tr("The other fields are not JSON that a server can read.")
            case errors.ExtraFieldsProblem.NOT_AN_OBJECT:
                text = self.tr("The other fields must be one JSON object, in braces.")
            case errors.ExtraFieldsProblem.RESERVED:
                text = self.tr("The program sets “{name}” itself. Take it out of the other fields.")
            case errors.ExtraFieldsProblem.TOO_LARGE:
                text = self.tr("The other fields are too long or too deeply nested.")
        return text.format(line=error.line, column=error.column, name=error.name)
