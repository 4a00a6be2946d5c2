"""LaTeX drawn as SVG by a process of its own: drawing takes the interpreter for milliseconds."""

from __future__ import annotations

from desktop_app.formulas.messages import Drawing, Formula
from desktop_app.formulas.process import FormulaProcess

__all__ = ["Drawing", "Formula", "FormulaProcess"]
