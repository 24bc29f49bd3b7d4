"""The files one takes home: tables, JSON, files, BibTeX."""

from itertools import chain

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abstracts.exporting.archive import members
from abstracts.exporting.reading import Export
from abstracts.exporting.tables import as_object, reviews_table, submissions_table
from kit.archives import stream_zip
from kit.cells import stream_csv
from kit.files import as_attachment
from kit.json_files import stream_json
from kit.workbooks import XLSX, sheets_bytes

HEAD = '{"format": "hemicycle-abstracts", "version": 1, "abstracts": ['
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
    found = (as_object(line) for line in export.lines())
    return stream_json(found, name=f"{slug}-abstracts.json", head=HEAD, tail="]}")
