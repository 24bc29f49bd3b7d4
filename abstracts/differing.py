"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 12_000
"""Words of both texts together that are compared word by word; longer ones line by line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is "same", was taken out ("del"), or put in ("ins")."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """Both texts as one, in order."""
    old, new = _units(before, after)
    return [piece for piece in _compared(old, new) if piece.text]


def _units(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = re.findall(r"\s+|\w+|[^\w\s]", before), re.findall(r"\s+|\w+|[^\w\s]", after)
    if len(old) + len(new) > LONGEST:
        return before.splitlines(keepends=True), after.splitlines(keepends=True)
    return old, new


def _compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > 4_000)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[start:end]))
            continue
        yield Piece("del", "".join(old[start:end]))
        yield Piece("ins", "".join(new[first:last]))
