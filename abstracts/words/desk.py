"""Words of decisions and of what is done at the desk."""

from django.utils.translation import gettext_lazy as _

from events.words import ACTS, FIELDS

ACTS |= {
    "abstract.decided": _("Decided"),
    "abstract.reset": _("Decision taken back"),
    "abstract.revision-asked": _("Revision asked for"),
    "abstract.undone": _("Undone"),
    "abstract.moved": _("Moved to other tracks"),
    "abstract.released": _("Decision released"),
    "abstract.taken-over": _("Contribution brought up to date"),
    "abstract.left-apart": _("Change left out of the contribution"),
    "abstract.shown-again": _("Change shown again"),
}

FIELDS |= {
    "state": _("state"),
    "tracks": _("tracks"),
}
