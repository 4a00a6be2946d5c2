"""The LaTeX of models' answers that is drawn, and what is left as its source."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from desktop_app.formulas.drawing import draw
from desktop_app.formulas.messages import LONGEST, Formula
from desktop_app.formulas.rewriting import rewritten

DRAWN = r"""
\frac{a}{b}
\dfrac{1}{2} + \tfrac{1}{2} + \cfrac{1}{1+\cfrac{1}{x}}
x^{2} + y_{i}^{2} = z_{n+1}
\sqrt{x} + \sqrt[3]{y}
\sum_{i=1}^{n} i = \frac{n(n+1)}{2}
\prod_{k=1}^{n} k = n!
\int_{0}^{\infty} e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}
\iint_D f(x,y)\,dA \quad \oint_C \vec{F}\cdot d\vec{r}
\lim_{x \to 0} \frac{\sin x}{x} = 1
\alpha \beta \gamma \delta \epsilon \varepsilon \theta \lambda \mu \pi \sigma \phi \varphi \omega
\Gamma \Delta \Theta \Lambda \Sigma \Phi \Psi \Omega
\mathbb{R} \subset \mathbb{C}, \mathbb{N}, \mathbb{Z}, \mathbb{E}[X]
\mathcal{L}(\theta) + \mathcal{O}(n \log n)
\mathbf{v} = \mathrm{d}x, \mathsf{T}, \mathtt{code}, \mathit{ab}, \mathfrak{g}, \mathscr{F}
\boldsymbol{\beta} + \bm{x}
\vec{a} \cdot \hat{b} \times \bar{c} + \tilde{d} - \dot{x} + \ddot{x}
\overline{AB} + \underline{x} + \widehat{xyz} + \widetilde{abc} + \overrightarrow{AB}
\left( \frac{a}{b} \right)^n
\left[ \sum_{i} x_i \right] \left\{ y \right\} \left| z \right| \left\| w \right\|
\left. \frac{df}{dx} \right|_{x=0}
\langle x, y \rangle, \lfloor x \rfloor, \lceil x \rceil
\big( \Big( \bigg( \Bigg( x \Bigg) \bigg) \Big) \big)
\begin{pmatrix} a & b \\ c & d \end{pmatrix}
\begin{bmatrix} 1 & \cdots & 0 \\ \vdots & \ddots & \vdots \\ 0 & \cdots & 1 \end{bmatrix}
\begin{vmatrix} a & b \\ c & d \end{vmatrix} = ad - bc
f(x) = \begin{cases} x^2 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}
\begin{align} a &= b + c \\ &= d + e \end{align}
\begin{aligned} x + y &= 1 \\ x - y &= 3 \end{aligned}
\begin{align*} f(x) &= (x+1)^2 \\ &= x^2 + 2x + 1 \end{align*}
\begin{alignat}{2} a &= b &\quad c &= d \end{alignat}
\begin{equation} E = mc^2 \label{eq:mass} \end{equation}
\begin{gather} a = b \\ c = d \end{gather}
\begin{split} a &= b \\ &= c \end{split}
\begin{multline} a + b + c \\ + d + e \end{multline}
\begin{array}{rcl} a & = & b \\ c & = & d \end{array}
\left[\begin{array}{cc|c} 1 & 2 & 3 \\ 4 & 5 & 6 \end{array}\right]
\sum_{\substack{i=1 \\ i \neq j}}^{n} x_i
\text{softmax}(z_i) = \frac{e^{z_i}}{\sum_{j} e^{z_j}}
\operatorname{argmax}_{\theta} \log p(x \mid \theta)
\operatorname*{arg\,max}_{x \in S} f(x)
\arg\min_{w} \|w\|_2^2 + \lambda \lVert w \rVert_1
P(A \mid B) = \frac{P(B \mid A) P(A)}{P(B)}
\binom{n}{k} = \frac{n!}{k!(n-k)!}
a \leq b \geq c \neq d \approx e \equiv f \sim g \propto h \ll i \gg j
x \in A \cup B \cap C \setminus D \subseteq E \notin \emptyset
\forall x \exists y : x \implies y \iff z
A \rightarrow B \Rightarrow C \leftarrow D \Leftrightarrow E \mapsto F \xrightarrow{f} H
\nabla \cdot \mathbf{E} = \frac{\rho}{\varepsilon_0}
\frac{\partial^2 u}{\partial t^2} = c^2 \nabla^2 u
\underbrace{a + b + c}_{n\text{ terms}} + \overbrace{x + y}^{2}
\boxed{x = 42}
\cancel{x} + \textcolor{blue}{y}
90^\circ, 25\,^{\circ}\mathrm{C}, 50\%, \$5
\hbar \ell \Re \Im \aleph \infty \partial \dagger \pm \mp \oplus \otimes
a \equiv b \pmod{n}, \quad a \bmod b
\ldots \cdots \vdots \ddots \dots
\sin \cos \tan \log \ln \exp \max \min \sup \inf \det \dim \ker \gcd
x' + y'' + f'(x)
\overset{!}{=} + \underset{x}{\min} + \stackrel{def}{=}
\lvert x \rvert + \|x\| + |x| + \bigl\lVert y \bigr\rVert
\hat{y} = \sigma(\mathbf{W}^{\top} \mathbf{x} + b)
\text{Attention}(Q,K,V) = \text{softmax}\left(\frac{QK^T}{\sqrt{d_k}}\right)V
x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a} \tag{1}
\left\{ x \middle| x > 0 \right\}
1{,}000{,}000 + 3.14
\mathop{\mathrm{argmin}}_x f \quad \limsup_{n} a_n
\nabla_\theta J = \mathbb{E}_{\pi_\theta}\left[\sum_{t=0}^{T} \log \pi_\theta(a_t|s_t)\right]
\text{größer als } 5\,€
""".strip().splitlines()

LEFT_AS_SOURCE = [
    r"\unknowncommand{x}",
    r"\ce{H2O}",
    r"\frac{a}{",
    r"\left( x",
    r"\begin{matrix} a",
    r"\middle| x",
    r"\genfrac",
    "   ",
    "x" * (LONGEST + 1),
    "{" * 1_500,
]


@pytest.mark.parametrize("latex", DRAWN)
@pytest.mark.parametrize("is_display", [True, False])
def test_a_formula_of_an_answer_is_drawn(latex: str, is_display: bool) -> None:
    drawing = draw(Formula(latex, is_display))
    assert drawing is not None
    assert ElementTree.fromstring(drawing.svg).tag.endswith("svg")
    assert 0.3 < drawing.width < 60
    assert 0.4 < drawing.ascent + drawing.descent < 8


@pytest.mark.parametrize("latex", LEFT_AS_SOURCE)
def test_what_is_not_understood_is_not_drawn(latex: str) -> None:
    assert draw(Formula(latex)) is None


def test_a_fraction_reaches_below_the_line_and_a_letter_does_not() -> None:
    letter, fraction = draw(Formula("x")), draw(Formula(r"\frac{a}{b}"))
    assert letter is not None
    assert fraction is not None
    assert letter.descent < 0.1 < fraction.descent


def test_the_large_style_is_larger() -> None:
    inline = draw(Formula(r"\sum_{i=1}^n i", is_display=False))
    display = draw(Formula(r"\sum_{i=1}^n i", is_display=True))
    assert inline is not None
    assert display is not None
    assert display.descent > 2 * inline.descent


def test_a_sum_between_brackets_does_not_make_them_endless() -> None:
    drawing = draw(Formula(r"\left( \sum_{i} x_i \right)", is_display=True))
    assert drawing is not None
    assert drawing.ascent + drawing.descent < 4


@pytest.mark.parametrize(
    ("latex", "drawn_as"),
    [
        (r"\begin{equation} x \label{a} \end{equation}", "x"),
        (r"x \tag{1}", r"x \qquad \text{(1)}"),
        (r"\operatorname*{argmax}_{x \in S} f", r"\underset{x \in S}{\mathrm{argmax}}\, f"),
        (r"\begin{split} a &= b \end{split}", r"\begin{align*} a &= b \end{align*}"),
        (r"\lVert x \rVert", r"\| x \|"),
        (r"\text{if $x$ is}", r"\text{if }x\text{ is}"),
        (r"\capacity \cap", r"\capacity \:\cap\:"),
    ],
)
def test_other_words_for_the_same(latex: str, drawn_as: str) -> None:
    assert rewritten(latex) == drawn_as
