"""What the log of an abstract says about its reviewing, in words."""

from django.utils.translation import gettext_lazy as _

from events.words import ACTS, FIELDS

ACTS |= {
    "review.submitted": _("Review submitted"),
    "review.edited": _("Review changed"),
    "review.withdrawn": _("Review withdrawn"),
    "abstract.commented": _("Comment written"),
    "abstract.comment-edited": _("Comment changed"),
    "abstract.comment-deleted": _("Comment taken away"),
    "abstract.comment-restored": _("Comment brought back"),
    "conflict.declared": _("Conflict of interest declared"),
    "conflict.ended": _("Conflict of interest taken back"),
    "assignment.declined": _("Abstract given back by its reviewer"),
    "reviewers.reminded": _("Reviewers reminded"),
}

FIELDS |= {"reason": _("reason"), "reviewers": _("reviewers")}
