"""Formulas in plain words: `O(n^2)` as "O(n²)", for titles where no markup can stand, such as mails and calendars."""

import unicodedata
from functools import lru_cache
from xml.etree.ElementTree import Element

from kit.formulas import formula_element

_RAISED = str.maketrans(
    "0123456789+−=()niTabcdefghjklmoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)
_LOWERED = str.maketrans("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_ACCENTS = {
    "¯": "\u0304",
    "^": "\u0302",
    "~": "\u0303",
    "˙": "\u0307",
    "¨": "\u0308",
    "→": "\u20d7",
    "ˇ": "\u030c",
}
_RAISED_ALREADY = {"′": "′", "″": "″", "∘": "°", "°": "°", "*": "*", "∗": "*", "†": "†"}
_SPACED = "=<>≤≥≈≠→←⇒⇔∈∉⊂⊆≪≫∼≃≡±×"
"""Signs with a space on both sides; all others stand close to their neighbours."""


class _NotInWords(Exception):
    """A table, a sum with limits …: its source is easier to read than any line of words."""


@lru_cache(maxsize=2048)
def formula_in_words(latex: str) -> str | None:
    """The formula in one line of Unicode; None for one that can not be said so."""
    element = formula_element(latex)
    if element is None:
        return None
    try:
        said = _say(element)
    except _NotInWords:
        return None
    return unicodedata.normalize("NFC", " ".join(said.split())) or None


def _say(part: Element) -> str:
    parts = list(part)
    match part.tag, parts:
        case (("mi" | "mn" | "mtext"), _):
            return _name(part.text or "")
        case "mo", _:
            sign = part.text or ""
            return f" {sign} " if sign and sign in _SPACED else sign
        case "mspace", _:
            return " "
        case (("math" | "mrow" | "mstyle" | "mpadded"), _):
            return "".join(map(_say, parts))
        case "msup", [base, power]:
            return _say(base) + _put(power, _RAISED, "^")
        case "msub", [base, index] if not _is_large(base):
            return _say(base) + _put(index, _LOWERED, "_")
        case "msubsup", [base, index, power] if not _is_large(base):
            return _say(base) + _put(index, _LOWERED, "_") + _put(power, _RAISED, "^")
        case "mfrac", [above, below]:
            return f"{_held(above)}/{_held(below)}"
        case "msqrt", _:
            return "√" + _bracketed("".join(map(_say, parts)))
        case "mover", [base, mark] if (mark.text or "") in _ACCENTS and len(said := _say(base)) == 1:
            return said + _ACCENTS[mark.text or ""]
    raise _NotInWords


def _name(text: str) -> str:
    """Functions stand apart: "n log n". Bold and script letters, which few fonts have, become plain ones."""
    if all("\U0001d400" <= sign <= "\U0001d7ff" for sign in text):
        text = unicodedata.normalize("NFKC", text)
    return f" {text} " if len(text) > 1 and text.isascii() and text.isalpha() else text


def _is_large(base: Element) -> bool:
    return (base.text or "") in "∑∏∫⋃⋂" and bool(base.text)


def _put(part: Element, signs: dict[int, int], mark: str) -> str:
    """Raised or lowered, if there are such signs for all of it; else behind the mark that LaTeX has for it."""
    said = _say(part).strip()
    close = said.replace(" ", "")
    if said in _RAISED_ALREADY:
        return _RAISED_ALREADY[said]
    if all(ord(sign) in signs for sign in close):
        return close.translate(signs)
    return f"{mark}{said}" if len(said) == 1 else f"{mark}({said})"


def _held(part: Element) -> str:
    return _bracketed(_say(part).strip())


def _bracketed(said: str) -> str:
    said = said.strip()
    return said if len(said) == 1 or said.isalnum() else f"({said})"
