"""The records of a JSON file, whatever they are wrapped in: a list, lines, or an object that holds one of them."""

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from kit.tables import BadTable

HOLDERS = (
    "abstracts", "submissions", "papers", "contributions", "proposals", "talks", "results", "records", "items",
    "data", "notes", "entries", "events",
)  # fmt: skip
MOST_VALUES = 2_000_000
LONGEST_INTEGER = 18
"""Digits: what fits into 64 bits."""


def looks_like_json(content: bytes) -> bool:
    return content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def json_records(content: bytes) -> list[Any]:
    """All records, in order; what is no object is kept to be told. Raises BadTable."""
    if content.count(b",") + content.count(b"[") + content.count(b"{") > MOST_VALUES:
        raise BadTable(_("This file holds too many values. Split it."))
    try:
        text = content.decode(json.detect_encoding(content)).lstrip("\ufeff")
    except UnicodeDecodeError:
        raise BadTable(_("The text is not in a Unicode encoding.")) from None
    try:
        found = _parsed(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].rstrip().endswith(("}", "]")):
            raise _not_json(error) from None
        return [_line(line, number) for number, line in enumerate(lines, start=1)]
    return _records(found)


def _line(line: str, number: int) -> Any:
    try:
        return _parsed(line)
    except json.JSONDecodeError as error:
        said = {"line": number, "reason": error.msg}
        raise BadTable(_("Line %(line)d is not JSON: %(reason)s.") % said) from None


def _records(found: Any) -> list[Any]:
    if isinstance(found, list):
        return found
    if isinstance(found, Mapping):
        for name in HOLDERS:
            held = next((value for key, value in found.items() if str(key).casefold() == name), None)
            if isinstance(held, Mapping) and not _is_record(held):
                return _records(held)
            if isinstance(held, list) and (not held or isinstance(held[0], Mapping)):
                return held
        if _is_record(found):
            return [found]
        if found and all(isinstance(value, Mapping) for value in found.values()):
            return [
                {"id": key, **value} for key, value in found.items()
            ]  # by id, as PaperCopilot writes them
    raise BadTable(_("No list of abstracts was found in this file."))


def _is_record(found: Mapping[str, Any]) -> bool:
    content = found.get("content")
    inside = content if isinstance(content, Mapping) else {}
    return any("title" in str(key).casefold() for key in (*found, *inside))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_finite, parse_int=_short)
    except RecursionError:
        raise BadTable(_("This file is nested too deeply.")) from None


def _no_number(name: str) -> None:
    """NaN and its like, which Python writes for an empty cell."""
    return


def _finite(text: str) -> float | None:
    number = float(text)
    return number if isfinite(number) else None


def _short(text: str) -> int:
    if len(text.lstrip("-")) > LONGEST_INTEGER:
        raise BadTable(_("The number %(number)s is too large.") % {"number": text[:30]})
    return int(text)


def _not_json(error: json.JSONDecodeError) -> BadTable:
    said: dict[str, object] = {"reason": error.msg, "line": error.lineno, "column": error.colno}
    return BadTable(_("This is not JSON: %(reason)s in line %(line)d, column %(column)d.") % said)


def flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with what stands in its `content` beside the rest, as OpenReview nests it."""
    content = record.get("content")
    if isinstance(content, Mapping):
        record = {**{key: value for key, value in record.items() if key != "content"}, **content}
    return {key: _unwrapped(value) for key, value in record.items()}


def _unwrapped(value: Any) -> Any:
    """A value that OpenReview wraps with who may read it."""
    if isinstance(value, Mapping) and set(value) in ({"value"}, {"value", "readers"}):
        return value["value"]
    return value


def names_of(records: Sequence[Any]) -> list[str]:
    """All keys, in the order they are met."""
    return list(
        dict.fromkeys(str(key) for record in records if isinstance(record, Mapping) for key in record)
    )
