"""Probabilities of tokens, in the form of completions and in that of chats."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from desktop_app.core.tokens import Alternative, Token


def tokens_in(logprobs: object, text: str) -> tuple[Token, ...]:
    """The tokens of `text`, whose texts together are exactly `text`; none where none are told.

    Understands `{tokens, token_logprobs, top_logprobs}` and `{content: [{token, logprob, …}]}`.
    """
    if not isinstance(logprobs, Mapping) or not text:
        return ()
    tokens = [*_of_chat(logprobs.get("content")), *_of_completion(logprobs)]
    if "".join(token.text for token in tokens) == text:
        return tuple(token for token in tokens if token.text)
    return tuple(_aligned(tokens, text)) if tokens else ()


def _of_completion(logprobs: Mapping[str, Any]) -> Iterator[Token]:
    texts = logprobs.get("tokens")
    if not isinstance(texts, list):
        return
    numbers = _list(logprobs.get("token_logprobs"), len(texts))
    tops = _list(logprobs.get("top_logprobs"), len(texts))
    for text, number, top in zip(texts, numbers, tops, strict=True):
        if isinstance(text, str):
            pairs = top.items() if isinstance(top, Mapping) else _pairs(top)
            yield Token(text, _number(number), _alternatives(pairs))


def _of_chat(content: object) -> Iterator[Token]:
    for entry in content if isinstance(content, list) else ():
        if isinstance(entry, Mapping) and isinstance(text := entry.get("token"), str):
            alternatives = _alternatives(_pairs(entry.get("top_logprobs")))
            yield Token(text, _number(entry.get("logprob")), alternatives)


def _pairs(entries: object) -> Iterator[tuple[object, object]]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, Mapping):
            yield entry.get("token"), entry.get("logprob")


def _alternatives(pairs: Iterable[tuple[object, object]]) -> tuple[Alternative, ...]:
    found = [
        Alternative(text, number)
        for text, value in pairs
        if isinstance(text, str) and (number := _number(value)) is not None
    ]
    return tuple(sorted(found, key=lambda alternative: -alternative.logprob))


def _aligned(tokens: Sequence[Token], text: str) -> Iterator[Token]:
    """Tokens cut to the text, where some are written otherwise, as bytes or as numbers.

    What lies between two that are found is one piece, as likely as those that are not found
    together.
    """
    start = 0
    unfound: list[Token] = []
    for token in tokens:
        # Nothing can lie between two that follow each other.
        limit = len(text) if unfound else start + len(token.text)
        place = text.find(token.text, start, limit) if token.text else -1
        if place < 0:
            unfound.append(token)
            continue
        if place > start:
            yield _joined(unfound, text[start:place])
        yield token
        start = place + len(token.text)
        unfound.clear()
    if start < len(text):
        yield _joined(unfound, text[start:])


def _joined(tokens: Sequence[Token], text: str) -> Token:
    if len(tokens) == 1:
        return tokens[0]._replace(text=text)
    known = [token.logprob for token in tokens if token.logprob is not None]
    complete = tokens and len(known) == len(tokens)
    return Token(text, sum(known) if complete else None)


def _list(value: object, length: int) -> list[Any]:
    """The list, made as long as the one beside it."""
    values = value[:length] if isinstance(value, list) else []
    return values + [None] * (length - len(values))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or math.isnan(value):
        return None
    return float(value)
