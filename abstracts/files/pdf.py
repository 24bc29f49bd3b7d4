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
from typing import NamedTuple

from pypdf import PdfReader

from abstracts.files.pdf_blind import blind_pdf

MOST_PAGES = 20
"""Pages that are read for their text: an author's name stands at the beginning or among the references."""

MOST_TEXT = 100_000
MEGABYTE = 1024 * 1024


class Limits(NamedTuple):
    """Of the process that works on one file: seconds (those of the clock may be twice as many), and bytes."""

    seconds: int
    memory: int


LIMITS = {"text": Limits(5, 768 * MEGABYTE), "blind": Limits(10, 1024 * MEGABYTE)}


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


def _main(arguments: Sequence[str]) -> None:
    """What the file on standard input becomes, on standard output; nothing where a reader breaks on it."""
    work = arguments[0]
    seconds, memory = LIMITS[work]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    data = sys.stdin.buffer.read()
    try:
        done = {"text": _text, "blind": blind_pdf}[work](data)
    except Exception as error:  # a file of somebody else's making may break a reader in any way
        logging.info("a PDF could not be read: %s", type(error).__name__)
        return
    sys.stdout.buffer.write(done)


if __name__ == "__main__":
    _main(sys.argv[1:])
