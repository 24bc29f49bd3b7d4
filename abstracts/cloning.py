"""What calls and the committee give to clones of an event."""

from django.utils.translation import gettext_lazy as _

from abstracts.operations.cloning import copy_calls, copy_committee, count_calls, count_committee
from events.cloning import PARTS, Part

PARTS += [
    Part(
        "calls",
        _("Calls for abstracts"),
        copy_calls,
        count_calls,
        order=100,
        note=_(
            "With fields, questions, reviewing and letters, and without anything that was submitted. "
            "A call whose dates have passed is not opened."
        ),
    ),
    Part(
        "committee",
        _("Committee: reviewers and conveners"),
        copy_committee,
        count_committee,
        order=110,
        note=_("They review the clone, too. Those of a track come along with their track only."),
        is_usual=False,
    ),
]
