"""In which order posters hang: P2 before P10 (pure)."""

import re

PARTS = re.compile(r"\d+|\D+")

BoardOrder = tuple[bool, tuple[tuple[bool, int, str], ...]]


def board_order(number: str) -> BoardOrder:
    """What to sort boards by: numbers in them count as numbers, and who has no board comes last."""
    parts = PARTS.findall(number.casefold())
    return not parts, tuple((False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts)
