"""What somebody may do in a session besides seeing it or running it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from access.forms import VIEW_OR_MANAGE
from access.models import Grant

COORDINATE = "coordinate"
"""A duty on the own list of a session: work on its timetable, as far as the event lets coordinators."""

SESSION_RIGHTS: list[tuple[str, Any]] = [
    VIEW_OR_MANAGE[0],
    (COORDINATE, _("coordinate it: see its timetable, and work on it as far as the event allows")),
    (Grant.MANAGE, _("manage it: its whole timetable, whatever the event allows")),
]
