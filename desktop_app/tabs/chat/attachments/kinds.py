"""What an attachment is, and how text among them is kept."""

from __future__ import annotations

from typing import TypeAlias

from desktop_app.core.conversations import Attachment, NewAttachment

AnyAttachment: TypeAlias = Attachment | NewAttachment

TEXT_TYPE = "text/plain"  # the name tells what kind of text; the content is UTF-8
WEB_PICTURE_TYPE = "image/*"  # nobody has looked at it here


def is_picture(attachment: AnyAttachment) -> bool:
    """Whether it is shown and sent as a picture; everything else is text or not at hand."""
    return attachment.media_type.startswith("image/") or bool(address_of(attachment))


def address_of(attachment: AnyAttachment) -> str:
    """Where a picture lies that is sent as its address, or ""."""
    url = attachment.url if isinstance(attachment, Attachment) else ""
    # What an imported file makes up must not name a file of whatever machine the server is on.
    return url if url.lower().startswith(("https://", "http://", "data:image/")) else ""


def is_at_hand(attachment: AnyAttachment) -> bool:
    """Whether there is something to send: its content, or an address."""
    if isinstance(attachment, NewAttachment):
        return True
    return bool(attachment.digest or address_of(attachment))


def known_name(attachment: AnyAttachment) -> str:
    """What a person called it, in one line; "" for the pointers in ChatGPT's export."""
    return "" if "://" in attachment.name else " ".join(attachment.name.split())


def size_of(attachment: AnyAttachment) -> int:
    """Bytes as kept; 0 when that is unknown."""
    return attachment.size if isinstance(attachment, Attachment) else len(attachment.content)
