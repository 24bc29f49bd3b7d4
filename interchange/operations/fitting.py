"""Making what files say fit into our columns; whatever does not fit becomes a remark."""

import re
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from interchange.operations.report import ImportReport
from kit.links import is_link
from kit.markdown import LONGEST_TEXT, TextTooLong, check_markdown, html_to_markdown, safe_html

# A text this plain needs no parser to know that it can be shown.
_PLAIN = re.compile(r"[^*_`~|<>\[\]$#!&\\]{0,20000}\Z")
# What makes a browser run, load or send something, in a tag that is really one.
_ACTIVE = re.compile(
    r"<\s*/?\s*(?:script|style|iframe|frame|object|embed|svg|math|form|input|button|link|meta|base|template)\b"
    r"|<[a-z][^<>]*[\s/\"'](?:on[a-z]+|srcdoc|formaction)\s*="
    r"|<[a-z][^<>]*[\s/\"']style\s*=[^<>]*\("
    r"|<[a-z][^<>]*[\s/\"'](?:href|src|srcset|action|background|poster)\s*=\s*[\"']?\s*"
    r"(?!https?://|mailto:|(?!javascript|vbscript|data)[a-z]+://|[^:&\"'>\\\x00-\x1f]*[/?#\"'>])",
    re.IGNORECASE,
)
_BARE_HOST = re.compile(
    r"www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|eu|info|de|fr|ch|at|be|nl|uk)(?:/|\Z)"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_RUNS = {
    "javascript",
    "vbscript",
    "livescript",
    "data",
    "blob",
    "file",
    "filesystem",
    "view-source",
    "about",
    "jar",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_BEFORE_PATH = re.compile(r"[/?#]")
_ANYWHERE = "https://somewhere.invalid/"
SHOWN = 80  # characters of a value in a remark


def shown(text: str) -> str:
    """The beginning of a value, for a remark."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def line(text: str, longest: int, *, row: str, report: ImportReport) -> str:
    """The text as one line of at most so many characters."""
    whole = " ".join(text.split())
    if len(whole) <= longest:
        return whole
    report.warn(
        row,
        _("“%(text)s” is longer than %(number)d characters and was cut.")
        % {"text": shown(whole), "number": longest},
    )
    return whole[: longest - 1].rstrip() + "…"


def markdown(html: str, *, row: str, report: ImportReport) -> str:
    """The text as Markdown that our pages can show: HTML converted, and cut where it is too long or tangled."""
    text = html_to_markdown(html).strip()
    if _PLAIN.match(text) and text.count("\n") < 1000:
        return text
    try:
        check_markdown(text)
    except TextTooLong as reason:
        report.warn(row, _("%(reason)s The text was cut.") % {"reason": reason})
        return _cut(text)
    return text


def harmless(html: str, *, row: str, report: ImportReport) -> str:
    """The text without what a browser would run. Most texts come back as they are, to the letter."""
    if not _ACTIVE.search(html):
        return html
    try:
        reduced = str(safe_html(html))
    except TextTooLong:
        reduced = html_to_markdown(html)
    if reduced != html:
        report.warn(row, _("A text held scripts or styles, which were removed."))
    return reduced


def harmless_address(url: str, *, row: str, report: ImportReport) -> str:
    """The address if it leads to the web, to mail, or somewhere relative to the file; else ""."""
    if not url or _leads_somewhere(url):
        return url
    report.warn(row, _("The address “%(url)s” is not one we pass on; it was left out.") % {"url": shown(url)})
    return ""


def link(url: str, *, base: str, row: str, report: ImportReport) -> str:
    """An address to put behind a click: itself or, if relative, seen from `base`; "" if there is none."""
    whole = _whole(url.strip(), base=base)
    if is_link(whole):
        return whole
    report.warn(row, _("The address “%(url)s” can not be linked.") % {"url": shown(url)})
    return ""


def _whole(url: str, *, base: str) -> str:
    """The address with what its writer left out: https:// before a host, or the page it is relative to."""
    if _SCHEME.fullmatch(url.partition(":")[0]) and ":" in url:
        return url.replace(" ", "%20")
    if _BARE_HOST.match(url):
        return f"https://{url}"
    try:
        return urljoin(base, url) if is_link(base) else url
    except ValueError:
        return url


def _leads_somewhere(url: str) -> bool:
    """Whether it is harmless in a file of ours: of the web, of a scheme that runs nothing, or relative."""
    scheme, _colon, rest = url.partition(":")
    if _SCHEME.fullmatch(scheme) and rest.startswith("//"):
        return scheme.lower() not in _RUNS and not _CONTROL.search(url)
    return is_link(url) or (":" not in _BEFORE_PATH.split(url)[0] and is_link(_ANYWHERE + url.lstrip("/")))


def _cut(text: str) -> str:
    """The longest of the text's halves, quarters … from its beginning that can be shown."""
    text = text[:LONGEST_TEXT]
    while text:
        text = text[: len(text) // 2].rstrip() if len(text) < LONGEST_TEXT else text[: LONGEST_TEXT * 3 // 4]
        try:
            check_markdown(text + " …")
        except TextTooLong:
            continue
        return text + " …"
    return text
