"""Words for what is wrong with arguments and definitions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.tooling.checking import ProblemKind

if TYPE_CHECKING:
    from desktop_app.tooling.checking import Problem

_SHOWN = 3


class ProblemText(QObject):
    """One line a problem: where it is and what is wrong there."""

    def lines(self, problems: Sequence[Problem]) -> str:
        """The first problems, and how many there are besides."""
        said = [self.line(problem) for problem in problems[:_SHOWN]]
        if len(problems) > _SHOWN:
            said.append(self.tr("and {count} more").format(count=len(problems) - _SHOWN))
        return "\n".join(said)

    def line(self, problem: Problem) -> str:
        """Line and column, and the sentence."""
        what = self._template(problem.kind).format(
            path=problem.path.removeprefix("$.") or "$",
            expected=problem.expected,
            found=problem.found,
            detail=problem.detail,
        )
        if problem.position is None:
            return what
        return self.tr("Line {line}, column {column}: {what}").format(
            line=problem.position.line, column=problem.position.column, what=what
        )

    def _template(self, kind: ProblemKind) -> str:
        templates = {
            ProblemKind.NOT_JSON: self.tr("not valid JSON ({detail})"),
            ProblemKind.TOO_LARGE: self.tr("Too long or too deeply nested to be checked"),
            ProblemKind.NOT_AN_OBJECT: self.tr("Must be an object in braces, not {found}"),
            ProblemKind.MISSING: self.tr("{expected} is missing"),
            ProblemKind.UNEXPECTED: self.tr("{found} is not expected"),
            ProblemKind.TYPE: self.tr("{path} must be of type {expected}, not {found}"),
            ProblemKind.CHOICE: self.tr("{path} must be {expected}, not {found}"),
            ProblemKind.REFERENCE: self.tr("A $ref of the schema points to nothing or to itself"),
            ProblemKind.NAME: self.tr("A name has 1 to 64 letters, digits, _ or -, and no spaces"),
            ProblemKind.NAME_TAKEN: self.tr("Another tool is called {found}"),
        }
        return templates.get(kind, self.tr("{path} does not fit: {detail}"))
