"""A picture of the person's arrives upright, small enough, and with nothing else in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin
from PySide6.QtGui import QColor

from desktop_app.images import MEGAPIXEL, read_picture
from tests.images.pictures import (
    ORIENTATION,
    decoded,
    encoded,
    photo,
    quarters,
    screenshot,
)

# What the camera stores so that the picture is upright after the reader's turn.
_STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", _STORED)
def test_a_photo_is_upright_however_the_camera_was_held(orientation: int) -> None:
    turn = _STORED[orientation]
    stored = quarters() if turn is None else quarters().transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    picture = read_picture(encoded(stored, "JPEG", quality=95, exif=exif.tobytes()))
    assert (picture.width, picture.height) == (80, 40)
    assert (picture.original_width, picture.original_height) == (80, 40)
    arrived = decoded(picture.data).convert("RGB")
    assert picture.thumbnail.pixelColor(70, 10).red() < 16
    for place in ((10, 10), (70, 10), (10, 30), (70, 30)):
        assert _near(arrived.getpixel(place), quarters().getpixel(place))
    assert picture.thumbnail.pixelColor(70, 10).green() > 240


def test_a_turned_photo_is_shrunk_in_its_own_shape() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    content = encoded(photo(3000, 1000), "JPEG", exif=exif.tobytes())
    picture = read_picture(content, max_pixels=30_000)
    assert (picture.original_width, picture.original_height) == (1000, 3000)
    assert (picture.width, picture.height) == (100, 300)


def test_a_large_photo_is_shrunk_to_about_a_megapixel_and_sent_as_jpeg(tmp_path: Path) -> None:
    path = tmp_path / "Holiday.JPG"
    path.write_bytes(encoded(photo(2400, 1600), "JPEG"))
    picture = read_picture(path)
    assert picture.name == "Holiday.JPG"
    assert 0.99 * MEGAPIXEL < picture.width * picture.height <= MEGAPIXEL
    assert picture.media_type == "image/jpeg"
    assert decoded(picture.data).size == (picture.width, picture.height)
    assert max(picture.thumbnail.size().toTuple()) == 256


def test_a_long_picture_keeps_within_the_longest_side() -> None:
    picture = read_picture(encoded(screenshot(400, 3000), "PNG"), longest_side=1500)
    assert (picture.width, picture.height) == (200, 1500)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_a_small_lossless_picture_arrives_pixel_for_pixel(mode: str) -> None:
    source = photo(320, 200).convert(mode)
    if mode == "RGBA":
        source.putalpha(photo(320, 200).convert("L"))
    picture = read_picture(encoded(source, "PNG"))
    assert picture.media_type == "image/png"
    assert decoded(picture.data).convert("RGBA").tobytes() == source.convert("RGBA").tobytes()


def test_a_shrunk_screenshot_stays_png_and_a_shrunk_photo_becomes_jpeg() -> None:
    drawn = read_picture(encoded(Image.new("RGB", (3000, 2000), "navy"), "PNG"))
    taken = read_picture(encoded(photo(1600, 1200), "PNG", compress_level=1))
    assert drawn.media_type == "image/png"
    assert taken.media_type == "image/jpeg"


def test_a_heavy_lossless_photo_is_sent_as_jpeg() -> None:
    content = encoded(photo(1000, 1000), "PNG", compress_level=1)
    assert len(content) > 1_000_000
    picture = read_picture(content)
    assert picture.media_type == "image/jpeg"
    assert (picture.width, picture.height) == (1000, 1000)


def test_what_is_transparent_becomes_white_in_a_jpeg() -> None:
    source = photo(1400, 1000).convert("RGBA")
    source.paste((0, 0, 0, 0), (0, 0, 200, 200))
    picture = read_picture(encoded(source, "PNG", compress_level=1))
    assert picture.media_type == "image/jpeg"
    assert _near(decoded(picture.data).getpixel((50, 50)), (255, 255, 255))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_nothing_of_the_persons_metadata_is_sent(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    options: dict[str, Any] = {"exif": exif.tobytes(), "comment": "secret place"}
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", "secret place")
        options["pnginfo"] = texts
    content = encoded(quarters(), kind, **options)
    assert b"secret place" in content
    picture = read_picture(content)
    assert b"secret place" not in picture.data
    assert picture.thumbnail.textKeys() == []


def test_a_photo_for_print_keeps_its_colours() -> None:
    picture = read_picture(encoded(quarters().convert("CMYK"), "JPEG", quality=95))
    assert _near(decoded(picture.data).convert("RGB").getpixel((10, 10)), (255, 0, 0))


def test_a_photo_with_a_colour_profile_is_sent_in_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = read_picture(encoded(quarters(), "JPEG", quality=95, icc_profile=profile))
    assert "icc_profile" not in decoded(picture.data).info
    assert _near(decoded(picture.data).convert("RGB").getpixel((70, 10)), (0, 255, 0))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "BMP", "TIFF"])
def test_other_formats_are_read_under_any_name(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "picture.jpg"
    path.write_bytes(encoded(quarters(), kind))
    picture = read_picture(path)
    assert _near(decoded(picture.data).convert("RGB").getpixel((10, 10)), (255, 0, 0))
    assert picture.media_type in ("image/png", "image/jpeg")


def test_of_an_animation_the_first_frame_is_sent() -> None:
    first, second = Image.new("RGB", (20, 20), "red"), Image.new("RGB", (20, 20), "blue")
    content = encoded(first, "GIF", save_all=True, append_images=[second])
    picture = read_picture(content, name="dance.gif")
    assert picture.name == "dance.gif"
    assert picture.thumbnail.pixelColor(5, 5) == QColor("red")


def test_a_picture_is_one_pixel_at_least() -> None:
    picture = read_picture(encoded(Image.new("RGB", (1, 6000)), "PNG"), max_pixels=100)
    assert (picture.width, picture.height) == (1, 774)
    assert picture.thumbnail.width() == 1


def _near(colour: object, wanted: object) -> bool:
    assert isinstance(colour, tuple)
    assert isinstance(wanted, tuple)
    return all(abs(a - b) <= 12 for a, b in zip(colour, wanted, strict=True))
