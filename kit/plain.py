"""Plain text out of Markdown: what lists, meta tags and calendar entries show of a description."""

import re

from kit import commonmark

LONGEST_SOURCE = 64 * 1024
"""Characters; a summary reads no further."""

LONGEST_TITLE = 1000
"""Characters of a title in which formulas are looked for."""

_MARKUP = re.compile(r"[*_`~\[\]<>&$\\|#]|^[ \t]*(?:[-+=]|\d+[.)])|^(?: {4}|\t)", re.MULTILINE)


def plain_text(source: str, *, length: int) -> str:
    """The beginning of a Markdown text in one line without markup, at most `length` characters.

    For lists, meta tags and calendars: it reads no further than needed and takes any source.
    """
    source = source[:LONGEST_SOURCE]
    taken = min(2 * length + 300, len(source))
    text = _words(source[:taken])
    while len(text) <= length and taken < len(source):
        taken = min(4 * taken, len(source))
        text = _words(source[:taken])
    if len(text) <= length:
        return text
    return _cut(text, length=length)


def title_in_words(title: str) -> str:
    """A title where no markup can stand, such as a mail or a calendar: `$O(n^2)$` in it is "O(n²)"."""
    if "$" not in title or len(title) > LONGEST_TITLE:
        return title
    return commonmark.words_of_line(title)


def _words(source: str) -> str:
    """The visible words, separated by single spaces."""
    if _MARKUP.search(source):
        simple = _simple(source)
        source = commonmark.text_of(commonmark.parse(source)) if simple is None else simple
    return " ".join(source.split())


_LINE_START = re.compile(r"^(?:#{1,6} +|(?:> ?)+|[-+*] +|\d{1,9}[.)] +)", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[([^\[\]\\<>`*_]+)\]\(https?://[^\s()<>\\\[\]&*_@]+\)")
_STRONG = re.compile(r"(?<![\w*\\])(\*{1,2})(?=[^\s*])([^*\n\[\]]*[^\s*\W])\1(?![\w*])")
_DOUBTFUL = re.compile(
    r"[*`~<>$|\\\[\]#]|(?<!\w)_|_(?!\w)|&[#a-zA-Z]|^[ \t]*(?:[-=+]|\d+[.)])|^[ \t]", re.MULTILINE
)


def _simple(source: str) -> str | None:
    """The words of a text with nothing but plain links, emphasis and flat lists; None if there may be more.

    The parser takes a millisecond, too long for a calendar of a thousand talks; this takes a twentieth.
    """
    words = _STRONG.sub(r"\2", _LINK.sub(r"\1", _LINE_START.sub("", source)))
    return None if _DOUBTFUL.search(words) else words


def _cut(text: str, *, length: int) -> str:
    """Whole words and an ellipsis; a single endless word is cut inside."""
    if length < 1:
        return ""
    head = text[:length]
    space = head.rfind(" ")
    return (head[:space] if space > length // 2 else head[:-1]).rstrip(" ,;:.-–") + "…"
