"""Values of a file as the text and words they mean."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import get_language

from kit.markdown import html_to_markdown

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_HTML = re.compile(r"</(?:p|div|li|em|strong|b|i|a|span|ul|ol|sub|sup|br)>|<br\s*/?>", re.IGNORECASE)
_NAMING = ("value", "name", "title", "text", "label")


def text_of(value: Any) -> str:
    """What is meant as one text: of languages the reader's or the first, of a thing its name. No control characters."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Mapping):
        return text_of(_meant(value))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(text_of, value)))
    return unicodedata.normalize("NFC", _CONTROL.sub("", str(value)).replace("\r\n", "\n")).strip()


def line_of(value: Any) -> str:
    """A text of one line."""
    return " ".join(text_of(value).split())


def markdown_of(value: Any) -> str:
    """A text that may have been HTML. Signs of smaller and larger in mathematics are no HTML."""
    text = text_of(value)
    return html_to_markdown(text) if _HTML.search(text) else text


def parts_of(value: Any, *, separators: Iterable[str] = "|;,") -> list[str]:
    """The words of a list, or of a cell by the first separator it holds; none twice."""
    if isinstance(value, list | tuple):
        found = [line_of(part) for part in value]
    else:
        text = text_of(value)
        mark = next((mark for mark in separators if mark in text), "\n")
        found = [line_of(part) for part in text.split(mark)]
    return list(dict.fromkeys(part for part in found if part))


def moment_of(value: Any) -> datetime | None:
    """ISO 8601, UTC where it names no zone; None for all else, which is left out."""
    try:
        moment = datetime.fromisoformat(text_of(value))
    except ValueError:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return moment if 1990 <= moment.year <= 2200 else None


def is_true(value: Any) -> bool:
    return value is True or str(value).strip().casefold() in ("1", "true", "yes", "y", "x")


def _meant(value: Mapping[str, Any]) -> Any:
    named = next((value[name] for name in _NAMING if value.get(name)), None)
    if named is not None:
        return named
    languages = [get_language() or "en", "en", *value]
    return next((value[name] for name in languages if value.get(name)), None)


def filled(values: Mapping[str, Any], names: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Those of the names that hold something, in order."""
    for name in names:
        value = values.get(name)
        if value not in (None, "", [], {}):
            yield name, value
