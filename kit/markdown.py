"""Rich text: Markdown that people write and HTML that we import, as safe HTML and as plain text."""

import re
from functools import lru_cache
from html import unescape

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it.token import Token
from markdownify import MarkdownConverter

from kit import commonmark
from kit.plain import LONGEST_TITLE, plain_text
from kit.refusals import Refused
from kit.sanitiser import DEEPEST_NESTING, clean, is_too_nested

__all__ = [
    "TextTooLong",
    "check_markdown",
    "html_to_markdown",
    "plain_text",
    "render_markdown",
    "render_title",
    "safe_html",
]

LONGEST_TEXT = 64 * 1024
"""Bytes of UTF-8."""

MOST_MARKUP = 10_000
"""Lines and marks, weighed by the time the parser needs for each: about 10 microseconds a point."""

_WEIGHTS = {"\n": 3, "[": 2, "]": 2, "$": 2, **dict.fromkeys("*_`~|<&!#>\\", 1)}


class TextTooLong(Refused):
    """The text is longer, or more deeply nested, than we can show in reasonable time."""


def render_markdown(source: str) -> SafeString:
    """Markdown with tables, strikethrough and LaTeX formulas as safe HTML; HTML in it is shown as text.

    Raises TextTooLong before any expensive work.
    """
    return mark_safe(clean(commonmark.render(_parsed(source))))


def render_title(title: str) -> SafeString:
    """A title with its formulas, which stand between dollar signs; nothing else in it is markup."""
    if "$" not in title or len(title) > LONGEST_TITLE:
        return escape(title)
    return _title(title)


@lru_cache(maxsize=2048)
def _title(title: str) -> SafeString:
    return mark_safe(clean(commonmark.render_line(title)))


def check_markdown(source: str) -> None:
    """Raise TextTooLong for a text that render_markdown would refuse; for forms and imports."""
    _parsed(source)


def safe_html(html: str) -> SafeString:
    """Imported HTML, reduced to what our own Markdown could have made. Raises TextTooLong."""
    _check_length(html)
    if is_too_nested(html):
        raise TextTooLong(_too_nested())
    return mark_safe(clean(html))


def html_to_markdown(html: str) -> str:
    """Imported HTML as Markdown; plain text passes unchanged, and no input raises.

    What is too long or too nested for the converter loses its markup and keeps its words.
    """
    if not _HTML_TAG.search(html):
        return html
    if len(html) > 2 * LONGEST_TEXT or is_too_nested(html):
        return _without_tags(html)
    try:
        return str(_CONVERTER.convert(clean(html))).strip()
    except (RecursionError, ValueError, AssertionError):  # what its parsers raise for nonsense
        return _without_tags(html)


def _parsed(source: str) -> list[Token]:
    _check_length(source)
    marks = sum(source.count(mark) * weight for mark, weight in _WEIGHTS.items())
    if marks + _table_cells(source) > MOST_MARKUP:
        raise TextTooLong(_("This text has more formatting than can be shown. Split it into several texts."))
    tokens = commonmark.parse(source)
    if commonmark.depth(tokens) > DEEPEST_NESTING:
        raise TextTooLong(_too_nested())
    return tokens


def _table_cells(source: str) -> int:
    """Cells of all tables: a row may leave out its cells, and the parser adds them."""
    cells = columns = 0
    for line in source.splitlines() if "|" in source else ():
        if not line.strip():
            columns = 0
        elif "|" in line and not line.strip(" \t>|:-"):
            columns = max(columns, line.count("|") + 1)
        cells += columns
    return cells


def _check_length(source: str) -> None:
    if len(source) > LONGEST_TEXT or len(source.encode(errors="replace")) > LONGEST_TEXT:
        raise TextTooLong(
            _("This text is too long. The limit is {limit} KB.").format(limit=LONGEST_TEXT // 1024)
        )


def _too_nested() -> str:
    return _("This text has too many quotes, lists or marks inside each other.")


_HTML_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--)")
_SILENT = re.compile(r"<(script|style)\b[^<]*(?:<(?!/\1)[^<]*)*", re.IGNORECASE)
_CONVERTER = MarkdownConverter(heading_style="ATX", bullets="-", escape_misc=False)


def _without_tags(html: str) -> str:
    words = unescape(re.sub(r"<[^<>]*>", " ", _SILENT.sub(" ", html)))
    return re.sub(r" {2,}", " ", words).strip()
