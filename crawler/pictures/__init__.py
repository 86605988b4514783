"""Image files: their size, their looks, and the metadata embedded in them. Pure."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from crawler.items import Picture
from crawler.pictures.likeness import likeness_of
from crawler.pictures.metadata import embedded_in

# what Pillow raises for a file that is no image, is damaged, or unpacks to too much
BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def read_picture(body: bytes) -> Picture | None:
    """What an image file is and says; None if it is no image. A file that is cut short may be read
    as far as it goes, or not at all."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(body)) as image:
                width, height = image.size
                media_type = Image.MIME.get(image.format or "", "application/octet-stream")
                embedded = embedded_in(image)
                return Picture(media_type, width, height, likeness_of(image), embedded)
    except (*BROKEN, Image.DecompressionBombWarning):
        return None
