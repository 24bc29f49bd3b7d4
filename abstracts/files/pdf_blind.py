"""A PDF without what tells about its maker beside what its pages show (ISO 32000-2)."""

import io
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from abstracts.files.pdf_inline import inline_photos_alone
from abstracts.files.pdf_pictures import jpeg2000_alone, jpeg_alone

MOST_PACKED = 100_000_000
"""Bytes of all photos of one file that are packed once more, and of what its pages draw, unpacked."""

_OF_THE_FILE = ("/Pages", "/Type", "/Outlines", "/PageLabels", "/PageMode", "/PageLayout", "/OCProperties")
"""What stays of its catalogue. Not: enclosed files, forms (XFA), scripts, signatures, threads with their authors."""

# Who made it, with what, when, from what: of the document, its pages, pictures and notes.
_TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/OPI", "/Creator")
_OF_PAGES = ("/AA", "/B", "/Thumb")
"""What runs by itself, threads, and small pictures of what a page was before."""
_OF_NOTES = ("/AA", "/T", "/CreationDate", "/M", "/NM", "/RC")
_OF_FIELDS = ("/V", "/DV", "/TU", "/TM", "/Parent")
"""What a field of a form holds beside what the page shows of it; the signer of a signature among it."""

_HARMLESS = ("/GoTo", "/URI", "/Named")
_TELLING_LINKS = ("file:", "mailto:", "javascript:")
_PHOTOS = {"/DCTDecode": jpeg_alone, "/DCT": jpeg_alone, "/JPXDecode": jpeg2000_alone}
_NOT_DRAWN = ("/Image", "/XML", "/Type1C", "/CIDFontType0C", "/OpenType")
_OF_FONTS_AND_COLOURS = ("/Length1", "/N", "/FunctionType")


def blind_pdf(data: bytes) -> bytes:
    """Empty where there is no such copy. Raises whatever a reader does on a file of somebody else's making."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return b""
    writer = PdfWriter()
    writer.append(reader, import_outline=True)
    writer.metadata = None
    for name in [name for name in writer.root_object if name not in _OF_THE_FILE]:
        writer.root_object.pop(name)
    _forget_what_nothing_names(writer)
    left = MOST_PACKED
    for thing in list(writer._objects):
        for found in _dictionaries(thing):
            if found.get("/Type") == "/EmbeddedFile" or found.get("/Subtype") == "/FileAttachment":
                return b""
            if "/EF" in found:  # a film or a sound that encloses a file
                return b""
            _clear(found)
        if isinstance(thing, StreamObject):
            left -= _clear_pictures(thing)
            if left < 0:
                return b""
    _forget_what_nothing_names(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _dictionaries(thing: PdfObject | None) -> Iterator[DictionaryObject]:
    """It and those within it, which are no objects of their own."""
    waiting = [thing]
    while waiting:
        found = waiting.pop()
        if isinstance(found, DictionaryObject):
            yield found
            waiting.extend(dict.values(found))
        elif isinstance(found, ArrayObject):
            waiting.extend(list.__iter__(found))


def _filters(stream: StreamObject) -> list[str]:
    """How its data is packed, the outermost first."""
    found = stream.get("/Filter")
    found = found.get_object() if found is not None else []
    return [str(each.get_object()) for each in found] if isinstance(found, ArrayObject) else [str(found)]


def _clear_pictures(stream: StreamObject) -> int:
    """Leave pictures alone in it; returns how many bytes were unpacked. Raises ValueError if it can not."""
    filters = _filters(stream)
    if filters and filters[-1] in _PHOTOS:
        return _clear_photo(stream, filters)
    if stream.get("/Subtype") in _NOT_DRAWN or any(name in stream for name in _OF_FONTS_AND_COLOURS):
        return 0
    content = stream.get_data()
    if isinstance(stream, EncodedStreamObject):
        stream.decoded_self = None  # or all pages would be kept in memory
    alone = inline_photos_alone(content)
    if alone is None:
        raise ValueError("a photo on a page that can not be taken apart")
    if alone is not content:
        stream.pop(NameObject("/DecodeParms"), None)
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
        stream._data = zlib.compress(alone)
    return len(content)


def _clear_photo(photo: StreamObject, filters: list[str]) -> int:
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
        if found.get("/Subtype") == "/Widget":
            for name in _OF_FIELDS:
                found.pop(NameObject(name), None)
    if found.get("/Type") == "/Page":
        for name in _OF_PAGES:
            found.pop(NameObject(name), None)
    if found.get("/Type") == "/OCG":
        found.pop(NameObject("/Usage"), None)  # who made a layer
    if isinstance(found, StreamObject) and (
        found.get("/Type") == "/Metadata" or found.get("/Subtype") == "/XML"
    ):
        found.pop(NameObject("/Filter"), None)
        found._data = b""  # also where something we do not know names it
    if is_note or "/Title" in found:  # links, fields, and lines of the outline
        _clear_action(found)


def _clear_action(found: DictionaryObject) -> None:
    """A link to a file on the maker's own machine tells their name by its folder; one to write to them, by itself."""
    action: Any = found.get("/A")
    action = action.get_object() if action is not None else None
    if not isinstance(action, DictionaryObject):
        return
    action.pop(NameObject("/Next"), None)
    if action.get("/S") not in _HARMLESS:
        action.clear()
        action[NameObject("/S")] = NameObject("/GoTo")
        action[NameObject("/D")] = ArrayObject()
    elif str(action.get("/URI", "")).strip().lower().startswith(_TELLING_LINKS):
        action[NameObject("/URI")] = TextStringObject("about:blank")
