"""Pictures and files for tests."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage


def drawing(width: int = 30, height: int = 20) -> QImage:
    """A blue picture with a red point."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    image.setPixel(3, 4, 0xFFFF0000)
    return image


def saved(folder: Path, name: str = "drawing.png", width: int = 30) -> Path:
    """A file with the drawing."""
    path = folder / name
    assert drawing(width).save(str(path))
    return path


def written(folder: Path, name: str, content: str | bytes = "Some words.\n") -> Path:
    """A file with some content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
