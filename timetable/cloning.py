"""What the timetable gives to clones of an event."""

from django.utils.translation import gettext_lazy as _

from events.cloning import PARTS, Part
from timetable.operations.cloning import copy_timetable, count_slots

PARTS.append(
    Part(
        "timetable",
        _("Timetable"),
        copy_timetable,
        count_slots,
        order=90,
        note=_(
            "At the same times of day. Without sessions or talks their entries stay out, and only breaks come along."
        ),
    )
)
