"""Photos that people upload, made anew: small, upright, and with nothing in them but what is seen."""

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

from kit.refusals import Refused

BOX = (1160, 680)
"""Pixels: a photo across the page's main column, twice as fine."""

MOST_BYTES = 20 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 16_000_000
"""These are decoded whole, at four bytes a pixel (S54)."""

MOST_PIXELS_OF_A_PHOTO = 50_000_000
"""What telephones take; a plain JPEG is made small while it is decoded."""

_QUALITY = 82
_ORIENTATION = 0x0112
_LYING = {5, 6, 7, 8}
"""The orientations by which width and height change places."""


class BadPicture(Refused):
    """The file is no picture that we take; the message says why and what to do."""


@dataclass(frozen=True)
class Picture:
    """A JPEG of our own making; width and height in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def tidy_picture(data: bytes, *, box: tuple[int, int] = BOX) -> Picture:
    """The picture no larger than the box, turned as the camera meant it, or `BadPicture`.

    It is encoded anew, so that where it was taken, by whom and with what, and any code hidden in the file, are
    gone. What was transparent is white; of a moving picture the first frame is kept.
    """
    if len(data) > MOST_BYTES:
        sentence = _("This picture has more than %(most)d MB. Save it smaller.")
        raise BadPicture(sentence % {"most": MOST_BYTES // 1024**2})
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on for the whole process
    with _opened(data) as image:
        _refuse_bombs(image)
        try:
            seen = _on_white(_upright(image, box=box))
        except Exception:  # what is broken inside raises OSError, SyntaxError, EOFError, struct.error …
            raise BadPicture(_("This picture is damaged or cut off. Save it again.")) from None
    output = io.BytesIO()
    seen.save(output, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return Picture(output.getvalue(), "image/jpeg", seen.width, seen.height)


def _opened(data: bytes) -> Image.Image:
    """The picture with its header read, and no pixel yet."""
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(MOST_PIXELS) from None
    except Exception:  # not only UnidentifiedImageError: broken headers raise as broken pixels do
        raise BadPicture(_("This file is not a picture we can show. Save it as JPEG, PNG or WebP.")) from None


def _refuse_bombs(image: Image.Image) -> None:
    plain_jpeg = image.format == "JPEG" and not image.info.get("progressive")
    most = MOST_PIXELS_OF_A_PHOTO if plain_jpeg else MOST_PIXELS
    if image.width * image.height > most:
        raise _too_large(most)


def _too_large(most: int) -> BadPicture:
    sentence = _("This picture has more than %(most)d megapixels. Save it smaller.")
    return BadPicture(sentence % {"most": most // 1_000_000})


def _upright(image: Image.Image, *, box: tuple[int, int]) -> Image.Image:
    """The picture made small before it is turned, which costs least."""
    lying = image.getexif().get(_ORIENTATION) in _LYING
    if image.mode not in {"RGB", "L"} and image.format != "JPEG":
        image = image.convert("RGBA")  # palettes shrink to noise
    image.thumbnail((box[1], box[0]) if lying else box)
    return ImageOps.exif_transpose(image)


def _on_white(image: Image.Image) -> Image.Image:
    """A new picture of the pixels alone: what stood beside them in the file does not come along."""
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image.convert("RGB"), mask=image.getchannel("A") if "A" in image.getbands() else None)
    return flat
