"""Words of letters and of their rules."""

from django.utils.translation import gettext_lazy as _

from events.words import ACTS, FIELDS

ACTS |= {
    "letter-rule.added": _("Letter rule added"),
    "letter-rule.edited": _("Letter rule changed"),
    "letter-rule.removed": _("Letter rule removed"),
    "letter-rules.ordered": _("Letter rules put in another order"),
}

FIELDS |= {
    "body": _("text"),
    "copies_to": _("copies to"),
    "files": _("files"),
    "is_active": _("in use"),
    "recipients": _("recipients"),
    "reply_to": _("answers go to"),
    "states": _("states"),
    "stops": _("later rules are not tried"),
    "subject": _("subject"),
    "track_match": _("track"),
    "type_match": _("type"),
    "types": _("types"),
}
