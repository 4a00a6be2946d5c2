"""Properties of formulas, pictures and tables in the document, beside those of `formats`."""

from __future__ import annotations

from PySide6.QtGui import QTextFormat

_USER = int(QTextFormat.Property.UserProperty)
FORMULA = _USER + 30
"""Character property: this character is a formula, and its LaTeX."""
FORMULA_IS_DISPLAY = _USER + 31
FORMULA_SIZE = _USER + 32
FORMULA_COLOUR = _USER + 33
FORMULA_WIDTH = _USER + 34
FORMULA_HEIGHT = _USER + 35
HIDDEN = _USER + 36
"""Character property: the invisible source of the formula behind it."""
PICTURE = _USER + 39
"""Character property: this character is a picture within the text, and its address."""
PICTURE_WIDTH = _USER + 40
PICTURE_HEIGHT = _USER + 41
CELL = _USER + 42
"""Block property: the column of a table that this block is in, from 1."""
SEAM = _USER + 37
"""Block property: the empty block between two parts of one table."""
CONTINUED = _USER + 38
"""Table property: it goes on with the rows of the table above."""
