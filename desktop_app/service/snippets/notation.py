"""JSON values written in a language: on one line where they fit, else indented.

What cannot be seen (control characters, marks of writing direction) is escaped everywhere: pasted
into a terminal or an editor, code must do nothing but what it shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Notation:
    """How a language writes values. `text` is told the indentation of the line it begins on."""

    text: Callable[[str, str], str]
    constants: Mapping[bool | None, str]
    step: str
    last_comma: str

    def write(self, value: object, indent: str = "") -> str:
        """The value, that begins on a line of this indentation."""
        inner = indent + self.step
        if isinstance(value, str):
            return self.text(value, indent)
        if isinstance(value, Mapping):
            entries = [f"{self.text(k, inner)}: {self.write(v, inner)}" for k, v in value.items()]
            return self.enclose("{", entries, "}", indent)
        if isinstance(value, Sequence):
            return self.enclose("[", [self.write(item, inner) for item in value], "]", indent)
        if value is None or isinstance(value, bool):
            return self.constants[value]
        return repr(value)

    def enclose(self, opening: str, entries: Sequence[str], closing: str, indent: str) -> str:
        """Entries between brackets."""
        length = len(indent) + sum(len(entry) + 2 for entry in entries)
        if length <= _WIDTH and not any("\n" in entry for entry in entries):
            return f"{opening}{', '.join(entries)}{closing}"
        inner = indent + self.step
        lines = f",\n{inner}".join(entries) + self.last_comma
        return f"{opening}\n{inner}{lines}\n{indent}{closing}"


def _json_text(text: str, _indent: str) -> str:
    quoted = json.dumps(_as_sent(text), ensure_ascii=False)
    if quoted.isprintable():
        return quoted
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in quoted)


def _python_text(text: str, indent: str) -> str:
    """A literal, or one a line of the text in parentheses."""
    lines = [_python_line(line) for line in _as_sent(text).splitlines(keepends=True)]
    if len(lines) < 2:
        return lines[0] if lines else '""'
    inner = indent + PYTHON.step
    return "\n".join(("(", *(inner + line for line in lines), f"{indent})"))


def _python_line(text: str) -> str:
    literal = repr(text)
    # Double quotes, as the guide has them, where they need no backslash.
    return literal if '"' in text or literal[0] == '"' else f'"{literal[1:-1]}"'


def _as_sent(text: str) -> str:
    """Half of a surrogate pair has no UTF-8; it is sent as a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


JSON = Notation(
    text=_json_text,
    constants={None: "null", True: "true", False: "false"},
    step="  ",
    last_comma="",
)
PYTHON = Notation(
    text=_python_text,
    constants={None: "None", True: "True", False: "False"},
    step="    ",
    last_comma=",",
)
