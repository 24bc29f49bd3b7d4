"""JSON from strangers."""

import json
from collections.abc import Sequence
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from interchange.schedule.findings import Unusable

MOST_VALUES = 4_000_000  # as many empty objects take some 300 MB
LONGEST_INTEGER = 18  # digits: what fits into 64 bits


def parse_json(data: bytes) -> Any:
    """The value that the bytes spell; `Unusable` also for NaN, huge numbers, deep nesting and twin keys."""
    if data.count(b",") + data.count(b"[") + data.count(b"{") > MOST_VALUES:
        raise Unusable(_("It holds too many values."))
    try:
        return json.loads(
            data.decode(json.detect_encoding(data)),
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_float=_finite,
            parse_int=_short_integer,
        )
    except Unusable:
        raise
    except UnicodeDecodeError:
        raise Unusable(_("The text is not in a Unicode encoding.")) from None
    except RecursionError:
        raise Unusable(_("It is nested too deeply.")) from None
    except json.JSONDecodeError as error:
        shown = {"reason": error.msg, "line": error.lineno, "column": error.colno}
        raise Unusable(_("It is not JSON: %(reason)s in line %(line)d, column %(column)d.") % shown) from None


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """A dict. Twin keys would silently lose one of the values, say a room with all its talks."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found and found[key] != value:
            raise Unusable(_("The key “%(key)s” stands twice in the same object.") % {"key": key[:100]})
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise Unusable(_("%(number)s is not a number that JSON knows.") % {"number": name})


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise Unusable(_("The number %(number)s is too large.") % {"number": text[:30]})
    return number


def _short_integer(text: str) -> int:
    if len(text.lstrip("-")) > LONGEST_INTEGER:
        raise Unusable(_("The number %(number)s is too large.") % {"number": text[:30]})
    return int(text)
