"""The order of names, as an index has it: without case, accents, and what stands before the first letter."""

import re
from unicodedata import normalize

_NO_LETTER = re.compile(r"^\W+")


def plain_letters(name: str) -> str:
    """What a name is sorted by: “Özil” between “Owen” and “Page”, “'t Hooft” under T."""
    bare = "".join(char for char in normalize("NFKD", name) if not "\u0300" <= char <= "\u036f")
    return _NO_LETTER.sub("", bare).casefold()


def first_letter(name: str) -> str:
    """The letter of the index it stands under; "…" for a name without any."""
    return plain_letters(name)[:1].upper() or "…"
