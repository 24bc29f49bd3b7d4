"""XML from strangers, read element by element: no DTD, no entities, and never a whole tree in memory."""

from collections.abc import Sequence
from typing import Any, Protocol
from xml.etree.ElementTree import Element, ParseError  # builds and names; the parsing is defusedxml's

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from django.utils.translation import gettext as _

from interchange.schedule.findings import Unusable

DEEPEST = 50
MOST_ELEMENTS_AT_ONCE = 200_000
CHUNK = 1024 * 1024  # expat begins anew with every chunk of an endless token: few chunks are quick


class ElementListener(Protocol):
    """Who is told about the elements of a file; a path is the local names from the root down."""

    def opened(self, path: Sequence[str], element: Element, line: int) -> None: ...

    def closed(self, path: Sequence[str], element: Element, line: int) -> bool:
        """Answer True to have the element forgotten. `line` is where it began."""


def walk_xml(data: bytes, *, listener: ElementListener) -> None:
    """Tell the listener about every element; `Unusable` for what is no harmless, well-formed XML."""
    walk = _Walk(listener)
    parser = XMLParser(target=walk, forbid_dtd=True)
    walk.expat = parser.parser
    try:
        for start in range(0, len(data), CHUNK):
            parser.feed(data[start : start + CHUNK])
        parser.close()
    except DefusedXmlException:
        raise Unusable(_("It declares a document type or entities, which are not accepted.")) from None
    except ParseError as error:
        raise Unusable(_("It is not XML: %(reason)s.") % {"reason": error}) from None
    except (LookupError, ValueError) as error:  # an encoding that Python or expat does not know
        if isinstance(error, Unusable):
            raise
        raise Unusable(_("It is not XML: %(reason)s.") % {"reason": error}) from None


class _Walk:
    """The parser's target: builds elements, and drops those that the listener is done with."""

    expat: Any

    def __init__(self, listener: ElementListener) -> None:
        self.listener = listener
        self.path: list[str] = []
        self.open: list[
            tuple[Element, int, int]
        ] = []  # with its line, and how many elements were alive before it
        self.alive = 0
        self.text: list[str] = []
        self.latest: Element | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        line = self.expat.CurrentLineNumber
        if len(self.path) >= DEEPEST:
            raise Unusable(_("It is nested too deeply in line %(line)d.") % {"line": line})
        if self.alive >= MOST_ELEMENTS_AT_ONCE:
            raise Unusable(
                _("It has too many elements that belong to no talk, in line %(line)d.") % {"line": line}
            )
        element = Element(_local(tag), {_local(name): value for name, value in attributes.items()})
        if self.open:
            self.open[-1][0].append(element)
        self.open.append((element, line, self.alive))
        self.alive += 1
        self.path.append(element.tag)
        self.latest = element
        self.listener.opened(self.path, element, line)

    def end(self, tag: str) -> None:
        self._flush()
        element, line, alive_before = self.open.pop()
        self.latest = element
        if self.listener.closed(self.path, element, line):
            if self.open:
                self.open[-1][0].remove(element)
            self.latest = None
            self.alive = alive_before
        self.path.pop()

    def data(self, text: str) -> None:
        self.text.append(text)

    def close(self) -> None:
        self._flush()

    def _flush(self) -> None:
        """Put the text collected so far into the open element, or behind the one just closed."""
        text, self.text = "".join(self.text), []
        if self.latest is None or not text:
            return
        if self.open and self.latest is self.open[-1][0]:
            self.latest.text = text
        else:
            self.latest.tail = text


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]
