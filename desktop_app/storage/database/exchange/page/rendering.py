"""What the parser has found, as elements of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll
from markdown_it.renderer import RendererHTML
from typing_extensions import override

from desktop_app.core.code_fences import language_of
from desktop_app.formulas.mathml import mathml
from desktop_app.storage.database.exchange.page.formula_rules import FORMULA

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

    from desktop_app.formulas import Formula
    from desktop_app.storage.database.exchange.page.code import CodeBlocks
    from desktop_app.storage.database.exchange.page.pictures import PicturesTakenOut

PICTURES = "pictures"
"""The pictures of the text, in what is handed to the renderer."""
_LINKS = "links"
"""Whether each of the links that are open is one in the page too."""

_SAFE = re.compile(r"https?://|mailto:", re.IGNORECASE)
_BARE = re.compile(r"https?://[^\s<>\"]+")
_PUNCTUATION = ".,:;!?'*_~"
_MOST_FORMULAS = 1_000
"""Formulas that are remembered: a text repeats its letters often."""


class PageRenderer(RendererHTML):
    """Writes links that are safe, pictures that are in the text, formulas and code."""

    def __init__(self, code: CodeBlocks) -> None:
        super().__init__()
        self._code = code
        self._formulas: dict[Formula, str | None] = {}

    @override
    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Text, with the addresses in it as links."""
        text = tokens[idx].content
        if "://" not in text or env.get(_LINKS):
            return escape(text, quote=False)
        return "".join(_with_links(text))

    def link_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType
    ) -> str:
        """A link to the web or to a person; every other is only its words."""
        address = str(tokens[idx].attrs.get("href", ""))
        is_safe = bool(_SAFE.match(address))
        env.setdefault(_LINKS, []).append(is_safe)
        return _opening(address) if is_safe else ""

    def link_close(
        self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, env: EnvType
    ) -> str:
        """The end of a link, if it is one."""
        return "</a>" if env[_LINKS].pop() else ""

    @override
    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A picture that is in the text itself; a remote one is a link."""
        token = tokens[idx]
        address = str(token.attrs.get("src", ""))
        words = "".join(_words(token.children or ()))
        pictures: PicturesTakenOut = env[PICTURES]
        if pictures.holds(address) or address.startswith("data:image/"):
            return f'<img src="{escape(address)}" alt="{escape(words)}">'
        shown = escape(words or address, quote=False)
        is_link = _SAFE.match(address) and not env.get(_LINKS)
        return f"{_opening(address)}{shown}</a>" if is_link else shown

    @override
    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Code between fences."""
        token = tokens[idx]
        return self._block(token.content, language_of(unescapeAll(token.info)), env)

    @override
    def code_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Code that is set in."""
        return self._block(tokens[idx].content, "", env)

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A heading below those of the page and of the message."""
        tokens[idx].tag = f"h{min(6, int(tokens[idx].tag[1]) + 2)}"
        return self.renderToken(tokens, idx, options, env)

    heading_close = heading_open

    def table_open(
        self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """A table in a box of its own, in which it can be wider than the page."""
        return '<div class="table"><table>\n'

    def table_close(
        self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """The end of both."""
        return "</table></div>\n"

    def formula(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """A formula in a sentence."""
        return self._formula(tokens[idx])

    def display_formula(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """A formula on lines of its own."""
        return f'<div class="formula">{self._formula(tokens[idx])}</div>\n'

    def _block(self, code: str, language: str, env: EnvType) -> str:
        pictures: PicturesTakenOut = env[PICTURES]
        return self._code.block(pictures.restored(code.removesuffix("\n")), language)

    def _formula(self, token: Token) -> str:
        formula: Formula = token.meta[FORMULA]
        if formula not in self._formulas:
            if len(self._formulas) >= _MOST_FORMULAS:
                self._formulas.clear()
            self._formulas[formula] = mathml(formula)
        return self._formulas[formula] or f"<code>{escape(token.content, quote=False)}</code>"


def _opening(address: str) -> str:
    return f'<a href="{escape(address)}" rel="noopener noreferrer">'


def _with_links(text: str) -> Iterator[str]:
    position = 0
    for found in _BARE.finditer(text):
        address = _without_punctuation(found[0])
        yield escape(text[position : found.start()], quote=False)
        yield f"{_opening(address)}{escape(address, quote=False)}</a>"
        position = found.start() + len(address)
    yield escape(text[position:], quote=False)


def _without_punctuation(address: str) -> str:
    """The address without what ends a sentence, or the bracket that it stands in."""
    address = address.rstrip(_PUNCTUATION)
    if address.endswith(")") and address.count("(") < address.count(")"):
        return address[:-1].rstrip(_PUNCTUATION)
    return address


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    """What stands for a picture that is not shown."""
    for token in tokens:
        if token.children:
            yield from _words(token.children)
        else:
            yield " " if token.type in {"softbreak", "hardbreak"} else token.content
