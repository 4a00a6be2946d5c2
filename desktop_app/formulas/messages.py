"""What the window and the drawing process say to each other: a line of JSON each."""

from __future__ import annotations

import json
from dataclasses import dataclass

LONGEST = 4_000
"""Characters a formula may have; a longer one is not drawn."""
READY = '{"ready": true}'
"""The process's first line."""


@dataclass(frozen=True, slots=True)
class Formula:
    """LaTeX without its delimiters; `is_display` is the large style of a line of its own."""

    latex: str
    is_display: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as SVG in black, with its size in multiples of the type's size."""

    svg: str
    width: float
    ascent: float
    descent: float


def encode_formula(number: int, formula: Formula) -> str:
    """The line that asks for a drawing."""
    return json.dumps({"id": number, "latex": formula.latex, "display": formula.is_display})


def decode_formula(line: str) -> tuple[int, Formula]:
    """Read such a line. Raises ValueError or KeyError if it is another one."""
    asked = json.loads(line)
    return int(asked["id"]), Formula(str(asked["latex"]), bool(asked["display"]))


def encode_drawing(number: int, drawing: Drawing | None) -> str:
    """The answer; None if the formula cannot be drawn."""
    if drawing is None:
        return json.dumps({"id": number, "error": True})
    return json.dumps(
        {
            "id": number,
            "svg": drawing.svg,
            "width": drawing.width,
            "ascent": drawing.ascent,
            "descent": drawing.descent,
        }
    )


def decode_drawing(line: str) -> tuple[int, Drawing | None]:
    """Read such an answer. Raises ValueError or KeyError if it is another line."""
    answer = json.loads(line)
    if "svg" not in answer:
        return int(answer["id"]), None
    sizes = (float(answer[name]) for name in ("width", "ascent", "descent"))
    return int(answer["id"]), Drawing(str(answer["svg"]), *sizes)
