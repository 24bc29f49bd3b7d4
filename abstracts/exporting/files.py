"""The files one takes home: tables, JSON, files, BibTeX."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abstracts.exporting.archive import members
from abstracts.exporting.reading import Export
from abstracts.exporting.tables import as_object, reviews_table, submissions_table
from kit.archives import stream_zip
from kit.cells import stream_csv
from kit.files import as_attachment, safe_file_name
from kit.workbooks import sheets_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "csv": gettext_lazy("Table (CSV)"),
    "xlsx": gettext_lazy("Workbook (XLSX), with the reviews"),
    "json": gettext_lazy("JSON, with the reviews"),
    "reviews": gettext_lazy("Reviews alone (CSV)"),
    "zip": gettext_lazy("Files (ZIP)"),
}


def export_file(export: Export, form: str) -> HttpResponseBase:
    """One of FORMATS, written while it is read; only a workbook is made whole first."""
    slug = export.event.slug
    if form == "zip":
        return stream_zip(members(export), name=f"{slug}-files.zip")
    if form == "csv":
        headings, rows = submissions_table(export)
        return stream_csv(chain([headings], rows), name=f"{slug}-abstracts.csv")
    export.with_reviews = True
    if form == "reviews":
        headings, rows = reviews_table(export)
        return stream_csv(chain([headings], rows), name=f"{slug}-reviews.csv")
    if form == "xlsx":
        lines = list(export.lines())
        sheets = [
            (_("Abstracts"), *submissions_table(export, lines)),
            (_("Reviews"), *reviews_table(export, lines)),
        ]
        return as_attachment(sheets_bytes(sheets), name=f"{slug}-abstracts.xlsx", content_type=XLSX)
    return _stream(_json_lines(as_object(line) for line in export.lines()), f"{slug}-abstracts.json")


def _stream(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(True, safe_file_name(name)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _json_lines(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    encoder = DjangoJSONEncoder(ensure_ascii=False)
    yield '{"format": "hemicycle-abstracts", "version": 1, "abstracts": ['
    for index, one in enumerate(found):
        yield ("\n" if index == 0 else ",\n") + encoder.encode(one)
    yield "\n]}\n"
