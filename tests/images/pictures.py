"""Pictures to be read: made by Pillow, so that writer and reader are not the same."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
ORIENTATION = 0x0112


def quarters(width: int = 80, height: int = 40) -> Image.Image:
    """Red and green above, blue and white below: every turn can be told."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(WHITE, (width // 2, height // 2, width, height))
    return image


def photo(width: int, height: int) -> Image.Image:
    """Soft colours with grain, which PNG cannot pack."""
    grain = np.random.default_rng(7).integers(0, 256, (height // 8, width // 8, 3), dtype=np.uint8)
    soft = Image.fromarray(grain).resize((width, height), Image.Resampling.BICUBIC)
    noise = np.random.default_rng(8).integers(0, 8, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(np.asarray(soft) // 2 + noise)


def screenshot(width: int, height: int) -> Image.Image:
    """Sharp lines on a plain ground, as writing is."""
    image = Image.new("RGB", (width, height), "white")
    for line in range(4, height - 4, 12):
        for word in range(6, width - 30, 40):
            image.paste((20, 20, 40), (word, line, word + 24 + line % 9, line + 6))
    return image


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """The picture as a file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def decoded(content: bytes) -> Image.Image:
    """The picture in a file."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def png_of_nothing(width: int, height: int) -> bytes:
    """A PNG that announces a size and ends at once."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
