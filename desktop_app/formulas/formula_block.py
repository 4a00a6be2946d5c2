"""A display formula that is being streamed, line by line. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.formulas.messages import LONGEST
from desktop_app.formulas.recognition import whole_display


@dataclass(slots=True)
class FormulaBlock:
    """The lines so far of a formula that stands in `level` list items."""

    level: int
    text: str = ""

    def take(self, line: str) -> tuple[str, str] | None:
        """Add a line; the whole formula and what follows it, once it is closed."""
        self.text += ("\n" if self.text else "") + line.strip()
        return whole_display(self.text)

    def is_none(self, line: str) -> bool:
        """Whether `line` shows that what was taken for a formula is not one."""
        is_paragraph_over = self.text.startswith("$$") and not line.strip()
        return is_paragraph_over or len(self.text) + len(line) > LONGEST

    def copy(self) -> FormulaBlock:
        """The same, to look ahead with."""
        return FormulaBlock(self.level, self.text)
