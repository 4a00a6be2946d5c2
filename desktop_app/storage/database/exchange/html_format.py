"""The branch of a conversation that is shown, as a page without scripts or anything remote."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from desktop_app.core.messages import Role
from desktop_app.storage.database.exchange.data_url import picture_url
from desktop_app.storage.database.exchange.moments import exact_moment, written_moment

if TYPE_CHECKING:
    from datetime import datetime

    from desktop_app.core.conversations import Attachment, ConversationTree, StoredMessage
    from desktop_app.storage.database.exchange.export_format import ExportWords, ReadFile
    from desktop_app.storage.database.exchange.page.texts import Texts

_HEAD = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>LLM Hub Desktop</title>
<style>
{style}</style>
</head>
<body>
"""


class HtmlFormat:
    """Every character of a person or a model is escaped; pictures go into the page.

    What a model wrote is laid out as in the window, what a person typed stands as it was typed.
    """

    def __init__(self, words: ExportWords) -> None:
        self._words = words
        self._texts: Texts | None = None

    def begin(self) -> str:
        """The head: its policy forbids scripts and loading, whatever a text may hold."""
        from desktop_app.storage.database.exchange.page.style import style

        return _HEAD.format(style=style())

    def between(self) -> str:
        """A rule."""
        return "<hr>\n"

    def end(self) -> str:
        """The end of the page."""
        return "</body>\n</html>\n"

    def conversation(self, tree: ConversationTree, read_file: ReadFile) -> Iterator[str]:
        """Title and date, then each message under a heading with its author and its date."""
        if self._texts is None:
            # In the export's thread: the parser takes a while to load.
            from desktop_app.storage.database.exchange.page.texts import Texts

            self._texts = Texts()
        yield f"<article>\n<h1>{escape(tree.conversation.title)}</h1>\n"
        yield f"<p>{_time(tree.conversation.created)}</p>\n"
        for message in tree.shown():
            yield from self._message(message, read_file, self._texts)
        yield "</article>\n"

    def _message(self, message: StoredMessage, read_file: ReadFile, texts: Texts) -> Iterator[str]:
        author = self._words.roles[message.role]
        model = f" ({message.model})" if message.model else ""
        yield f'<section class="{message.role}">\n'
        yield f"<h2>{escape(author + model)} {_time(message.created)}</h2>\n"
        if message.reasoning:
            yield f"<details><summary>{escape(self._words.reasoning)}</summary>\n"
            yield from texts.markdown(message.reasoning)
            yield "</details>\n"
        for attachment in message.attachments:
            yield _attachment(attachment, read_file)
        if message.role is Role.ASSISTANT:
            yield from texts.markdown(message.text)
        elif message.role is Role.TOOL:
            yield texts.code(message.text, _language(message.text))
        else:
            yield from texts.verbatim(message.text)
        for call in message.tool_calls:
            yield f"<p><code>{escape(call.name)}</code></p>\n"
            yield texts.code(call.arguments, "json")
        yield "</section>\n"


def _time(moment: datetime) -> str:
    return f'<time datetime="{exact_moment(moment)}">{written_moment(moment)}</time>'


def _language(text: str) -> str:
    return "json" if text.lstrip()[:1] in {"{", "["} else ""


def _attachment(attachment: Attachment, read_file: ReadFile) -> str:
    name = escape(attachment.name)
    url = picture_url(attachment, read_file)
    if url:
        return f'<p><img src="{escape(url)}" alt="{name}"></p>\n'
    where = f" {escape(attachment.url)}" if attachment.url else ""
    return f"<p>{name}{where}</p>\n"
