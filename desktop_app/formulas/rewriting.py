"""Rewrites LaTeX that the drawing library does not know into LaTeX that it draws."""

from __future__ import annotations

import re

_GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
_ALIGNED = r"(?:align|aligned|alignat|alignedat|flalign|split|eqnarray)"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # What only a numbered document needs.
        (r"\\(?:label|ref|eqref)" + _GROUP, ""),
        (r"\\(?:nonumber|notag)(?![A-Za-z])", ""),
        (r"\\tag\*?" + _GROUP, r"\\qquad \\text{(\1)}"),
        (r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}", " "),
        # Environments.
        (r"\\begin\{(?:alignat|alignedat)\*?\}\s*\{\d*\}", r"\\begin{align*}"),
        (rf"\\(begin|end)\{{{_ALIGNED}\*?\}}", r"\\\1{align*}"),
        (r"\\begin\{(?:gather|gathered|multline)\*?\}", r"\\begin{array}{c}"),
        (r"\\end\{(?:gather|gathered|multline)\*?\}", r"\\end{array}"),
        (r"\\(begin|end)\{[dr]cases\}", r"\\\1{cases}"),
        # Operators with what stands below them.
        (rf"\\(?:operatorname\*|mathop)\s*{_GROUP}\s*(?:\\limits\s*)?_\s*{_GROUP}",
         r"\\underset{\2}{\\mathrm{\1}}\\,"),
        (rf"\\(?:operatorname\*|mathop)\s*{_GROUP}\s*(?:\\limits\s*)?_\s*(\\?\w)",
         r"\\underset{\2}{\\mathrm{\1}}\\,"),
        (rf"\\(?:operatorname\*|mathop)\s*{_GROUP}", r"\\mathrm{\1}"),
        (r"\\operatorname\s*\{(\w+)\\[,; ]\s*(\w+)\}", r"\\operatorname{\1 \2}"),
        (r"\\mathrm\{\\mathrm\{([^{}]*)\}\}", r"\\mathrm{\1}"),
        (r"\\text\{([^{}$]*)\$([^$]*)\$([^{}$]*)\}", r"\\text{\1}\2\\text{\3}"),
        # Signs by their other names, relations with their distance.
        (r"\\not\s*=", r"\\neq "),
        (r"\\[lr]Vert(?![A-Za-z])", r"\\|"),
        (r"\\bmod(?![A-Za-z])", r"\\:\\mathrm{mod}\\:"),
        (r"\\(cup|cap|sim|implies|iff|impliedby|land|lor|wedge|vee|setminus|triangleq)(?![A-Za-z])",
         r"\\:\\\1\\:"),
    )
)  # fmt: skip


def rewritten(latex: str) -> str:
    """`latex` without what has no meaning here, in the words that are drawn."""
    for pattern, replacement in _RULES:
        latex = pattern.sub(replacement, latex)
    return latex.strip()
