"""Numbers of rows in addresses and forms, which anybody can type."""

MOST_DIGITS = 18
"""Any such number fits into a bigint."""


def is_key(text: str) -> bool:
    """Whether the text is the number of a row: digits only, and not too many to ask a database about."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def key_of(text: str) -> int:
    """The number; 0, which no row has, for anything else."""
    return int(text) if is_key(text) else 0
