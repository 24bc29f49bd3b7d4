"""Words of imports and of the book of abstracts."""

from django.utils.translation import gettext_lazy as _

from events.words import ACTS, FIELDS

ACTS |= {
    "abstract.imported": _("Abstract imported"),
    "abstracts.imported": _("Abstracts imported"),
    "book.edited": _("Book of abstracts changed"),
}

FIELDS |= {
    "closing": _("closing words"),
    "corresponding": _("whose address is printed"),
    "created": _("new"),
    "each_on_a_page": _("each on a new page"),
    "introduction": _("introduction"),
    "is_public": _("everybody may download it"),
    "own_file": _("own file"),
    "same": _("as they are"),
    "show_numbers": _("print the numbers"),
    "skipped": _("skipped"),
    "style": _("style"),
    "updated": _("changed"),
}
