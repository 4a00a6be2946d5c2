"""How a page looks, in light and in dark, on the screen and on paper."""

from __future__ import annotations

from desktop_app.core.code_colouring import DARK_SYNTAX, LIGHT_SYNTAX

_LIGHT = {
    "page": "#ffffff", "text": "#1f2328", "muted": "#656d76", "soft": "#f6f8fa",
    "bubble": "#f2f4f7", "inline": "#eceff3", "border": "#d8dee4", "link": "#0b62c4",
    **LIGHT_SYNTAX,
}  # fmt: skip
_DARK = {
    "page": "#16181d", "text": "#e3e6ea", "muted": "#969ea9", "soft": "#1e2229",
    "bubble": "#22262e", "inline": "#2b3039", "border": "#353b45", "link": "#74b3ff",
    **DARK_SYNTAX,
}  # fmt: skip
_RULES = """\
body { margin: 40px auto; padding: 0 20px; max-width: 760px; overflow-wrap: break-word;
 font: 16px/1.6 system-ui, sans-serif; color: var(--text); background: var(--page) }
a { color: var(--link) }
h1 { margin: 0; font-size: 28px; line-height: 1.25 }
h1 + p { margin: 4px 0 0 }
h2 { margin: 0 0 8px; font-size: 14px; line-height: 1.4 }
h3, h4, h5, h6 { margin: 24px 0 8px; line-height: 1.3 }
h3 { font-size: 22px }
h4 { font-size: 19px }
h5, h6 { font-size: 16px }
time { margin-left: 4px; font-size: 12px; font-weight: normal; color: var(--muted) }
h1 + p time { margin: 0 }
section { margin: 32px 0 }
section.user { padding: 16px 20px; border-radius: 12px; background: var(--bubble) }
section > :last-child { margin-bottom: 0 }
p, ul, ol, .text { margin: 0 0 12px }
ul, ol { padding-left: 28px }
li { margin: 4px 0 }
li > p { margin: 4px 0 }
li > ul, li > ol { margin: 0 }
li.task-list-item { list-style: none }
li.task-list-item input { margin: 0 8px 0 -24px; width: 16px; height: 16px; vertical-align: -2px }
.text { white-space: pre-wrap; overflow-wrap: anywhere }
blockquote { margin: 0 0 12px; padding-left: 16px; border-left: 4px solid var(--border);
 color: var(--muted) }
hr { margin: 24px 0; border: 0; border-top: 1px solid var(--border) }
article + hr { margin: 64px 0 }
code { padding: 2px 4px; border-radius: 4px; background: var(--inline);
 font: 14px/1.5 ui-monospace, monospace }
.code { margin: 0 0 16px; overflow: hidden; border: 1px solid var(--border); border-radius: 8px;
 background: var(--soft) }
figcaption { padding: 8px 16px 0; font-size: 12px; color: var(--muted) }
pre { margin: 0; padding: 12px 16px; overflow-x: auto }
pre code { padding: 0; background: none; tab-size: 4 }
.table, .formula { margin: 0 0 16px; overflow: auto hidden }
.formula { padding: 4px 0 }
pre, .table, .formula { scrollbar-width: thin; scrollbar-color: var(--border) transparent }
table { border-collapse: collapse }
th, td { padding: 8px 12px; border: 1px solid var(--border); text-align: left; vertical-align: top }
th { background: var(--soft) }
details { margin-bottom: 12px; padding-left: 16px; border-left: 4px solid var(--border);
 color: var(--muted) }
summary { cursor: pointer; font-size: 14px }
details[open] summary { margin-bottom: 8px }
img { max-width: 100%; height: auto; border-radius: 8px }
math { font: 1.1em "STIX Two Math", "Latin Modern Math", "Cambria Math", "Libertinus Math",
 "DejaVu Math TeX Gyre", "Noto Sans Math", math }
mtd[columnalign=left] { text-align: left }
mtd[columnalign=right] { text-align: right }
mtable[columnspacing] mtd { padding-left: 1px; padding-right: 1px }
[mathvariant^=bold] { font-weight: bold }
.boxed { padding: 4px; border: 1px solid }
.struck { background: linear-gradient(to top right, transparent 47%, currentcolor 48%,
 currentcolor 52%, transparent 53%) }
@media print {
 body { margin: 0; max-width: none; font-size: 11pt }
 pre, .text { white-space: pre-wrap }
 h2, figcaption { break-after: avoid }
}
"""


def style() -> str:
    """The style sheet, which needs nothing beside the page."""
    kinds = "".join(f".{kind} {{ color: var(--{kind}) }}\n" for kind in LIGHT_SYNTAX)
    dark = f"@media (prefers-color-scheme: dark) {{\n{_variables(_DARK)}}}\n"
    return f"{_variables(_LIGHT)}{dark}{_RULES}{kinds}"


def _variables(colours: dict[str, str]) -> str:
    return f":root {{ {'; '.join(f'--{name}: {value}' for name, value in colours.items())} }}\n"
