"""Sentences for pictures that cannot be used."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core import errors


class PictureErrorText(QObject):
    """Words every PictureProblem."""

    def sentence(self, error: errors.PictureUnreadable) -> str:
        """What is wrong with the picture, and what to do."""
        name = error.name or self.tr("The picture")
        return self._template(error.problem).format(name=name, format=error.format_name)

    def _template(self, problem: errors.PictureProblem) -> str:
        match problem:
            case errors.PictureProblem.MISSING:
                return self.tr("{name} is not there any more. Add it again from where it is now.")
            case errors.PictureProblem.NO_ACCESS:
                return self.tr("{name} may not be read. Check the file’s permissions.")
            case errors.PictureProblem.EMPTY:
                return self.tr("{name} is empty. Save or download it again.")
            case errors.PictureProblem.NOT_A_PICTURE:
                return self.tr("{name} is no picture, whatever its name says. Choose another file.")
            case errors.PictureProblem.UNSUPPORTED_FORMAT:
                return self.tr(
                    "{name} is a {format} picture, which cannot be read here. Save it as PNG or "
                    "JPEG and add that."
                )
            case errors.PictureProblem.TRUNCATED:
                return self.tr("{name} ends too early. Download or copy it again.")
            case errors.PictureProblem.DAMAGED:
                return self.tr("{name} is damaged. Save or download it again.")
            case errors.PictureProblem.TOO_LARGE:
                return self.tr(
                    "{name} is too large to be opened safely. Make it smaller and add it again."
                )
