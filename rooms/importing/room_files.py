"""A list of rooms as it was uploaded: CSV, XLSX, or a JSON list of objects, read into one kind of table."""

import json
import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.tables import BadTable, Row, Table, heading_key, read_table

MOST_ROWS = 20_000
MOST_AT_ONCE = 4000
"""What is done within the time a request has; the command takes more."""

MOST_BYTES = 10 * 1024**2
MOST_COLUMNS = 100
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def read_rooms(file: bytes, name: str) -> Table:
    """The rows by heading. Raises BadTable."""
    start = file[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return _read_json(file) if start in (b"[", b"{") else read_table(file, name, most_rows=MOST_ROWS)


def read_some_rooms(file: bytes, name: str) -> Table:
    """As many as a request takes. Raises BadTable."""
    table = read_rooms(file, name)
    if len(table.rows) > MOST_AT_ONCE:
        raise BadTable(
            _(
                "At most {most} rows at once. Split the list, or ask those who run the server to import it."
            ).format(most=MOST_AT_ONCE)
        )
    return table


def _read_json(file: bytes) -> Table:
    if len(file) > MOST_BYTES:
        raise BadTable(_("The file is larger than {mb} MB.").format(mb=MOST_BYTES // 1024**2))
    try:
        objects = _objects(json.loads(file.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        raise BadTable(_("This file can not be read as JSON.")) from error
    if not objects:
        raise BadTable(_("There is no list of rooms in this file."))
    if len(objects) > MOST_ROWS:
        sentence = ngettext(
            "This list has more than {most} row. Split it.",
            "This list has more than {most} rows. Split it.",
            MOST_ROWS,
        )
        raise BadTable(sentence.format(most=MOST_ROWS))
    flat = [_flat(one) for one in objects]
    headings = list(dict.fromkeys(heading for one in flat for heading in one))
    if len(headings) > MOST_COLUMNS:
        raise BadTable(_("The rooms of this list have too many fields. Leave out those that are not needed."))
    rows = [_row(number, one, headings) for number, one in enumerate(flat, start=1)]
    return Table(headings, rows)


def _objects(content: Any) -> list[dict[str, Any]]:
    """The list itself, or the longest list of objects in what is around it ("data", "rooms")."""
    lists = [content] if isinstance(content, list) else []
    if isinstance(content, dict):
        lists = [value for value in content.values() if isinstance(value, list)]
    found = [[one for one in each if isinstance(one, dict)] for each in lists]
    return max(found, key=len, default=[])


def _flat(one: dict[str, Any]) -> dict[str, str]:
    """Its fields as text; what JSON:API keeps below "attributes" stands beside the rest."""
    inner = one.get("attributes")
    fields = {**one, **inner} if isinstance(inner, dict) else one
    return {
        str(name)[:100]: _text(value)
        for name, value in fields.items()
        if not isinstance(value, dict) and heading_key(str(name))
    }


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_text(one) for one in value if not isinstance(one, dict | list))
    return _CONTROL.sub("", str(value)).strip()


def _row(number: int, one: dict[str, str], headings: list[str]) -> Row:
    return Row(number, {heading_key(heading): one.get(heading, "") for heading in headings})
