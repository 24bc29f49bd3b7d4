"""Photos that stand in the content of a PDF page itself (inline images, ISO 32000-2, 8.9.7)."""

import re

from abstracts.files.pdf_pictures import jpeg_and_end

_BEGIN = re.compile(rb"(?<![^\s\]>)}])BI(?=[\s/])")
_DATA = re.compile(rb"(?<=[\s\]>)])ID(?:\r\n|\s)")
_PACKED = re.compile(rb"/DCT(?:Decode)?(?![A-Za-z0-9])")
_END = re.compile(rb"\s*EI(?=\s|$)")
LONGEST = 4_000
"""Bytes from the beginning of such an image to its data: how large it is, its colours."""


def inline_photos_alone(content: bytes) -> bytes | None:
    """The content with its photos alone, each as long as it was; the same bytes where there is none.

    None where a photo can not be told apart, such as one that is packed once more.
    """
    parts: list[bytes] = []
    done = at = 0
    while begin := _BEGIN.search(content, at):
        at = begin.end()
        data = _DATA.search(content, at, at + LONGEST)
        if data is None or not _PACKED.search(content, at, data.start()):
            continue
        at = data.end()
        found = jpeg_and_end(content[at:]) if content.startswith(b"\xff\xd8\xff", at) else None
        end = _END.search(content, at + found[1]) if found and found[1] else None
        if found is None or end is None:
            return None
        # A reader may go by the length that stands beside it (/L), so that stays.
        parts += [content[done:at], found[0], b"\n" * (end.start() - at - len(found[0]))]
        done = at = end.start()
    return b"".join([*parts, content[done:]]) if parts else content
