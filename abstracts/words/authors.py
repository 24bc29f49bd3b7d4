"""What the log says about what authors do, in words."""

from django.utils.translation import gettext_lazy as _

from events.words import ACTS, FIELDS

ACTS |= {
    "abstract.submitted": _("Abstract submitted"),
    "abstract.edited": _("Abstract changed"),
    "abstract.revised": _("Revision sent"),
    "abstract.withdrawn": _("Abstract withdrawn"),
    "abstract.unwithdrawn": _("Withdrawal taken back"),
    "abstract.files": _("Files of the abstract changed"),
    "abstract.claimed": _("Abstract taken into an account"),
    "abstract.author-answered": _("Answer of an author"),
    "abstract.author-asked": _("Author asked to confirm"),
    "abstract.invitation-sent": _("Invitation to submit an abstract sent"),
    "abstract.invited": _("Invited to submit an abstract"),
    "abstract.invitation-withdrawn": _("Invitation to submit an abstract taken back"),
}

FIELDS |= {
    "answers": _("answers"),
    "files": _("files"),
    "keywords": _("keywords"),
    "licence": _("licence"),
    "note": _("note"),
    "text": _("text"),
    "topics": _("topics"),
    "tracks": _("tracks"),
}
