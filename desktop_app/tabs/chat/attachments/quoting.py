"""A file's text as a quotation inside a message."""

from __future__ import annotations


def quoted_file(name: str, text: str) -> str:
    """The text in a fenced block below its file's name.

    The fence is longer than every one in the text, so that nothing in a file can end its block.
    """
    fence = "```"
    while fence in text:
        fence += fence
    body = text if text.endswith("\n") else f"{text}\n"
    return f"{name}:\n{fence}\n{body}{fence}"
