"""Before the first visitor comes: load what every first request would otherwise wait for."""

from django.template.loader import get_template
from django.urls import get_resolver

# The pages strangers ask for first; what they extend and include comes along.
FIRST_PAGES = (
    "home/front.html",
    "timetable/overview.html",
    "timetable/timetable.html",
    "timetable/contribution.html",
    "events/category.html",
)


def warm_up() -> None:
    """Import all views and compile the first pages: half a second of the first request, before the workers fork."""
    get_resolver().reverse_dict  # noqa: B018  (reading it fills it, and imports every view)
    for name in FIRST_PAGES:
        get_template(name)
