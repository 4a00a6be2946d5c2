"""Reading, turning, shrinking and encoding of pictures; QtGui, no widgets."""

from desktop_app.images.picture import Picture
from desktop_app.images.reading import MEGAPIXEL, read_picture
from desktop_app.images.thumbnail import read_thumbnail

__all__ = ["MEGAPIXEL", "Picture", "read_picture", "read_thumbnail"]
