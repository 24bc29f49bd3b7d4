"""Photos that people upload: made anew without what one does not see, and refused before they can do harm."""

import io
import struct
import zlib
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kit.pictures import BadPicture, tidy_picture

RED, BLUE = (200, 30, 30), (30, 30, 200)


def encoded(image, form, **options):
    output = io.BytesIO()
    image.save(output, form, **options)
    return output.getvalue()


def flag(width=80, height=40):
    """Left half red, right half blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def exif(orientation=1):
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x010F] = "Camera canary"
    notes[0x8825] = {1: "N", 2: (46.0, 14.0, 3.0), 3: "E", 4: (6.0, 3.0, 10.0)}
    return notes


def seen(picture):
    return Image.open(io.BytesIO(picture.data))


def colour_at(picture, x, y):
    """Red, blue or white, whatever the encoder made of it."""
    red, green, blue = seen(picture).getpixel((x, y))
    return "white" if min(red, green, blue) > 240 else "red" if red > blue else "blue"


def png(width, height, rows=b""):
    """A PNG of any claimed size, its pixels as given."""

    def chunk(kind, content):
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_becomes_a_jpeg_that_looks_the_same(form):
    picture = tidy_picture(encoded(flag(), form))

    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 80, 40)
    assert seen(picture).format == "JPEG"
    assert seen(picture).size == (80, 40)
    assert [colour_at(picture, 10, 20), colour_at(picture, 70, 20)] == ["red", "blue"]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((2320, 1000), (1160, 500)),
        ((1000, 2040), (333, 680)),
        ((1160, 680), (1160, 680)),
        ((3000, 1), (1160, 1)),
    ],
)
def test_a_large_picture_is_made_to_fit_and_keeps_its_shape(size, expected):
    picture = tidy_picture(encoded(flag(*size), "JPEG"))

    assert (picture.width, picture.height) == expected


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_where_and_with_what_a_photo_was_taken_is_gone(form):
    original = encoded(flag(), form, exif=exif(), icc_profile=b"profile canary")
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825)
    assert b"Camera canary" in original

    picture = tidy_picture(original)

    assert not seen(picture).getexif()
    assert sorted(seen(picture).info) == [
        "jfif",
        "jfif_density",
        "jfif_unit",
        "jfif_version",
        "progression",
        "progressive",
    ]
    assert b"canary" not in picture.data
    assert b"Exif" not in picture.data


@pytest.mark.parametrize(
    ("orientation", "size", "first"),
    [(1, (80, 40), "red"), (3, (80, 40), "blue"), (6, (40, 80), "red"), (8, (40, 80), "blue")],
)
def test_a_photo_is_turned_as_the_camera_meant_it(orientation, size, first):
    picture = tidy_picture(encoded(flag(), "JPEG", exif=exif(orientation)))

    assert (picture.width, picture.height) == size
    assert colour_at(picture, 10, 10) == first


def test_a_photo_that_lies_on_its_side_fits_the_box_once_upright():
    picture = tidy_picture(encoded(flag(2000, 1000), "JPEG", exif=exif(6)))

    assert (picture.width, picture.height) == (340, 680)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
def test_what_is_transparent_becomes_white(form):
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((*RED, 255), (0, 0, 20, 40))

    picture = tidy_picture(encoded(image, form))

    assert [colour_at(picture, 5, 5), colour_at(picture, 35, 5)] == ["red", "white"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA"])
def test_grey_small_and_deep_palettes_are_pictures_too(mode):
    picture = tidy_picture(encoded(Image.new(mode, (30, 20)), "PNG"))

    assert seen(picture).mode == "RGB"
    assert seen(picture).size == (30, 20)


def test_a_photo_in_printing_colours_is_shown_in_those_of_screens():
    picture = tidy_picture(encoded(flag().convert("CMYK"), "JPEG"))

    assert [colour_at(picture, 10, 20), colour_at(picture, 70, 20)] == ["red", "blue"]


@pytest.mark.case("S54")
def test_of_a_moving_picture_the_first_frame_is_kept_and_no_other_decoded():
    frames = [Image.new("RGB", (200, 200), (number % 256, 0, 255)) for number in range(500)]
    moving = encoded(Image.new("RGB", (200, 200), RED), "GIF", save_all=True, append_images=frames)
    started = process_time()

    picture = tidy_picture(moving)

    assert process_time() - started < 1
    assert colour_at(picture, 5, 5) == "red"
    assert getattr(seen(picture), "n_frames", 1) == 1


@pytest.mark.case("S54")
@pytest.mark.parametrize(
    "size", [(9_000, 9_000), (20_000, 20_000), (1_000_000, 1_000), (2**31 - 1, 2**31 - 1)]
)
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(size):
    width, height = size
    started = process_time()

    with pytest.raises(BadPicture, match="more than 16 megapixels"):
        tidy_picture(png(width, height, rows=bytes(10_000)))

    assert process_time() - started < 0.2


@pytest.mark.case("S54")
@pytest.mark.parametrize(
    ("progressive", "size", "sentence"),
    [(False, (9_000, 9_000), "more than 50 megapixels"), (True, (5_000, 5_000), "more than 16 megapixels")],
)
def test_a_jpeg_that_claims_too_many_pixels_is_refused(progressive, size, sentence):
    small = encoded(flag(), "JPEG", progressive=progressive)
    position = small.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 5
    claims = small[:position] + struct.pack(">HH", *size) + small[position + 4 :]

    with pytest.raises(BadPicture, match=sentence):
        tidy_picture(claims)


def test_a_picture_of_too_many_bytes_is_refused():
    with pytest.raises(BadPicture, match="more than 20 MB"):
        tidy_picture(encoded(flag(), "PNG") + bytes(20 * 1024 * 1024))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_that_is_cut_off_is_refused(form):
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    whole = encoded(noise, form)

    with pytest.raises(BadPicture, match=r"damaged or cut off|not a picture"):
        tidy_picture(whole[: len(whole) // 2])


@pytest.mark.case("S54")
@pytest.mark.parametrize("form", ["TIFF", "BMP", "ICO", "PPM", "EPS", "PDF", "TGA", "JPEG2000"])
def test_other_formats_are_refused(form):
    with pytest.raises(BadPicture, match="not a picture we can show"):
        tidy_picture(encoded(flag(), form))


@pytest.mark.case("S54")
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
        b"<html><script>alert(1)</script>",
        b"8BPS\x00\x01" + bytes(40),
        b"GIF89a/*" + b"*/=alert(1);//",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
    ],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(BadPicture):
        tidy_picture(data)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF"])
def test_code_hidden_in_a_picture_is_gone(form):
    code = b"<script>alert(1)</script>"
    options = {"comment": code} if form in {"JPEG", "GIF"} else {}
    polyglot = encoded(flag(), form, **options) + code

    picture = tidy_picture(polyglot)

    assert code in polyglot
    assert b"script" not in picture.data
    assert b"alert" not in picture.data


@pytest.mark.case("R37")
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), st.integers(0, 2000), st.binary(min_size=1, max_size=6)
)
def test_a_picture_with_bytes_changed_is_a_picture_or_a_refusal(form, position, changed):
    whole = encoded(flag(), form)
    broken = whole[: position % len(whole)] + changed + whole[position % len(whole) + len(changed) :]

    assert outcome(broken)


def outcome(data):
    try:
        return tidy_picture(data).data
    except BadPicture as refusal:
        return str(refusal)


def test_memory_stays_small_for_the_largest_picture_taken():
    """A positive control for the limits: what is just allowed is read, and quickly."""
    started = process_time()

    picture = tidy_picture(encoded(Image.new("L", (4000, 4000)), "PNG"))

    assert (picture.width, picture.height) == (680, 680)
    assert process_time() - started < 3
