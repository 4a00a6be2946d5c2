"""The branch of a conversation that is shown, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop_app.storage.database.exchange.data_url import picture_url
from desktop_app.storage.database.exchange.moments import written_moment

if TYPE_CHECKING:
    from desktop_app.core.conversations import Attachment, ConversationTree, StoredMessage
    from desktop_app.storage.database.exchange.export_format import ExportWords, ReadFile

_SPECIAL = re.compile(r"([\\`*_\[\]<>#])")


class MarkdownFormat:
    """Texts stay as they are, since they are Markdown; pictures go into the file."""

    def __init__(self, words: ExportWords) -> None:
        self._words = words

    def begin(self) -> str:
        """Nothing."""
        return ""

    def between(self) -> str:
        """A rule."""
        return "\n---\n\n"

    def end(self) -> str:
        """Nothing."""
        return ""

    def conversation(self, tree: ConversationTree, read_file: ReadFile) -> Iterator[str]:
        """Title and date, then each message under a heading with its author and its date."""
        yield f"# {_plain(tree.conversation.title)}\n\n"
        yield f"*{written_moment(tree.conversation.created)}*\n"
        for message in tree.shown():
            yield from self._message(message, read_file)

    def _message(self, message: StoredMessage, read_file: ReadFile) -> Iterator[str]:
        author = self._words.roles[message.role]
        model = f" ({_plain(message.model)})" if message.model else ""
        yield f"\n## {author}{model}\n\n*{written_moment(message.created)}*\n\n"
        if message.reasoning:
            yield f"> **{self._words.reasoning}**\n>\n"
            yield "".join(f"> {line}\n" for line in message.reasoning.splitlines()) + "\n"
        for attachment in message.attachments:
            yield _attachment(attachment, read_file)
        yield f"{message.text.rstrip()}\n"
        for call in message.tool_calls:
            yield f"\n`{call.name}`\n\n{_fenced(call.arguments, 'json')}\n"


def _attachment(attachment: Attachment, read_file: ReadFile) -> str:
    name = _plain(attachment.name)
    url = attachment.url or picture_url(attachment, read_file)
    return f"![{name}](<{url}>)\n\n" if url else f"{name}\n\n"


def _fenced(text: str, language: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
