"""Words for a token: how likely it was, and what could have stood in its place."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from desktop_app.core.tokens import Token

_VISIBLE = str.maketrans({"\n": "⏎", "\r": "␍", "\t": "⇥"})
_LONGEST = 40  # characters of a token that are shown
_BLOCKS = 12  # the bar of a probability of 1


class _Row(NamedTuple):
    text: str
    probability: float
    is_chosen: bool


class TokenWords(QObject):
    """The same facts as a line and as a table."""

    def line(self, token: Token) -> str:
        """For the line below the text."""
        parts = [f"“{_visible(token.text)}”  {self._chance(token)}"]
        others = [
            f"“{_visible(row.text)}” {percent(row.probability)}"
            for row in _rows(token)
            if not row.is_chosen
        ]
        if others:
            parts.append(self.tr("could have been: {others}").format(others=", ".join(others)))
        return "  ·  ".join(parts)

    def table(self, token: Token) -> str:
        """For the tool tip, as HTML; the token itself is bold."""
        rows = list(_rows(token))
        if not rows:
            return html.escape(self.line(token))
        body = "".join(
            f"<tr><td>{_weighted(_cell(row.text), row)}</td>"
            f'<td align="right">{_weighted(_cell(percent(row.probability)), row)}</td>'
            f"<td>{'▪' * round(_BLOCKS * row.probability)}</td></tr>"
            for row in rows
        )
        return f'<table cellspacing="0" cellpadding="3">{body}</table>'

    def _chance(self, token: Token) -> str:
        if token.probability is None:
            return self.tr("probability not known")
        return percent(token.probability)


def percent(probability: float) -> str:
    """A probability as a person reads it."""
    share = 100 * probability
    if share < 0.1:
        return "< 0.1 %"
    return f"{share:.1f} %" if share < 9.95 else f"{min(share, 100):.0f} %"


def _rows(token: Token) -> Iterator[_Row]:
    """The token and its alternatives, the likeliest first."""
    waiting = token.probability
    for other in token.alternatives:
        # A token that is written in another way is known by its probability.
        if waiting is not None and (other.text == token.text or other.logprob == token.logprob):
            yield _Row(token.text, waiting, is_chosen=True)
            waiting = None
            continue
        if waiting is not None and waiting > other.probability:
            yield _Row(token.text, waiting, is_chosen=True)
            waiting = None
        yield _Row(other.text, other.probability, is_chosen=False)
    if waiting is not None:
        yield _Row(token.text, waiting, is_chosen=True)


def _visible(text: str) -> str:
    """The text with its white space to be seen."""
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    inner = text.strip(" ")
    left = len(text) - len(text.lstrip(" "))
    right = len(text) - len(inner) - left
    return f"{'␣' * left}{inner.translate(_VISIBLE)}{'␣' * right}"


def _cell(text: str) -> str:
    return html.escape(_visible(text)).replace(" ", "&nbsp;")


def _weighted(content: str, row: _Row) -> str:
    return f"<b>{content}</b>" if row.is_chosen else content
