"""The text of a file whose encoding nobody has told."""

from __future__ import annotations

import codecs

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Tabs, line and page breaks and the colours of a terminal stand in texts, other controls do not.
_CONTROLS = bytes(set(range(0x20)) - set(b"\b\t\n\f\r\x1b"))
_ZEROS = 0.4  # of the bytes of one side; western text in UTF-16 has zeros in all of them


def has_byte_order_mark(content: bytes) -> bool:
    """Whether it says of itself that it is text."""
    return content.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS))


def decoded_text(content: bytes) -> str:
    """The text by its byte order mark, as UTF-8, as UTF-16, else in the western 8-bit code.

    Raises:
        UnicodeDecodeError: it is no text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _without_zeros(content.decode(encoding), content)
    if b"\0" in content:
        return _plain(content.decode(_utf16_order(content)), content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _plain(content.decode("cp1252"), content)


def _utf16_order(content: bytes) -> str:
    if len(content) % 2 == 0:
        even, odd = content[::2].count(0), content[1::2].count(0)
        enough = len(content) / 2 * _ZEROS
        if odd > enough and not even:
            return "utf-16-le"
        if even > enough and not odd:
            return "utf-16-be"
    raise UnicodeDecodeError("utf-8", content, 0, 1, "holds zero bytes")


def _plain(text: str, content: bytes) -> str:
    # Not by a pattern: over two megabytes that would hold Python's lock for too long.
    encoded = text.encode("utf-8")
    if len(encoded.translate(None, _CONTROLS)) < len(encoded):
        raise UnicodeDecodeError("cp1252", content, 0, 1, "holds control characters")
    return text


def _without_zeros(text: str, content: bytes) -> str:
    if "\0" in text:
        raise UnicodeDecodeError("utf-16", content, 0, 1, "holds zero bytes")
    return text
