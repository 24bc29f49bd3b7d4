"""Names of people as files write them: "Ada Lovelace", "Lovelace, Ada", "Ada Lovelace (Society) <ada@…>", in lists."""

import re
from collections.abc import Sequence

from abstracts.written import Place, Writer

_MAIL = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>|(?<!\S)([^<>()\s,;]+@[^<>()\s,;]+)")
_TAIL = re.compile(r"\s*[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*$")
_COMMA = re.compile(r",(?![^()\[\]]*[)\]])")
_AND = re.compile(r",?\s+(?:and|&)\s+(?![^()\[\]]*[)\]])", re.IGNORECASE)
_SEMICOLON = re.compile(r";(?![^()\[\]]*[)\]])")
_SUFFIX = re.compile(r"(?:jr|sr|ph\.?d|md|i{2,3}|iv)\.?", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"(?i:universi|institut|college|school|laborato|labs?\b|centre|center|academ|hochschule|research|inc\b|gmbh|ltd\b"
    r"|foundation|department|hospital|ministry|company)|^[A-Z]{2,}$",
)
_MARKS = re.compile(r"\d+(?:\s*,\s*\d+)*")


def names_in(text: str) -> tuple[list[str], str]:
    """The people of a cell, each as written, and the sign that separates them ("" for one)."""
    if "|" in text:
        return _trimmed(text.split("|")), "|"
    if ";" in text and len(_SEMICOLON.split(text)) > 1:
        return _trimmed(_SEMICOLON.split(text)), ";"
    if "\n" in text.strip():
        return _trimmed(text.splitlines()), "\n"
    joined = _trimmed(_AND.split(text))
    if len(joined) > 1 and all(len(_COMMA.findall(part)) == 1 for part in joined):
        return joined, "and"  # as BibTeX writes them: "Lovelace, Ada and Babbage, Charles"
    parts = _trimmed(piece for part in joined for piece in _COMMA.split(part))
    several = len(joined) > 1 or len(parts) > 2 or ">," in text or all(" " in part for part in parts)
    return (parts, ",") if several and len(parts) > 1 and not _is_one(parts) else ([text.strip()], "")


def person_in(text: str, marked: dict[str, str] | None = None) -> Writer:
    """One person as written. `marked` are affiliations by the number that stands behind a name."""
    email = ""
    if found := _MAIL.search(text):
        email = (found[1] or found[2]).strip(".")
        text = (text[: found.start()] + text[found.end() :]).strip()
    places: list[Place] = []
    text = text.rstrip(" *†‡,")
    if found := _TAIL.search(text):
        text = text[: found.start()].rstrip(" *†‡,")
        inside = found[1].strip()
        if _MARKS.fullmatch(inside):
            marks = [mark.strip() for mark in inside.split(",")]
            places = [Place((marked or {})[mark]) for mark in marks if mark in (marked or {})]
        elif inside:
            places = [Place(" ".join(part.split())) for part in re.split(r"[;|]", inside) if part.strip()]
    name, place = _turned(" ".join(text.strip(" ,*†‡()").split()))
    if place:
        places.append(Place(place))
    return Writer(name or email.partition("@")[0], email, affiliations=tuple(places))


def marked_places(text: str) -> dict[str, str]:
    """Affiliations that are numbered: "1: Analytical Society; 2: University of London"."""
    parts = [re.match(r"\s*(\d+)\s*[:.)]\s*(.+)", part, re.DOTALL) for part in re.split(r"[;\n|]", text)]
    return {part[1]: " ".join(part[2].split()) for part in parts if part} if parts and all(parts) else {}


def _turned(name: str) -> tuple[str, str]:
    """The name with the given one first, and an affiliation that stood behind a comma."""
    before, comma, after = (part.strip() for part in name.partition(","))
    if not comma or not before or not after:
        return name.strip(" ,"), ""
    if _SUFFIX.fullmatch(after):
        return f"{before} {after}", ""
    if " " in before and not before[0].islower() and (_INSTITUTION.search(after) or len(after.split()) > 3):
        return before, after
    return f"{after.replace(',', ' ')} {before}", ""


def _is_one(parts: Sequence[str]) -> bool:
    """ "Ada Lovelace, University of London" is one person, and so is "van der Berg, Jan Peter"."""
    if len(parts) != 2:
        return False
    return bool(_INSTITUTION.search(parts[1])) or parts[0][:1].islower()


def _trimmed(parts: object) -> list[str]:
    return [part.strip() for part in parts if part.strip(" *,")]  # type: ignore[attr-defined]
