"""Which files a call may take: an extension, and whether the content is what the extension says."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from abstracts.refusals import BadFile

MOST_PARTS = 5_000
"""Entries of an archive that is looked into."""

MOST_UNPACKED = 400 * 1024 * 1024
"""Bytes that all entries of an Office file may have together (S55)."""

IMAGES = ("png", "jpg", "jpeg", "gif", "webp")
TEXTS = ("txt", "md", "tex", "bib", "csv")


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of file: its media type, and the test of its content."""

    media_type: str
    fits: Callable[[bytes], bool]


def kind_of(name: str, data: bytes, *, taken: Sequence[str] = ()) -> Kind:
    """The kind of an uploaded file. Raises BadFile for one that the call does not take, and for false extensions.

    `taken` are extensions; where there is none, all that we know are taken.
    """
    extension = extension_of(name)
    allowed = [one.lower().lstrip(".") for one in taken] or list(KINDS)
    if extension not in allowed:
        raise BadFile(
            _("“%(name)s” was not taken. Files of this call are %(types)s.")
            % {"name": name, "types": ", ".join(one.upper() for one in allowed)}
        )
    if not data:
        raise BadFile(_("“%(name)s” is empty. Choose it again.") % {"name": name})
    kind = KINDS.get(extension)
    if kind is None:
        if _is_program(data):
            raise BadFile(_("“%(name)s” is a program. Programs are not taken.") % {"name": name})
        return Kind("application/octet-stream", lambda _data: True)
    if not kind.fits(data):
        raise BadFile(
            _("“%(name)s” is not a %(type)s file, or it is damaged. Save it again as %(type)s.")
            % {"name": name, "type": extension.upper()}
        )
    return kind


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_small_archive(data: bytes, *, most: int = MOST_UNPACKED) -> bool:
    """Whether the entries of a ZIP are few enough, and small enough together, to be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= most


def _starts(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]  # readers allow for some bytes before it


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _is_text(data: bytes) -> bool:
    if b"\x00" in data:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return not _is_program(data) and not data.startswith((b"PK\x03\x04", b"%PDF-"))  # older encodings
    return True


def _office(part: str) -> Callable[[bytes], bool]:
    def fits(data: bytes) -> bool:
        return data.startswith(b"PK\x03\x04") and is_small_archive(data) and part in _names(data)

    return fits


def _open_document(media_type: str) -> Callable[[bytes], bool]:
    def fits(data: bytes) -> bool:
        return data.startswith(b"PK\x03\x04") and media_type.encode() in data[:200] and is_small_archive(data)

    return fits


def _is_zip(data: bytes) -> bool:
    return data.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(data))


def _names(data: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return set(archive.namelist())


def _is_program(data: bytes) -> bool:
    return data.startswith((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"))


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", _is_pdf),
    "docx": Kind(f"{_OOXML}wordprocessingml.document", _office("word/document.xml")),
    "pptx": Kind(f"{_OOXML}presentationml.presentation", _office("ppt/presentation.xml")),
    "xlsx": Kind(f"{_OOXML}spreadsheetml.sheet", _office("xl/workbook.xml")),
    "odt": Kind(f"{_ODF}text", _open_document(f"{_ODF}text")),
    "odp": Kind(f"{_ODF}presentation", _open_document(f"{_ODF}presentation")),
    "ods": Kind(f"{_ODF}spreadsheet", _open_document(f"{_ODF}spreadsheet")),
    "png": Kind("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpg": Kind("image/jpeg", _starts(b"\xff\xd8\xff")),
    "jpeg": Kind("image/jpeg", _starts(b"\xff\xd8\xff")),
    "gif": Kind("image/gif", _starts(b"GIF87a", b"GIF89a")),
    "webp": Kind("image/webp", _is_webp),
    "zip": Kind("application/zip", _is_zip),
    **{name: Kind("text/plain", _is_text) for name in TEXTS},
}
