"""Text that XML 1.0 and PostgreSQL both accept."""

import re

# https://www.w3.org/TR/xml/#charsets: everything below U+0020 but tab, line feed and carriage return is out.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def legal_text(text: str) -> str:
    """The text without control characters; halves of broken characters become U+FFFD."""
    return _LONE_SURROGATE.sub("\ufffd", _FORBIDDEN.sub("", text))


def legal_line(text: str) -> str:
    """A legal text without white space around it: for names and titles."""
    return legal_text(text).strip()


def legal_passage(text: str) -> str:
    """A legal text kept as it stands, or "" where there is nothing but white space."""
    passage = legal_text(text)
    return passage if passage.strip() else ""
