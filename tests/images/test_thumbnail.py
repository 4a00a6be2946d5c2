"""A small picture is made of a large one, upright and within its room."""

from __future__ import annotations

import pytest

from desktop_app.core.errors import PictureProblem, PictureUnreadable
from desktop_app.images import read_thumbnail
from tests.images.pictures import ORIENTATION, encoded, photo, quarters


@pytest.mark.parametrize(
    ("width", "height", "shown"),
    [(3000, 2000, (240, 160)), (1000, 3000, (53, 160)), (3000, 300, (480, 48)), (90, 60, (90, 60))],
)
def test_it_fits_into_its_room_and_is_never_made_larger(
    width: int, height: int, shown: tuple[int, int]
) -> None:
    made = read_thumbnail(encoded(quarters(width, height), "PNG"), width=480, height=160)
    assert (made.image.width(), made.image.height()) == shown
    assert (made.original.width(), made.original.height()) == (width, height)


def test_a_turned_photo_stands_upright() -> None:
    image = photo(1600, 800)
    exif = image.getexif()
    exif[ORIENTATION] = 6
    made = read_thumbnail(encoded(image, "JPEG", exif=exif), width=480, height=160)
    assert (made.image.width(), made.image.height()) == (80, 160)


def test_what_is_no_picture_is_said_so() -> None:
    with pytest.raises(PictureUnreadable) as caught:
        read_thumbnail(b"Dear Sir", width=480, height=160, name="letter.jpg")
    assert caught.value.problem is PictureProblem.NOT_A_PICTURE
    assert caught.value.name == "letter.jpg"
