"""Office files (OOXML and OpenDocument) without who wrote, changed and commented them.

They are written anew entry by entry. Programs, enclosed documents and what can not be made blind refuse the whole.
"""

import io
import re
import zipfile
from collections.abc import Callable

from abstracts.files.kinds import IMAGES, extension_of, is_small_archive

MOST_UNPACKED = 120 * 1024 * 1024
"""Bytes of all entries together; each is in memory while it is written anew."""

EXTENSIONS = ("docx", "pptx", "xlsx", "odt", "odp", "ods")

Picture = Callable[[str, bytes], bytes | None]

_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMPTIED = {
    "docProps/core.xml": b"<cp:coreProperties"
    b' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b"<Properties"
    b' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b"<Properties"
    b' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "word/people.xml": b'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
    "meta.xml": b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' office:version="1.3"/>',
    "settings.xml": b"<office:document-settings"
    b' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"/>',
}
_NO_COPY = re.compile(r"vbaProject|/embeddings/|/activeX/|^Basic/|^Object |/externalLinks/", re.I)
_LEFT_OUT = re.compile(r"^docProps/thumbnail|^Thumbnails/|^Configurations2/", re.I)
_CUSTOM = re.compile(r"^customXml/(?!_rels/)", re.I)
_THUMBNAIL = re.compile(rb"<Relationship\b[^>]*docProps/thumbnail[^>]*/>")

# Attributes and elements that name somebody: changes, comments, notes of slides and sheets.
_ATTRIBUTES = re.compile(
    rb"((?:\b\w+:|\b)(?:author|initials|userId|providerId|displayName|lastModifiedBy|userName)="
    rb')("[^"]*"|\'[^\']*\')'
)
_NAMED = re.compile(rb'(<(?:p:cmAuthor|person|p188:author)\b[^<>]*?\bname=)("[^"]*"|\'[^\']*\')')
_ELEMENTS = re.compile(
    rb"(<(dc:creator|meta:initial-creator|meta:creator-initials|loext:sender-initials|author|text:sender-[\w-]+"
    rb"|text:author-name|text:author-initials|text:creator|text:initial-creator)\b[^<>]*>)[^<]*(</\2>)"
)

# Where something lay outside the document tells whose machine that was: templates, linked pictures, the table itself.
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_TARGET = re.compile(rb"(\bTarget=)(\"[^\"]*\"|'[^']*')")
_ON_THE_WEB = (b"http:", b"https:", b"mailto:", b"#")
_HREF = re.compile(
    rb"(\bxlink:href=)(\"(?:file:|\.\./|/|[A-Za-z]:|\\\\)[^\"]*\"|'(?:file:|\.\./|/|[A-Za-z]:|\\\\)[^']*')",
    re.I,
)
_OWN_PLACE = re.compile(rb"(<(?:\w+:)?absPath\b[^<>]*?\burl=)(\"[^\"]*\"|'[^']*')")


def without_metadata(data: bytes, *, picture: Picture) -> bytes | None:
    """The copy; `picture` makes that of a picture inside."""
    if not is_small_archive(data, most=MOST_UNPACKED):
        return None
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for part in source.infolist():
            if part.is_dir() or _LEFT_OUT.search(part.filename):
                continue
            if _NO_COPY.search(part.filename):
                return None
            content = _blind(part.filename, source.read(part), picture)
            if content is None:
                return None
            entry = zipfile.ZipInfo(part.filename)  # of 1980, and with nothing of the system it was made on
            entry.compress_type = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
            copy.writestr(entry, content)
    return output.getvalue()


def _blind(name: str, content: bytes, picture: Picture) -> bytes | None:
    if name in _EMPTIED:
        return _XML + _EMPTIED[name]
    if _CUSTOM.match(name):  # relations of the document name it, so it is there and empty
        return _XML + b"<empty/>"
    extension = extension_of(name)
    if extension in IMAGES:
        return picture(extension, content)
    if extension in ("emf", "wmf", "svg"):
        return None
    if extension not in ("xml", "rels"):
        return content
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None  # UTF-16, in which nothing below would be found
    if extension == "rels":
        return _RELATION.sub(_without_place, _THUMBNAIL.sub(b"", content))
    content = _OWN_PLACE.sub(rb'\1""', _HREF.sub(rb'\1""', content))
    content = _ATTRIBUTES.sub(rb'\1""', content)
    content = _NAMED.sub(rb'\1""', content)
    return _ELEMENTS.sub(rb"\1\3", content)


def _without_place(relation: re.Match[bytes]) -> bytes:
    """A relation that leads out of the document, and not into the web, leads nowhere."""
    found = relation[0]
    target = _TARGET.search(found)
    if target is None:
        return found
    aim = target[2][1:-1].strip().lower()
    is_outside = b"External" in found or aim.startswith(b"file:")
    return (
        _TARGET.sub(rb'\1"about:blank"', found) if is_outside and not aim.startswith(_ON_THE_WEB) else found
    )
