"""PDF out of a template, closed to the world: the document reaches no network and no file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kit.refusals import Refused

if TYPE_CHECKING:
    from weasyprint import Document


class PdfUnavailable(Refused):
    """This installation lacks the system libraries that PDFs are made with."""


def render_pdf(template: str, context: dict[str, Any]) -> bytes:
    """The template as a PDF. Pictures and fonts must come as data: addresses; nothing else is fetched (S51).

    Raises PdfUnavailable where Pango is not installed.
    """
    html = render_to_string(template, context)
    try:
        # Imported here: it loads Pango, which takes a second and may be missing on servers without PDFs.
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise PdfUnavailable(_("PDFs are not available here: the Pango library is not installed.")) from error
    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    pdf = _without_attachments(HTML(string=html, url_fetcher=fetcher).render()).write_pdf()
    return bytes(pdf)


def _without_attachments(document: Document) -> Document:
    """People who can write markup could otherwise hide files of any kind in the PDF."""
    document.metadata.attachments = []
    for page in document.pages:
        page.links = [link for link in page.links if link[0] != "attachment"]
    return document
