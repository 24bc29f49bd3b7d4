"""Tables to take home, as CSV or as a workbook."""

from collections.abc import Iterable, Sequence
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from kit.cells import stream_csv
from kit.files import safe_file_name
from kit.tables import xlsx_bytes
from kit.workbooks import XLSX


def wants_workbook(request: HttpRequest) -> bool:
    return request.GET.get("format") == "xlsx"


def table_download(
    request: HttpRequest, headings: Sequence[str], rows: Iterable[Sequence[object]], *, name: str
) -> HttpResponse | StreamingHttpResponse:
    """With `?format=xlsx` a workbook, else CSV; no cell of either is run as a formula."""
    if not wants_workbook(request):
        return stream_csv(chain([headings], rows), name=f"{name}.csv")
    response = HttpResponse(xlsx_bytes(headings, rows, sheet=name), content_type=XLSX)
    disposition = content_disposition_header(True, safe_file_name(f"{name}.xlsx"))
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
