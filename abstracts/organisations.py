"""Reading the list of research organisations that ror.org publishes, in both of its shapes (schema 1 and 2)."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from kit.refusals import Refused

CHUNK = 1 << 20
LONGEST_ENTRY = 5 << 20
"""Characters of one organisation; what is longer is no list of ror.org."""

PREFIX = "https://ror.org/"


class BadList(Refused):
    """The file is not a list of organisations."""


def organisations_in(path: Path) -> Iterator[dict[str, str]]:
    """The active ones, as values of `Organisation`; one after another, for the file is large. Raises BadList."""
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            name = next((one for one in archive.namelist() if one.endswith(".json")), None)
            if name is None:
                raise BadList(_("There is no JSON file in this archive."))
            with archive.open(name) as content:
                yield from _read(io.TextIOWrapper(content, "utf-8"))
        return
    with path.open(encoding="utf-8") as content:
        yield from _read(content)


def _read(content: IO[str]) -> Iterator[dict[str, str]]:
    for entry in _entries(content):
        if not isinstance(entry, dict):
            raise BadList(_("This is not the list that ror.org publishes."))
        values = _values(entry)
        if values is not None:
            yield values


def _entries(content: IO[str]) -> Iterator[Any]:
    """The elements of one JSON list, each read when its turn comes."""
    decoder, buffer = json.JSONDecoder(), content.read(CHUNK).lstrip("\ufeff \t\r\n")
    if not buffer.startswith("["):
        raise BadList(_("This is not the list that ror.org publishes."))
    buffer = buffer[1:]
    while True:
        buffer = buffer.lstrip(", \t\r\n")
        if buffer.startswith("]"):
            return
        try:
            entry, end = decoder.raw_decode(buffer)
        except json.JSONDecodeError as error:
            more = content.read(CHUNK)
            if not more or len(buffer) > LONGEST_ENTRY:
                raise BadList(_("The list is cut off or damaged. Fetch it again.")) from error
            buffer += more
            continue
        yield entry
        buffer = buffer[end:]


def _values(entry: dict[str, Any]) -> dict[str, str] | None:
    ror = str(entry.get("id", "")).removeprefix(PREFIX)
    name, others = _names(entry)
    if not ror or not name or entry.get("status", "active") != "active":
        return None
    return {
        "ror": ror[:30],
        "name": name[:300],
        "other_names": "\n".join(dict.fromkeys(one for one in others if one and one != name)),
        "country": _country(entry)[:100],
        "domain": str(next(iter(entry.get("domains") or []), ""))[:200],
    }


def _names(entry: dict[str, Any]) -> tuple[str, list[str]]:
    if "names" in entry:
        names = [(str(one.get("value", "")), one.get("types") or []) for one in entry["names"]]
        shown = next((value for value, types in names if "ror_display" in types), "")
        return shown, [value for value, _types in names]
    labels = [str(one.get("label", "")) for one in entry.get("labels") or []]
    others = [*(entry.get("aliases") or []), *(entry.get("acronyms") or []), *labels]
    return str(entry.get("name", "")), [str(one) for one in others]


def _country(entry: dict[str, Any]) -> str:
    for place in entry.get("locations") or []:
        return str((place.get("geonames_details") or {}).get("country_name", ""))
    return str((entry.get("country") or {}).get("country_name", ""))
