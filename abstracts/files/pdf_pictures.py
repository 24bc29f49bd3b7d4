"""Photos inside PDF files without what a camera or a program wrote beside the picture (EXIF, XMP, comments).

Nothing is decoded: the parts of a JPEG or JPEG 2000 that are not the picture are left out or made blank, so a photo
is as good as it was. None where the parts can not be told apart.
"""

import re

_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)
"""What ends the coded data of a JPEG; zeros after FF, and restarts, belong to it."""

_START, _END, _SCAN, _JFIF, _ADOBE = 0xD8, 0xD9, 0xDA, 0xE0, 0xEE
_OF_THE_PICTURE = {*range(0xC0, 0xD0), *range(0xDA, 0xE0)}
_ALONE = {0x01, *range(0xD0, 0xD8)}

_BOXES = {b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jp2c"}
_CODE, _COMMENT, _TILE, _TILE_DATA = b"\xff\x4f\xff\x51", 0xFF64, 0xFF90, 0xFF93


def jpeg_alone(data: bytes) -> bytes | None:
    """The segments a decoder needs (ITU-T T.81), without those of applications, and nothing behind the end."""
    found = jpeg_and_end(data)
    return found[0] if found else None


def jpeg_and_end(data: bytes) -> tuple[bytes, int | None] | None:
    """As `jpeg_alone`, and where the photo ended in the data: None for one that was cut off."""
    at = data.find(b"\xff\xd8\xff")
    if at < 0:
        return None
    parts = [b"\xff\xd8"]
    at += 2
    while at + 1 < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # fills
            at += 1
            continue
        at += 2
        if marker == _END:
            return b"".join([*parts, b"\xff\xd9"]), at
        if marker in _ALONE:
            parts.append(bytes((0xFF, marker)))
            continue
        length = int.from_bytes(data[at : at + 2])
        if length < 2 or at + length > len(data):
            return None
        parts.append(_segment(marker, data[at : at + length]))
        at += length
        if marker == _SCAN:
            found = _MARKER.search(data, at)
            after = found.start() if found else len(data)
            parts.append(data[at:after])
            at = after
    return b"".join([*parts, b"\xff\xd9"]), None  # it was cut off; what is there shows


def _segment(marker: int, content: bytes) -> bytes:
    """As it stands in the copy; of those of applications only what says how to read the colours."""
    if marker == _JFIF and content[2:7] == b"JFIF\0" and len(content) >= 16:
        content = b"\x00\x10" + content[2:14] + b"\0\0"  # without its small picture
    elif marker == _ADOBE and content[2:7] == b"Adobe" and len(content) >= 14:
        content = b"\x00\x0e" + content[2:14]
    elif marker not in _OF_THE_PICTURE:
        return b""
    return bytes((0xFF, marker)) + content


def jpeg2000_alone(data: bytes) -> bytes | None:
    """With blanks where it told more: lengths and places in it stay as they were (ISO/IEC 15444-1, annexes A and I)."""
    copy = bytearray(data)
    if data.startswith(_CODE):
        return bytes(copy) if _blank_comments(copy, 0, len(copy)) else None
    at = 0
    while at < len(data):
        start, end = at + 8, at + int.from_bytes(data[at : at + 4])
        if end == at + 1:
            start, end = at + 16, at + int.from_bytes(data[at + 8 : at + 16])
        elif end == at:
            end = len(data)
        if not start <= end <= len(data):
            return None
        kind = data[at + 4 : at + 8]
        if kind not in _BOXES:
            copy[at + 4 : at + 8] = b"free"
            copy[start:end] = bytes(end - start)
        elif kind == b"jp2c" and not _blank_comments(copy, start, end):
            return None
        at = end
    return bytes(copy)


def _blank_comments(data: bytearray, at: int, end: int) -> bool:
    """In the headers of the picture and its tiles. Whether they could be read."""
    at += 2
    tile = tile_length = 0
    while at + 4 <= end:
        marker, length = int.from_bytes(data[at : at + 2]), int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xFFD9:
            return True
        if marker == _TILE_DATA:
            if not tile_length:  # the last one, to the end
                return True
            at = max(tile + tile_length, at + 2)
            continue
        if marker < 0xFF00 or length < 2 or at + 2 + length > end:
            return False
        if marker == _TILE:
            tile, tile_length = at, int.from_bytes(data[at + 6 : at + 10])
        if marker == _COMMENT:
            data[at + 6 : at + 2 + length] = b" " * max(length - 4, 0)
        at += 2 + length
    return True
