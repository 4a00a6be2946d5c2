"""LaTeX becomes MathML, and never markup of its own."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from desktop_app.formulas.mathml import mathml
from desktop_app.formulas.messages import Formula
from tests.formulas.test_drawing import DRAWN, LEFT_AS_SOURCE

HARMLESS = {"math", "mfrac", "mi", "mn", "mo", "mrow", "mstyle", "msup", "mtext"}


@pytest.mark.parametrize("is_display", [True, False])
def test_every_formula_that_is_drawn_is_written_for_a_page_too(is_display: bool) -> None:
    for latex in DRAWN:
        written = mathml(Formula(latex, is_display))
        assert written, latex
        root = ElementTree.fromstring(written)
        assert root.attrib["display"] == ("block" if is_display else "inline")
        assert "\\" not in "".join(root.itertext()).replace("∖", ""), latex


@pytest.mark.parametrize("latex", LEFT_AS_SOURCE)
def test_what_is_not_understood_is_not_written(latex: str) -> None:
    assert mathml(Formula(latex)) is None


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{</math><script>alert(1)</script>}",
        r"\mathrm{</math><img src=x onerror=alert(1)>}",
        r"\operatorname{<b>}",
        r"\text{&lt;script&gt; &#60;script&#62; &#x3c;b&#x3e;}",
        r"\unicode{x3c}script\unicode{x3e}",
        r'\color{red" onload="alert(1)}{x}',
        r'\textcolor{red"><script>}{x}',
        r'\style{x" onclick="y}{z}',
        r"\href{javascript:alert(1)}{x}",
        r"\class{a}{x} \id{b}{x}",
        r'x <img src="x"> y',
        r'\rule{1em" onload="x}{1em}',
        r'\begin{array}{c"onload="x}a\end{array}',
    ],
)
def test_latex_brings_no_elements_and_no_attributes(latex: str) -> None:
    written = mathml(Formula(latex)) or "<math></math>"
    root = ElementTree.fromstring(written)  # which also says that all is closed in order
    assert {element.tag for element in root.iter()} <= HARMLESS | {"mtable", "mtr", "mtd", "mspace"}
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"href", "style", "class", "id"}
            assert not set(value) & set("\"<>&:'()")


def test_a_single_upright_letter_is_upright_and_operators_have_their_distance() -> None:
    assert '<mi mathvariant="normal">d</mi>' in (mathml(Formula(r"\mathrm{d}x")) or "")
    assert "<mo>±</mo>" in (mathml(Formula(r"a \pm b")) or "")
    assert "<mi>∞</mi>" in (mathml(Formula(r"\infty")) or "")


@pytest.mark.parametrize(
    "latex", [r"\left[ \sum_{i=1}^n i \right]", r"\lim_{x \to 0} f", r"\max_x f"]
)
def test_limits_stand_below_and_above_where_there_is_room(latex: str) -> None:
    written = mathml(Formula(latex, is_display=True)) or ""
    assert "<munder" in written
    assert '<mo movablelimits="true">' in written


def test_what_is_boxed_or_crossed_out_is_drawn_by_the_pages_style() -> None:
    assert '<mrow class="boxed">' in (mathml(Formula(r"\boxed{x}")) or "")
    assert '<mrow class="struck">' in (mathml(Formula(r"\xcancel{x}")) or "")


@pytest.mark.parametrize(
    "latex",
    [
        r"\def\a{xx}\def\b{\a\a}\def\c{\b\b}\c",
        r"\newcommand{\a}{\b\b}\a",
        r"\renewcommand{\a}{x}\a",
        r"\newenvironment{a}{x}{y}\begin{a}\end{a}",
    ],
)
def test_macros_that_could_double_without_end_are_not_followed(latex: str) -> None:
    assert mathml(Formula(latex)) is None
