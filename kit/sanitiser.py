"""The one gate for markup of people: a closed list of what may stay, and nothing else (S35, S36)."""

import re
from collections import Counter

import nh3

from kit.links import is_link

DEEPEST_NESTING = 100
"""Elements inside each other. The sanitiser is quadratic in this: 50,000 of them take 11 seconds."""

MOST_WORK = 150_000
"""Sum of the open elements over all tags: bounds what a parser builds from tags that were never closed."""

_TEXT = (
    "p br hr h1 h2 h3 h4 h5 h6 div span blockquote pre ul ol li dl dt dd table thead tbody tr th td caption"
)
_PHRASES = "a b strong i em u s del ins code kbd samp var sub sup small mark q cite abbr"
_MATH = (
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle mpadded mphantom menclose merror"
    " msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd"
)

_LENGTH = re.compile(r"[+-]?(?:(?:\d|\d?\.\d{1,4}|\d\.)(?:em|ex|%)?|\d{1,2}(?:\.\d{1,4})?(?:px|pt|mu))")
_WORD = re.compile(r"[a-z][a-z -]{0,40}|-?[0-9]")
_NUMBER = re.compile(r"[0-9]{1,4}")

_ALIGN = "columnalign rowalign columnlines rowlines columnspan rowspan"
_LENGTHS = (
    "width height depth lspace rspace voffset linethickness minsize maxsize mathsize columnspacing rowspacing"
)
_WORDS = (
    "display displaystyle scriptlevel mathvariant form fence separator stretchy symmetric largeop"
    f" movablelimits accent accentunder notation linebreak {_ALIGN}"
)
_VALUES = {
    **dict.fromkeys(_LENGTHS.split(), _LENGTH),
    **dict.fromkeys(_WORDS.split(), _WORD),
    **dict.fromkeys(["colspan", "rowspan", "start"], _NUMBER),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # without this entry the library keeps title and lang
    "a": {"href"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    **{tag: set(f"{_LENGTHS} {_WORDS}".split()) for tag in _MATH.split()},
}


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value, or None for one that is not exactly what this attribute is for."""
    if name == "rel":
        return value  # ours: that of the author is gone by now
    if name == "href":
        link = value.strip().replace(" ", "%20")
        return link if is_link(link) else None
    allowed = _VALUES.get(name)
    return value if allowed and allowed.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags={*_TEXT.split(), *_PHRASES.split(), *_MATH.split()},
    clean_content_tags={
        "script",
        "style",
        "title",
        "iframe",
        "noscript",
        "template",
        "textarea",
        "select",
        "svg",
    },
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    link_rel="nofollow noopener",
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    generic_attribute_prefixes=set(),
)

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*")
_UNCLOSED = "p li dt dd tr td th thead tbody tfoot option"
_EMPTY = "br hr img input wbr meta link col area base embed source track"
_CLOSES_ITSELF = frozenset(f"{_UNCLOSED} {_EMPTY}".split())


def clean(html: str) -> str:
    """The markup reduced to the closed list. Cleaning the result again changes nothing."""
    return _CLEANER.clean(html)


def is_too_nested(html: str) -> bool:
    """Whether a parser would build a tree too deep or too wide from this; found by counting tags."""
    open_tags: Counter[str] = Counter()
    depth = work = 0
    for closing, name in _TAG.findall(html):
        name = name.lower()
        if not closing:
            work += depth + 1
            if name not in _CLOSES_ITSELF:
                open_tags[name] += 1
                depth += 1
        elif open_tags[name]:
            open_tags[name] -= 1
            depth -= 1
        if depth > DEEPEST_NESTING or work > MOST_WORK:
            return True
    return False
