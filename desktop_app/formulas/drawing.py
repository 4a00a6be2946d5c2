"""Draws a formula by ziamath. Imported by the drawing process only: the package is heavy."""

from __future__ import annotations

import re
from xml.etree.ElementTree import ParseError, fromstring

from ziamath.config import config
from ziamath.tex import tex2mml
from ziamath.zmath import Math

from desktop_app.formulas.mathml import NOT_UNDERSTOOD
from desktop_app.formulas.messages import LONGEST, Drawing, Formula
from desktop_app.formulas.rewriting import rewritten

_SIZE = 32.0
"""The type's size in the SVG's own units."""
_WIDEST = 200.0
_HIGHEST = 80.0
"""Multiples of the type's size; whatever is larger is taken for a mistake of the library."""
_UNKNOWN = re.compile(r"<m(?:i|o|text)[^>]*>[^<]*\\[A-Za-z]")
"""A command that the parser did not know stands in its output as it was written."""
_REPAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    # A sum between brackets that says it stretches makes them endlessly high.
    (re.compile(r"<mo>(&#x0?(?:2211|220F|2210|22C[0-3]|2A0[0-6]);)"), r'<mo stretchy="false">\1'),
    # The parser does not know its own norm sign behind a size.
    (re.compile(r">\\(?:\||Vert)<"), ">&#x02016;<"),
    (re.compile(r'rowspacing="3pt"'), 'rowspacing="0.5em"'),
    (re.compile(r"<mtable>"), '<mtable columnspacing="0.7em" rowspacing="0.3em">'),
)


_UNDRAWABLE: tuple[type[Exception], ...] = (*NOT_UNDERSTOOD, ParseError)

# Paths instead of symbols: Qt's SVG knows the simpler form in every version.
config.svg2 = False


def draw(formula: Formula) -> Drawing | None:
    """The formula as SVG; None if it is too long or not understood."""
    if not formula.latex.strip() or len(formula.latex) > LONGEST:
        return None
    try:
        return _drawn(formula)
    except _UNDRAWABLE:
        return None


def _drawn(formula: Formula) -> Drawing | None:
    mathml = tex2mml(rewritten(formula.latex), inline=not formula.is_display)
    for pattern, replacement in _REPAIRS:
        mathml = pattern.sub(replacement, mathml)
    if _UNKNOWN.search(mathml):
        return None
    svg = Math(mathml, size=_SIZE).svg()
    _, top, width, height = (float(part) for part in fromstring(svg).attrib["viewBox"].split())
    ascent, descent = -top / _SIZE, (height + top) / _SIZE
    if not (0 < width <= _WIDEST * _SIZE and 0 < height <= _HIGHEST * _SIZE):
        return None
    return Drawing(svg, width / _SIZE, ascent, descent)
