"""Names and delivery of files that people gave us or that we make for them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import IO

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

LONGEST_NAME = 180
"""Bytes of UTF-8; file systems allow 255, and downloads and archives add to the name."""

_SEPARATORS = re.compile(r"[/\\\u2044\u2215\u2216\u29f5\u29f8\ufe68\uff0f\uff3c]")
_SPECIAL = re.compile(r'[<>:"|?*%;=]')
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|\s*$)", re.IGNORECASE
)
_SANDBOX = "sandbox; default-src 'none'; script-src 'none'; base-uri 'none'; frame-ancestors 'none'"


def safe_file_name(name: str, *, fallback: str = "file") -> str:
    """The last part of the name, fit for any file system, archive and header (S45).

    No folders, control or invisible characters, names that Windows reserves, leading dots; at most
    LONGEST_NAME bytes, with the extension kept.
    """
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    visible = "".join(
        character for character in last if unicodedata.category(character)[0] not in "CZ" or character == " "
    )
    tidy = re.sub(r" +", " ", _SPECIAL.sub("_", visible)).strip(" .~-")
    tidy = _shortened(tidy)
    if _RESERVED.match(tidy):
        tidy = f"_{tidy}"
    return tidy or fallback


def unique_file_names(names: Iterable[str]) -> Iterator[str]:
    """Safe names in the same order, none twice even where upper and lower case are the same; for archives."""
    taken: set[str] = set()
    for name in map(safe_file_name, names):
        stem, dot, extension = name.rpartition(".")
        stem, ending = (stem, dot + extension) if stem else (name, "")
        unique, number = name, 1
        while unicodedata.normalize("NFKC", unique).casefold() in taken:
            number += 1
            unique = f"{stem} ({number}){ending}"
        taken.add(unicodedata.normalize("NFKC", unique).casefold())
        yield unique


def as_attachment(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A file to save: browsers neither show it in our pages' origin nor guess what else it could be."""
    response = HttpResponse(content, content_type=content_type)
    _to_save(response, name)
    return response


def sent_to_save(content: IO[bytes], *, name: str, content_type: str) -> FileResponse:
    """The same out of an open file, read while it is sent and closed afterwards."""
    response = FileResponse(content, content_type=content_type)
    _to_save(response, name)
    return response


def stream_to_save(
    chunks: Iterable[str] | Iterable[bytes], *, name: str, content_type: str
) -> StreamingHttpResponse:
    """The same written while it is sent."""
    response = StreamingHttpResponse(chunks, content_type=content_type)
    _to_save(response, name)
    return response


def _to_save(response: HttpResponseBase, name: str) -> None:
    response["Content-Disposition"] = content_disposition_header(True, safe_file_name(name)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST_NAME:
        return name
    stem, dot, extension = name.rpartition(".")
    ending = f"{dot}{extension}" if stem and len(extension.encode()) <= 16 else ""
    room = LONGEST_NAME - len(ending.encode())
    kept = name[: len(name) - len(ending)].encode()[:room].decode(errors="ignore")
    return kept.rstrip(" .") + ending
