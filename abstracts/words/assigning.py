"""What the log says about who was given what."""

from django.utils.translation import gettext_lazy as _

from events.words import ACTS, FIELDS

ACTS |= {
    "assignment.given": _("Given to reviewers"),
    "assignment.taken": _("Taken from reviewers"),
    "assignment.proposed": _("Assignment to reviewers proposed"),
    "assignment.accepted": _("Proposed assignment accepted"),
    "assignment.put-back": _("Accepted assignment put back"),
    "assignment.discarded": _("Proposed assignment discarded"),
    "conflict.lifted": _("Conflict of interest lifted"),
    "conflict.restored": _("Conflict of interest counts again"),
    "review.set-aside": _("Review made a draft again: its writer has a conflict of interest"),
}

FIELDS |= {
    "conflicts": _("conflicts of interest"),
    "reviewers": _("reviewers"),
}
