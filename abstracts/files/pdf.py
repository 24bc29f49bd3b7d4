"""PDF files: without metadata, and their text."""

import io
import resource
import subprocess
import sys
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

MOST_PAGES = 20
"""Pages that are read for their text: an author's name stands at the beginning or among the references."""

MOST_TEXT = 100_000
LONGEST = 5
"""Seconds of work on the text of one file; those of the clock may be twice as many."""
MOST_MEMORY = 768 * 1024 * 1024

# Who made it, with what, when, from what: of the document, its pages, pictures and notes (ISO 32000-2).
_TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/OPI")
_OF_NOTES = ("/T", "/CreationDate", "/M", "/NM", "/RC")
_ATTACHED = "/EmbeddedFile"


def without_metadata(data: bytes) -> bytes | None:
    """Its pages in a new document, without what is enclosed. None for one that is locked, or with files as notes."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return None
    writer = PdfWriter()
    writer.append(reader, import_outline=True)
    writer.metadata = None
    for thing in list(writer._objects):
        found = thing.get_object() if thing is not None else None
        if not isinstance(found, DictionaryObject):
            continue
        if found.get("/Type") == _ATTACHED or found.get("/Subtype") == "/FileAttachment":
            return None
        _clear(found)
    for name in ("/Metadata", "/Names", "/AcroForm", "/StructTreeRoot", "/PieceInfo", "/AF"):
        writer.root_object.pop(NameObject(name), None)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def text_of(data: bytes) -> str:
    """What can be read on its first pages; empty where that fails, or takes too long.

    A process of its own reads it: a few kilobytes may unpack to what a reader chews on for minutes (S55).
    """
    reader = [sys.executable, "-I", __file__]
    try:
        done = subprocess.run(reader, input=data, capture_output=True, timeout=2 * LONGEST, check=True)
    except (subprocess.SubprocessError, OSError):
        return ""
    return done.stdout.decode(errors="replace")[:MOST_TEXT]


def _read(data: bytes) -> str:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            return ""
        pages = [page.extract_text() for page in reader.pages[:MOST_PAGES]]
    except Exception:  # a file of somebody else's making may break a reader in any way
        return ""
    return "\n".join(pages)[:MOST_TEXT]


def _clear(found: DictionaryObject) -> None:
    for name in _TELLING:
        found.pop(NameObject(name), None)
    is_note = found.get("/Type") == "/Annot" or ("/Rect" in found and "/Subtype" in found)
    if is_note:
        for name in _OF_NOTES:
            found.pop(NameObject(name), None)
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


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    sys.stdout.buffer.write(_read(sys.stdin.buffer.read()).encode(errors="replace"))
