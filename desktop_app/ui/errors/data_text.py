"""Sentences for vectors and the person's files."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core import errors


class DataErrorText(QObject):
    """Words what is wrong with vectors and files."""

    def sentence(self, error: errors.HubError) -> str:
        """What is wrong, and what to do."""
        match error:
            case errors.VectorsUnusable():
                return self._vectors(error)
            case errors.FileUnwritable() | errors.FileUnreadable():
                return self._file(error)
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
