"""Writes XML line by line. The standard writers lose carriage returns; descriptions are full of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from interchange.schedule.legal_text import legal_text

_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


class XmlLines:
    """A growing XML document."""

    def __init__(self) -> None:
        self._lines = ['<?xml version="1.0" encoding="UTF-8"?>']
        self._depth = 0

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """An element around whatever is written inside."""
        self._line(f"<{name}{_attributes(attributes)}>")
        self._depth += 1
        yield
        self._depth -= 1
        self._line(f"</{name}>")

    def leaf(self, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> None:
        """An element with nothing but text in it."""
        content = legal_text(text).translate(_IN_TEXT)
        tail = f">{content}</{name}>" if content else "/>"
        self._line(f"<{name}{_attributes(attributes)}{tail}")

    def to_bytes(self) -> bytes:
        return ("\n".join(self._lines) + "\n").encode()

    def _line(self, line: str) -> None:
        self._lines.append("  " * self._depth + line)


def _attributes(attributes: Mapping[str, str] | None) -> str:
    pairs = (attributes or {}).items()
    return "".join(f' {name}="{legal_text(value).translate(_IN_ATTRIBUTE)}"' for name, value in pairs)
