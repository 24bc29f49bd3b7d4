"""What events themselves give to their clones."""

from django.utils.translation import gettext_lazy as _

from events.cloning import PARTS, Part
from events.operations.copying import (
    copy_grants,
    copy_people,
    copy_rooms,
    count_grants,
    count_people,
    count_rooms,
)

PARTS += [
    Part("people", _("People, chairpersons and contacts"), copy_people, count_people, order=10),
    Part("rooms", _("Rooms, as the columns of the timetable"), copy_rooms, count_rooms, order=20),
    Part(
        "access",
        _("Who is named in the protection"),
        copy_grants,
        count_grants,
        order=30,
        note=_(
            "They see or run the clone, too. Without it, only you run it, and it is as closed as this event."
        ),
        is_usual=False,
    ),
]
