"""Reads a picture from a file or from bytes and makes it ready to be sent."""

from __future__ import annotations

from pathlib import Path

from desktop_app.core.errors import PictureProblem, PictureUnreadable
from desktop_app.core.picture_formats import PictureFormat
from desktop_app.images.content import file_content, format_of
from desktop_app.images.decoding import decode, fitted, scaled
from desktop_app.images.encoding import encode, without_metadata
from desktop_app.images.picture import Picture

MEGAPIXEL = 1024 * 1024
_LOSSLESS = frozenset({PictureFormat.PNG, PictureFormat.BMP, PictureFormat.GIF, PictureFormat.TIFF})


def read_picture(
    source: Path | bytes,
    *,
    name: str = "",
    max_pixels: int = MEGAPIXEL,
    longest_side: int = 4096,
    thumbnail_side: int = 256,
) -> Picture:
    """Read, turn upright, shrink and encode a picture; of an animation the first frame.

    Call it in a worker thread, for one picture after another: a large one takes up to a second
    and 350 MB for that time. `encode` tells when the pixels are sent unchanged.

    Args:
        source: A file, or the content of one. Only the content tells its format.
        name: What to call the picture; by default the file's name.
        max_pixels: The picture is shrunk to at most so many pixels
        longest_side: and to at most so many in a row or a column.
        thumbnail_side: Likewise for the thumbnail.

    Raises:
        PictureUnreadable: There is no such picture, or it cannot be used.
    """
    if isinstance(source, Path):
        name = name or source.name
        data = file_content(source, name)
    else:
        data = source
    kind = format_of(data, name)
    decoded = decode(data, kind, max_pixels=max_pixels, longest_side=longest_side)
    if isinstance(decoded, PictureProblem):
        raise PictureUnreadable(decoded, name=name, format_name=kind.name)
    image, original = decoded.image, decoded.original
    untouched = kind in _LOSSLESS and image.size() == original
    encoded = encode(image, lossless_source_length=len(data) if untouched else None)
    preview = fitted(image.size(), thumbnail_side**2, thumbnail_side)
    return Picture(
        name=name,
        width=image.width(),
        height=image.height(),
        original_width=original.width(),
        original_height=original.height(),
        data=encoded.data,
        media_type=encoded.media_type,
        thumbnail=scaled(without_metadata(image), preview),
    )
