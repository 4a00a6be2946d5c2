"""What of an answer is a formula."""

from __future__ import annotations

import pytest

from desktop_app.formulas.recognition import formulas_in, open_formula


def found(text: str) -> list[str]:
    return [span.formula.latex for span in formulas_in(text)]


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        (r"with \(a_1 + b\) and", ["a_1 + b"]),
        ("the $n$th of $x$, $y$.", ["n", "x", "y"]),
        (r"**$x$** and ($y$) and $x$-axis", ["x", "y", "x"]),
        (r"so $$x = 1$$ and \[y = 2\] hold", ["x = 1", "y = 2"]),
        (r"\begin{align}a &= b\end{align}", [r"\begin{align}a &= b\end{align}"]),
        (r"it costs $5, but $x$ is free", ["x"]),
        (r"price $\$5$", [r"\$5"]),
        (r"\( \left( a \right) \)", [r"\left( a \right)"]),
        ("> \\(a\n> + b\\)", ["a\n+ b"]),
    ],
)
def test_formulas_are_found(text: str, latex: list[str]) -> None:
    assert found(text) == latex


@pytest.mark.parametrize(
    "text",
    [
        "between $5 and $10",
        "$20,$30 or US$5 and A$7",
        "**$5** and **$6**",
        "$5 per month and 10$",
        "a $ b $ c",
        r"escaped \$x\$ stays",
        "`$x$` and ``\\(y\\)``",
        "[link](https://a.example/?a=$x$) https://a.example/$b$",
        "unclosed $x and \\(y",
        r"C:\\(dir\\)",
        "",
        r"\(  \)",
    ],
)
def test_what_is_no_formula_stays_text(text: str) -> None:
    assert found(text) == []


def test_an_unclosed_formula_is_known() -> None:
    assert open_formula(r"then \(x_1") == 5
    assert open_formula(r"then $x_1 +") == 5
    assert open_formula("it costs $5 and") == -1
    assert open_formula(r"done \(x\) and $y$") == -1
