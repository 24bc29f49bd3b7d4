"""PDF files: without metadata, and their text.

A process of its own takes them apart: a few kilobytes may be what a reader chews on for minutes, or unpack to more than
fits into memory (S55).
"""

import io
import logging
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from abstracts.files.pdf_pictures import jpeg2000_alone, jpeg_alone

MOST_PAGES = 20
"""Pages that are read for their text: an author's name stands at the beginning or among the references."""

MOST_TEXT = 100_000
MOST_PACKED = 100_000_000
"""Bytes of all photos of one file that are packed once more, unpacked."""

MEGABYTE = 1024 * 1024


class Limits(NamedTuple):
    """Of the process that works on one file: seconds (those of the clock may be twice as many), and bytes."""

    seconds: int
    memory: int


LIMITS = {"text": Limits(5, 768 * MEGABYTE), "blind": Limits(10, 1024 * MEGABYTE)}

# Who made it, with what, when, from what: of the document, its pages, pictures and notes (ISO 32000-2).
_TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/OPI")
_OF_NOTES = ("/T", "/CreationDate", "/M", "/NM", "/RC")
_ATTACHED = "/EmbeddedFile"
_PHOTOS = {"/DCTDecode": jpeg_alone, "/DCT": jpeg_alone, "/JPXDecode": jpeg2000_alone}


def without_metadata(data: bytes) -> bytes | None:
    """Its pages in a new document, without what is enclosed, and photos without what a camera wrote beside them.

    None for one that is locked, has files as notes, or can not be taken apart in time.
    """
    return _worked_on("blind", data) or None


def text_of(data: bytes) -> str:
    """What can be read on its first pages; empty where that fails, or takes too long."""
    return (_worked_on("text", data) or b"").decode(errors="replace")[:MOST_TEXT]


def _worked_on(work: str, data: bytes) -> bytes | None:
    """What the other process answers; None where it broke, or was stopped."""
    worker = [sys.executable, "-E", "-s", "-m", "abstracts.files.pdf", work]
    longest, root = 2 * LIMITS[work].seconds, Path(__file__).parents[2]
    try:
        done = subprocess.run(worker, input=data, capture_output=True, timeout=longest, check=True, cwd=root)
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout


def _text(data: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return b""
    pages = [page.extract_text() for page in reader.pages[:MOST_PAGES]]
    return "\n".join(pages)[:MOST_TEXT].encode(errors="replace")


def _blind(data: bytes) -> bytes:
    """Empty where there is no such copy."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return b""
    writer = PdfWriter()
    writer.append(reader, import_outline=True)
    writer.metadata = None
    left = MOST_PACKED
    for thing in list(writer._objects):
        found = thing.get_object() if thing is not None else None
        if not isinstance(found, DictionaryObject):
            continue
        if found.get("/Type") == _ATTACHED or found.get("/Subtype") == "/FileAttachment":
            return b""
        _clear(found)
        if isinstance(found, StreamObject) and (photo := _filters(found)[-1:]) and photo[0] in _PHOTOS:
            left -= _clear_photo(found)
            if left < 0:
                return b""
    for name in ("/Metadata", "/Names", "/AcroForm", "/StructTreeRoot", "/PieceInfo", "/AF"):
        writer.root_object.pop(NameObject(name), None)
    _forget_what_nothing_names(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _filters(stream: StreamObject) -> list[str]:
    """How its data is packed, the outermost first."""
    found = stream.get("/Filter")
    found = found.get_object() if found is not None else []
    return [str(each.get_object()) for each in found] if isinstance(found, ArrayObject) else [str(found)]


def _clear_photo(photo: StreamObject) -> int:
    """Leave the picture alone in it; returns how many bytes were unpacked for that. Raises ValueError if it can not."""
    filters = _filters(photo)
    data = photo.get_data() if len(filters) > 1 else photo._data
    alone = _PHOTOS[filters[-1]](data)
    if alone is None:
        raise ValueError("a photo that can not be taken apart")
    parameters = photo.get("/DecodeParms")
    parameters = parameters.get_object() if parameters is not None else None
    if isinstance(parameters, ArrayObject) and parameters:
        photo[NameObject("/DecodeParms")] = parameters[-1]
    elif len(filters) > 1:
        photo.pop(NameObject("/DecodeParms"), None)
    photo[NameObject("/Filter")] = NameObject(filters[-1])
    photo._data = alone
    return len(data) if len(filters) > 1 else 0


def _forget_what_nothing_names(writer: PdfWriter) -> None:
    """What was cleared is still among the objects of the file, and would be written."""
    named: set[int] = set()
    waiting: list[PdfObject | None] = [writer.root_object]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if thing.idnum not in named:
                named.add(thing.idnum)
                waiting.append(thing.get_object())
        elif isinstance(thing, DictionaryObject):
            waiting.extend(dict.values(thing))
        elif isinstance(thing, ArrayObject):
            waiting.extend(list.__iter__(thing))
    root = writer.root_object.indirect_reference
    named.add(root.idnum if root is not None else 0)
    for place in range(len(writer._objects)):
        if place + 1 not in named:
            writer._objects[place] = None


def _clear(found: DictionaryObject) -> None:
    for name in _TELLING:
        found.pop(NameObject(name), None)
    is_note = found.get("/Type") == "/Annot" or ("/Rect" in found and "/Subtype" in found)
    if is_note:
        for name in _OF_NOTES:
            found.pop(NameObject(name), None)
    if isinstance(found, StreamObject) and (
        found.get("/Type") == "/Metadata" or found.get("/Subtype") == "/XML"
    ):
        found.pop(NameObject("/Filter"), None)
        found._data = b""  # also where something we do not know names it
    if found.get("/Subtype") == "/Link":
        _blank_local_links(found.get("/A"))


def _blank_local_links(action: Any) -> None:
    """A link to a file on the maker's own machine tells their name by its folder."""
    action = action.get_object() if action is not None else None
    if isinstance(action, DictionaryObject) and str(action.get("/URI", "")).lower().startswith("file:"):
        action[NameObject("/URI")] = TextStringObject("about:blank")
    if isinstance(action, DictionaryObject) and action.get("/S") in ("/Launch", "/GoToR"):
        action.clear()
        action[NameObject("/S")] = NameObject("/GoTo")
        action[NameObject("/D")] = ArrayObject()


def _main(arguments: Sequence[str]) -> None:
    """What the file on standard input becomes, on standard output; nothing where a reader breaks on it."""
    work = arguments[0]
    seconds, memory = LIMITS[work]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    data = sys.stdin.buffer.read()
    try:
        done = {"text": _text, "blind": _blind}[work](data)
    except Exception as error:  # a file of somebody else's making may break a reader in any way
        logging.info("a PDF could not be read: %s", type(error).__name__)
        return
    sys.stdout.buffer.write(done)


if __name__ == "__main__":
    _main(sys.argv[1:])
