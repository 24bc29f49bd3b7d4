"""A report in words, for the page and for the command line."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interchange.models import Origin
from interchange.operations.report import Clashes, Counts, ImportReport

NUMBERS = {
    "added": gettext_lazy("%(number)d new"),
    "updated": gettext_lazy("%(number)d updated"),
    "withdrawn": gettext_lazy("%(number)d withdrawn"),
    "reinstated": gettext_lazy("%(number)d back again"),
    "unchanged": gettext_lazy("%(number)d unchanged"),
    "kept": gettext_lazy("%(number)d kept as edited here"),
}


def counts_in_words(report: ImportReport) -> list[str]:
    """One line per kind of thing: “Talks: 3 new, 869 unchanged”."""
    return [
        _("%(kind)s: %(numbers)s") % {"kind": Origin.Kind(kind).label, "numbers": numbers_in_words(counts)}
        for kind, counts in report.counts.items()
    ]


def clashes_in_words(clashes: Clashes) -> str:
    """How many hard conflicts there are; nothing where there are none."""
    if clashes.number is None:
        return _("So much is at once in one place that the conflicts were not counted.")
    if not clashes.number:
        return ""
    sentence = ngettext(
        "The timetable has %(number)d hard conflict.",
        "The timetable has %(number)d hard conflicts.",
        clashes.number,
    )
    return sentence % {"number": clashes.number}


def numbers_in_words(counts: Counts) -> str:
    numbers = ((words, getattr(counts, name)) for name, words in NUMBERS.items())
    return ", ".join(words % {"number": number} for words, number in numbers if number) or _("none")


def counted(report: ImportReport) -> list[tuple[str, Counts]]:
    """The rows of a table: what kind of thing, and the numbers."""
    return [(str(Origin.Kind(kind).label), counts) for kind, counts in report.counts.items()]
