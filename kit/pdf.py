"""PDF out of templates, closed to the world: the document reaches no network and no file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from gc import collect
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kit.refusals import Refused

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.document import Page

PDF = "application/pdf"


class PdfUnavailable(Refused):
    """This installation lacks the system libraries that PDFs are made with."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages of a document. `places` says on which of them (from 0) each element with an id begins."""

    document: Document

    @property
    def pages(self) -> list[Page]:
        pages: list[Page] = self.document.pages
        return pages

    @property
    def places(self) -> dict[str, int]:
        return {anchor: number for number, page in enumerate(self.pages) for anchor in page.anchors}


class PdfBinder:
    """A document in parts that are laid out one after the other: a long one takes half the memory of a whole one.

    Links lead from part to part by ids. Raises PdfUnavailable where Pango is not installed.
    """

    def __init__(self) -> None:
        try:
            # Imported here: it loads Pango, which takes a second and may be missing on servers without PDFs.
            from weasyprint import HTML
            from weasyprint.text.fonts import FontConfiguration
            from weasyprint.urls import URLFetcher
        except OSError as error:
            raise PdfUnavailable(
                _("PDFs are not available here: the Pango library is not installed.")
            ) from error
        self._html = HTML
        self._fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
        self._fonts = FontConfiguration()

    def lay_out(self, template: str, context: dict[str, Any], *, lightly: bool = False) -> Part:
        """Pictures and fonts must come as data: addresses; nothing else is fetched (S51).

        `lightly`: only where everything stands is kept, and the layout is made a second time when it is written. A
        book of any length then takes the memory of its longest part; its structure (`tagged`) can not be written.
        """
        text = render_to_string(template, context)
        document = self._rendered(text)
        if lightly:
            source = _Source(partial(self._rendered, text), len(document.pages))
            document.pages = [_LightPage(page, source, number) for number, page in enumerate(document.pages)]
            collect()
        return Part(document)

    def _rendered(self, text: str) -> Document:
        html = self._html(string=text, url_fetcher=self._fetcher)
        return _without_attachments(html.render(font_config=self._fonts))

    def bind(self, parts: Iterable[Part], *, tagged: bool = False) -> bytes:
        """The parts as one PDF; title and language are those of the first. `tagged`: with its structure."""
        parts = list(parts)
        pages = [page for part in parts for page in part.pages]
        return bytes(parts[0].document.copy(pages).write_pdf(pdf_tags=tagged))


@dataclass(slots=True)
class _Source:
    """Lays a part out again when the first of its pages is painted, and forgets it after the last."""

    render: Callable[[], Document]
    amount: int
    document: Document | None = None

    def paint(self, number: int, stream: Any, scale: float) -> None:
        if self.document is None:
            self.document = self.render()
        self.document.pages[number].paint(stream, scale)
        if number == self.amount - 1:
            self.document = None
            collect()  # boxes know each other


class _LightPage:
    """What writing a document asks of a page before it is painted (as weasyprint.document.Page)."""

    def __init__(self, page: Page, source: _Source, number: int) -> None:
        self.width, self.height, self.bleed = page.width, page.height, page.bleed
        self.anchors, self.bookmarks = page.anchors, page.bookmarks
        self.forms: dict[None, list[Any]] = {None: []}
        # The fourth is the box: WeasyPrint hangs the written link on it, and nothing more.
        self.links = [(kind, target, place, SimpleNamespace()) for kind, target, place, _box in page.links]
        self._source, self._number = source, number

    def paint(self, stream: Any, scale: float = 1) -> None:
        self._source.paint(self._number, stream, scale)


def render_pdf(template: str, context: dict[str, Any], *, tagged: bool = False) -> bytes:
    """The template as a PDF. Raises PdfUnavailable where Pango is not installed."""
    binder = PdfBinder()
    return binder.bind([binder.lay_out(template, context)], tagged=tagged)


def _without_attachments(document: Document) -> Document:
    """People who can write markup could otherwise hide files of any kind in the PDF."""
    document.metadata.attachments = []
    for page in document.pages:
        page.links = [link for link in page.links if link[0] != "attachment"]
    return document
