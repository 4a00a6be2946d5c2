"""LaTeX as MathML for web pages. Imported when a page is written: the parser's tables are large."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, TypeGuard
from unicodedata import category

from latex2mathml import exceptions as latex_errors
from latex2mathml.converter import convert_to_element

from desktop_app.formulas.messages import LONGEST, Formula
from desktop_app.formulas.rewriting import rewritten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element


def _is_error(value: object) -> TypeGuard[type[Exception]]:
    return isinstance(value, type) and issubclass(value, Exception)


NOT_UNDERSTOOD: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
    *(error for error in vars(latex_errors).values() if _is_error(error)),
)
"""What the parser raises for LaTeX that it does not know."""

_MACRO = re.compile(r"\\(?:(?:re)?newcommand|providecommand|(?:re)?newenvironment|[egx]?def)\b")
"""Macros can double what they stand for a hundred times."""
_UPRIGHT = re.compile(r"\\mathrm\{")
_UNKNOWN = re.compile(r"\\[A-Za-z]")
"""A command that the parser did not know stands in its output as it was written."""
_NORM = re.compile(r"\\(?:\||Vert)")
"""The parser does not know its own norm sign behind a size."""
_CHARACTER = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_TAGS = frozenset({
    "math", "menclose", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom",
    "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd",
    "mtext", "mtr", "munder", "munderover",
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "accent", "accentunder", "columnalign", "columnlines", "columnspacing", "depth", "display",
    "displaystyle", "fence", "form", "height", "largeop", "linethickness", "lspace",
    "mathbackground", "mathcolor", "mathsize", "mathvariant", "maxsize", "minsize",
    "movablelimits", "notation", "rowlines", "rowspacing", "rspace", "scriptlevel", "separator",
    "stretchy", "symmetric", "voffset", "width",
})  # fmt: skip
_BARS = frozenset("|‖")
_LETTERS = frozenset("∞∅∂∇")
_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_WITH_LIMITS = frozenset((*"∑∏∐⋃⋂⋁⋀⨁⨂⨀⨄⨆", "lim", "max", "min", "sup", "inf", "det", "gcd", "Pr"))
_VALUE = re.compile(r"[\w#.+\- ]{0,60}")


def mathml(formula: Formula) -> str | None:
    """The formula as a `<math>` element; None if it is too long or not understood.

    Classes for the page's style: `boxed`, and `struck` for what is crossed out.

    The parser's own text would take over what the LaTeX holds of markup: only its tree is used,
    known elements with known attributes, every character of a person or a model escaped.
    """
    latex = formula.latex
    if not latex.strip() or len(latex) > LONGEST or _MACRO.search(latex):
        return None
    # Without the space the parser forgets that a single letter is upright.
    latex = _UPRIGHT.sub(r"\\mathrm {", rewritten(latex))
    try:
        tree = convert_to_element(latex, display="block" if formula.is_display else "inline")
        return "".join(_written(tree))
    except NOT_UNDERSTOOD:
        return None


def _written(element: Element) -> Iterator[str]:
    if element.tag not in _TAGS:
        raise ValueError(element.tag)
    attributes = {
        name: value
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and _VALUE.fullmatch(value)
    }
    text = _text(element)
    if _UNKNOWN.search(text):
        raise ValueError(text)
    tag = _tag(element, text)
    if tag == "menclose":  # which few browsers know
        is_box = attributes.get("notation") == "box"
        tag, attributes = "mrow", {"class": "boxed" if is_box else "struck"}
    elif tag == "mo" and text in _WITH_LIMITS:
        attributes["movablelimits"] = "true"
    elif tag == "mo" and text in _BARS and "form" not in attributes:
        attributes |= {"lspace": "0", "rspace": "0"}  # nobody knows where it opens and closes
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    yield f"<{tag}{written}>{escape(text)}"
    for child in element:
        yield from _written(child)
    yield f"</{tag}>"


def _text(element: Element) -> str:
    return _NORM.sub("\u2016", _CHARACTER.sub(_character, element.text or ""))


def _tag(element: Element, text: str) -> str:
    """The element that is meant: the parser takes some operators for letters and vice versa.

    Limits stand below and above, and the browser puts them beside where there is little room.
    """
    tag = element.tag
    if tag in _LIMITS and len(element) and _text(element[0]) in _WITH_LIMITS:
        return _LIMITS[tag]
    if tag == "mo" and text in _LETTERS:
        return "mi"
    return (
        "mo"
        if tag == "mi" and len(text) == 1 and text not in _LETTERS and category(text) == "Sm"
        else tag
    )


def _character(reference: re.Match[str]) -> str:
    return chr(int(reference[1], 16))
