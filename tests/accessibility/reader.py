"""Drives the program as a screen reader does; run by the system's Python, which has pyatspi.

It reads a command a line from standard input, as a JSON list, and answers each by a line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pyatspi  # type: ignore[import-not-found]  # of the system
from gi.repository import GLib  # type: ignore[import-not-found]

_PATIENCE = 60.0  # seconds
_NOT_YET = (GLib.Error, LookupError, AttributeError, TypeError)  # also of a node that has gone
Node = Any


def application() -> Node | None:
    """The program, among all on the desktop."""
    programs = (each for each in pyatspi.Registry.getDesktop(0) if each is not None)
    return next((each for each in programs if each.name == "llmhub-desktop"), None)


def below(node: Node) -> Iterator[Node]:
    """All nodes below one that are there now."""
    for child in node:
        if child is not None:
            yield child
            yield from below(child)


def control(name: str) -> Node:
    """The control whose accessible id ends with `name`."""
    root = application()
    for node in below(root) if root is not None else ():
        if node.get_accessible_id().endswith(name):
            return node
    raise LookupError(name)


def described(name: str) -> dict[str, object]:
    """What is spoken of a control."""
    node = control(name)
    states = [pyatspi.stateToString(state) for state in node.getState().getStates()]
    return {"name": node.name, "role": node.getRoleName(), "states": states}


def write(name: str, text: str) -> None:
    """Put a text into a field."""
    control(name).queryEditableText().setTextContents(text)


def read(name: str) -> str:
    """The whole text of a field."""
    text = control(name).queryText()
    return str(text.getText(0, text.characterCount))


def press(name: str) -> bool:
    """The first action of a control, which is a button's press."""
    return bool(control(name).queryAction().doAction(0))


def choose_tab(name: str, title: str) -> bool:
    """Choose a tab of the window."""
    bars = [node for node in below(control(name)) if node.getRoleName() == "page tab list"]
    places = [index for index, tab in enumerate(bars[-1]) if tab is not None and tab.name == title]
    return bool(bars[-1].querySelection().selectChild(places[0]))


def nameless() -> list[str]:
    """What can be seen and can have the keyboard, but has no name to be spoken."""
    return [
        f"{node.getRoleName()} {node.get_accessible_id()}"
        for node in below(application())
        if node.getState().contains(pyatspi.STATE_FOCUSABLE)
        and node.getState().contains(pyatspi.STATE_SHOWING)
        and not node.name
        and node.getRoleName() != "table cell"  # one may be empty
    ]


COMMANDS: dict[str, Callable[..., object]] = {
    each.__name__: each for each in (described, write, read, press, choose_tab, nameless)
}


def answer(command: str, *arguments: str) -> object:
    """What the command answers, as soon as it can: the tree changes while it is walked."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return COMMANDS[command](*arguments)
        except _NOT_YET:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.05)


def main() -> None:
    """Answer until standard input ends."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(*json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
