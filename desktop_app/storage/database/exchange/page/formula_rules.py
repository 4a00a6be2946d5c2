"""Teaches the Markdown parser what a formula is, as the window knows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from desktop_app.formulas.formula_block import FormulaBlock
from desktop_app.formulas.recognition import display_formula, display_opening, formulas_in

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    from desktop_app.formulas import Formula
    from desktop_app.formulas.recognition import FormulaSpan

FORMULA = "formula"
DISPLAY = "display_formula"
"""Tokens: their content is the source with its delimiters, `meta[FORMULA]` the formula."""

BAR = "\ue000"
"""Stands for a bar within a formula, where it would end a table's cell."""

_MOST_UNCLOSED = 10
"""Formulas of a text whose end is looked for in vain."""


class FormulaRules:
    """A plugin: formulas in a sentence, and those on lines of their own."""

    def __init__(self, parser: MarkdownIt) -> None:
        self._spans: WeakKeyDictionary[StateInline, dict[int, FormulaSpan]] = WeakKeyDictionary()
        ends = ["paragraph", "reference", "blockquote", "list"]
        parser.inline.ruler.before("escape", FORMULA, self._in_sentence)
        parser.block.ruler.before("fence", DISPLAY, self._at_start, {"alt": ends})
        # Behind words that begin no list and no heading.
        parser.block.ruler.before(
            "lheading", "display_behind_words", self._behind_words, {"alt": ["paragraph"]}
        )

    def _in_sentence(self, state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in "$\\":
            return False
        spans = self._spans.get(state)
        if spans is None:
            spans = self._spans[state] = {span.start: span for span in formulas_in(state.src)}
        span = spans.get(state.pos)
        if span is None or span.end > state.posMax:
            return False
        if not silent:
            token = state.push(FORMULA, "math", 0)
            token.content = state.src[span.start : span.end]
            token.meta[FORMULA] = _with_bars(span.formula)
        state.pos = span.end
        return True

    def _at_start(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return self._display(state, start, end, is_silent=silent, is_at_start=True)

    def _behind_words(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return self._display(state, start, end, is_silent=silent, is_at_start=False)

    def _display(
        self, state: StateBlock, start: int, end: int, *, is_silent: bool, is_at_start: bool
    ) -> bool:
        line = _line(state, start)
        opening = display_opening(line)
        if opening < 0 or (opening == 0) != is_at_start or state.is_code_block(start):
            return False
        whole = _whole(state, start, end, opening)
        formula = display_formula(whole[0]) if whole else None
        if whole is None or formula is None:
            return False
        if is_silent:
            return True
        source, rest, state.line = whole
        _paragraph(state, line[:opening])
        token = state.push(DISPLAY, "math", 0)
        token.content = source
        token.meta[FORMULA] = _with_bars(formula)
        _paragraph(state, rest)
        return True


def with_hidden_bars(text: str) -> str:
    """The text with another sign for the bars within its formulas; the same if that one is used."""
    if BAR in text or "|" not in text or ("$" not in text and "\\" not in text):
        return text
    return "\n".join(_line_with_hidden_bars(line) for line in text.split("\n"))


def _line_with_hidden_bars(line: str) -> str:
    if "|" not in line:
        return line
    parts: list[str] = []
    position = 0
    for span in formulas_in(line):
        parts += line[position : span.start], line[span.start : span.end].replace("|", BAR)
        position = span.end
    return "".join((*parts, line[position:]))


def _with_bars(formula: Formula) -> Formula:
    return replace(formula, latex=formula.latex.replace(BAR, "|"))


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _whole(state: StateBlock, start: int, end: int, opening: int) -> tuple[str, str, int] | None:
    """The formula's source, what follows it on its last line, the number of the next line."""
    unclosed: set[tuple[int, ...]] = state.env.setdefault(DISPLAY, set())
    here = (start, end, state.blkIndent)
    if here in unclosed or len(unclosed) > _MOST_UNCLOSED:
        return None
    block = FormulaBlock(0)
    for number in range(start, end):
        line = _line(state, number)
        is_left = bool(line) and state.sCount[number] < state.blkIndent
        if block.text and (is_left or block.is_none(line)):
            break
        whole = block.take(line[opening:] if number == start else line)
        if whole:
            return *whole, number + 1
    unclosed.add(here)
    return None


def _paragraph(state: StateBlock, text: str) -> None:
    if not text.strip():
        return
    state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.children = text.strip(), []
    state.push("paragraph_close", "p", -1)
