"""Photos in PDF files: blind reviewers get the picture, not where and by whom it was taken."""

import io
import time
import zlib

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from abstracts.files.blinding import blind_copy
from abstracts.files.pdf_pictures import jpeg2000_alone, jpeg_alone

CANARY = b"Narwhal"
GPS = 0x8825
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + CANARY + b"</x:xmpmeta>"
SIZE = (64, 48)


def drawn():
    picture = Image.new("RGB", SIZE, "teal")
    picture.paste("orange", (8, 8, 40, 30))
    return picture


def photo(**how):
    """A JPEG as cameras make it: with its place, its owner, XMP, a comment and a second picture behind its end."""
    exif = Image.Exif()
    exif[0x013B] = CANARY.decode()
    exif.get_ifd(GPS)[29] = CANARY.decode()
    output = io.BytesIO()
    drawn().save(output, "JPEG", exif=exif, comment=CANARY, xmp=XMP, **how)
    return output.getvalue() + CANARY


def photo_2000(**how):
    """A JPEG 2000 with a comment, and with XMP in a box of its own."""
    output = io.BytesIO()
    drawn().save(output, "JPEG2000", comment=CANARY, **how)
    box = b"uuid" + bytes(16) + XMP
    return output.getvalue() + (b"" if how.get("no_jp2") else (len(box) + 4).to_bytes(4) + box)


def pdf_with(data, *filters):
    """A page with this picture, and with XMP and notes of its program."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    notes = StreamObject()
    notes.set_data(XMP)
    notes.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    picture = StreamObject()
    picture._data = data
    names = [NameObject(name) for name in filters]
    picture.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(SIZE[0]),
            NameObject("/Height"): NumberObject(SIZE[1]),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/Filter"): names[0] if len(names) == 1 else ArrayObject(names),
            NameObject("/Metadata"): writer._add_object(notes),
        }
    )
    kept = writer._add_object(picture)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Im0"): kept})}
    )
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def picture_in(data):
    """The data of the picture of the first page, and how it is packed."""
    page = PdfReader(io.BytesIO(data)).pages[0]
    found = page["/Resources"]["/XObject"]["/Im0"]
    return found._data, found["/Filter"]


def is_the_same_picture(one, other):
    with Image.open(io.BytesIO(one)) as first, Image.open(io.BytesIO(other)) as second:
        return ImageChops.difference(first.convert("RGB"), second.convert("RGB")).getbbox() is None


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (photo(), "/DCTDecode"),
        (photo(progressive=True), "/DCTDecode"),
        (photo(restart_marker_blocks=1), "/DCTDecode"),
        (photo_2000(), "/JPXDecode"),
        (photo_2000(no_jp2=True), "/JPXDecode"),
        (photo_2000(tile_size=(32, 32)), "/JPXDecode"),
    ],
    ids=["jpeg", "progressive", "with restarts", "jpeg 2000", "its code alone", "in tiles"],
)
def test_a_photo_in_a_blind_copy_is_the_same_picture_without_a_word_about_its_maker(data, name):
    whole = pdf_with(data, name)
    assert CANARY in whole

    copy = blind_copy("paper.pdf", whole)

    assert copy is not None
    kept, packed = picture_in(copy)
    assert CANARY not in copy
    assert packed == name
    assert is_the_same_picture(kept, data)


def test_a_photo_that_is_packed_once_more_is_cleared_too():
    data = photo()

    copy = blind_copy("paper.pdf", pdf_with(zlib.compress(data), "/FlateDecode", "/DCTDecode"))

    assert copy is not None
    kept, packed = picture_in(copy)
    assert packed == "/DCTDecode"
    assert CANARY not in copy
    assert is_the_same_picture(kept, data)


@pytest.mark.parametrize("data", [b"no photo at all", b"\xff\xd8\xff\xe1\xff\xff" + CANARY])
def test_a_photo_that_can_not_be_taken_apart_has_no_blind_copy(data):
    assert blind_copy("paper.pdf", pdf_with(data, "/DCTDecode")) is None


@pytest.mark.case("S55")
def test_photos_that_unpack_to_very_much_do_not_fill_the_memory():
    bomb = zlib.compress(b"\xff\xd8" + bytes(300_000_000))

    begun = time.monotonic()
    copy = blind_copy("paper.pdf", pdf_with(bomb, "/FlateDecode", "/DCTDecode"))

    assert len(bomb) < 400_000
    assert copy is None
    assert time.monotonic() - begun < 20


def test_what_is_beside_the_picture_is_left_out_however_short_the_photo_is_cut():
    data = photo()

    for end in range(2, len(data), 7):
        for clear, whole in ((jpeg_alone, data), (jpeg2000_alone, photo_2000())):
            copy = clear(whole[:end])
            assert copy is None or CANARY not in copy
