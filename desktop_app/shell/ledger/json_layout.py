"""JSON laid out to be read, also a part of one: nothing but its white space becomes another."""

from __future__ import annotations

import re

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_UNESCAPED_QUOTE = re.compile(r'(?<!\\)(?:\\\\)*"')
_FOLLOWS_A_STRING = re.compile(r"\s*(?:[,:}\]]|$)")
_PRECEDES_A_STRING = re.compile(r"[{\[,:]\s*$")
_OPEN, _CLOSE = ("{", "["), ("}", "]")
_INDENT = "  "
_WIDTH = 44  # characters that numbers of a list fill in a line, as wide as the field is at first
_LOOKS_BACK = 80  # characters


def looks_like_json(text: str) -> bool:
    """Whether a body is JSON by its first letter."""
    return text[:1] in ("{", "[")


def laid_out(text: str) -> str:
    """A line for each member; numbers fill a line, and what is short stands in one."""
    return _laid_out(_TOKEN.findall(text), 0)


def laid_out_end(text: str) -> str:
    """The same for the end of a text whose beginning is missing; it may begin within a string."""
    inside = _rest_of_string(text)
    tokens = _TOKEN.findall(text, len(inside))
    steps = [(token in "{[") - (token in "}]") for token in tokens if len(token) == 1]
    depth = lowest = 0
    for step in steps:
        depth += step
        lowest = min(lowest, depth)
    return inside + _laid_out(tokens, -lowest)


def _rest_of_string(text: str) -> str:
    quote = _UNESCAPED_QUOTE.search(text)
    if quote is None or not _FOLLOWS_A_STRING.match(text, quote.end()):
        return ""
    place = quote.end() - 1
    string = _TOKEN.match(text, place)
    begins_one = (
        _PRECEDES_A_STRING.search(text[max(0, place - _LOOKS_BACK) : place])
        and string is not None
        and _FOLLOWS_A_STRING.match(text, string.end())
    )
    return "" if begins_one else text[: quote.end()]


def _laid_out(tokens: list[str], depth: int) -> str:
    parts: list[str] = []
    place = column = 0

    def new_line() -> str:
        nonlocal column
        column = len(_INDENT) * depth
        return "\n" + _INDENT * depth

    while place < len(tokens):
        token = tokens[place]
        short = _short_list(tokens, place, _WIDTH - column) if token in _OPEN else []
        if short:
            part = "".join(", " if each == "," else each for each in short)
        elif token in _OPEN:
            depth += 1
            part = token + new_line()
        elif token in _CLOSE:
            depth = max(depth - 1, 0)
            part = new_line() + token
        elif token == "," and _goes_on(tokens, place, _WIDTH - column):
            part = ", "
        elif token == ",":
            part = "," + new_line()
        else:
            part = ": " if token == ":" else token
        parts.append(part)
        column += len(part) if "\n" not in part else len(token)
        place += len(short) or 1
    return "".join(parts)


def _short_list(tokens: list[str], place: int, room: int) -> list[str]:
    """The tokens of a list of plain values, or of nothing, that has room in a line; else none."""
    for end in range(place + 1, len(tokens)):
        token = tokens[end]
        room -= len(token) + 1
        if token in _CLOSE:
            return tokens[place : end + 1] if token == "]" or end == place + 1 else []
        if room < 0 or token in (*_OPEN, ":"):
            return []
    return []


def _goes_on(tokens: list[str], place: int, room: int) -> bool:
    """Whether a number follows the comma at `place`, as one stands before it, and has room."""
    around = (*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2])
    return all(token[0] not in '"{}[]:' for token in around) and len(around[-1]) + 3 <= room
