"""Lists of authors as people paste them: one a line, or one after another as on a paper."""

import re

from abstracts.models import Author
from abstracts.written import Place, Writer

MOST = 200
Found = tuple[str, str, tuple[str, ...]]
"""Name, address and affiliations."""

_EMAIL = re.compile(r"<?\s*([^\s<>,;()]+@[^\s<>,;()]+\.[^\s<>,;()]+)\s*>?")
_MARKS = re.compile(r"[\d*†‡§¶,]+$|[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§¶]+")
_BETWEEN = re.compile(r"\s*(?:,?\s+(?:and|und|et|y|e|&)\s+|[,;])\s*")


def people_in(text: str) -> list[Writer]:
    """The people of the list, in order: the first is an author, the others are co-authors.

    A line is "Name", "Name <mail>", "Name, affiliation, mail" or "Name (affiliation)", in any order of mail and place.
    One single line without an address is a list of names: "A. Lovelace, C. Babbage and G. Boole".
    """
    lines = [line.strip(" \t•-–·") for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) == 1 and "@" not in lines[0] and "(" not in lines[0]:
        lines = [part for part in _BETWEEN.split(lines[0]) if part]
        found: list[Found] = [(_name(line), "", ()) for line in lines]
    else:
        found = [_one(line) for line in lines]
    people = [(name, email, places) for name, email, places in found if name][:MOST]
    return [
        Writer(
            name[:300],
            email[:254],
            str(Author.Role.CO_AUTHOR if place else Author.Role.AUTHOR),
            affiliations=tuple(Place(one[:300]) for one in places),
        )
        for place, (name, email, places) in enumerate(people)
    ]


def _one(line: str) -> Found:
    address = _EMAIL.search(line)
    email = address.group(1).removeprefix("mailto:") if address else ""
    rest = f"{line[: address.start()]},{line[address.end() :]}" if address else line
    rest = rest.replace("(", ",").replace(")", ",")
    name, *places = [part.strip() for part in re.split(r"\s*[,;\t]\s*", rest) if part.strip()] or [""]
    return _name(name), email, (", ".join(places),) if places else ()


def _name(text: str) -> str:
    """Without the marks by which papers tie names to places."""
    return " ".join(_MARKS.sub("", text.strip()).split())
