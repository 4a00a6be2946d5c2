"""The branch of a conversation that is shown, as a page without scripts or anything remote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from desktop_app.storage.database.exchange.data_url import picture_url
from desktop_app.storage.database.exchange.moments import exact_moment, written_moment

if TYPE_CHECKING:
    from datetime import datetime

    from desktop_app.core.conversations import Attachment, ConversationTree, StoredMessage
    from desktop_app.storage.database.exchange.export_format import ExportWords, ReadFile

_FENCED = re.compile(r"(?ms)^(`{3,}|~{3,})[^\n]*\n(.*?)(?:^\1[`~]*[ \t]*$\n?|\Z)")
_BEGIN = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em }
h1 { margin-bottom: 0 }
h2 { font-size: 1em; margin: 2em 0 .5em }
time { font-size: .85em; font-weight: normal; opacity: .65 }
.text { white-space: pre-wrap; overflow-wrap: anywhere }
pre { overflow-x: auto; padding: .8em; border: 1px solid #8888; border-radius: 6px }
details { opacity: .75; margin-bottom: 1em }
img { max-width: 100% }
</style>
</head>
<body>
"""


class HtmlFormat:
    """Every character of a person or a model is escaped; pictures go into the page."""

    def __init__(self, words: ExportWords) -> None:
        self._words = words

    def begin(self) -> str:
        """The head: its policy forbids scripts and loading, whatever a text may hold."""
        return _BEGIN

    def between(self) -> str:
        """A rule."""
        return "<hr>\n"

    def end(self) -> str:
        """The end of the page."""
        return "</body>\n</html>\n"

    def conversation(self, tree: ConversationTree, read_file: ReadFile) -> Iterator[str]:
        """Title and date, then each message under a heading with its author and its date."""
        yield f"<article>\n<h1>{escape(tree.conversation.title)}</h1>\n"
        yield f"<p>{_time(tree.conversation.created)}</p>\n"
        for message in tree.shown():
            yield from self._message(message, read_file)
        yield "</article>\n"

    def _message(self, message: StoredMessage, read_file: ReadFile) -> Iterator[str]:
        author = self._words.roles[message.role]
        model = f" ({message.model})" if message.model else ""
        yield f"<section>\n<h2>{escape(author + model)} {_time(message.created)}</h2>\n"
        if message.reasoning:
            yield f"<details><summary>{escape(self._words.reasoning)}</summary>\n"
            yield f'<div class="text">{escape(message.reasoning)}</div></details>\n'
        for attachment in message.attachments:
            yield _attachment(attachment, read_file)
        yield from _paragraphs(message.text)
        for call in message.tool_calls:
            yield f"<pre>{escape(call.name)}\n{escape(call.arguments)}</pre>\n"
        yield "</section>\n"


def _time(moment: datetime) -> str:
    return f'<time datetime="{exact_moment(moment)}">{written_moment(moment)}</time>'


def _paragraphs(text: str) -> Iterator[str]:
    position = 0
    for fenced in _FENCED.finditer(text):
        yield _paragraph(text[position : fenced.start()])
        yield f"<pre><code>{escape(fenced.group(2))}</code></pre>\n"
        position = fenced.end()
    yield _paragraph(text[position:])


def _paragraph(text: str) -> str:
    text = text.strip("\n")
    return f'<div class="text">{escape(text)}</div>\n' if text else ""


def _attachment(attachment: Attachment, read_file: ReadFile) -> str:
    name = escape(attachment.name)
    url = picture_url(attachment, read_file)
    if url:
        return f'<p><img src="{escape(url)}" alt="{name}"></p>\n'
    where = f" {escape(attachment.url)}" if attachment.url else ""
    return f"<p>{name}{where}</p>\n"
