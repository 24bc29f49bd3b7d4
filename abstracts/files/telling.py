"""Whether a text names its authors: for the warning while a call is double-blind."""

import re
import unicodedata
from collections.abc import Iterable

SHORTEST = 3
"""Letters of a family name that is looked for: shorter ones are words."""


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names that stand in the text: whole, or by family name with the first letter of the given one."""
    words = _plain(text)
    return [name for name in names if any(pattern.search(words) for pattern in _patterns(name))]


def _patterns(name: str) -> list[re.Pattern[str]]:
    parts = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", _plain(name))
    if len(parts) < 2:
        return []
    given, family = parts[0], parts[-1]
    if len(family) < SHORTEST:
        return [re.compile(rf"\b{re.escape(given)}\W+{re.escape(family)}\b")]
    first = re.escape(given[0])
    one, other = re.escape(given), re.escape(family)
    return [
        re.compile(rf"\b(?:{one}|{first})\.?(?:\W+\w{{1,2}}\.?)?[\s,]+{other}\b"),
        re.compile(rf"\b{other},?\s+(?:{one}|{first})\b"),
    ]


def _plain(text: str) -> str:
    """Lower case and without marks on letters, as PDF readers give them in several ways."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(one for one in decomposed if not unicodedata.combining(one)).casefold()
