"""The order of names, as an index has it: without case, accents, and what stands before the first letter."""

import re
from unicodedata import normalize

_NO_LETTER = re.compile(r"^\W+")


def plain_letters(name: str) -> str:
    """What a name is sorted by: “Özil” between “Owen” and “Page”, “'t Hooft” under T."""
    if not name.isascii():
        name = "".join(char for char in normalize("NFKD", name) if not "\u0300" <= char <= "\u036f")
    return _NO_LETTER.sub("", name).casefold()


def first_letter(name: str) -> str:
    """The letter of the index it stands under; "…" for a name without any."""
    return index_letter(plain_letters(name))


def index_letter(plain: str) -> str:
    """The same for what `plain_letters` made of it."""
    return plain[:1].upper() or "…"
