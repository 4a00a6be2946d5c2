"""What the first bytes of a file say about its picture format."""

from __future__ import annotations

from enum import StrEnum

HEAD_LENGTH = 64  # bytes that suffice to know a format
_READABLE_SUFFIXES = ".png .jpg .jpeg .jpe .jfif .gif .webp .bmp .dib .tif .tiff"
_FOREIGN_SUFFIXES = ".heic .heif .avif .jxl .jp2 .ico .psd .svg"  # known, to say why not
PICTURE_SUFFIXES = frozenset(f"{_READABLE_SUFFIXES} {_FOREIGN_SUFFIXES}".split())


class PictureFormat(StrEnum):
    """Formats that can be read; the values are the names of Qt's readers."""

    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"
    WEBP = "webp"
    BMP = "bmp"
    TIFF = "tiff"


_READABLE = (
    (b"\x89PNG\r\n\x1a\n", PictureFormat.PNG),
    (b"\xff\xd8\xff", PictureFormat.JPEG),
    (b"GIF87a", PictureFormat.GIF),
    (b"GIF89a", PictureFormat.GIF),
    (b"II*\0", PictureFormat.TIFF),
    (b"MM\0*", PictureFormat.TIFF),
)
_FOREIGN = (
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\0\0\x01\0", "ICO"),
    (b"8BPS", "PSD"),
)
# ISO/IEC 23008-12: the brand after "ftyp" names the coding.
_FOREIGN_BRANDS = {
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"heim": "HEIC",
    b"heis": "HEIC",
    b"hevc": "HEIC",
    b"mif1": "HEIF",
    b"msf1": "HEIF",
    b"avif": "AVIF",
    b"avis": "AVIF",
}


def picture_format(head: bytes) -> PictureFormat | None:
    """The readable format that `head`, the first `HEAD_LENGTH` bytes, shows; None for others."""
    for magic, found in _READABLE:
        if head.startswith(magic):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return PictureFormat.WEBP
    # "BM" alone begins many a text: the four reserved bytes of a bitmap are zero.
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return PictureFormat.BMP
    return None


def foreign_format(head: bytes) -> str:
    """The name of a picture format that cannot be read here, or ""."""
    if head[4:8] == b"ftyp":
        return _FOREIGN_BRANDS.get(head[8:12], "")
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<svg") or (text.startswith(b"<?xml") and b"<svg" in text):
        return "SVG"
    return next((name for magic, name in _FOREIGN if head.startswith(magic)), "")
