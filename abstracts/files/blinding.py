"""A copy of a file without what it tells about its maker beside its content; None where none can be made for sure.

What somebody wrote on the page itself stays: that authors are warned of, when it holds their names.
"""

import io
import logging

from PIL import Image, ImageFile

from abstracts.files import office, pdf
from abstracts.files.kinds import IMAGES, TEXTS, extension_of
from kit.pictures import MOST_PIXELS

logger = logging.getLogger(__name__)

LARGEST = 50 * 1024 * 1024
"""Bytes. What is larger is not taken apart, and blind reviewers do not get it."""

MOST_PIXELS_TOGETHER = 100_000_000
"""Of all pictures in one document: each is decoded and written anew (S54)."""

_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP"}


def blind_copy(name: str, data: bytes) -> bytes | None:
    """The copy for reviewers who must not know who wrote it."""
    extension = extension_of(name)
    if len(data) > LARGEST:
        return None
    try:
        if extension == "pdf":
            return pdf.without_metadata(data)
        if extension in office.EXTENSIONS:
            return office.without_metadata(data, picture=_Pictures().without_metadata)
        if extension in IMAGES:
            return without_picture_metadata(extension, data)
    except Exception as error:  # a file of somebody else's making may break a reader in any way
        logger.info("no blind copy of a %s file: %s", extension, type(error).__name__)
        return None
    return data if extension in TEXTS else None


class _Pictures:
    """The pictures of one document, which together have only so many pixels."""

    def __init__(self) -> None:
        self._left = MOST_PIXELS_TOGETHER

    def without_metadata(self, extension: str, data: bytes) -> bytes | None:
        with Image.open(io.BytesIO(data), formats=[_FORMATS[extension]]) as image:
            self._left -= image.width * image.height
        return without_picture_metadata(extension, data) if self._left >= 0 else None


def without_picture_metadata(extension: str, data: bytes) -> bytes | None:
    """The same picture of the same size, with nothing beside its pixels; upright, as the camera meant it."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on for the whole process
    with Image.open(io.BytesIO(data), formats=[_FORMATS[extension]]) as image:
        if image.width * image.height > MOST_PIXELS or getattr(image, "n_frames", 1) > 1:
            return None
        pixels = image.convert("RGB" if extension in ("jpg", "jpeg") else "RGBA")
        orientation = image.getexif().get(0x0112, 1)
    turned = {3: 3, 6: 4, 8: 2}.get(orientation)  # Pillow's ROTATE_180, ROTATE_270, ROTATE_90
    if turned is not None:
        pixels = pixels.transpose(Image.Transpose(turned))
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    output = io.BytesIO()
    clean.save(output, _FORMATS[extension], **({"quality": 92} if extension in ("jpg", "jpeg") else {}))
    return output.getvalue()
