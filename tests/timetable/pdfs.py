"""What a PDF says, read by a program that did not make it."""

import io

from pypdf import PdfReader


def reader(content):
    return PdfReader(io.BytesIO(content))


def words(content):
    """All its text, with single spaces, and the titles of its bookmarks."""
    found = reader(content)
    pages = " ".join(page.extract_text() for page in found.pages)
    return " ".join([*pages.split(), *bookmarks(content)])


def pages(content):
    return [" ".join(page.extract_text().split()) for page in reader(content).pages]


def bookmarks(content):
    """The titles, parents before what hangs below them."""
    return list(_titles(reader(content).outline))


def _titles(outline):
    for each in outline:
        if isinstance(each, list):
            yield from _titles(each)
        else:
            yield each.title
