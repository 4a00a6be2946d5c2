"""Draws the program's icon as each system wants it.

Usage: icons.py hicolor THEME_FOLDER ID | ico FILE | icns FILE
"""

from __future__ import annotations

import shutil
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).parents[1] / "resources" / "icons" / "app.svg"
HICOLOR = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO = (16, 24, 32, 48, 64, 256)
ICNS = {
    b"icp4": 16,
    b"icp5": 32,
    b"icp6": 64,
    b"ic07": 128,
    b"ic08": 256,
    b"ic09": 512,
    b"ic10": 1024,
}


def png(size: int) -> bytes:
    """The icon as a PNG of this many pixels a side."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def write_hicolor(theme: Path, name: str) -> None:
    """The SVG as it is, and a PNG for each size, in the folders of a hicolor theme."""
    for size in HICOLOR:
        folder = theme / f"{size}x{size}" / "apps"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.png").write_bytes(png(size))
    scalable = theme / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SOURCE, scalable / f"{name}.svg")


def ico() -> bytes:
    """Windows: a header, an entry for each size, then the PNGs."""
    images = [(size, png(size)) for size in ICO]
    offset = 6 + 16 * len(images)
    entries = b""
    for size, data in images:
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return struct.pack("<HHH", 0, 1, len(images)) + entries + b"".join(data for _, data in images)


def icns() -> bytes:
    """macOS: PNGs, each behind its kind and length."""
    parts = [(kind, png(size)) for kind, size in ICNS.items()]
    body = b"".join(struct.pack(">4sI", kind, len(data) + 8) + data for kind, data in parts)
    return struct.pack(">4sI", b"icns", len(body) + 8) + body


def main(kind: str, target: Path, name: str = "") -> None:
    """Write one kind."""
    app = QGuiApplication(["icons", "-platform", "offscreen"])
    target.parent.mkdir(parents=True, exist_ok=True)
    match kind:
        case "hicolor":
            write_hicolor(target, name)
        case "ico":
            target.write_bytes(ico())
        case "icns":
            target.write_bytes(icns())
        case _:
            sys.exit(__doc__)
    del app


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
