"""A branch of a conversation as it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from desktop_app.core.conversations import NewAttachment, NewMessage, StoredMessage
from desktop_app.core.data_url import data_url
from desktop_app.core.messages import Message, Role
from desktop_app.core.recently_used import RecentlyUsed
from desktop_app.core.text_decoding import decoded_text
from desktop_app.tabs.chat.attachments.kinds import (
    AnyAttachment,
    address_of,
    is_at_hand,
    is_picture,
    known_name,
)
from desktop_app.tabs.chat.attachments.quoting import quoted_file
from desktop_app.tabs.chat.attachments.tool_exchanges import whole_exchanges

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase

AnyMessage: TypeAlias = NewMessage | StoredMessage
_REMEMBERED = 64_000_000  # characters
_AT_ONCE = 400  # messages that are turned in a millisecond or two


class Outgoing:
    """Turns messages into what the service takes.

    Pictures become data URLs, text files quotations before the text. What was read last is
    remembered, so that a long chat does not read all its pictures anew each turn.
    """

    def __init__(self, *, remembered: int = _REMEMBERED) -> None:
        self._read: RecentlyUsed[str] = RecentlyUsed(remembered)

    async def messages(
        self, branch: Sequence[AnyMessage], database: ConversationDatabase
    ) -> tuple[Message, ...]:
        """The branch as it is sent, without what says nothing, such as an empty answer.

        Raises:
            DatabaseUnusable: an attachment is there but cannot be read.
        """
        sent: list[Message] = []
        for number, message in enumerate(branch, start=1):
            sent.append(await self._message(message, database))
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)  # the window's turn
        return whole_exchanges([message for message in sent if _says_something(message)])

    async def _message(self, message: AnyMessage, database: ConversationDatabase) -> Message:
        pictures: list[str] = []
        texts: list[str] = []
        for attachment in message.attachments:
            content = address_of(attachment) or await self._content(attachment, database)
            if not content:
                texts.append(f"[{known_name(attachment) or 'Picture'}: not available]")
            elif is_picture(attachment):
                pictures.append(content)
            else:
                texts.append(content)
        return Message(
            message.role,
            "\n\n".join(filter(None, (*texts, message.text))),
            image_urls=tuple(pictures),
            tool_calls=message.tool_calls,
            tool_call_id=message.tool_call_id,
        )

    async def _content(self, attachment: AnyAttachment, database: ConversationDatabase) -> str:
        """A data URL or a quotation; "" when the content is not at hand or cannot be used."""
        if isinstance(attachment, NewAttachment):
            return await asyncio.to_thread(_as_sent, attachment, attachment.content)
        if not is_at_hand(attachment):
            return ""
        remembered = self._read.get(attachment)
        if remembered is not None:
            return remembered
        read_now = database.attachments.read_now
        sent = await asyncio.to_thread(
            lambda: _as_sent(attachment, read_now(attachment.digest) or b"")
        )
        if sent:
            self._read.put(attachment, sent, len(sent))
        return sent


def _as_sent(attachment: AnyAttachment, content: bytes) -> str:
    if not content:
        return ""
    if is_picture(attachment):
        return data_url(attachment.media_type, content)
    try:
        return quoted_file(known_name(attachment), decoded_text(content))
    except UnicodeDecodeError:
        return ""


def _says_something(message: Message) -> bool:
    # An empty result answers its call all the same.
    is_result = message.role is Role.TOOL
    return bool(message.text or message.image_urls or message.tool_calls) or is_result
