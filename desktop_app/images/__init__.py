"""Reading, turning, shrinking and encoding of pictures; QtGui, no widgets."""

from desktop_app.images.picture import Picture, data_url
from desktop_app.images.reading import MEGAPIXEL, read_picture

__all__ = ["MEGAPIXEL", "Picture", "data_url", "read_picture"]
